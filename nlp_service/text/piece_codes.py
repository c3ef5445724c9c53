"""Pieces as numbers: what a model of words sees of a text, laid out in arrays."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache, lru_cache
from itertools import accumulate, chain, repeat

import numpy as np
from numpy.typing import NDArray

from nlp_service.resources import loader
from nlp_service.text.pieces import chunk_pieces
from nlp_service.text.vietnamese import syllables
from nlp_service.types import Span

PADDING = 3
"""Empty places between sentences: as far as a feature looks."""

_FILE = "text/tokens.yml"
_NOT_BLANK = re.compile(r"\S+")
_REMEMBERED = 1 << 16
_LONGEST_REMEMBERED = 24
_FIELDS = 4

Keys = NDArray[np.uint32]
Shapes = NDArray[np.uint8]
Codes = tuple[int, ...]
"""``start, end, key, shape`` of each piece of a chunk, one after the other."""


class Shape(IntEnum):
    """How a piece is written; ``NONE`` is a place between sentences."""

    NONE = 0
    LOWER = 1
    TITLE = 2
    UPPER = 3
    MIXED = 4
    NUMBER = 5
    MARK = 6
    FOREIGN_LOWER = 7
    FOREIGN_TITLE = 8
    FOREIGN_UPPER = 9


_JOINABLE = np.array([shape not in (Shape.NONE, Shape.NUMBER, Shape.MARK) for shape in Shape])


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of sentences, with ``PADDING`` empty places before, between and after the sentences."""

    starts: NDArray[np.int64] = field(repr=False)
    ends: NDArray[np.int64] = field(repr=False)
    keys: Keys = field(repr=False)
    shapes: Shapes = field(repr=False)

    def gaps(self) -> NDArray[np.int64]:
        """Return the places whose piece may be one word with the next: no marks, no numbers, one sentence."""
        joinable = _JOINABLE[self.shapes]
        return np.flatnonzero(joinable[:-1] & joinable[1:])

    def words(self, joined: NDArray[np.bool_]) -> list[tuple[int, int]]:
        """Return the spans of the words when every piece that is ``joined`` belongs to the piece before it."""
        real = self.shapes != Shape.NONE
        starts, ends = self.starts[real], self.ends[real]
        first = np.flatnonzero(~joined[real])
        last = np.append(first[1:], len(starts)) - 1
        return list(zip(starts[first].tolist(), ends[last].tolist(), strict=True)) if len(starts) else []


def read_pieces(text: str, sentences: Iterable[Span]) -> Pieces:
    """Return the pieces of the ``sentences`` of ``text``; the spans are places in ``text``."""
    records: list[Codes] = [_SEPARATOR]
    offsets: list[int] = [0]
    for sentence in sentences:
        chunks, starts = _chunks(text, sentence)
        if chunks:
            is_short = max(map(len, chunks)) <= _LONGEST_REMEMBERED
            records += map(_remembered if is_short else chunk_codes, chunks[:-1], repeat(False))
            records += (chunk_codes(chunks[-1], True), _SEPARATOR)
            offsets += (*starts, 0)
    return _lay_out(records, offsets)


def pieces_of(sentences: Iterable[Sequence[str]]) -> Pieces:
    """Return the pieces of sentences that are split into pieces already; their spans are empty."""
    separator = [(0, int(Shape.NONE))] * PADDING
    coded = list(chain(separator, *([*map(piece_code, sentence), *separator] for sentence in sentences)))
    table = np.array(coded, dtype=np.int64).reshape(-1, 2)
    nowhere = np.zeros(len(table), dtype=np.int64)
    return Pieces(nowhere, nowhere, table[:, 0].astype(np.uint32), table[:, 1].astype(np.uint8))


def chunk_codes(chunk: str, ends_sentence: bool) -> Codes:
    """Return the pieces of a chunk, which holds no blank; common chunks are remembered."""
    return _remembered(chunk, ends_sentence) if len(chunk) <= _LONGEST_REMEMBERED else _codes(chunk, ends_sentence)


def piece_code(piece: str) -> tuple[int, int]:
    """Return the key and the shape of a piece; the key is the same in capitals and in small letters."""
    return piece_key(piece), _shape(piece)


def piece_key(piece: str) -> int:
    """Return a number of 32 bits for a piece, the same in capitals and in small letters."""
    return zlib.crc32(piece.lower().encode("utf-8", "surrogatepass"))


def _codes(chunk: str, ends_sentence: bool) -> Codes:
    spans = chunk_pieces(chunk, ends_sentence=ends_sentence)
    return tuple(chain.from_iterable((start, end, *piece_code(chunk[start:end])) for start, end in spans))


_remembered = lru_cache(maxsize=_REMEMBERED)(_codes)
_SEPARATOR: Codes = (0, 0, 0, int(Shape.NONE)) * PADDING


def _chunks(text: str, sentence: Span) -> tuple[list[str], Iterator[int]]:
    """Return what stands between the blanks of a sentence, and where each begins."""
    surface = text[sentence.start : sentence.end]
    chunks = surface.split()
    if sum(map(len, chunks)) + len(chunks) - 1 == len(surface):
        return chunks, accumulate((len(chunk) + 1 for chunk in chunks[:-1]), initial=sentence.start)
    found = list(_NOT_BLANK.finditer(text, sentence.start, sentence.end))
    return [match[0] for match in found], (match.start() for match in found)


def _lay_out(records: Sequence[Codes], offsets: Sequence[int]) -> Pieces:
    sizes = np.fromiter(map(len, records), dtype=np.int64, count=len(records)) // _FIELDS
    flat = np.fromiter(chain.from_iterable(records), dtype=np.int64, count=int(sizes.sum()) * _FIELDS)
    table = flat.reshape(-1, _FIELDS)
    bases = np.repeat(np.array(offsets, dtype=np.int64), sizes)
    return Pieces(bases + table[:, 0], bases + table[:, 1], table[:, 2].astype(np.uint32), table[:, 3].astype(np.uint8))


def _shape(piece: str) -> Shape:
    first = piece[0]
    if first.isdigit():
        return Shape.NUMBER
    if not first.isalnum() or piece in _bracket_codes():
        return Shape.MARK
    known = piece.lower() in syllables()
    if piece.islower():
        return Shape.LOWER if known else Shape.FOREIGN_LOWER
    if piece.isupper() and len(piece) > 1:
        return Shape.UPPER if known else Shape.FOREIGN_UPPER
    if piece.isupper() or piece.istitle():
        return Shape.TITLE if known else Shape.FOREIGN_TITLE
    return Shape.MIXED


@cache
def _bracket_codes() -> frozenset[str]:
    return frozenset(loader.strings(loader.read(_FILE), "bracket_codes", name=_FILE))
