"""Finds anniversaries, dates them and checks their arithmetic."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from nlp_service.extract.anniversaries.attached_dates import AttachedDates, find_attached_dates
from nlp_service.extract.anniversaries.boundaries import BoundaryScan, compile_boundaries
from nlp_service.extract.anniversaries.candidates import Candidate, CandidateFinder
from nlp_service.extract.anniversaries.context import SentenceIndex, read_context
from nlp_service.extract.anniversaries.dating import Dating, Evidence, date_anniversary
from nlp_service.extract.anniversaries.events import EventShape, KnownEvents, ShapeReader
from nlp_service.extract.anniversaries.lexicon import load_lexicon
from nlp_service.extract.anniversaries.sharing import share_dates
from nlp_service.extract.anniversaries.subjects import SubjectFinder
from nlp_service.extract.anniversaries.validation import is_anniversary, may_begin, read_inner_count
from nlp_service.extract.anniversaries.vocabulary import KnownEvent
from nlp_service.extract.anniversaries.written_dates import DateIndex, find_numeric_dates
from nlp_service.extract.dates.values import PartialDate, round_number
from nlp_service.types import Anniversary, DateMention, Document, Entity

_OPENING_QUOTES: Final = {'"': '"', "”": "“", "»": "«"}
_MOST_IN_SENTENCE: Final = 200
"""A sentence with more places where an anniversary may begin is no prose; the rest of it is not read."""

_FREE_PLACES: Final = 1_000
_CHARACTERS_EACH: Final = 200
"""A text is read up to so many such places, and behind them sentence by sentence one in so many characters. News has
one in three thousand; a long text that goes on with more is an attack on time."""

_DAYS_OF_MOURNING = re.compile(r"\d ngày")


@dataclass(frozen=True, slots=True)
class Found:
    """One accepted anniversary before it is dated."""

    candidate: Candidate
    event_end: int
    years: int | None
    shape: EventShape
    attached: AttachedDates
    known: KnownEvent | None


class RuleAnniversaryExtractor:
    """Rules over triggers, counts, event heads and dates; see ``resources/data/anniversaries``.

    Raises:
        ResourceError: a data file is malformed.
    """

    def __init__(self) -> None:
        self._lexicon = load_lexicon()
        self._finder = CandidateFinder(self._lexicon)
        self._boundaries = compile_boundaries(self._lexicon)
        self._known = KnownEvents(self._lexicon.known_events)

    def extract(
        self, document: Document, dates: Sequence[DateMention], entities: Sequence[Entity]
    ) -> tuple[Anniversary, ...]:
        """Return ordered, non-overlapping anniversaries; an organisation's birthday is its founding."""
        folded = fold(document.text)
        index = DateIndex(document.text, dates)
        sentences = SentenceIndex(document)
        organisations = sorted(entity.start for entity in entities if entity.label == "ORG")
        found = self._find(document.text, folded, sentences, index, organisations)
        spans = [(item.candidate.start, _span_end(item, document.text)) for item in found]
        outside = index.without(spans)
        evidence = [self._weigh(item, folded, sentences, outside, document) for item in found]
        datings = _date_all(evidence)
        subjects = SubjectFinder(entities, sentences)
        built = [subjects.add(_build(item, dating, document.text)) for item, dating in zip(found, datings, strict=True)]
        return share_dates(built, self._lexicon.heads.light_words)

    def _find(
        self, text: str, folded: str, sentences: SentenceIndex, index: DateIndex, organisations: Sequence[int]
    ) -> list[Found]:
        found: list[Found] = []
        scan, shapes = BoundaryScan(text, folded, self._boundaries), ShapeReader(text, folded, self._lexicon)
        position, previous_end, tried, read = 0, -1, 0, 0
        sentence = (0, 0)
        while (match := self._finder.search(folded, position)) is not None:
            if match.start() >= sentence[1]:
                sentence, tried = sentences.around(match.start()), 0
            allowed_from = (read - _FREE_PLACES) * _CHARACTERS_EACH
            if tried == _MOST_IN_SENTENCE or match.start() < allowed_from:
                position = max(sentence[1], sentences.around(allowed_from)[0])
                continue
            tried, read = tried + 1, read + 1
            candidate = self._finder.read(folded, match, sentence, previous_end)
            item = None
            if candidate is not None:
                item = self._complete(candidate, text, folded, scan, shapes, sentence, index, organisations)
            if item is not None and item.candidate.start >= previous_end:
                found.append(item)
                position = previous_end = _span_end(item, text)
            else:
                position = match.end()
        return found

    def _complete(
        self,
        candidate: Candidate,
        text: str,
        folded: str,
        scan: BoundaryScan,
        shapes: ShapeReader,
        sentence: tuple[int, int],
        index: DateIndex,
        organisations: Sequence[int],
    ) -> Found | None:
        start, limit = candidate.event_start, sentence[1]
        if start >= limit or not may_begin(text, start):
            return None
        shape = shapes.read(start, limit)
        if candidate.mode == "counted" and candidate.trigger == "none" and not shape.opened:
            return None
        end = self._end_of_event(candidate, text, folded, scan, limit, shape)
        if shape.form != "phrase" or shape.opened:  # a shorter phrase is a phrase too
            shape = shapes.read(start, end)
        shape = self._with_owner(shape, start, end, organisations)
        last = scan.find_apposition_end(end, limit)
        attached = find_attached_dates(folded, last, limit, index, self._lexicon.date_words)
        if not is_anniversary(candidate, text, folded, end, shape, attached, self._lexicon):
            return None
        years = candidate.years
        if years is None and candidate.mode != "named_day" and shape.form != "named_day":
            years = read_inner_count(folded[start:end], self._lexicon)
        if not attached.dates and candidate.bracket is not None:
            between = [date.day for date in index.read(*candidate.bracket)]
            attached = replace(attached, dates=tuple(between), form="bracket")
        if not attached.dates and years is not None:
            attached = self._year_in_name(folded, start, end, attached)
        known = self._known.find(folded[start:end])
        return Found(candidate, end, years, shape, _without_article_date(attached, end, years, known), known)

    def _end_of_event(
        self, candidate: Candidate, text: str, folded: str, scan: BoundaryScan, limit: int, shape: EventShape
    ) -> int:
        if shape.name_end != -1:
            ordinal = self._finder.rank_at(folded, shape.name_end)
            return ordinal if ordinal is not None else shape.name_end
        end = scan.find_event_end(candidate.event_start, limit, shape, candidate.years)
        if candidate.head_end == -1 or end <= candidate.head_end:
            return max(end, candidate.head_end)
        owned = self._lexicon.boundaries.owner.match(folded, candidate.head_end + 1) is not None
        return end if owned or text[candidate.head_end + 1].isupper() else candidate.head_end

    def _with_owner(self, shape: EventShape, start: int, end: int, organisations: Sequence[int]) -> EventShape:
        first = bisect_left(organisations, start)
        owned = bisect_left(organisations, end) > first
        named = shape.form == "phrase" and organisations[first : first + 1] == [start]
        return replace(shape, event_type="founding") if named or (shape.event_type == "birth" and owned) else shape

    def _year_in_name(self, folded: str, start: int, end: int, attached: AttachedDates) -> AttachedDates:
        """``trận chung kết 1985 tại Bỉ``: the year in the name is the year of the event."""
        years = [date.day for date in find_numeric_dates(folded[start:end]) if date.day.year is not None]
        return replace(attached, dates=tuple(years[:1]), form="direct") if years else attached

    def _weigh(
        self, item: Found, folded: str, sentences: SentenceIndex, index: DateIndex, document: Document
    ) -> Evidence:
        candidate = item.candidate
        event = folded[candidate.event_start : item.event_end]
        context = read_context(folded, candidate, item.attached.end, sentences, index, self._lexicon)
        return Evidence(
            years=item.years,
            attached=item.attached,
            shape=item.shape,
            known=item.known,
            ceremony=context.ceremony,
            ceremony_written=context.ceremony_written,
            stated_year=context.stated_year,
            current_year=document.published.year if document.published is not None else None,
            resolvable=_is_resolvable(candidate, event),
        )


