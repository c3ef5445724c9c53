"""Places days on the calendar: solar and lunar, complete or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nlp_service.extract.dates.atoms import Atom
from nlp_service.extract.dates.lunar import lunar_to_solar, solar_to_lunar, year_of_can_chi
from nlp_service.extract.dates.nearest import Tense, nearest
from nlp_service.extract.dates.values import PartialDate, day_interval, days_in_month, next_day, shift_months


@dataclass(frozen=True, slots=True)
class Place:
    """A TIMEX3 value with the interval that it covers, None when it is not placed."""

    value: str
    interval: tuple[str, str] | None = None

    @classmethod
    def of_day(cls, day: date) -> Place:
        """Return the place of one solar day."""
        return cls(day.isoformat(), day_interval(day, next_day(day)))

    def day(self) -> Place:
        """Return the day of a time: its value up to the ``T``, with the day's interval."""
        value = self.value if self.value.endswith("_REF") else self.value.partition("T")[0]
        if value == self.value or self.interval is None:
            return Place(value, self.interval)
        first = date.fromisoformat(self.interval[0][:10])
        return Place(value, day_interval(first, next_day(first)))


def resolve_solar(atom: Atom, anchor: date | None, tense: Tense) -> Place:
    """Return the place of a solar day; a missing year, or year and month, is the nearest fitting one."""
    year = explicit_year(atom, anchor)
    if atom.month is None:
        return _day_of_month(atom, anchor, tense)
    if year is None and anchor is not None and not atom.recurring:
        year = _nearest_year(atom.month, atom.day or 1, anchor, tense)
    found = PartialDate(year, atom.month, atom.day)
    if not found.is_valid():
        found = PartialDate(None, atom.month, atom.day)
    return Place(found.to_iso(), found.interval())


def explicit_year(atom: Atom, anchor: date | None) -> int | None:
    """Return the year that the text gives: by number, by its name in the cycle, or counted from the year of writing."""
    if atom.year is not None:
        return atom.year
    if atom.cycle is not None:
        return year_of_can_chi(atom.cycle, anchor.year if anchor is not None else DEFAULT_CYCLE_YEAR)
    if atom.year_shift is not None and anchor is not None:
        return anchor.year + atom.year_shift
    return None


DEFAULT_CYCLE_YEAR = 2000
"""Where nothing else is known, a name of the cycle is taken from 1970 to 2029."""


def _nearest_year(month: int, day: int, anchor: date, tense: Tense) -> int | None:
    candidates = []
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        # 29 February exists in leap years only, so look around further for it.
        if 1 <= year <= 9998 and day <= days_in_month(year, month):
            first = date(year, month, day)
            candidates.append((first, next_day(first)))
    best = nearest(candidates, anchor, tense)
    return best[0].year if best is not None else None


def _day_of_month(atom: Atom, anchor: date | None, tense: Tense) -> Place:
    day = atom.day or 1
    candidates = []
    if anchor is not None and not atom.recurring:
        for months in (-1, 0, 1):
            year, month = shift_months(anchor.year, anchor.month, months)
            if 1 <= year <= 9998 and day <= days_in_month(year, month):
                candidates.append((date(year, month, day), next_day(date(year, month, day))))
    best = nearest(candidates, anchor, tense) if anchor is not None else None
    return Place.of_day(best[0]) if best is not None else Place(PartialDate(None, None, day).to_iso())


def resolve_lunar(atom: Atom, anchor: date | None, tense: Tense) -> Place:
    """Return the place of a lunar day: the value stays lunar, the interval is solar."""
    year = explicit_year(atom, anchor)
    month = atom.month
    if year is None and anchor is not None and not atom.recurring:
        year, month = _nearest_lunar(atom, anchor, tense)
    day = f"-{atom.day:02d}" if atom.day is not None else ""
    value = f"lunar:{'XXXX' if year is None else f'{year:04d}'}-{'XX' if month is None else f'{month:02d}'}{day}"
    if year is None or month is None:
        return Place(value)
    return Place(value, lunar_interval(year, month, atom.day, leap=atom.leap))


def lunar_interval(year: int, month: int, day: int | None, *, leap: bool = False) -> tuple[str, str] | None:
    """Return the solar interval of a lunar day or month; None where it does not exist or cannot be converted."""
    first = _solar(year, month, day or 1, leap=leap)
    if first is None:
        return None
    if day is not None:
        return day_interval(first, next_day(first))
    length = 30 if _solar(year, month, 30, leap=leap) is not None else 29
    return day_interval(first, date.fromordinal(first.toordinal() + length))


def _nearest_lunar(atom: Atom, anchor: date, tense: Tense) -> tuple[int | None, int | None]:
    """Choose year and month; a day without a month lies in the lunar month of writing or beside it."""
    candidates: dict[tuple[date, date], tuple[int, int]] = {}
    for year, month in _lunar_months(atom, anchor):
        first = _solar(year, month, atom.day or 1, leap=atom.leap)
        if first is not None:
            candidates[first, next_day(first)] = (year, month)
    best = nearest(candidates, anchor, tense)
    if best is None:
        return (anchor.year, atom.month) if atom.month is not None else (None, None)
    return candidates[best]


def _lunar_months(atom: Atom, anchor: date) -> list[tuple[int, int]]:
    if atom.month is not None:
        return [(anchor.year + years, atom.month) for years in (-1, 0, 1)]
    try:
        today = solar_to_lunar(anchor)
    except ValueError:
        return []
    return [shift_months(today.year, today.month, months) for months in (-1, 0, 1)]


def _solar(year: int, month: int, day: int, *, leap: bool = False) -> date | None:
    try:
        return lunar_to_solar(year, month, day, leap=leap)
    except ValueError:
        return None
