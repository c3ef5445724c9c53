"""What a gap between two pieces looks like, as places in a table of weights.

The gap after piece 0 is described by the pieces -2 .. 3 around it: syllables alone, in pairs and in threes, how they
are written, and which of the word lists hold the pairs, threes and fours that span the gap or lie beside it. Every
feature is hashed into one table (feature hashing, Weinberger et al. 2009), so that no text is stored and nothing is
looked up by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from nlp_service.text.piece_codes import Keys, Pieces, piece_key

TABLE_BITS = 22
LIST_BITS = 23
LIST_COUNT = 2
LONGEST_LISTED = 4
"""A word list is looked up for words of two to this many pieces."""

_MULTIPLIER = np.uint32(0x9E3779B1)
_SPREAD = np.uint32(0x85EBCA6B)
_SHIFT = np.uint32(15)
# How far a feature looks: pieces by their distance from the gap.
_NEAR = range(-2, 4)
# Syllables (first) and ways of writing (second) that make up a feature.
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
# Windows of pieces (first, length) that are looked up: three that span the gap, three longer ones, two that touch it,
# four beside it. What is found is packed in this order, ``LIST_COUNT`` bits a window.
_WINDOWS = ((0, 2), (-1, 3), (0, 3), (-2, 4), (-1, 4), (0, 4), (-1, 2), (1, 2), (-2, 2), (2, 2), (-2, 3), (1, 3))
_SHORT, _SPANNING, _TOUCHING, _BESIDE = range(3), range(6), range(6, 8), range(8, 12)
# Windows, ways of writing and syllables that make up a feature, once for each list.
_LISTED: tuple[tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]], ...] = (
    ((*_SPANNING, *_TOUCHING), (), ()),
    ((*_SPANNING, *_TOUCHING, *_BESIDE), (0, 1), ()),
    ((*_SPANNING, *_TOUCHING), (-1, 0, 1, 2), ()),
    ((*_SHORT,), (0, 1), ()),
)
# The same for all lists at once.
_LISTED_ANYWHERE: tuple[tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]], ...] = (
    ((*_SHORT, *_TOUCHING), (), ()),
    ((*_SHORT,), (), (0,)),
    ((*_SHORT,), (), (1,)),
)

Places = NDArray[np.uint32]
"""``[feature, gap]``: where the weight of each feature of each gap stands."""


@dataclass(frozen=True, slots=True)
class WordLists:
    """Which words stand in which list: bit ``n`` of the byte at a word's hash is set when list ``n`` holds it."""

    table: NDArray[np.uint8] = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Plan:
    """Features as rows of columns to mix: ``steps[n]`` names the ``n``-th column of the rows that have so many.

    The rows are sorted by how many columns they have, the longest first, so that a step is done on all of them at once.
    """

    seeds: Keys
    masks: Keys
    steps: tuple[NDArray[np.int64], ...]


def make_word_lists(lists: Sequence[Iterable[Sequence[str]]]) -> WordLists:
    """Return the two lists, each of words as pieces; words of one piece or of very many are left out."""
    table = np.zeros(1 << LIST_BITS, dtype=np.uint8)
    for number, words in enumerate(lists):
        for word in words:
            if 2 <= len(word) <= LONGEST_LISTED:
                keys = [np.array([piece_key(piece)], dtype=np.uint32) for piece in word]
                table[_hash(len(word), keys) >> np.uint32(32 - LIST_BITS)] |= np.uint8(1 << number)
    return WordLists(table)


def find_features(pieces: Pieces, gaps: NDArray[np.int64], lists: WordLists) -> Places:
    """Return the places of the features of the ``gaps``; a gap's number is that of the piece before it."""
    plan = _plan()
    around = gaps + np.array(_NEAR, dtype=np.int64)[:, None]
    columns = np.concatenate(
        (
            pieces.keys[around],
            # Spread over all bits, so that ways of writing mix with syllables.
            (pieces.shapes[around] + np.uint32(1)) * _SPREAD,
            _look_up(pieces.keys, gaps, lists) & plan.masks[:, None],
        )
    )
    mixed = np.repeat(plan.seeds[:, None], len(gaps), axis=1)
    for step in plan.steps:
        rows = mixed[: len(step)]
        rows ^= columns[step]
        rows *= _MULTIPLIER
        rows ^= rows >> _SHIFT
    mixed >>= np.uint32(32 - TABLE_BITS)
    return mixed


def _look_up(keys: Keys, gaps: NDArray[np.int64], lists: WordLists) -> Keys:
    """Return, for each gap, which lists hold each of the windows around it, packed."""
    held: dict[int, Keys] = {}
    for length in range(2, LONGEST_LISTED + 1):
        size = max(0, len(keys) - length + 1)
        hashes = _hash(length, [keys[first : first + size] for first in range(length)])
        held[length] = lists.table[hashes >> np.uint32(32 - LIST_BITS)].astype(np.uint32)
    packed = np.zeros(len(gaps), dtype=np.uint32)
    for position, (first, length) in enumerate(_WINDOWS):
        packed |= held[length][gaps + first] << np.uint32(position * LIST_COUNT)
    return packed


@cache
def _plan() -> _Plan:
    masks: list[int] = []
    features: list[list[int]] = []
    for syllables, shapes in _TEMPLATES:
        features.append(_columns(syllables, shapes))
    for bits in (*(1 << number for number in range(LIST_COUNT)), (1 << LIST_COUNT) - 1):
        for windows, shapes, syllables in _LISTED_ANYWHERE if bits == (1 << LIST_COUNT) - 1 else _LISTED:
            features.append([2 * len(_NEAR) + len(masks), *_columns(syllables, shapes)])
            masks.append(sum(bits << window * LIST_COUNT for window in windows))
    features.sort(key=len, reverse=True)
    longest = len(features[0])
    steps = [[feature[step] for feature in features if len(feature) > step] for step in range(longest)]
    return _Plan(
        seeds=np.arange(1, len(features) + 1, dtype=np.uint32) * _SPREAD,
        masks=np.array(masks, dtype=np.uint32),
        steps=tuple(np.array(step, dtype=np.int64) for step in steps),
    )


def _columns(syllables: Iterable[int], shapes: Iterable[int]) -> list[int]:
    return [*(_NEAR.index(place) for place in syllables), *(len(_NEAR) + _NEAR.index(place) for place in shapes)]


def _hash(seed: int, columns: Sequence[Keys]) -> Keys:
    """Mix columns of 32-bit numbers into one (multiply and xor-shift)."""
    mixed = np.full_like(columns[0], seed) * _SPREAD
    for column in columns:
        mixed ^= column
        mixed *= _MULTIPLIER
        mixed ^= mixed >> _SHIFT
    return mixed
