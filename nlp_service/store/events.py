"""Keeps the register of anniversaries: one row an event and claimed date, whatever the number of articles."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from nlp_service.extract.anniversaries.regions import load_regions
from nlp_service.store.counts import chunks
from nlp_service.store.hashing import fold_words
from nlp_service.store.rows import Row
from nlp_service.store.schema import anniversaries, anniversary_mentions

_VARYING = ("event", "event_type", "subject")
_DERIVED = ("folded_event", "region", "source_key")


def ensure_events(connection: Connection, claims: Mapping[str, Row], article_key: int) -> dict[str, int]:
    """Return claim id -> key; a new claim gets a row without articles, described by its mention here."""
    keys = _find_keys(connection, list(claims))
    new = [
        claim | {"article_count": 0, "source_key": article_key}
        for claim_id, claim in claims.items()
        if claim_id not in keys
    ]
    if new:
        connection.execute(insert(anniversaries), new)
        keys |= _find_keys(connection, [row["id"] for row in new])
    return keys


def add_to_events(connection: Connection, keys: Collection[int], sign: Literal[1, -1]) -> None:
    """Add (1) or take away (-1) one article; claims without an article vanish."""
    if keys:
        is_event = anniversaries.c.key == bindparam("event_key")
        parameters = [{"event_key": key} for key in keys]
        counted = update(anniversaries).where(is_event).values(article_count=anniversaries.c.article_count + sign)
        connection.execute(counted, parameters)
        connection.execute(delete(anniversaries).where(is_event, anniversaries.c.article_count == 0), parameters)


def replace_source(connection: Connection, keys: Collection[int], article_key: int) -> None:
    """Describe the claims by another of their articles where this one, which is going, described them."""
    for part in chunks(sorted(keys)):
        orphans = select(anniversaries.c.key).where(
            anniversaries.c.key.in_(part), anniversaries.c.source_key == article_key
        )
        heirs = [_find_heir(connection, key) for key in connection.scalars(orphans).all()]
        if heirs:
            values: Row = {name: bindparam(name) for name in (*_VARYING, *_DERIVED)}
            is_event = anniversaries.c.key == bindparam("event_key")
            connection.execute(update(anniversaries).where(is_event).values(values), heirs)


def _find_heir(connection: Connection, key: int) -> Row:
    mention = anniversary_mentions.c
    heir = connection.execute(
        select(anniversary_mentions)
        .where(mention.anniversary_key == key)
        .order_by(mention.article_key, mention.position)
        .limit(1)
    ).one()
    values = {name: heir._mapping[name] for name in _VARYING}
    return values | {
        "event_key": key,
        "folded_event": fold_words(heir.event),
        "region": load_regions().find(heir.event, heir.subject),
        "source_key": heir.article_key,
    }


def _find_keys(connection: Connection, claim_ids: Sequence[str]) -> dict[str, int]:
    keys: dict[str, int] = {}
    for part in chunks(claim_ids):
        rows = connection.execute(select(anniversaries.c.id, anniversaries.c.key).where(anniversaries.c.id.in_(part)))
        keys.update((row.id, row.key) for row in rows)
    return keys
