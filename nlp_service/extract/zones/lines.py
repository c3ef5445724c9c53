"""The non-blank lines of a text, with what every rule asks of a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_TERMINALS = ".!?…"
_CLOSERS = "\"'”’»)]"
_LONG_TOKENS = 30
_SENTENCE_TOKENS = 12
_SHORT_SENTENCE_TOKENS = 4
SHORT_LINE = 200
"""Code points up to which a line can be a furniture line; longer lines are never compared with cues as a whole."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line without the blanks around it; ``start`` and ``end`` are code points of the whole text.

    ``folded`` is the casefolded text, cut after :data:`SHORT_LINE` code points.
    """

    start: int
    end: int
    text: str
    folded: str
    tokens: int
    terminal: bool
    upper_ratio: float

    @property
    def short(self) -> bool:
        """Whether the line is short enough to be anything but a paragraph."""
        return self.end - self.start <= SHORT_LINE

    @property
    def prose(self) -> bool:
        """Whether the line reads like a paragraph of an article."""
        return self.tokens >= _LONG_TOKENS or (self.terminal and self.tokens >= _SENTENCE_TOKENS)

    @property
    def sentence(self) -> bool:
        """Whether the line is at least one whole sentence, however short."""
        return self.prose or (self.terminal and self.tokens >= _SHORT_SENTENCE_TOKENS)


def split_lines(text: str) -> tuple[Line, ...]:
    """Return the non-blank lines of ``text``, in order."""
    return tuple(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    position = 0
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            start = position + len(raw) - len(raw.lstrip())
            yield _line(start, stripped)
        position += len(raw)


def _line(start: int, text: str) -> Line:
    letters = sum(map(str.isalpha, text))
    tail = text[-8:].rstrip(_CLOSERS + " ")
    return Line(
        start=start,
        end=start + len(text),
        text=text,
        folded=text[:SHORT_LINE].casefold(),
        tokens=len(text.split()),
        terminal=tail.endswith(tuple(_TERMINALS)),
        upper_ratio=sum(map(str.isupper, text)) / letters if letters else 0.0,
    )
