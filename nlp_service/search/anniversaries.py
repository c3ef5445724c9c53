"""The anniversaries that fall in a range of days, and the events of the register that they come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row

from nlp_service.errors import InvalidField
from nlp_service.extract.anniversaries.calendar import Occurrence, find_occurrences, find_yearly_days
from nlp_service.extract.anniversaries.records import AnniversaryRecord
from nlp_service.extract.anniversaries.regions import same_region
from nlp_service.extract.anniversaries.seeds import load_seeds
from nlp_service.search.dates import check_range
from nlp_service.search.page import DEFAULT_LIMIT, Page, check_limit, read_cursor, write_cursor
from nlp_service.search.register import RegisteredEvent, Variant, join_claims
from nlp_service.search.text_query import MAX_LENGTH
from nlp_service.serialize import parse_published
from nlp_service.store.anniversary_queries import (
    count_event_articles,
    last_updated,
    list_all_articles,
    list_event_articles,
    list_event_mentions,
    list_forms,
    load_claims,
)
from nlp_service.store.hashing import fold_words
from nlp_service.store.store import Store
from nlp_service.types import Anniversary, Published, ZoneLabel

MAX_YEARS = 20
SOURCES_SHOWN = 5
_MAX_ARTICLE_IDS = 1000
_MAX_CLAIM_ARTICLES = 20


@dataclass(frozen=True, slots=True)
class AnniversaryQuery:
    """Which anniversaries: those that fall on the days from ``date_from`` to ``date_to``, both inclusive, in any year.

    ``round`` keeps the counts that it divides; ``region`` is ``vn``, ``international`` or a province; ``text`` are
    words of the event or their beginnings, accents optional; ``seed`` says whether the days of the seed file are there
    even when no article mentions them.
    """

    date_from: date
    date_to: date
    round: int | None = None
    event_type: str | None = None
    region: str | None = None
    text: str | None = None
    seed: bool = True
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
    """One anniversary on a day, with the newest mentions of its event."""

    occurrence: Occurrence
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
        events = _find_events(connection, query)
        found = _occurrences(events, query)
        rest = [item for item in found if _position(item) > last]
        hits = tuple(_hit(connection, item, events[item.record.id]) for item in rest[: query.limit])
    cursor = write_cursor(asked, _position(hits[-1].occurrence)) if len(rest) > len(hits) else None
    return Page(hits, len(found), cursor)


def find_anniversaries(store: Store, query: AnniversaryQuery) -> tuple[Occurrence, ...]:
    """Return all anniversaries of the query by day, for an export; its limit and cursor are not used.

    Raises:
        InvalidField: the range is reversed or too long.
    """
    with store.reading() as connection:
        events = _find_events(connection, query)
        found = _occurrences(events, query)
        shown = [events[event_id] for event_id in dict.fromkeys(item.record.id for item in found)]
        by_claim = list_all_articles(connection, [key for event in shown for key in event.keys])
    records = {event.record.id: _fill(event, by_claim) for event in shown}
    return tuple(replace(item, record=records[item.record.id]) for item in found)


def _occurrences(events: dict[str, RegisteredEvent], query: AnniversaryQuery) -> tuple[Occurrence, ...]:
    records = [event.record for event in events.values()]
    return find_occurrences(records, query.date_from, query.date_to, round_to=query.round)


def _find_events(connection: Connection, query: AnniversaryQuery) -> dict[str, RegisteredEvent]:
    check_range(query.date_from, query.date_to)
    if query.date_to.year - query.date_from.year > MAX_YEARS:
        raise InvalidField(f"to: more than {MAX_YEARS} years after from; ask for a shorter range.")
    if query.round is not None and query.round < 1:
        raise InvalidField(f"round: {query.round} is no number of years; write 5, 10, 25, 50 or 100.")
    if query.text is not None and len(query.text) > MAX_LENGTH:
        raise InvalidField(f"query: {len(query.text)} characters are too many; write at most {MAX_LENGTH}.")
    days = find_yearly_days(query.date_from, query.date_to)
    seeds = {seed.id: seed for seed in load_seeds().events if days is None or seed.yearly_day in days}
    claims = load_claims(connection, list_forms(connection, days), seeds)
    events = join_claims(claims, seeds if query.seed else {})
    return {event.record.id: event for event in events if _passes(event, query)}


def _passes(event: RegisteredEvent, query: AnniversaryQuery) -> bool:
    record = event.record
    if query.event_type is not None and record.event_type != query.event_type:
        return False
    if query.region is not None and not same_region(record.region, query.region):
        return False
    words = fold_words(query.text).split() if query.text is not None else []
    return all(any(f" {word}" in f" {name}" for name in event.names) for word in words)


def _hit(connection: Connection, occurrence: Occurrence, event: RegisteredEvent) -> AnniversaryHit:
    rows = list_event_mentions(connection, event.keys, SOURCES_SHOWN)
    record = _with_articles(connection, event).record
    return AnniversaryHit(replace(occurrence, record=record), tuple(map(_source, rows)))


def _with_articles(connection: Connection, event: RegisteredEvent) -> RegisteredEvent:
    if not event.keys:
        return event
    claims = tuple(
        replace(claim, article_ids=_claim_articles(connection, variant))
        for claim, variant in zip(event.record.claims, event.variants, strict=True)
    )
    record = replace(
        event.record,
        articles=count_event_articles(connection, event.keys),
        article_ids=list_event_articles(connection, event.keys, _MAX_ARTICLE_IDS),
        claims=claims,
        updated=last_updated(connection, event.keys),
    )
    return replace(event, record=record)


def _fill(event: RegisteredEvent, by_claim: Mapping[int, Sequence[Row[Any]]]) -> AnniversaryRecord:
    """What :func:`_with_articles` asks the store for each event, from the articles of many."""
    rows = _newest_first(event.keys, by_claim)
    article_ids = tuple(dict.fromkeys(row.id for row in rows))
    claims = tuple(
        replace(claim, article_ids=_first_ids(_newest_first(variant.keys, by_claim)))
        for claim, variant in zip(event.record.claims, event.variants, strict=True)
    )
    return replace(
        event.record,
        articles=len(article_ids),
        article_ids=article_ids[:_MAX_ARTICLE_IDS],
        claims=claims,
        updated=max((datetime.fromisoformat(row.updated) for row in rows), default=None),
    )


def _newest_first(keys: Iterable[int], by_claim: Mapping[int, Sequence[Row[Any]]]) -> list[Row[Any]]:
    rows = (row for key in keys for row in by_claim.get(key, ()))
    return sorted(rows, key=lambda row: (row.sort_published, row.article_key, row.position), reverse=True)


def _first_ids(rows: Iterable[Row[Any]]) -> tuple[str, ...]:
    return tuple(islice(dict.fromkeys(row.id for row in rows), _MAX_CLAIM_ARTICLES))


def _claim_articles(connection: Connection, variant: Variant) -> tuple[str, ...]:
    return list_event_articles(connection, variant.keys, _MAX_CLAIM_ARTICLES) if variant.keys else ()


def _position(occurrence: Occurrence) -> list[str]:
    """The place in the order of :func:`find_occurrences`."""
    return [occurrence.day.isoformat(), occurrence.record.event, occurrence.record.id]


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
            subject=row.subject,
            subject_id=row.subject_id,
        ),
        zone=ZoneLabel(row.zone) if row.zone is not None else None,
    )
