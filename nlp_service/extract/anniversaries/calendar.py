"""A calendar of anniversaries: which events of a register fall in a range of days, and how many years they count then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from nlp_service.extract.dates.lunar import FIRST_YEAR, LAST_YEAR, days_in_lunar_month, lunar_to_solar
from nlp_service.extract.dates.values import PartialDate, days_in_month, round_number
from nlp_service.types import Calendar


@dataclass(frozen=True, slots=True)
class AnniversaryRecord:
    """One event of a register: the same banner on a thousand pages is one record with a thousand ``article_ids``.

    ``id`` stays the same as long as the event does. ``original_date`` is the day of the event, ``observed_date`` a day on which it
    was marked after ``years``; both are ISO and may be partial, and are days of ``calendar``. ``inferred`` says that the original
    date was got by arithmetic.
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
    """An anniversary on a day of the solar calendar: ``years`` is the count then, None when the year of the event is not known.

    ``round`` is the largest of 100, 50, 25, 10, 5 that divides ``years``; ``lunar_date`` the ISO day of the lunar calendar, for lunar
    events.
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

    A record falls on the day of its original date, else of its observed date; one without a day and month falls nowhere.
    29 February is marked on 28 February in common years; lunar days move to their solar day of each year (1900-2099), and day 30
    to day 29 in a short month. The year of the event itself is no anniversary. ``round_to`` keeps the counts that it divides.
    """
    found = [
        occurrence
        for record in records
        for occurrence in _occurrences_of(record, first, last)
        if round_to is None or (occurrence.years is not None and occurrence.years % round_to == 0)
    ]
    return tuple(sorted(found, key=lambda item: (item.day, item.record.event, item.record.id)))


def yearly_day(record: AnniversaryRecord) -> PartialDate | None:
    """Return the month and day of a record with the year of the event where it is known, None without a day."""
    original, observed = _parse(record.original_date), _parse(record.observed_date)
    year = original.year if original is not None else None
    if year is None and observed is not None and observed.year is not None and record.years is not None:
        year = observed.year - record.years
    for day in (original, observed):
        if day is not None and day.month is not None and day.day is not None:
            return PartialDate(year if year is None or year > 0 else None, day.month, day.day)
    return None


def _parse(value: str | None) -> PartialDate | None:
    """Lunar days are read as well: 30 February exists there."""
    if value is None:
        return None
    parsed = PartialDate.parse(value)
    if parsed is not None:
        return parsed
    year, _, rest = value.partition("-")
    parts = rest.split("-")
    if len(parts) == 2 and all(part.isdigit() for part in parts) and int(parts[0]) <= 12 and 1 <= int(parts[1]) <= 30:
        return PartialDate(int(year) if year.isdigit() else None, int(parts[0]), int(parts[1]))
    return None


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


def article_count(occurrences: Sequence[Occurrence]) -> int:
    """Return how many different articles stand behind the occurrences."""
    return len({article for item in occurrences for article in item.record.article_ids})
