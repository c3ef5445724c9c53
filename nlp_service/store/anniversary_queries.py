"""Reads the register of anniversaries and the articles behind it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from nlp_service.store.counts import chunks
from nlp_service.store.schema import anniversaries, anniversary_mentions, articles

_mention = anniversary_mentions.c


def list_forms(connection: Connection, yearly_days: Collection[str] | None) -> list[str]:
    """Return the forms of the events that someone claims for one of these yearly days; of all events for None."""
    column = anniversaries.c
    known = select(column.form).where(column.form != "", column.yearly.is_not(None)).distinct()
    if yearly_days is None:
        return sorted(connection.scalars(known))
    found: set[str] = set()
    for part in chunks(sorted(yearly_days)):
        found.update(connection.scalars(known.where(column.yearly.in_(part))))
    return sorted(found)


def load_claims(connection: Connection, forms: Sequence[str], seed_ids: Collection[str]) -> list[Row[Any]]:
    """Return all claims of the events with these forms or seeds, and of the seeds that the forms name, by id."""
    rows: dict[str, Row[Any]] = {}
    for part in chunks(forms):
        rows.update(_load(connection, anniversaries.c.form.in_(part)))
    named = {row.seed_id for row in rows.values() if row.seed_id is not None}
    for part in chunks(sorted(named.union(seed_ids))):
        rows.update(_load(connection, anniversaries.c.seed_id.in_(part)))
    return [rows[claim_id] for claim_id in sorted(rows)]


def _load(connection: Connection, condition: ColumnElement[bool]) -> Iterator[tuple[str, Row[Any]]]:
    for row in connection.execute(select(anniversaries).where(condition, anniversaries.c.form != "")):
        yield row.id, row


def list_event_articles(connection: Connection, claim_keys: Sequence[int], limit: int) -> tuple[str, ...]:
    """Return the ids of the newest articles that make the claims."""
    rows = connection.execute(_newest(claim_keys).with_only_columns(articles.c.id).limit(limit))
    return tuple(dict.fromkeys(row.id for row in rows))


def list_all_articles(connection: Connection, claim_keys: Sequence[int]) -> dict[int, list[Row[Any]]]:
    """Return for each claim the articles of all its mentions, the newest first.

    Each row has ``id``, ``updated`` and what orders it: ``sort_published, article_key, position``.
    """
    found: dict[int, list[Row[Any]]] = {}
    columns = (_mention.anniversary_key, _mention.sort_published, _mention.article_key, _mention.position)
    for part in chunks(claim_keys):
        statement: Select[Any] = _newest(part).with_only_columns(*columns, articles.c.id, articles.c.updated)
        for row in connection.execute(statement):
            found.setdefault(row.anniversary_key, []).append(row)
    return found


def list_event_mentions(connection: Connection, claim_keys: Sequence[int], limit: int) -> list[Row[Any]]:
    """Return the newest mentions, with their article's ``article_id, found_title, found_published``."""
    return list(connection.execute(_newest(claim_keys).limit(limit)))


def count_event_articles(connection: Connection, claim_keys: Sequence[int]) -> int:
    """Return how many articles make the claims, each counted once."""
    is_wanted = _mention.anniversary_key.in_(claim_keys)
    return connection.scalar(select(func.count(_mention.article_key.distinct())).where(is_wanted)) or 0


def last_updated(connection: Connection, claim_keys: Sequence[int]) -> datetime | None:
    """Return when the newest of the articles that make the claims was stored or changed."""
    is_wanted = _mention.anniversary_key.in_(claim_keys)
    value = connection.scalar(
        select(func.max(articles.c.updated))
        .join(anniversary_mentions, articles.c.key == _mention.article_key)
        .where(is_wanted)
    )
    return datetime.fromisoformat(value) if value is not None else None


def _newest(claim_keys: Sequence[int]) -> Select[Any]:
    # Of one claim the index gives them in order; of several they are sorted.
    is_wanted = (
        _mention.anniversary_key == claim_keys[0] if len(claim_keys) == 1 else _mention.anniversary_key.in_(claim_keys)
    )
    return (
        select(
            anniversary_mentions,
            articles.c.id.label("article_id"),
            articles.c.found_title,
            articles.c.found_published,
        )
        .join(articles, articles.c.key == _mention.article_key)
        .where(is_wanted)
        .order_by(_mention.sort_published.desc(), _mention.article_key.desc(), _mention.position.desc())
    )
