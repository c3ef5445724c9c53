"""What a tag is chosen from: a name with its mentions or a phrase with its places, and how salient it is."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from dataclasses import dataclass

from nlp_service.types import Document, Span, Tag, ZoneLabel

_SYLLABLE = re.compile(r"\w+")
_TITLE_LIMIT = 600
_SIGNATURE_LINES = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A tag that may be suggested; ``key`` is its case-folded form."""

    tag: Tag
    key: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What scores need to know of a document.

    Attributes:
        title: the syllables of the title, case-folded, between blanks, for look-up by :meth:`in_title`.
        length: code points of the text.
        skipped: zones whose mentions do not count, in order.
        signature: where the last lines begin, in which writers sign.
    """

    title: str
    length: int
    skipped: tuple[Span, ...]
    signature: int

    def in_title(self, phrase: str) -> bool:
        """Say whether the title has the syllables of ``phrase`` in a row."""
        return fold_syllables(phrase) in self.title

    def has_title(self, key: str) -> bool:
        """Say the same for a phrase that is folded already."""
        return f" {key} " in self.title

    def is_skipped(self, start: int, end: int) -> bool:
        """Say whether a span stands in a skipped zone."""
        index = bisect_left(self.skipped, end, key=lambda zone: zone.start)
        return index > 0 and self.skipped[index - 1].end > start


def fold_syllables(text: str) -> str:
    """Return the case-folded syllables of ``text``, one blank between and around them."""
    return f" {' '.join(_SYLLABLE.findall(text.casefold()))} "


def survey(document: Document, skipped: frozenset[ZoneLabel]) -> Surroundings:
    """Return the surroundings of ``document``, with the headline zone as title where no title is known."""
    headlines = [document.text[zone.start : zone.end] for zone in document.zones if zone.zone is ZoneLabel.HEADLINE]
    title = (document.title or " . ".join(headlines))[:_TITLE_LIMIT]
    zones = tuple(Span(zone.start, zone.end) for zone in document.zones if zone.zone in skipped)
    return Surroundings(fold_syllables(title), max(1, len(document.text)), zones, _last_lines(document.text))


def _last_lines(text: str) -> int:
    """Return where the last three lines of ``text`` begin."""
    start = len(text.rstrip())
    for _ in range(_SIGNATURE_LINES):
        start = max(0, text.rfind("\n", 0, start))
    return start


def logistic(value: float) -> float:
    """Return 1 / (1 + exp(-value))."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))
