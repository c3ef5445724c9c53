"""Dates as a text writes them: read from date mentions, and from figures where no mention accounts for them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from nlp_service.extract.dates.values import PartialDate
from nlp_service.types import DateMention

_LUNAR = "lunar:"
_SEPARATOR = r" ?[./\-–] ?"
_NUMERIC = re.compile(
    rf"(?<![\d])(?P<day>\d{{1,2}}){_SEPARATOR}(?P<month>\d{{1,2}})(?:{_SEPARATOR}(?P<year>\d{{4}}))?(?!\d)"
    rf"|(?<!\d)(?P<only_month>0?[1-9]|1[0-2]){_SEPARATOR}(?P<month_year>\d{{4}})(?!\d)"
    r"|(?<!\d)(?P<only_year>1\d{3}|20\d{2})(?!\d)"
    r"|(?<!\d)(?P<early_year>[1-9]\d{1,2})(?= ?[\-–] ?[12]\d{3}(?!\d))"
)
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_LATEST_YEAR = 2099
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date at ``[start, end)``; ``day`` holds no year that the text does not write."""

    start: int
    end: int
    day: PartialDate
    lunar: bool = False


def read_value(mention: DateMention) -> PartialDate | None:
    """Return the date in the mention's value, the inferred year included; lunar days in their calendar."""
    value = mention.value.removeprefix(_LUNAR)
    return _parse_lunar(value) if mention.value.startswith(_LUNAR) else PartialDate.parse(value)


def has_written_year(mention: DateMention) -> bool:
    """Return whether the year stands in the text."""
    return _YEAR.search(mention.text) is not None


def as_written(mention: DateMention) -> WrittenDate | None:
    """Return the date of a mention without a year that is only inferred; None when nothing of it is left."""
    day = read_value(mention)
    if day is not None and (day.year or 0) > _LATEST_YEAR:  # a count of another era: Buddhist, or of a machine
        return None
    if day is not None and not has_written_year(mention):
        day = replace(day, year=None) if day.month is not None else None
    return WrittenDate(mention.start, mention.end, day, is_lunar(mention)) if day is not None else None


def is_lunar(mention: DateMention) -> bool:
    """Return whether the value is a day of the lunar calendar."""
    return mention.calendar == "lunar" or mention.value.startswith(_LUNAR)


def find_numeric_dates(text: str, offset: int = 0) -> Iterator[WrittenDate]:
    """Yield dates in figures: ``30/4/1975``, ``27-7``, ``5.2006``, ``1962``; positions are moved by ``offset``."""
    for match in _NUMERIC.finditer(text):
        day = _read_match(match)
        if day.is_valid():
            yield WrittenDate(match.start() + offset, match.end() + offset, day)


def has_day(day: PartialDate) -> bool:
    """Return whether month and day are known."""
    return day.month is not None and day.day is not None


class DateIndex:
    """The dates and times of a document in the order of the text, for look-up by position."""

    def __init__(self, text: str, mentions: Sequence[DateMention]) -> None:
        self._text = text
        kept = (mention for mention in mentions if mention.type in ("DATE", "TIME"))
        self._mentions = sorted(kept, key=lambda mention: mention.start)
        self._starts = [mention.start for mention in self._mentions]

    def within(self, start: int, end: int) -> list[DateMention]:
        """Return the mentions that begin in the range."""
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def without(self, spans: Sequence[tuple[int, int]]) -> DateIndex:
        """Return an index without the mentions inside the spans, which are in the order of the text."""
        starts = [start for start, _ in spans]

        def is_outside(mention: DateMention) -> bool:
            before = bisect_right(starts, mention.start) - 1
            return before < 0 or mention.start >= spans[before][1]

        return DateIndex(self._text, [mention for mention in self._mentions if is_outside(mention)])

    def read(self, start: int, end: int) -> list[WrittenDate]:
        """Return the dates written in the range: the mentions, or the figures where the mentions leave some out."""
        text = self._text[start:end]
        numeric = list(find_numeric_dates(text, start))
        mentioned = [
            date for mention in self.within(start, end) if mention.end <= end and (date := as_written(mention))
        ]
        figures = (match.start() + start for match in _DIGITS.finditer(text))
        covered = all(any(date.start <= figure < date.end for date in mentioned) for figure in figures)
        return mentioned if covered and len(mentioned) >= len(numeric) else numeric

    def read_at(self, start: int, limit: int) -> WrittenDate | None:
        """Return the date that begins exactly at ``start`` and ends at ``limit`` at the latest."""
        for mention in self.within(start, start + 1):
            date = as_written(mention) if mention.end <= limit and _DIGITS.search(mention.text) is not None else None
            if date is not None:
                return date
        return None


def _read_match(match: re.Match[str]) -> PartialDate:
    part = {name: int(value) for name, value in match.groupdict().items() if value is not None}
    if "only_year" in part:
        return PartialDate(part["only_year"])
    if "early_year" in part:
        return PartialDate(part["early_year"])
    if "only_month" in part:
        return PartialDate(part["month_year"], part["only_month"])
    return PartialDate(part.get("year"), part["month"], part["day"])


def _parse_lunar(value: str) -> PartialDate | None:
    """``XXXX-03-10`` and ``2017-06L-15``; lunar months have up to 30 days, whatever their number."""
    match = re.fullmatch(r"(\d{4}|XXXX)(?:-(\d\d)L?(?:-(\d\d))?)?(?:T.*)?", value)
    if match is None:
        return None
    year, month, day = (int(part) if part is not None and part.isdigit() else None for part in match.groups())
    valid = (month is None or 1 <= month <= 12) and (day is None or 1 <= day <= 30)
    return PartialDate(year, month, day) if valid else None
