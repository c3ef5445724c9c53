"""Calendar values that may be incomplete: ISO 8601 dates with ``X`` for what is not known, and arithmetic on them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

ROUND_NUMBERS: Final = (100, 50, 25, 10, 5)
"""The divisors that make an anniversary round, largest first."""

_SHORT_MONTHS: Final = frozenset({4, 6, 9, 11})
_ISO = re.compile(r"(\d{4}|X{4})(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?(?:T.*)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, month or year of the Gregorian calendar; None stands for what is not known."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, value: str) -> PartialDate | None:
        """Read ``1890-05-19``, ``1977-05``, ``1977``, ``XXXX-05-19``; a time of day after ``T`` is ignored.

        Returns None when ``value`` is no such date (weeks, quarters, lunar values, references) or there is no such day.
        """
        found = _ISO.fullmatch(value)
        if not found:
            return None
        year, month, day = (int(part) if part and "X" not in part else None for part in found.groups())
        parsed = cls(year, month, day)
        return parsed if parsed.is_valid() else None

    def is_valid(self) -> bool:
        """Whether such a day can exist; 29 February counts when the year is not known."""
        if self.year is not None and not 1 <= self.year <= 9999:
            return False
        if self.month is None:
            return self.day is None or 1 <= self.day <= 31
        if not 1 <= self.month <= 12:
            return False
        return self.day is None or 1 <= self.day <= days_in_month(self.year, self.month)

    def is_complete(self) -> bool:
        """Whether year, month and day are all known."""
        return None not in (self.year, self.month, self.day)

    def to_iso(self) -> str:
        """Return the shortest ISO form: ``1977``, ``1977-05``, ``XXXX-05-19``."""
        year = "XXXX" if self.year is None else f"{self.year:04d}"
        if self.month is None and self.day is None:
            return year
        month = "XX" if self.month is None else f"{self.month:02d}"
        return f"{year}-{month}" if self.day is None else f"{year}-{month}-{self.day:02d}"

    def to_date(self) -> date | None:
        """Return the day when it is complete, else None."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    def add_years(self, years: int) -> PartialDate | None:
        """Move by whole years; 29 February becomes the 28th in a common year. None without a year or outside 1-9999."""
        if self.year is None or not 1 <= self.year + years <= 9999:
            return None
        return self.with_year(self.year + years)

    def with_year(self, year: int | None) -> PartialDate:
        """Return the same month and day in another year."""
        day = self.day
        if day is not None and self.month is not None:
            day = min(day, days_in_month(year, self.month))
        return PartialDate(year, self.month, day)

    def same_month_and_day(self, other: PartialDate) -> bool:
        """Whether month and day, where both sides know them, are equal."""
        pairs = ((self.month, other.month), (self.day, other.day))
        return all(mine is None or theirs is None or mine == theirs for mine, theirs in pairs)

    def interval(self) -> tuple[str, str] | None:
        """Return the half-open pair of ISO dates that the value covers; None without a year, or month before a day."""
        if self.year is None or (self.month is None and self.day is not None):
            return None
        if self.month is None:
            return day_interval(date(self.year, 1, 1), next_month(self.year, 12))
        if self.day is None:
            return day_interval(date(self.year, self.month, 1), next_month(self.year, self.month))
        day = date(self.year, self.month, self.day)
        return day_interval(day, next_day(day))


def years_between(original: PartialDate, observed: PartialDate) -> int | None:
    """Return the count of calendar years from ``original`` to ``observed``; None when a year is not known."""
    if original.year is None or observed.year is None:
        return None
    return observed.year - original.year


def round_number(years: int | None) -> int | None:
    """Return the largest of 100, 50, 25, 10, 5 that divides ``years``; None for no, a zero or a negative count."""
    if years is None or years <= 0:
        return None
    return next((divisor for divisor in ROUND_NUMBERS if years % divisor == 0), None)


def days_in_month(year: int | None, month: int) -> int:
    """Return the number of days; February has 29 when the year is not known."""
    if month == 2:
        return 29 if year is None or calendar.isleap(year) else 28
    return 30 if month in _SHORT_MONTHS else 31


def shift_months(year: int, month: int, months: int) -> tuple[int, int]:
    """Return year and month after moving by ``months``."""
    total = year * 12 + month - 1 + months
    return total // 12, total % 12 + 1


def next_day(day: date) -> date:
    """Return the day after; the last day of the calendar is its own next."""
    return day if day == date.max else day + timedelta(days=1)


def next_month(year: int, month: int) -> date:
    """Return the first day of the following month, or the calendar's last day after December 9999."""
    following_year, following_month = shift_months(year, month, 1)
    return date(following_year, following_month, 1) if following_year <= 9999 else date.max


def day_interval(first: date, after_last: date) -> tuple[str, str] | None:
    """Return a half-open pair of ISO dates; None for the calendar's last day, which has none after it."""
    return (first.isoformat(), after_last.isoformat()) if first < after_last else None
