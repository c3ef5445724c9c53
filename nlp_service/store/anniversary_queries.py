"""Reads the register of anniversaries and the articles behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, literal, select

from nlp_service.store.keyset import SortColumn, after, ordered
from nlp_service.store.schema import anniversaries, anniversary_mentions, articles

_BY_COUNT = (
    SortColumn(anniversaries.c.article_count, descending=True),
    SortColumn(anniversaries.c.folded_event),
    SortColumn(anniversaries.c.id),
)


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events: of this type, with all of these folded words, or the beginnings of words, in their name."""

    event_type: str | None = None
    words: tuple[str, ...] = ()


def count_events(connection: Connection, wanted: EventFilter) -> int:
    """Return how many events pass the filter."""
    return connection.scalar(select(func.count()).select_from(anniversaries).where(*_conditions(wanted))) or 0


def load_events(connection: Connection, wanted: EventFilter) -> list[Row[Any]]:
    """Return all events that pass the filter, by id."""
    return list(connection.execute(select(anniversaries).where(*_conditions(wanted)).order_by(anniversaries.c.id)))


def list_events(
    connection: Connection, wanted: EventFilter, *, last: Sequence[object] | None, limit: int
) -> list[Row[Any]]:
    """Return events, those in most articles first, after the row ``last``.

    Each row has the order's columns ``article_count, folded_event, id``.
    """
    statement = select(anniversaries).where(*_conditions(wanted))
    if last is not None:
        statement = statement.where(after(_BY_COUNT, last))
    return list(connection.execute(statement.order_by(*ordered(_BY_COUNT)).limit(limit)))


def list_event_articles(connection: Connection, event_keys: Sequence[int], limit: int) -> tuple[str, ...]:
    """Return the ids of the newest articles that mention the events."""
    rows = connection.execute(_newest(event_keys).with_only_columns(articles.c.id).limit(limit))
    return tuple(dict.fromkeys(row.id for row in rows))


def list_event_mentions(connection: Connection, event_keys: Sequence[int], limit: int) -> list[Row[Any]]:
    """Return the newest mentions, with their article's ``article_id, found_title, found_published``."""
    return list(connection.execute(_newest(event_keys).limit(limit)))


def _newest(event_keys: Sequence[int]) -> Select[Any]:
    mention = anniversary_mentions.c
    # Of one event the index gives them in order; of several they are sorted.
    is_wanted = (
        mention.anniversary_key == event_keys[0] if len(event_keys) == 1 else mention.anniversary_key.in_(event_keys)
    )
    return (
        select(
            anniversary_mentions,
            articles.c.id.label("article_id"),
            articles.c.found_title,
            articles.c.found_published,
        )
        .join(articles, articles.c.key == mention.article_key)
        .where(is_wanted)
        .order_by(mention.sort_published.desc(), mention.article_key.desc(), mention.position.desc())
    )


def _conditions(wanted: EventFilter) -> list[ColumnElement[bool]]:
    spaced = literal(" ") + anniversaries.c.folded_event
    conditions = [spaced.contains(f" {word}", autoescape=True) for word in wanted.words]
    if wanted.event_type is not None:
        conditions.append(anniversaries.c.event_type == wanted.event_type)
    return conditions
