"""Where the article ends: share buttons, tags, related links, comments, polls, licence, counters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from nlp_service.extract.zones.cues import Kind
from nlp_service.extract.zones.page import PageLine

_CERTAIN = frozenset({Kind.TERMINAL, Kind.COUNTER, Kind.FURNITURE, Kind.INLINE, Kind.TAGS})
_LIKELY = frozenset({Kind.LIKELY_TERMINAL, Kind.LIKELY_COUNTER, Kind.LIKELY_FURNITURE, Kind.CONTACT})
_MIN_LIKELY_TERMINALS = 2
_AFTER_SHARE = 0.5
_GAP, _LIKELY_GAP = 8, 6
_BOX_LINES = 6
_BOX_TOKENS = 5
_CLEAR_TOKENS = 2


def find_footer(lines: Sequence[PageLine], body: int) -> int:
    """Return the index of the first line after the article, or the number of lines when the article goes to the end."""
    closing = _find_closing(lines, body)
    return _walk_back(lines, body, closing)


def _find_closing(lines: Sequence[PageLine], body: int) -> int:
    """Return the first line that opens the page's end: little prose follows it, or more lines of its kind do."""
    tokens = list(accumulate((line.line.tokens if line.prose else 0 for line in lines), initial=0))
    terminals = list(accumulate((line.kind is Kind.TERMINAL for line in lines), initial=0))
    for index in range(body + 1, len(lines)):
        if lines[index].kind is not Kind.TERMINAL:
            continue
        before, after = tokens[index], tokens[-1] - tokens[index]
        if after <= before * _AFTER_SHARE or terminals[-1] - terminals[index] >= 2:
            return index
    return len(lines)


def _walk_back(lines: Sequence[PageLine], body: int, closing: int) -> int:
    """Return the first cue of the run of lines without prose that ends at ``closing``, when the run is certain enough.

    A text that ends with a byline has no footer: what stands above it are boxes.
    """
    closed = closing < len(lines)
    if not closed and lines[-1].byline is not None:
        return closing
    found, first, certain, likely = closing, closing, int(closed), 0
    for index in range(closing - 1, body, -1):
        line = lines[index]
        if line.prose or first - index > _GAP:
            break
        if line.kind in _CERTAIN or (line.kind in _LIKELY and first - index <= _LIKELY_GAP):
            first = index
            certain += line.kind in _CERTAIN
            likely += line.kind is Kind.LIKELY_TERMINAL
        if first == index and (certain or likely >= _MIN_LIKELY_TERMINALS):
            found = first
    return found


def find_boxes(lines: Sequence[PageLine], start: int, end: int) -> set[int]:
    """Return the lines between paragraphs that belong to the site: related links, advertisements, share buttons."""
    boxes: set[int] = set()
    index = start
    while index < end:
        kind = lines[index].kind
        if kind is Kind.INLINE:
            last = _box_end(lines, index, end)
            boxes.update(range(index, last))
            index = last
            continue
        certain = kind in (Kind.FURNITURE, Kind.COUNTER)
        if certain and (lines[index].line.tokens >= _CLEAR_TOKENS or _among_furniture(lines, index)):
            boxes.add(index)
        if kind in _LIKELY and kind is not Kind.CONTACT and _beside_certain(lines, index, boxes):
            boxes.add(index)
        index += 1
    return boxes


def _box_end(lines: Sequence[PageLine], start: int, end: int) -> int:
    if lines[start].line.tokens > _BOX_TOKENS:
        return start + 1
    index = start + 1
    while index < min(end, start + 1 + _BOX_LINES):
        line = lines[index]
        if line.text and (line.line.sentence or line.line.tokens < _BOX_TOKENS or line.caption):
            break
        index += 1
    return index if index < end and lines[index].text else start + 1


def _among_furniture(lines: Sequence[PageLine], index: int) -> bool:
    around = [*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2]]
    return any(line.kind in _CERTAIN for line in around)


def _beside_certain(lines: Sequence[PageLine], index: int, boxes: set[int]) -> bool:
    return index - 1 in boxes or (index + 1 < len(lines) and lines[index + 1].kind is Kind.FURNITURE)
