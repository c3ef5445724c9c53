"""The dates that stored articles mention, in the order of time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row

from nlp_service.errors import InvalidField
from nlp_service.search.page import DEFAULT_LIMIT, Page, check_limit, read_cursor, write_cursor
from nlp_service.serialize import parse_published
from nlp_service.store.date_queries import DateFilter, count_dates
from nlp_service.store.date_queries import list_dates as select_dates
from nlp_service.store.store import Store
from nlp_service.types import DateMention, DateRole, DateType, Published, ZoneLabel


@dataclass(frozen=True, slots=True)
class DateQuery:
    """Which dates: those whose interval touches the days from ``date_from`` to ``date_to``, both inclusive.

    A date that cannot be placed on the calendar is found only without these two.
    """

    date_from: date | None = None
    date_to: date | None = None
    type: DateType | None = None
    role: DateRole | None = None
    article_id: str | None = None
    limit: int = DEFAULT_LIMIT
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class DateHit:
    """One mention of a date, its article, and the zone of the page that it stands in."""

    article_id: str
    article_title: str | None
    article_published: Published | None
    mention: DateMention
    zone: ZoneLabel | None


def list_dates(store: Store, query: DateQuery) -> Page[DateHit]:
    """Return a page of dates, those that cannot be placed on the calendar at the end.

    Raises:
        InvalidField: the range is reversed, the limit out of range, or the cursor of another query.
    """
    check_limit(query.limit)
    check_range(query.date_from, query.date_to)
    asked = replace(query, cursor=None, limit=DEFAULT_LIMIT)
    last = read_cursor(query.cursor, asked, (str, int, int)) if query.cursor is not None else None
    wanted = DateFilter(
        first=query.date_from.isoformat() if query.date_from is not None else None,
        after_last=_day_after(query.date_to) if query.date_to is not None else None,
        type=query.type,
        role=str(query.role) if query.role is not None else None,
        article_id=query.article_id,
    )
    with store.reading() as connection:
        rows = select_dates(connection, wanted, last=last, limit=query.limit + 1)
        total = count_dates(connection, wanted)
    more, rows = len(rows) > query.limit, rows[: query.limit]
    end = (rows[-1].sort_start, rows[-1].article_key, rows[-1].position) if more else None
    return Page(tuple(map(_hit, rows)), total, write_cursor(asked, end) if end is not None else None)


def check_range(first: date | None, last: date | None) -> None:
    """Check that a range of days is not reversed.

    Raises:
        InvalidField: it is.
    """
    if first is not None and last is not None and first > last:
        raise InvalidField(f"from: {first} is after to: {last}.")


def _day_after(day: date) -> str:
    return (day + timedelta(days=1)).isoformat() if day < date.max else "9999-12-31T24"


def _hit(row: Row[Any]) -> DateHit:
    return DateHit(
        article_id=row.article_id,
        article_title=row.found_title,
        article_published=parse_published(row.found_published),
        mention=DateMention(
            start=row.start,
            end=row.end,
            text=row.text,
            type=row.type,
            value=row.value,
            calendar=row.calendar,
            interval=(row.interval_start, row.interval_end) if row.interval_start is not None else None,
            role=DateRole(row.role),
            mod=row.mod,
            conflict=row.conflict,
        ),
        zone=ZoneLabel(row.zone) if row.zone is not None else None,
    )
