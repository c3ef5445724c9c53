"""Writes and erases one article with everything derived from it, inside a transaction that the caller holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, Table, delete, insert, select, update

from nlp_service.store.decisions import load_decisions
from nlp_service.store.duplicates import add_signature, remove_signature
from nlp_service.store.entity_rows import decide_entities, erase_entities, write_entities
from nlp_service.store.events import add_to_events, ensure_events, replace_source
from nlp_service.store.fulltext import index_article, unindex_article
from nlp_service.store.rows import ArticleRows, Row
from nlp_service.store.schema import (
    analyses,
    anniversary_mentions,
    article_tags,
    article_topics,
    articles,
    dates,
)
from nlp_service.store.sites import count_lines, discount_lines

PutResult = Literal["created", "updated", "unchanged"]

_DERIVED: tuple[Table, ...] = (
    analyses,
    dates,
    anniversary_mentions,
    article_topics,
    article_tags,
)


def write_article(connection: Connection, rows: ArticleRows, now: datetime) -> PutResult:
    """Create the article, or replace it when its content or what analysed it has changed."""
    stored = connection.execute(
        select(articles.c.key, articles.c.content_hash).where(articles.c.id == rows.article["id"])
    ).one_or_none()
    if stored is None:
        values = rows.article | {"created": now.isoformat(), "updated": now.isoformat()}
        (key,) = connection.execute(insert(articles).values(values).returning(articles.c.key)).one()
        _write_derived(connection, key, rows)
        return "created"
    if stored.content_hash == rows.article["content_hash"]:
        return "unchanged"
    _replace(connection, stored.key, rows, now)
    return "updated"


def rewrite_article(connection: Connection, rows: ArticleRows, now: datetime, *, expected: str) -> PutResult:
    """Replace all that is derived from an article, even by the same, when its content hash is still ``expected``."""
    found = select(articles.c.key).where(articles.c.id == rows.article["id"], articles.c.content_hash == expected)
    key = connection.scalar(found)
    if key is None:
        return "unchanged"
    _replace(connection, key, rows, now)
    return "updated"


def erase_article(connection: Connection, article_id: str) -> bool:
    """Erase the article and all that is derived from it; False when it is not there."""
    key = connection.scalar(select(articles.c.key).where(articles.c.id == article_id))
    if key is None:
        return False
    _erase_derived(connection, key)
    connection.execute(delete(articles).where(articles.c.key == key))
    return True


def _replace(connection: Connection, key: int, rows: ArticleRows, now: datetime) -> None:
    _erase_derived(connection, key)
    values = rows.article | {"updated": now.isoformat()}
    connection.execute(update(articles).where(articles.c.key == key).values(values))
    _write_derived(connection, key, rows)


def _write_derived(connection: Connection, key: int, rows: ArticleRows) -> None:
    event_keys = ensure_events(connection, rows.claims, key)
    found, uses = decide_entities(rows.mentions, rows.entities, load_decisions(connection), rows.article["id"])
    _insert(connection, analyses, key, [rows.analysis])
    write_entities(connection, key, found, uses, rows.article["sort_published"])
    _insert(connection, dates, key, rows.dates)
    events = [_with_event_key(row, event_keys) for row in rows.anniversaries]
    _insert(connection, anniversary_mentions, key, events)
    _insert(connection, article_topics, key, rows.topics)
    _insert(connection, article_tags, key, rows.tags)
    index_article(connection, key, rows.indexed)
    is_duplicate = add_signature(connection, key, rows.signature)
    if rows.site is not None and not is_duplicate:  # or a story told five times would pass for the site's own words
        count_lines(connection, key, rows.site)
    add_to_events(connection, event_keys.values(), 1)


def _erase_derived(connection: Connection, key: int) -> None:
    erase_entities(connection, key)
    events = connection.scalars(
        select(anniversary_mentions.c.anniversary_key).where(anniversary_mentions.c.article_key == key).distinct()
    ).all()
    for table in _DERIVED:
        connection.execute(delete(table).where(table.c.article_key == key))
    unindex_article(connection, key)
    remove_signature(connection, key)
    discount_lines(connection, key)
    add_to_events(connection, events, -1)
    replace_source(connection, events, key)


def _with_event_key(row: Row, keys: Mapping[str, int]) -> Row:
    """Replace the public id by the key inside the store."""
    values = dict(row)
    values["anniversary_key"] = keys.get(values.pop("event_id"))
    return values


def _insert(connection: Connection, table: Table, key: int, rows: Sequence[Row]) -> None:
    if rows:
        connection.execute(insert(table), [row | {"article_key": key} for row in rows])
