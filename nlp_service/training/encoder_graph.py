"""Writes the encoder as an ONNX graph for ONNX Runtime on a CPU: in float32, or with products of 8-bit integers.

The operators are ONNX Runtime's own fused ones; ``DynamicQuantizeMatMul`` measures the range of its input at each call,
so that the rest of the network stays in float32. Embeddings are 8-bit rows with one scale each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from nlp_service.training.encoder_weights import EncoderShape, Matrix

_CONTRIB = "com.microsoft"
_OPERATORS, _FORMAT = 20, 10
"""The versions of the operator set and of the file format."""
_LEVELS = 127
_TINY = 1e-12

Weights = Mapping[str, Matrix]


@dataclass(slots=True)
class _Graph:
    """A graph under construction."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, values: NDArray[np.generic]) -> str:
        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def apply(self, operator: str, *inputs: str, domain: str = "", **attributes: object) -> str:
        return self.apply_many(operator, *inputs, outputs=1, domain=domain, **attributes)[0]

    def apply_many(
        self, operator: str, *inputs: str, outputs: int, domain: str = "", **attributes: object
    ) -> list[str]:
        names = [f"value_{len(self.nodes)}_{number}" for number in range(outputs)]
        self.nodes.append(helper.make_node(operator, list(inputs), names, domain=domain, **attributes))
        return names


@dataclass(frozen=True, slots=True)
class Quantisation:
    """``scales`` divides the inputs of each product, by name, channel by channel, and multiplies its weights.

    This changes nothing but the rounding: it takes outliers out of the inputs (Xiao et al. 2023, SmoothQuant).
    """

    scales: Mapping[str, Matrix]


def write_graph(
    path: Path, weights: Weights, shape: EncoderShape, quantisation: Quantisation | None, *, watched: bool = False
) -> None:
    """Write the encoder to ``path``; its input is ``pieces`` (sentences, pieces), its output ``scores``.

    There is no padding: the sentences of one call have one length. ``watched`` adds the input of each product as an
    output by its name, for :func:`nlp_service.training.encoder_quantisation.measure_inputs`.
    """
    graph = _Graph()
    products: dict[str, str] = {}
    states = _embed(graph, weights, shape, quantised=quantisation is not None)
    for number in range(shape.layers):
        states = _layer(graph, weights, shape, number, states, quantisation, products)
    head = graph.apply("MatMul", states, graph.constant(weights["head.weight"].T))
    graph.nodes.append(helper.make_node("Add", [head, graph.constant(weights["head.bias"])], ["scores"]))
    outputs = [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["sentences", "pieces", "tags"])]
    if watched:
        for name, value in products.items():
            graph.nodes.append(helper.make_node("Identity", [value], [name]))
            outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, None))
    pieces = helper.make_tensor_value_info("pieces", TensorProto.INT64, ["sentences", "pieces"])
    model = helper.make_model(
        helper.make_graph(graph.nodes, "encoder", [pieces], outputs, graph.constants),
        opset_imports=[helper.make_opsetid("", _OPERATORS), helper.make_opsetid(_CONTRIB, 1)],
        ir_version=_FORMAT,
    )
    onnx.save(model, path)


def product_weights(weights: Weights, number: int) -> dict[str, tuple[str, Matrix, Matrix]]:
    """Return the products of layer ``number``: for each kind its name, weights (outputs, inputs) and bias."""
    prefix = f"layers.{number}"
    attention = [f"{prefix}.{part}" for part in ("query", "key", "value")]
    found = {
        "attention": (
            np.concatenate([weights[f"{part}.weight"] for part in attention]),
            np.concatenate([weights[f"{part}.bias"] for part in attention]),
        )
    }
    for kind in ("mix", "widen", "narrow"):
        found[kind] = (weights[f"{prefix}.{kind}.weight"], weights[f"{prefix}.{kind}.bias"])
    return {kind: (f"{prefix}.{kind}", matrix, bias) for kind, (matrix, bias) in found.items()}


def _embed(graph: _Graph, weights: Weights, shape: EncoderShape, *, quantised: bool) -> str:
    table = weights["embedding.weight"]
    if quantised:
        scales = np.maximum(np.abs(table).max(axis=1, keepdims=True) / _LEVELS, _TINY).astype(np.float32)
        rows = graph.apply("Gather", graph.constant(np.rint(table / scales).astype(np.int8)), "pieces")
        wide = graph.apply("Cast", rows, to=TensorProto.FLOAT)
        states = graph.apply("Mul", wide, graph.apply("Gather", graph.constant(scales), "pieces"))
    else:
        states = graph.apply("Gather", graph.constant(table), "pieces")
    zero = graph.constant(np.array([0], dtype=np.int64))
    length = graph.apply("Shape", "pieces", start=1, end=2)
    places = graph.apply("Slice", graph.constant(weights["position.weight"]), zero, length, zero)
    norm = [graph.constant(weights[f"norm.{part}"]) for part in ("weight", "bias")]
    return graph.apply("LayerNormalization", graph.apply("Add", states, places), *norm, epsilon=shape.epsilon)


def _layer(
    graph: _Graph,
    weights: Weights,
    shape: EncoderShape,
    number: int,
    states: str,
    quantisation: Quantisation | None,
    products: dict[str, str],
) -> str:
    parts = product_weights(weights, number)

    def multiply(kind: str, value: str) -> str:
        name, matrix, bias = parts[kind]
        products[name] = value
        if quantisation:
            return _multiply_integers(graph, value, matrix, bias, quantisation.scales[name])
        return graph.apply("Add", graph.apply("MatMul", value, graph.constant(matrix.T)), graph.constant(bias))

    def add_and_norm(kind: str, value: str) -> str:
        norm = [graph.constant(weights[f"layers.{number}.{kind}.{part}"]) for part in ("weight", "bias")]
        return graph.apply(
            "SkipLayerNormalization", states, value, *norm, domain=_CONTRIB, epsilon=shape.epsilon
        )  # fmt: skip

    heads = graph.apply_many("Split", multiply("attention", states), outputs=3, axis=-1, num_outputs=3)
    mixed = graph.apply("MultiHeadAttention", *heads, domain=_CONTRIB, num_heads=shape.heads)
    states = add_and_norm("mix_norm", multiply("mix", mixed))
    inner = graph.apply("Gelu", multiply("widen", states), domain=_CONTRIB)
    return add_and_norm("narrow_norm", multiply("narrow", inner))


def _multiply_integers(graph: _Graph, value: str, matrix: Matrix, bias: Matrix, scales: Matrix) -> str:
    smooth = graph.apply("Mul", value, graph.constant((1 / scales).astype(np.float32)))
    scaled = matrix * scales
    steps = np.maximum(np.abs(scaled).max(axis=1) / _LEVELS, _TINY).astype(np.float32)
    numbers = np.rint(scaled / steps[:, None]).astype(np.int8)
    zeros = np.zeros(len(steps), dtype=np.int8)
    constants = [graph.constant(item) for item in (numbers.T, steps, zeros, bias.astype(np.float32))]
    return graph.apply("DynamicQuantizeMatMul", smooth, *constants, domain=_CONTRIB)
