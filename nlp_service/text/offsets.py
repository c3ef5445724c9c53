"""Edits of a text and the map of offsets that they leave behind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from nlp_service.types import Span

Offsets = NDArray[np.int32]
Edit = tuple[int, int, str]
"""``(start, end, replacement)`` in the text before the edit; ``start < end``: no character comes from nothing."""


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Where each code point of a new text came from: character ``i`` stands for ``source[starts[i]:ends[i]]``.

    Both arrays never decrease. ``None`` instead of a map means that every character stands where it stood.
    """

    starts: Offsets = field(repr=False)
    ends: Offsets = field(repr=False)

    def after(self, earlier: OffsetMap | None) -> OffsetMap:
        """Return the map into the source of ``earlier``, of which this map's source is the result."""
        if earlier is None:
            return self
        return OffsetMap(earlier.starts[self.starts], earlier.ends[self.ends - 1])


def edit(text: str, edits: Sequence[Edit]) -> tuple[str, OffsetMap | None]:
    """Apply ordered, non-overlapping edits and return the new text with its map (None when no character moved)."""
    if not edits:
        return text, None
    pieces: list[str] = []
    position = 0
    for start, end, replacement in edits:
        pieces += (text[position:start], replacement)
        position = end
    pieces.append(text[position:])
    moved = any(end - start != len(replacement) for start, end, replacement in edits)
    return "".join(pieces), _map_of(len(text), edits) if moved else None


def substitute(
    text: str, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]
) -> tuple[str, OffsetMap | None]:
    """Replace every match by what ``replace`` gives, like ``re.sub``, and return the new text with its map."""
    found = ((*match.span(), replace(match), match[0]) for match in pattern.finditer(text))
    return edit(text, [(start, end, new) for start, end, new, old in found if new != old])


def join_spans(text_length: int, offsets: OffsetMap | None, spans: Iterable[tuple[int, int]]) -> OffsetMap | None:
    """Return a map in which every character of one of ``spans`` stands for the source of the whole span."""
    starts = offsets.starts if offsets else np.arange(text_length, dtype=np.int32)
    ends = offsets.ends if offsets else np.arange(1, text_length + 1, dtype=np.int32)
    joined = [(first, last) for first, last in spans if last - first > 1]
    if not joined:
        return offsets
    starts, ends = starts.copy(), ends.copy()
    for first, last in joined:
        starts[first:last] = starts[first]
        ends[first:last] = ends[last - 1]
    return OffsetMap(starts, ends)


def to_source(offsets: OffsetMap | None, source_length: int, start: int, end: int) -> Span:
    """Return the source of ``text[start:end]``; of an empty span, the place where it stands."""
    if offsets is None:
        return Span(start, end)
    if start < end:
        return Span(int(offsets.starts[start]), int(offsets.ends[end - 1]))
    place = int(offsets.starts[start]) if start < len(offsets.starts) else source_length
    return Span(place, place)


def from_source(offsets: OffsetMap | None, start: int, end: int) -> Span:
    """Return the smallest span of the text whose source covers what is left of ``source[start:end]``."""
    if offsets is None:
        return Span(start, end)
    first = int(np.searchsorted(offsets.ends, start, side="right"))
    last = int(np.searchsorted(offsets.starts, end, side="left")) if start < end else first
    return Span(first, max(first, last))


def _map_of(length: int, edits: Sequence[Edit]) -> OffsetMap:
    """Lay identical stretches and edits side by side, then give every new character its source at once."""
    bounds = np.array([(start, end, len(replacement)) for start, end, replacement in edits], dtype=np.int64)
    kept_from = np.concatenate(([0], bounds[:, 1]))
    kept_to = np.concatenate((bounds[:, 0], [length]))
    count = 2 * len(edits) + 1
    starts, ends, widths = (np.empty(count, dtype=np.int64) for _ in range(3))
    starts[0::2], ends[0::2], widths[0::2] = kept_from, kept_to, kept_to - kept_from
    starts[1::2], ends[1::2], widths[1::2] = bounds[:, 0], bounds[:, 1], bounds[:, 2]
    kept = np.arange(count) % 2 == 0
    within = np.arange(widths.sum()) - np.repeat(np.cumsum(widths) - widths, widths)
    kept_each = np.repeat(kept, widths)
    first = np.repeat(starts, widths) + np.where(kept_each, within, 0)
    last = np.where(kept_each, first + 1, np.repeat(ends, widths))
    return OffsetMap(first.astype(np.int32), last.astype(np.int32))
