"""Lines of a text: which line ends part sentences, and which only wrap a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"[-–—•*+●▪◦►]|\d{1,3}[.)]|[a-zđA-ZĐ][.)] ")
_STOPS = ".!?…:;"
_CLOSERS = "\"'”’»)]"
# A line shorter than this is not wrapped: it is a headline, a name, a list item.
_SHORT = 40
_NARROWEST, _WIDEST = 40, 160
_FEWEST_LINES = 3

Line = tuple[int, int]
"""``(start, end)`` of a line without the blanks around it."""


def stretches(text: str) -> Iterator[Line]:
    """Yield the stretches of ``text`` that hold whole sentences, in order; every character but blanks is in one.

    A blank line always ends a stretch. A single line end does so unless the line is plainly wrapped by hand: it is
    long, ends without a stop and the next line goes on in lower case; or it ends in a comma; or all lines of the block
    are filled up to the same width, so that the first word of the next line would not have fitted.
    """
    for block in _blocks(text):
        wrapped = _is_wrapped(text, block)
        start = block[0][0]
        for line, following in pairwise(block):
            if not _goes_on(text, line, following, wrapped=wrapped):
                yield start, line[1]
                start = following[0]
        yield start, block[-1][1]


def _blocks(text: str) -> Iterator[list[Line]]:
    """Yield the lines between blank lines."""
    block: list[Line] = []
    previous_end = -1
    for match in _LINE.finditer(text):
        content = match[0].strip()
        if not content:
            continue
        if block and text.count("\n", previous_end, match.start()) > 1:
            yield block
            block = []
        start = match.start() + match[0].index(content[0])
        block.append((start, start + len(content)))
        previous_end = match.end()
    if block:
        yield block


def _is_wrapped(text: str, block: Sequence[Line]) -> bool:
    if len(block) < _FEWEST_LINES:
        return False
    width = max(end - start for start, end in block)
    if not _NARROWEST <= width <= _WIDEST:
        return False
    return all(
        line[1] - line[0] + 1 + _first_word_length(text, following) > width for line, following in pairwise(block)
    )


def _first_word_length(text: str, line: Line) -> int:
    blank = text.find(" ", *line)
    return (blank if blank >= 0 else line[1]) - line[0]


def _goes_on(text: str, line: Line, following: Line, *, wrapped: bool) -> bool:
    if _BULLET.match(text, following[0], following[1]):
        return False
    last = text[line[0] : line[1]][-4:].rstrip(_CLOSERS)[-1:]
    if wrapped:
        return True
    if last in _STOPS:
        return False
    if last == ",":
        return True
    return text[following[0]].islower() and line[1] - line[0] >= _SHORT
