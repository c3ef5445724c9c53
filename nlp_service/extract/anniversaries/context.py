"""What the sentence around an anniversary says about when it is marked."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from nlp_service.extract.anniversaries.candidates import Candidate
from nlp_service.extract.anniversaries.vocabulary import Lexicon
from nlp_service.extract.anniversaries.written_dates import (
    DateIndex,
    as_written,
    has_day,
    has_written_year,
    is_lunar,
    read_value,
)
from nlp_service.extract.dates.values import PartialDate
from nlp_service.types import DateMention, Document

_REACH = 220
_WORDS_BEFORE = 40


@dataclass(frozen=True, slots=True)
class Context:
    """The day of the ceremony with whether its year is written, or the year that the sentence states."""

    ceremony: PartialDate | None = None
    ceremony_written: bool = False
    stated_year: int | None = None


class SentenceIndex:
    """Sentences by position; lines where a document has none."""

    def __init__(self, document: Document) -> None:
        spans = [(sentence.start, sentence.end) for sentence in document.sentences]
        self._spans = spans or _lines(document.text)
        self._starts = [start for start, _ in self._spans]
        self._length = len(document.text)

    def around(self, position: int) -> tuple[int, int]:
        """Return the sentence that holds ``position``, or the gap between sentences."""
        found = bisect_right(self._starts, position) - 1
        if found < 0:
            return 0, self._starts[0] if self._starts else self._length
        start, end = self._spans[found]
        if position < end:
            return start, end
        following = self._starts[found + 1] if found + 1 < len(self._starts) else self._length
        return end, following


def _lines(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for line in text.splitlines(keepends=True):
        spans.append((start, start + len(line)))
        start += len(line)
    return spans


def read_context(
    folded: str, candidate: Candidate, end: int, sentences: SentenceIndex, index: DateIndex, lexicon: Lexicon
) -> Context:
    """Return what the dates before the anniversary, or of its ceremony behind it, tell."""
    triggers = lexicon.triggers
    start, limit = sentences.around(candidate.start)
    before = [
        mention
        for mention in index.within(max(start, candidate.start - _REACH), candidate.start)
        if mention.end <= candidate.start
        and triggers.other_event.search(folded[max(start, mention.start - _WORDS_BEFORE) : mention.start]) is None
    ]
    behind = [
        mention
        for mention in index.within(end, min(limit, end + _REACH // 2))
        if triggers.held.fullmatch(folded, end, mention.start) is not None
    ]
    lead = folded[max(start, candidate.start - _WORDS_BEFORE) : candidate.start]
    own_day = candidate.trigger in ("commemoration", "none") or candidate.mode == "ordinal"
    direct = own_day and not triggers.indirect.matches(lead)
    for mention in [*reversed(before), *behind] if direct else []:
        day = _read_day(mention, lexicon)
        if day is not None and triggers.subordinate.search(folded, mention.end, candidate.start) is None:
            return Context(ceremony=day, ceremony_written=has_written_year(mention))
    year = next((year for year in map(_stated_year, [*reversed(before), *behind]) if year is not None), None)
    return Context(stated_year=year)


def _read_day(mention: DateMention, lexicon: Lexicon) -> PartialDate | None:
    """A holiday's name (``Giáng sinh``) is a date too, but not the day of a ceremony."""
    day = read_value(mention)
    if day is None or not has_day(day) or is_lunar(mention):
        return None
    words = mention.text.lower()
    dated = any(character.isdigit() for character in words) or lexicon.triggers.deictic.search(words) is not None
    return day if dated else None


def _stated_year(mention: DateMention) -> int | None:
    """A bare number is more often part of a name (``World Cup 2018``) than the year of a ceremony."""
    written = as_written(mention) if not mention.text.isdigit() else None
    return written.day.year if written is not None else None
