"""What a gap between two pieces looks like, as places in a table of weights.

The gap after piece 0 is described by the pieces -2 .. 3 around it: syllables alone, in pairs and in threes, how they
are written, and which of the word lists hold the pairs, threes and fours that span the gap or lie beside it. Every
feature is hashed into one table (feature hashing, Weinberger et al. 2009), so that no text is stored and nothing is
looked up by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from nlp_service.text.piece_codes import Keys, Pieces, piece_key

TABLE_BITS = 22
LIST_BITS = 23
LONGEST_LISTED = 4
"""A word list is looked up for words of two to this many pieces."""

_MULTIPLIER = np.uint32(0x9E3779B1)
_SHIFT = np.uint32(15)
# Syllables (first) and ways of writing (second) that make up a feature, by their distance from the gap.
_TEMPLATES: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = (
    ((0,), ()),
    ((1,), ()),
    ((-1,), ()),
    ((2,), ()),
    ((0, 1), ()),
    ((-1, 0), ()),
    ((1, 2), ()),
    ((-1, 0, 1), ()),
    ((0, 1, 2), ()),
    ((), (-1, 0, 1, 2)),
    ((), (-2, -1, 0, 1, 2, 3)),
    ((0,), (0, 1)),
    ((1,), (0, 1)),
    ((0, 1), (0, 1)),
    ((-1,), (-1, 0, 1)),
    ((2,), (0, 1, 2)),
)
# Windows (first piece, length) that span the gap, those that touch it, those beside it.
_SPANNING = ((0, 2), (-1, 3), (0, 3), (-2, 4), (-1, 4), (0, 4))
_TOUCHING = ((-1, 2), (1, 2))
_BESIDE = ((-2, 2), (2, 2), (-2, 3), (1, 3))
_SHORT = ((0, 2), (-1, 3), (0, 3))
# Windows, ways of writing, syllables; once for each list.
_LISTED: tuple[tuple[tuple[tuple[int, int], ...], tuple[int, ...], tuple[int, ...]], ...] = (
    ((*_SPANNING, *_TOUCHING), (), ()),
    ((*_SPANNING, *_TOUCHING, *_BESIDE), (0, 1), ()),
    ((*_SPANNING, *_TOUCHING), (-1, 0, 1, 2), ()),
    (_SHORT, (0, 1), ()),
)
# The same for all lists at once.
_LISTED_ANYWHERE: tuple[tuple[tuple[tuple[int, int], ...], tuple[int, ...], tuple[int, ...]], ...] = (
    ((*_SHORT, *_TOUCHING), (), ()),
    (_SHORT, (), (0,)),
    (_SHORT, (), (1,)),
)

Places = NDArray[np.uint32]
"""``[feature, gap]``: where the weight of each feature of each gap stands."""


@dataclass(frozen=True, slots=True)
class WordLists:
    """Which words stand in which list: bit ``n`` of the byte at a word's hash is set when list ``n`` holds it."""

    table: NDArray[np.uint8] = field(repr=False)
    count: int


def make_word_lists(lists: Sequence[Iterable[Sequence[str]]]) -> WordLists:
    """Return the lists, each of words as pieces; words of one piece or of very many are left out."""
    table = np.zeros(1 << LIST_BITS, dtype=np.uint8)
    for number, words in enumerate(lists):
        for word in words:
            if 2 <= len(word) <= LONGEST_LISTED:
                keys = np.array([[piece_key(piece)] for piece in word], dtype=np.uint32)
                table[_hash(len(word), keys) >> np.uint32(32 - LIST_BITS)] |= np.uint8(1 << number)
    return WordLists(table, len(lists))


def count_features(lists: WordLists) -> int:
    """Return how many features a gap has."""
    return len(_TEMPLATES) + lists.count * len(_LISTED) + len(_LISTED_ANYWHERE)


def find_features(pieces: Pieces, gaps: NDArray[np.int64], lists: WordLists) -> Places:
    """Return the places of the features of the ``gaps``; a gap's number is that of the piece before it."""
    places = np.empty((count_features(lists), len(gaps)), dtype=np.uint32)
    syllable = {offset: pieces.keys[gaps + offset] for offset in range(-2, 4)}
    # Spread over all bits, so that they mix with the keys of syllables.
    spread = (np.arange(1, 257, dtype=np.uint32) * np.uint32(0x85EBCA6B))[pieces.shapes]
    shape = {offset: spread[gaps + offset] for offset in range(-2, 4)}
    listed = _listed(pieces.keys, lists)
    number = 0
    for syllables, shapes in _TEMPLATES:
        columns = [*(syllable[offset] for offset in syllables), *(shape[offset] for offset in shapes)]
        places[number] = _hash(number, columns)
        number += 1
    for only in (*range(lists.count), None):
        bits = np.uint32((1 << lists.count) - 1 if only is None else 1 << only)
        found = {window: listed[window[1]][gaps + window[0]] & bits for window in (*_SPANNING, *_TOUCHING, *_BESIDE)}
        for windows, shapes, syllables in _LISTED_ANYWHERE if only is None else _LISTED:
            mask = _pack([found[window] for window in windows], lists.count)
            columns = [mask, *(shape[offset] for offset in shapes), *(syllable[offset] for offset in syllables)]
            places[number] = _hash(number, columns)
            number += 1
    places >>= np.uint32(32 - TABLE_BITS)
    return places


def _listed(keys: Keys, lists: WordLists) -> dict[int, Keys]:
    """Return, by length, which lists hold the word of that length that begins at each piece."""
    result: dict[int, Keys] = {}
    for length in range(2, LONGEST_LISTED + 1):
        size = max(0, len(keys) - length + 1)
        hashes = _hash(length, [keys[first : first + size] for first in range(length)])
        found = lists.table[hashes >> np.uint32(32 - LIST_BITS)].astype(np.uint32)
        result[length] = np.pad(found, (0, len(keys) - size))
    return result


def _pack(columns: Iterable[Keys], width: int) -> Keys:
    packed: Keys = np.uint32(0)  # type: ignore[assignment]
    for column in columns:
        packed = (packed << np.uint32(width)) | column
    return packed


def _hash(seed: int, columns: Iterable[Keys]) -> Keys:
    """Mix columns of 32-bit numbers into one (multiply and xor-shift)."""
    mixed: Keys = np.uint32((seed + 1) * 0x85EBCA6B & 0xFFFFFFFF)  # type: ignore[assignment]
    for column in columns:
        mixed = (mixed ^ column) * _MULTIPLIER
        mixed ^= mixed >> _SHIFT
    return mixed
