"""A calendar of anniversaries: which events fall in a range of days, and how many years they count then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from nlp_service.extract.anniversaries.records import AnniversaryRecord, parse_day, write_yearly_day
from nlp_service.extract.dates.lunar import FIRST_YEAR, LAST_YEAR, days_in_lunar_month, lunar_to_solar, solar_to_lunar
from nlp_service.extract.dates.values import PartialDate, days_in_month, round_number

_DAYS_OF_YEAR = 366


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An anniversary on a solar day: ``years`` is the count then, None when the year of the event is not known.

    ``round`` is the largest of 100, 50, 25, 10, 5 that divides ``years``; ``lunar_date`` the ISO day of the lunar
    calendar, for lunar events.
    """

    day: date
    years: int | None
    round: int | None
    lunar_date: str | None
    record: AnniversaryRecord


def find_occurrences(
    records: Iterable[AnniversaryRecord], first: date, last: date, *, round_to: int | None = None
) -> tuple[Occurrence, ...]:
    """Return the anniversaries from ``first`` to ``last``, both included, ordered by day and name.

    A record falls on the day of its original date; one without a day and month falls nowhere. 29 February is marked on
    28 February in common years; lunar days move to their solar day of each year (1900-2099), and day 30 to day 29 in a
    short month. The year of the event itself is no anniversary. ``round_to`` keeps the counts that it divides.
    """
    found = [
        occurrence
        for record in records
        for occurrence in _occurrences_of(record, first, last)
        if round_to is None or (occurrence.years is not None and occurrence.years % round_to == 0)
    ]
    return tuple(sorted(found, key=lambda item: (item.day, item.record.event, item.record.id)))


def yearly_day(record: AnniversaryRecord) -> PartialDate | None:
    """Return the day of a record in its calendar, the year only where known; None when month and day are not."""
    day = parse_day(record.original_date, record.calendar)
    return day if day is not None and day.month is not None and day.day is not None else None


def find_yearly_days(first: date, last: date) -> frozenset[str] | None:
    """Return the days that a range may mark as :func:`write_yearly_day` writes them; None for all of them.

    Both ends are included. A day that short years or months lack is there with the day that stands for it.
    """
    if (last - first).days >= _DAYS_OF_YEAR:
        return None
    found: set[str] = set()
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        found.add(write_yearly_day(day.month, day.day, "gregorian"))
        if (day.month, day.day) == (2, 28):
            found.add(write_yearly_day(2, 29, "gregorian"))
        if FIRST_YEAR < day.year <= LAST_YEAR:
            moved = solar_to_lunar(day)
            found.add(write_yearly_day(moved.month, moved.day, "lunar"))
            found.add(write_yearly_day(moved.month, max(moved.day, 30 * (moved.day == 29)), "lunar"))
    return frozenset(found)


def _occurrences_of(record: AnniversaryRecord, first: date, last: date) -> Iterator[Occurrence]:
    day = yearly_day(record)
    if day is None or day.month is None or day.day is None:
        return
    lunar = record.calendar == "lunar"
    for year in range(first.year - lunar, last.year + 1):
        years = year - day.year if day.year is not None else None
        if years is not None and years <= 0:
            continue
        moved = _lunar_day(year, day.month, day.day) if lunar else (_solar_day(year, day.month, day.day), None)
        if moved is not None and first <= moved[0] <= last:
            yield Occurrence(moved[0], years, round_number(years), moved[1], record)


def _solar_day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, days_in_month(year, month)))


def _lunar_day(year: int, month: int, day: int) -> tuple[date, str] | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    kept = min(day, days_in_lunar_month(year, month))
    return lunar_to_solar(year, month, kept), f"{year:04d}-{month:02d}-{kept:02d}"
