"""The dates that stand directly behind an event: in brackets, bare, after a comma or after ``vào``."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from nlp_service.extract.anniversaries.partial_dates import PartialDate, find_numeric_dates, parse_iso
from nlp_service.types import DateMention

Form = Literal["none", "bracket", "direct", "after"]
_MAX_BRACKET = 90
_BRACKET = re.compile(r"[\"”»]? ?(?:vào (?:năm |ngày )?)?\(")
_LEAD = re.compile(r"(?P<after>,? vào (?:dịp |đúng |đầu |cuối |giữa )?|, )|(?P<direct> )")
_CLASS_WORDS = re.compile(r"(?:ngày |năm |tháng |đầu năm |cuối năm |mùng |rằm )?(?=\d)")
_AFTER_COMMA = re.compile(r"năm \d|[12]\d{3}|\d{1,2}[./-]\d{1,2}[./-]\d{4}")
_BETWEEN = re.compile(r" ?(?:[-–—]|đến|tới) ?(?:ngày |năm )?")
_OTHER_WORDS = re.compile(r"[^\W\d_]+")
_DATE_WORDS = frozenset(
    "ngày tháng năm đến tới và từ âm dương lịch al dl tức nhằm mùng mồng rằm giêng chạp vào là hôm này tại sáng chiều tối".split()
)
_MAX_OTHER_WORDS = 2
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class AttachedDates:
    """Dates as written, in the order of the text, the end of the span that holds them, and where they stand."""

    dates: tuple[PartialDate, ...]
    end: int
    form: Form


class DateIndex:
    """The date mentions of a document, in the order of the text, for look-up by position."""

    def __init__(self, text: str, mentions: Sequence[DateMention]) -> None:
        self._text = text
        kept = [mention for mention in mentions if mention.type in ("DATE", "TIME") and _DIGITS.search(mention.text)]
        self._mentions = sorted(kept, key=lambda mention: mention.start)
        self._starts = [mention.start for mention in self._mentions]

    def within(self, start: int, end: int) -> list[DateMention]:
        """Return the mentions that begin in the range."""
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def read(self, start: int, end: int) -> list[tuple[int, int, PartialDate]]:
        """Return ``(start, end, date)`` for the dates written in the range; a year that is only inferred is left out.

        The mentions are the source; where they do not account for every figure, the figures themselves are read.
        """
        numeric = [(start + a, start + b, day) for a, b, day in find_numeric_dates(self._text[start:end])]
        mentioned = [
            (mention.start, mention.end, day)
            for mention in self.within(start, end)
            if mention.end <= end and (day := as_written(mention)) is not None
        ]
        figures = [match.start() + start for match in _DIGITS.finditer(self._text[start:end])]
        covered = all(any(a <= figure < b for a, b, _ in mentioned) for figure in figures)
        return mentioned if covered and len(mentioned) >= len(numeric) else numeric


def as_written(mention: DateMention) -> PartialDate | None:
    """Return the date of a mention without a year that the text does not write."""
    day = parse_iso(mention.value)
    if day is None or _YEAR.search(mention.text) is not None:
        return day
    return PartialDate(None, day.month, day.day, day.lunar) if day.month is not None else None


def find_attached_dates(folded: str, position: int, limit: int, index: DateIndex) -> AttachedDates:
    """Return the dates behind ``position``, the end of an event, and where they end, at most ``limit``."""
    dates: list[PartialDate] = []
    end, form = position, "none"
    direct = _read_direct(folded, position, limit, index)
    if direct is not None:
        dates, end, form = direct
    bracket = _read_bracket(folded, end, limit, index)
    if bracket is not None:
        dates, end = [*dates, *bracket[0]], bracket[1]
        form = form if form != "none" else "bracket"
    return AttachedDates(tuple(_join(dates)), end, _form(form))


def _form(form: str) -> Form:
    return "after" if form == "after" else "direct" if form == "direct" else "bracket" if form == "bracket" else "none"


def _read_bracket(folded: str, position: int, limit: int, index: DateIndex) -> tuple[list[PartialDate], int] | None:
    opening = _BRACKET.match(folded, position, limit)
    if opening is None:
        return None
    closing = folded.find(")", opening.end(), opening.end() + _MAX_BRACKET)
    if closing == -1:
        return None
    words = [word for word in _OTHER_WORDS.findall(folded[opening.end() : closing]) if word not in _DATE_WORDS]
    found = [day for _, _, day in index.read(opening.end(), closing)]
    if not found or len(words) > _MAX_OTHER_WORDS:
        return None
    quote = folded[closing + 1 : closing + 2] in ("”", '"', "»")
    return found, closing + 1 + quote


def _read_direct(folded: str, position: int, limit: int, index: DateIndex) -> tuple[list[PartialDate], int, str] | None:
    lead = _LEAD.match(folded, position, limit)
    if lead is None:
        return None
    start = lead.end()
    if lead.group().startswith(", ") and "vào" not in lead.group() and _AFTER_COMMA.match(folded, start, limit) is None:
        return None
    first = _read_at(folded, start, limit, index)
    if first is None:
        return None
    end, day = first
    found = [day]
    between = _BETWEEN.match(folded, end, limit)
    second = _read_at(folded, between.end(), limit, index) if between is not None else None
    if second is not None:
        end = second[0]
        found.append(second[1])
    return found, end, lead.lastgroup or "direct"


def _read_at(folded: str, start: int, limit: int, index: DateIndex) -> tuple[int, PartialDate] | None:
    mention = next(iter(index.within(start, start + 1)), None)
    if mention is not None and mention.end <= limit and (day := as_written(mention)) is not None:
        return mention.end, day
    lead = _CLASS_WORDS.match(folded, start, limit)
    begin = lead.end() if lead is not None else start
    for first, last, day in find_numeric_dates(folded[begin : min(limit, begin + 16)]):
        return (begin + last, day) if first == 0 else None
    return None


def _join(dates: list[PartialDate]) -> list[PartialDate]:
    """``27/7 (1947-2017)`` is the day of both years."""
    if len(dates) == 3 and dates[0].year is None and all(day.month is None for day in dates[1:]):
        return [dates[0].in_year(day.year) for day in dates[1:]]
    if len(dates) == 2 and dates[0].year is None and dates[0].has_day and dates[1].year and dates[1].month is None:
        return [dates[0].in_year(dates[1].year)]
    return dates
