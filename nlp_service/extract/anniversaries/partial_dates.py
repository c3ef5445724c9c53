"""Calendar days, months and years with unknown parts, as an anniversary needs them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

_ISO = re.compile(r"(lunar:)?(\d{4}|XXXX)(?:-(\d{2}))?(?:-(\d{2}))?(?![\dX])")
_SEPARATOR = r" ?[./\-–] ?"
_NUMERIC = re.compile(
    rf"(?<![\d])(?P<day>\d{{1,2}}){_SEPARATOR}(?P<month>\d{{1,2}})(?:{_SEPARATOR}(?P<year>\d{{4}}))?(?!\d)"
    rf"|(?<!\d)(?P<only_month>\d{{1,2}}){_SEPARATOR}(?P<month_year>\d{{4}})(?!\d)"
    r"|(?<!\d)(?P<only_year>[12]\d{3})(?!\d)"
)
_FIRST_YEAR, _LAST_YEAR = 1, 2999


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as precise as known: the year alone, year and month, a full day, or a day and month of an unknown year."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    lunar: bool = False

    @property
    def is_full(self) -> bool:
        """Whether the day, the month and the year are known."""
        return None not in (self.year, self.month, self.day)

    @property
    def has_day(self) -> bool:
        """Whether the day and the month are known."""
        return self.month is not None and self.day is not None

    def in_year(self, year: int | None) -> PartialDate:
        """Return the same day in another year; 29 February becomes 28 February in a common year."""
        moved = replace(self, year=year)
        if (moved.month, moved.day) == (2, 29) and year is not None and not is_leap(year):
            return replace(moved, day=28)
        return moved

    def iso(self) -> str:
        """Return the ISO form, ``XXXX`` for an unknown year."""
        parts = [f"{self.year:04d}" if self.year is not None else "XXXX"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


def is_leap(year: int) -> bool:
    """Return whether the Gregorian year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def parse_iso(value: str) -> PartialDate | None:
    """Read the calendar part of a TIMEX3 value (``1975-04-30``, ``1962``, ``XXXX-05-19``, ``lunar:2017-03-10``), else None."""
    match = _ISO.match(value)
    if match is None:
        return None
    lunar, year, month, day = match.groups()
    return _checked(None if year == "XXXX" else int(year), month and int(month), day and int(day), lunar is not None)


def find_numeric_dates(text: str) -> Iterator[tuple[int, int, PartialDate]]:
    """Yield ``(start, end, date)`` for the dates in figures: ``30/4/1975``, ``27-7``, ``5.2006``, ``1962``."""
    for match in _NUMERIC.finditer(text):
        found = _read_match(match)
        if found is not None:
            yield match.start(), match.end(), found


def _read_match(match: re.Match[str]) -> PartialDate | None:
    part = {name: int(value) for name, value in match.groupdict().items() if value is not None}
    if "only_year" in part:
        return _checked(part["only_year"], None, None, False)
    if "only_month" in part:
        return _checked(part["month_year"], part["only_month"], None, False)
    return _checked(part.get("year"), part["month"], part["day"], False)


def _checked(year: int | None, month: int | str | None, day: int | str | None, lunar: bool) -> PartialDate | None:
    month, day = int(month) if month else None, int(day) if day else None
    if year is not None and not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    if month is not None and not 1 <= month <= 12:
        return None
    if month is not None and day is not None and not 1 <= day <= _month_length(year, month, lunar):
        return None
    if year is None and month is None:
        return None
    return PartialDate(year, month, day, lunar)


def _month_length(year: int | None, month: int, lunar: bool) -> int:
    if lunar:
        return 30
    if month == 12:
        return 31
    first = date(2000 if year is None else year, month, 1)
    return (date(first.year, month + 1, 1) - timedelta(days=1) - first).days + 1