def _span_end(item: Found, text: str) -> int:
    """The closing quote belongs to the span when the opening one does: ``kỷ niệm "60 năm ... (1957 - 2017)"``."""
    start, end = item.candidate.start, max(item.attached.end, item.event_end)
    opening = _OPENING_QUOTES.get(text[end : end + 1])
    if opening is None:
        return end
    inside = text[start:end]
    unclosed = inside.count(opening) % 2 if opening == text[end] else inside.count(opening) > inside.count(text[end])
    return end + 1 if unclosed else end


def _is_lunar(item: Found) -> bool:
    return item.attached.has_lunar or (item.shape.named_day is not None and item.shape.named_day.lunar)


def _is_resolvable(candidate: Candidate, event: str) -> bool:
    """A birthday in a story and the days of mourning after a death are not of the day of the text."""
    if candidate.mode == "ordinal":
        return candidate.trigger != "none"
    return candidate.mode != "memorial" or _DAYS_OF_MOURNING.search(event) is None


def fold(text: str) -> str:
    """Return the text in lower case with every code point in its place."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(lower if len(lower := character.lower()) == 1 else character for character in text)


def _without_article_date(
    attached: AttachedDates, event_end: int, years: int | None, known: KnownEvent | None
) -> AttachedDates:
    """Drop a bracketed full day that is not the day of the event on record: it is the day of the article."""
    day = attached.dates[0] if len(attached.dates) == 1 else None
    if day is None or years is None or known is None or not day.is_complete():
        return attached
    record = known.date
    if (day.month, day.day) == (record.month, record.day) or day.year != (record.year or 0) + years:
        return attached
    return AttachedDates((PartialDate(day.year),), event_end, attached.form)


def _date_all(evidence: Sequence[Evidence]) -> list[Dating]:
    """Date every anniversary; in a text without a date the year that its written pairs observe is the current one."""
    first = [date_anniversary(item) for item in evidence]
    years = Counter(dating.observed.year for dating in first if dating.stated and dating.observed is not None)
    if not years:
        return first
    (year, _), *_ = sorted(years.items(), key=lambda item: (-item[1], -(item[0] or 0)))
    completed = [replace(item, current_year=year) if item.current_year is None else item for item in evidence]
    return [date_anniversary(item) for item in completed]


def _build(item: Found, dating: Dating, text: str) -> Anniversary:
    start, end = item.candidate.start, _span_end(item, text)
    return Anniversary(
        start=start,
        end=end,
        text=text[start:end],
        event=text[item.candidate.event_start : item.event_end],
        event_start=item.candidate.event_start,
        event_end=item.event_end,
        event_type=item.shape.event_type,
        years=item.years,
        original_date=dating.original.to_iso() if dating.original is not None else None,
        observed_date=dating.observed.to_iso() if dating.observed is not None else None,
        consistent=dating.consistent,
        calendar="lunar" if _is_lunar(item) else "gregorian",
        round=round_number(item.years),
        inferred=dating.inferred,
        observed_inferred=dating.observed_inferred,
        expected_years=dating.expected_years,
    )
