"""The anniversaries that fall in a range of days, and the register of events that they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row

from nlp_service.errors import InvalidField
from nlp_service.extract.anniversaries.calendar import AnniversaryRecord, Occurrence, find_occurrences
from nlp_service.search.dates import check_range
from nlp_service.search.page import DEFAULT_LIMIT, Page, check_limit, read_cursor, write_cursor
from nlp_service.search.text_query import MAX_LENGTH
from nlp_service.serialize import parse_published
from nlp_service.store.anniversary_queries import (
    EventFilter,
    count_events,
    list_event_articles,
    list_event_mentions,
    list_events,
    load_events,
)
from nlp_service.store.hashing import fold_words
from nlp_service.store.store import Store
from nlp_service.types import Anniversary, Published, ZoneLabel

MAX_YEARS = 20
SOURCES_SHOWN = 5
_MAX_ARTICLE_IDS = 1000


@dataclass(frozen=True, slots=True)
class AnniversaryQuery:
    """Which anniversaries: those that fall on the days from ``date_from`` to ``date_to``, both inclusive, in any year.

    ``round`` keeps the counts that it divides; ``text`` are words of the event or their beginnings, accents optional.
    """

    date_from: date
    date_to: date
    round: int | None = None
    event_type: str | None = None
    text: str | None = None
    limit: int = DEFAULT_LIMIT
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class RecordQuery:
    """Which events of the register: ``text`` are words of the event or their beginnings, accents optional."""

    event_type: str | None = None
    text: str | None = None
    limit: int = DEFAULT_LIMIT
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class AnniversarySource:
    """Who said so: one mention with its evidence, its article, and the zone of the page that it stands in."""

    article_id: str
    article_title: str | None
    article_published: Published | None
    mention: Anniversary
    zone: ZoneLabel | None


@dataclass(frozen=True, slots=True)
class AnniversaryHit:
    """One anniversary on a day; ``articles`` counts all that mention the event, ``sources`` are the newest mentions."""

    occurrence: Occurrence
    articles: int
    sources: tuple[AnniversarySource, ...]


@dataclass(frozen=True, slots=True)
class RecordHit:
    """One event of the register; ``articles`` counts all that mention it, ``sources`` are the newest mentions."""

    record: AnniversaryRecord
    articles: int
    sources: tuple[AnniversarySource, ...]


def list_anniversaries(store: Store, query: AnniversaryQuery) -> Page[AnniversaryHit]:
    """Return a page of anniversaries by day.

    Raises:
        InvalidField: the range is reversed or too long, the limit out of range, or the cursor of another query.
    """
    check_limit(query.limit)
    asked = replace(query, cursor=None, limit=DEFAULT_LIMIT)
    seen = read_cursor(query.cursor, asked, (str, str, str)) if query.cursor is not None else []
    last = list(map(str, seen))
    with store.reading() as connection:
        found = _find(connection, query)
        rest = [item for item in found if _position(item.occurrence) > last]
        hits = tuple(_anniversary_hit(connection, item) for item in rest[: query.limit])
    cursor = write_cursor(asked, _position(hits[-1].occurrence)) if len(rest) > len(hits) else None
    return Page(hits, len(found), cursor)


def find_anniversaries(store: Store, query: AnniversaryQuery) -> tuple[Occurrence, ...]:
    """Return all anniversaries of the query by day, for an export; its limit and cursor are not used.

    Raises:
        InvalidField: the range is reversed or too long.
    """
    with store.reading() as connection:
        return tuple(_with_articles(connection, item) for item in _find(connection, query))


def list_records(store: Store, query: RecordQuery) -> Page[RecordHit]:
    """Return a page of the register: every event, also one whose day is not known; those in most articles first.

    Raises:
        InvalidField: the limit is out of range, or the cursor of another query.
    """
    check_limit(query.limit)
    asked = replace(query, cursor=None, limit=DEFAULT_LIMIT)
    last = read_cursor(query.cursor, asked, (int, str, str)) if query.cursor is not None else None
    wanted = _filter(query.event_type, query.text)
    with store.reading() as connection:
        rows = list_events(connection, wanted, last=last, limit=query.limit + 1)
        more, rows = len(rows) > query.limit, rows[: query.limit]
        hits = tuple(
            RecordHit(
                replace(_record(row), article_ids=list_event_articles(connection, [row.key], _MAX_ARTICLE_IDS)),
                row.article_count,
                _sources(connection, [row.key]),
            )
            for row in rows
        )
        total = count_events(connection, wanted)
    end = (rows[-1].article_count, rows[-1].folded_event, rows[-1].id) if more else None
    return Page(hits, total, write_cursor(asked, end) if end is not None else None)


@dataclass(frozen=True, slots=True)
class _Found:
    """An occurrence with the rows of the register that it stands for: that of its record, and those merged into it."""

    occurrence: Occurrence
    rows: tuple[Row[Any], ...]

    @property
    def keys(self) -> list[int]:
        return [row.key for row in self.rows]


def _find(connection: Connection, query: AnniversaryQuery) -> list[_Found]:
    check_range(query.date_from, query.date_to)
    if query.date_to.year - query.date_from.year > MAX_YEARS:
        raise InvalidField(f"to: more than {MAX_YEARS} years after from; ask for a shorter range.")
    if query.round is not None and query.round < 1:
        raise InvalidField(f"round: {query.round} is no number of years; write 5, 10, 25, 50 or 100.")
    rows = {row.id: row for row in load_events(connection, _filter(query.event_type, query.text))}
    records = [_record(row) for row in rows.values()]
    occurrences = find_occurrences(records, query.date_from, query.date_to, round_to=query.round)
    return sorted(_merge(occurrences, rows), key=lambda item: _position(item.occurrence))


def _merge(occurrences: Iterable[Occurrence], rows: Mapping[str, Row[Any]]) -> Iterator[_Found]:
    """Where articles leave out the year of an event, they mean the one of the same name and day whose year is known."""
    groups: dict[tuple[date, str, str], list[Occurrence]] = {}
    for item in occurrences:
        row = rows[item.record.id]
        groups.setdefault((item.day, row.folded_event, row.calendar), []).append(item)
    for group in groups.values():
        dated = [item for item in group if item.years is not None]
        if len(dated) == 1:
            others = (rows[item.record.id] for item in group if item is not dated[0])
            yield _Found(dated[0], (rows[dated[0].record.id], *others))
        else:
            yield from (_Found(item, (rows[item.record.id],)) for item in group)


def _anniversary_hit(connection: Connection, found: _Found) -> AnniversaryHit:
    articles = sum(row.article_count for row in found.rows)
    return AnniversaryHit(_with_articles(connection, found), articles, _sources(connection, found.keys))


def _with_articles(connection: Connection, found: _Found) -> Occurrence:
    article_ids = list_event_articles(connection, found.keys, _MAX_ARTICLE_IDS)
    return replace(found.occurrence, record=replace(found.occurrence.record, article_ids=article_ids))


def _filter(event_type: str | None, text: str | None) -> EventFilter:
    if text is not None and len(text) > MAX_LENGTH:
        raise InvalidField(f"query: {len(text)} characters are too many; write at most {MAX_LENGTH}.")
    return EventFilter(event_type, tuple(dict.fromkeys(fold_words(text).split())) if text is not None else ())


def _position(occurrence: Occurrence) -> list[str]:
    """The place in the order of :func:`find_occurrences`."""
    return [occurrence.day.isoformat(), occurrence.record.event, occurrence.record.id]


def _record(row: Row[Any]) -> AnniversaryRecord:
    return AnniversaryRecord(
        id=row.id,
        event=row.event,
        event_type=row.event_type,
        original_date=row.original_date,
        calendar=row.calendar,
        years=row.years,
        observed_date=row.observed_date,
        inferred=row.inferred,
    )


def _sources(connection: Connection, event_keys: Sequence[int]) -> tuple[AnniversarySource, ...]:
    return tuple(map(_source, list_event_mentions(connection, event_keys, SOURCES_SHOWN)))


def _source(row: Row[Any]) -> AnniversarySource:
    return AnniversarySource(
        article_id=row.article_id,
        article_title=row.found_title,
        article_published=parse_published(row.found_published),
        mention=Anniversary(
            start=row.start,
            end=row.end,
            text=row.text,
            event=row.event,
            event_start=row.event_start,
            event_end=row.event_end,
            event_type=row.event_type,
            years=row.years,
            original_date=row.original_date,
            observed_date=row.observed_date,
            consistent=row.consistent,
            calendar=row.calendar,
            round=row.round,
            inferred=row.inferred,
            observed_inferred=row.observed_inferred,
            expected_years=row.expected_years,
        ),
        zone=ZoneLabel(row.zone) if row.zone is not None else None,
    )
