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
_NEAR_COLUMN = np.array(_NEAR, dtype=np.int64)[:, None]
_SHAPE_BITS = 4
_SHAPE_MASK = (1 << _SHAPE_BITS) - 1
_SHAPE_SHIFTS = np.array([[place * _SHAPE_BITS] for place in range(len(_NEAR))], dtype=np.uint32)
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
_WINDOW_STARTS = np.array([[first] for first, _ in _WINDOWS], dtype=np.int64)
_WINDOW_ROWS = np.array([[length - 2] for _, length in _WINDOWS], dtype=np.int64)
_WINDOW_SHIFTS = np.array([[place * LIST_COUNT] for place in range(len(_WINDOWS))], dtype=np.uint32)
_NOTHING = np.zeros(LONGEST_LISTED - 1, dtype=np.uint32)
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
    shape_masks: Keys
    list_masks: Keys
    steps: tuple[NDArray[np.int64], ...]


def make_word_lists(lists: Sequence[Iterable[Sequence[str]]]) -> WordLists:
    """Return the two lists, each of words as pieces; words of one piece or of very many are left out."""
    table = np.zeros(1 << LIST_BITS, dtype=np.uint8)
    for number, words in enumerate(lists):
        for word in words:
            if 2 <= len(word) <= LONGEST_LISTED:
                keys = np.array([piece_key(piece) for piece in word], dtype=np.uint32)
                table[_list_places(keys)[len(word) - 2, 0]] |= np.uint8(1 << number)
    return WordLists(table)


def find_features(pieces: Pieces, gaps: NDArray[np.int64], lists: WordLists) -> Places:
    """Return the places of the features of the ``gaps``; a gap's number is that of the piece before it."""
    plan = _plan()
    around = gaps + _NEAR_COLUMN
    shapes = np.bitwise_or.reduce(pieces.shapes[around].astype(np.uint32) << _SHAPE_SHIFTS, axis=0)
    # Spread over all bits, so that ways of writing mix with syllables.
    shapes = (shapes & plan.shape_masks) * _SPREAD
    listed = _look_up(pieces.keys, gaps, lists) & plan.list_masks
    columns = np.concatenate((pieces.keys[around], shapes, listed))
    mixed = np.repeat(plan.seeds, len(gaps), axis=1)
    for step in plan.steps:
        rows = mixed[: len(step)]
        rows ^= columns[step]
        rows *= _MULTIPLIER
        rows ^= rows >> _SHIFT
    mixed >>= np.uint32(32 - TABLE_BITS)
    return mixed


def _look_up(keys: Keys, gaps: NDArray[np.int64], lists: WordLists) -> Keys:
    """Return, for each gap, which lists hold each of the windows around it, packed."""
    held = lists.table[_list_places(keys)].astype(np.uint32)
    found = held[_WINDOW_ROWS, gaps + _WINDOW_STARTS]
    found <<= _WINDOW_SHIFTS
    packed: Keys = np.bitwise_or.reduce(found, axis=0)
    return packed


def _list_places(keys: Keys) -> Keys:
    """Return where the lists keep the words of two, three and four pieces (rows) that begin at each piece."""
    size = len(keys)
    following = np.concatenate((keys[1:], _NOTHING))
    places = np.empty((LONGEST_LISTED - 1, size), dtype=np.uint32)
    mixed = keys * _MULTIPLIER
    for row in range(LONGEST_LISTED - 1):
        mixed ^= mixed >> _SHIFT
        mixed ^= following[row : row + size]
        mixed *= _MULTIPLIER
        places[row] = mixed
    places ^= places >> _SHIFT
    places *= _SPREAD
    places >>= np.uint32(32 - LIST_BITS)
    return places


@cache
def _plan() -> _Plan:
    everywhere = (1 << LIST_COUNT) - 1
    wanted = [(syllables, shapes, 0) for syllables, shapes in _TEMPLATES]
    for bits in (*(1 << number for number in range(LIST_COUNT)), everywhere):
        for windows, shapes, syllables in _LISTED_ANYWHERE if bits == everywhere else _LISTED:
            wanted.append((syllables, shapes, sum(bits << window * LIST_COUNT for window in windows)))
    shape_masks = sorted({_shape_mask(shapes) for _, shapes, _ in wanted if shapes})
    list_masks = sorted({listed for _, _, listed in wanted if listed})
    first_list = len(_NEAR) + len(shape_masks)
    features: list[list[int]] = []
    for syllables, shapes, listed in wanted:
        columns = [first_list + list_masks.index(listed)] if listed else []
        columns += [len(_NEAR) + shape_masks.index(_shape_mask(shapes))] if shapes else []
        features.append([*columns, *(_NEAR.index(place) for place in syllables)])
    features.sort(key=len, reverse=True)
    steps = [[feature[step] for feature in features if len(feature) > step] for step in range(len(features[0]))]
    return _Plan(
        seeds=np.arange(1, len(features) + 1, dtype=np.uint32)[:, None] * _SPREAD,
        shape_masks=np.array(shape_masks, dtype=np.uint32)[:, None],
        list_masks=np.array(list_masks, dtype=np.uint32)[:, None],
        steps=tuple(np.array(step, dtype=np.int64) for step in steps),
    )


def _shape_mask(places: Iterable[int]) -> int:
    return sum(_SHAPE_MASK << _NEAR.index(place) * _SHAPE_BITS for place in places)
