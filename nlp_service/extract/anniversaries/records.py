"""What the register holds of an event: its day, its claims, and where they come from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from nlp_service.extract.dates.lunar import FIRST_YEAR, LAST_YEAR, solar_to_lunar
from nlp_service.extract.dates.values import PartialDate
from nlp_service.types import Anniversary, Calendar

_LUNAR_DAY = re.compile(r"(\d{4}|XXXX)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|30)")


@dataclass(frozen=True, slots=True)
class Claim:
    """A day that sources give for an event, with the number of articles that do and the newest of them.

    ``inferred`` says that no source writes it: it was got by arithmetic from the count.
    """

    original_date: str | None
    calendar: Calendar
    inferred: bool
    articles: int
    article_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnniversaryRecord:
    """One event of the register: the same banner on a thousand pages is one record with a thousand articles.

    ``id`` stays the same as long as the event does. ``original_date`` is the day of the event in ``calendar``, ISO and
    perhaps partial; ``claims`` hold every other date that a source gives, the best supported first. ``region`` is
    ``vn``, ``international`` or a province. ``seed`` says that the event is in the seed file, ``seed_source`` is its
    law or document there. ``updated`` is when the newest of its articles was stored.
    """

    id: str
    event: str
    event_type: str
    original_date: str | None = None
    calendar: Calendar = "gregorian"
    inferred: bool = False
    subject: str | None = None
    region: str | None = None
    seed: bool = False
    seed_source: str | None = None
    articles: int = 0
    article_ids: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    updated: datetime | None = None

    @property
    def disputed(self) -> bool:
        """Whether sources give more than one date."""
        return len(self.claims) > 1


def parse_day(value: str | None, calendar: Calendar | str) -> PartialDate | None:
    """Read an ISO date of a calendar; lunar months have up to 30 days, whatever their number."""
    if value is None:
        return None
    lunar_day = _LUNAR_DAY.fullmatch(value) if calendar == "lunar" else None
    if lunar_day is None:
        return PartialDate.parse(value)
    year, month, day = lunar_day.groups()
    return PartialDate(None if year == "XXXX" else int(year), int(month), int(day))


def write_yearly_day(month: int, day: int, calendar: Calendar | str) -> str:
    """Return ``05-19``, or ``L03-10`` for a day of the lunar calendar."""
    return f"{'L' if calendar == 'lunar' else ''}{month:02d}-{day:02d}"


def claimed_day(mention: Anniversary) -> PartialDate | None:
    """Return what a mention says of the day of its event, in its calendar: month and day from the day on which it is
    marked where the original has none, the year from the count. None when it says nothing.
    """
    lunar = mention.calendar == "lunar"
    original = parse_day(mention.original_date, mention.calendar)
    observed = parse_day(mention.observed_date, mention.calendar)
    year = original.year if original is not None else None
    if year is None and observed is not None and mention.years is not None:
        moved = observed.add_years(-mention.years)
        year = moved.year if moved is not None else None
    if lunar and observed is not None:
        observed = _to_lunar(observed)
    for day in (original, observed):
        if day is not None and day.month is not None and day.day is not None:
            return PartialDate(year, day.month, day.day) if lunar else day.with_year(year)
    return original if original is not None else (PartialDate(year) if year is not None else None)


def _to_lunar(observed: PartialDate) -> PartialDate | None:
    """An observed day of a known year is solar."""
    day = observed.to_date()
    if day is None or not FIRST_YEAR < day.year <= LAST_YEAR:
        return None if day is not None else observed
    moved = solar_to_lunar(day)
    return PartialDate(moved.year, moved.month, moved.day)
