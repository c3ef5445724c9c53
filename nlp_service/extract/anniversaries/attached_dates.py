"""The dates that stand directly behind an event: in brackets, bare, after a comma or after ``vào``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from nlp_service.extract.anniversaries.vocabulary import DateWords
from nlp_service.extract.anniversaries.written_dates import DateIndex, WrittenDate, find_numeric_dates, has_day
from nlp_service.extract.dates.values import PartialDate

Form = Literal["none", "bracket", "direct", "after"]
_MAX_BRACKET = 90
_MAX_FIGURES = 16
_MAX_OTHER_WORDS = 2
_WORD = re.compile(r"[^\W\d_]+")
_AFTER_COMMA = re.compile(
    r"năm \d|[12]\d{3}|\d{1,2}[./-]\d{1,2}[./-]\d{4}"
    r"|(?:ngày )?\d{1,2}[./-]\d{1,2}(?:[./-]\d{4})?(?=\s*(?:[.;)]|$))"
)


@dataclass(frozen=True, slots=True)
class AttachedDates:
    """Dates as written, in the order of the text, the end of the span that holds them, and where they stand.

    ``lunar`` says that the dates are of the lunar calendar, ``has_lunar`` that a lunar day stands there, perhaps beside
    its solar day.
    """

    dates: tuple[PartialDate, ...]
    end: int
    form: Form
    lunar: bool = False
    has_lunar: bool = False


def find_attached_dates(folded: str, position: int, limit: int, index: DateIndex, words: DateWords) -> AttachedDates:
    """Return the dates behind ``position``, the end of an event, and where they end, at most ``limit``."""
    direct, end, form = _read_direct(folded, position, limit, index, words)
    bracket, end = _read_bracket(folded, end, limit, index, words)
    dates = [*direct, *bracket]
    if form == "none" and bracket:
        form = "bracket"
    solar = [date for date in dates if not date.lunar]
    lunar = bool(dates) and not solar
    kept = [date.day for date in (solar or dates)]
    return AttachedDates(tuple(_join(kept)), end, form, lunar, len(solar) < len(dates))


def _read_bracket(
    folded: str, position: int, limit: int, index: DateIndex, words: DateWords
) -> tuple[list[WrittenDate], int]:
    opening = words.bracket.match(folded, position, limit)
    closing = folded.find(")", opening.end(), opening.end() + _MAX_BRACKET) if opening is not None else -1
    if opening is None or closing == -1:
        return [], position
    others = [word for word in _WORD.findall(folded, opening.end(), closing) if word not in words.inside]
    found = index.read(opening.end(), closing)
    if not found or len(others) > _MAX_OTHER_WORDS:
        return [], position
    return found, closing + 1


def _read_direct(
    folded: str, position: int, limit: int, index: DateIndex, words: DateWords
) -> tuple[list[WrittenDate], int, Form]:
    nothing: tuple[list[WrittenDate], int, Form] = ([], position, "none")
    lead = words.lead.match(folded, position, limit)
    if lead is None:
        return nothing
    if lead["comma"] is not None and _AFTER_COMMA.match(folded, lead.end(), limit) is None:
        return nothing
    first = _read_at(folded, lead.end(), limit, index, words)
    if first is None:
        return nothing
    between = words.between.match(folded, first.end, limit)
    second = _read_at(folded, between.end(), limit, index, words) if between is not None else None
    found = [first] if second is None else [first, second]
    return found, found[-1].end, "after" if lead["after"] or lead["comma"] else "direct"


def _read_at(folded: str, start: int, limit: int, index: DateIndex, words: DateWords) -> WrittenDate | None:
    mentioned = index.read_at(start, limit)
    if mentioned is not None:
        return mentioned
    lead = words.class_words.match(folded, start, limit)
    begin = lead.end() if lead is not None else start
    first = next(find_numeric_dates(folded[begin : min(limit, begin + _MAX_FIGURES)], begin), None)
    return first if first is not None and first.start == begin else None


def _join(dates: Sequence[PartialDate]) -> list[PartialDate]:
    """``27/7 (1947-2017)`` is the day of both years."""
    first, *years = dates or (PartialDate(),)
    if first.year is None and has_day(first) and 1 <= len(years) <= 2 and all(_is_year(day) for day in years):
        return [first.with_year(day.year) for day in years]
    return list(dates)


def _is_year(day: PartialDate) -> bool:
    return day.year is not None and day.month is None
