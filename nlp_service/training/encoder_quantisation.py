"""Chooses how outliers are moved from the inputs of a product into its weights, so that 8 bits suffice for both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from nlp_service.training.encoder_graph import Quantisation, Weights, product_weights
from nlp_service.training.encoder_weights import EncoderShape, Matrix

_SHARE = 0.75
"""How much of the difference between channels the weights take over; the rest stays in the inputs."""
_SMALL = 1e-5


def open_session(path: Path) -> onnxruntime.InferenceSession:
    """Open a graph on one CPU thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def measure_inputs(watched: Path, sentences: Iterable[NDArray[np.int64]]) -> dict[str, Matrix]:
    """Return the largest absolute value of each channel of each product's input over ``sentences``.

    ``watched`` is a graph that :func:`nlp_service.training.encoder_graph.write_graph` wrote with ``watched``.
    """
    session = open_session(watched)
    names = [output.name for output in session.get_outputs() if output.name != "scores"]
    most: dict[str, Matrix] = {}
    for pieces in sentences:
        for name, values in zip(names, session.run(names, {"pieces": pieces[None]}), strict=True):
            largest = np.abs(values).reshape(-1, values.shape[-1]).max(axis=0)
            most[name] = np.maximum(most[name], largest) if name in most else largest
    return most


def choose_scales(weights: Weights, shape: EncoderShape, most: Mapping[str, Matrix]) -> Quantisation:
    """Return the scale of each channel of each product."""
    scales: dict[str, Matrix] = {}
    for number in range(shape.layers):
        for name, matrix, _ in product_weights(weights, number).values():
            heights = np.maximum(np.abs(matrix).max(axis=0), _SMALL)
            raw = np.maximum(most[name], _SMALL) ** _SHARE / heights ** (1 - _SHARE)
            scales[name] = (raw / np.exp(np.log(raw).mean())).astype(np.float32)
    return Quantisation(scales)
