"""Keeps the register of anniversaries: one row an event, whatever the number of articles that mention it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from nlp_service.store.counts import chunks
from nlp_service.store.hashing import fold_words
from nlp_service.store.rows import Row
from nlp_service.store.schema import anniversaries, anniversary_mentions

_VARYING = ("event", "event_type", "years", "observed_date", "inferred")


def ensure_events(connection: Connection, rows: Sequence[Row], article_key: int) -> dict[str, int]:
    """Return event id -> key; a new event gets a row without articles, described by its first mention here.

    A mention with count and day of observance takes the place of one without: they give the year of the event.
    """
    wanted = {row["event_id"]: row for row in sorted(rows, key=_is_counted)}  # the last one stays
    found = _find(connection, list(wanted))
    new = [
        {
            "id": event_id,
            "original_date": row["original_date"],
            "calendar": row["calendar"],
            "article_count": 0,
            **_description(row, article_key),
        }
        for event_id, row in wanted.items()
        if event_id not in found
    ]
    better = [
        {"event_id": event_id, **_description(row, article_key)}
        for event_id, row in wanted.items()
        if event_id in found and _is_counted(row) and not _is_counted(found[event_id])
    ]
    if new:
        connection.execute(insert(anniversaries), new)
        found |= _find(connection, [row["id"] for row in new])
    _describe(connection, better)
    return {event_id: row["key"] for event_id, row in found.items()}


def add_to_events(connection: Connection, keys: Collection[int], sign: Literal[1, -1]) -> None:
    """Add (1) or take away (-1) one article; events without an article vanish."""
    if keys:
        is_event = anniversaries.c.key == bindparam("event_key")
        parameters = [{"event_key": key} for key in keys]
        counted = update(anniversaries).where(is_event).values(article_count=anniversaries.c.article_count + sign)
        connection.execute(counted, parameters)
        connection.execute(delete(anniversaries).where(is_event, anniversaries.c.article_count == 0), parameters)


def replace_source(connection: Connection, keys: Collection[int], article_key: int) -> None:
    """Describe the events by another of their articles where this one, which is going, described them."""
    for part in chunks(sorted(keys)):
        orphans = select(anniversaries.c.key, anniversaries.c.id).where(
            anniversaries.c.key.in_(part), anniversaries.c.source_key == article_key
        )
        for key, event_id in connection.execute(orphans).all():
            mention = anniversary_mentions.c
            is_counted = mention.years.is_not(None) & mention.observed_date.is_not(None)
            heir = connection.execute(
                select(anniversary_mentions)
                .where(mention.anniversary_key == key)
                .order_by(is_counted.desc(), mention.article_key, mention.position)
                .limit(1)
            ).one()
            _describe(connection, [{"event_id": event_id, **_description(dict(heir._mapping), heir.article_key)}])


def _find(connection: Connection, event_ids: Sequence[str]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for part in chunks(event_ids):
        rows = connection.execute(select(anniversaries).where(anniversaries.c.id.in_(part))).mappings()
        found.update((row["id"], dict(row)) for row in rows)
    return found


def _is_counted(row: Row) -> bool:
    return row["years"] is not None and row["observed_date"] is not None


def _description(row: Row, article_key: int) -> Row:
    values = {name: row[name] for name in _VARYING}
    return values | {"folded_event": fold_words(row["event"]), "source_key": article_key}


def _describe(connection: Connection, rows: Sequence[Row]) -> None:
    if rows:
        values: Row = {name: bindparam(name) for name in (*_VARYING, "folded_event", "source_key")}
        connection.execute(
            update(anniversaries).where(anniversaries.c.id == bindparam("event_id")).values(values), rows
        )
