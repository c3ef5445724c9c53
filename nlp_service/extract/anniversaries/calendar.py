"""A calendar of anniversaries: which events fall in a range of days, and how many years they count then."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from nlp_service.extract.dates.lunar import FIRST_YEAR, LAST_YEAR, days_in_lunar_month, lunar_to_solar, solar_to_lunar
from nlp_service.extract.dates.values import PartialDate, days_in_month, round_number
from nlp_service.types import Calendar

_LUNAR_DAY = re.compile(r"(\d{4}|XXXX)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|30)")


@dataclass(frozen=True, slots=True)
class AnniversaryRecord:
    """One event of a register: the same banner on a thousand pages is one record with a thousand ``article_ids``.

    ``id`` stays the same as long as the event does. ``original_date`` is the day of the event in ``calendar``;
    ``observed_date`` a day on which it was marked after ``years``, solar once its year is known. Both are ISO and may
    be partial; ``inferred`` says that the original date was got by arithmetic.
    """

    id: str
    event: str
    event_type: str
    original_date: str | None = None
    calendar: Calendar = "gregorian"
    years: int | None = None
    observed_date: str | None = None
    inferred: bool = False
    article_ids: tuple[str, ...] = ()


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

    A record falls on the day of its original date, else of its observed date; one without a day and month falls
    nowhere. 29 February is marked on 28 February in common years; lunar days move to their solar day of each year
    (1900-2099), and day 30 to day 29 in a short month. The year of the event itself is no anniversary. ``round_to``
    keeps the counts that it divides.
    """
    found = [
        occurrence
        for record in records
        for occurrence in _occurrences_of(record, first, last)
        if round_to is None or (occurrence.years is not None and occurrence.years % round_to == 0)
    ]
    return tuple(sorted(found, key=lambda item: (item.day, item.record.event, item.record.id)))


def yearly_day(record: AnniversaryRecord) -> PartialDate | None:
    """Return month and day of a record in its calendar, with the year of the event where known; None without a day."""
    lunar = record.calendar == "lunar"
    original = _parse(record.original_date, lunar=lunar)
    observed = _parse(record.observed_date, lunar=lunar)
    year = original.year if original is not None else None
    if year is None and observed is not None and observed.year is not None and record.years is not None:
        year = observed.year - record.years
    if lunar and observed is not None:
        observed = _to_lunar(observed)
    for day in (original, observed):
        if day is not None and day.month is not None and day.day is not None:
            return PartialDate(year if year is None or year > 0 else None, day.month, day.day)
    return None


def _parse(value: str | None, *, lunar: bool) -> PartialDate | None:
    if value is None:
        return None
    lunar_day = _LUNAR_DAY.fullmatch(value) if lunar else None
    if lunar_day is None:
        return PartialDate.parse(value)
    # Lunar months have up to 30 days, whatever their number.
    year, month, day = lunar_day.groups()
    return PartialDate(None if year == "XXXX" else int(year), int(month), int(day))


def _to_lunar(observed: PartialDate) -> PartialDate | None:
    """An observed day of a known year is solar."""
    day = observed.to_date()
    if day is None or not FIRST_YEAR < day.year <= LAST_YEAR:
        return None if day is not None else observed
    moved = solar_to_lunar(day)
    return PartialDate(moved.year, moved.month, moved.day)


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
