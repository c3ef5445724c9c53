"""Reads entities: completion of a prefix, one entity with its forms, and what is mentioned beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, case, func, literal, select
from sqlalchemy.sql.selectable import FromClause

from nlp_service.store.keyset import SortColumn, after, ordered
from nlp_service.store.schema import article_entities, entities, entity_completions, entity_forms

_LAST_CHARACTER = "\U0010ffff"
_RELATED_ARTICLES = 1000


@dataclass(frozen=True, slots=True)
class Prefix:
    """What was typed, as completions are written: its search key and the same folded."""

    search_key: str
    folded: str


@dataclass(frozen=True, slots=True)
class EntityFilter:
    """Which entities: with a form that has the prefix at one of its syllables, and with the label."""

    prefix: Prefix | None = None
    label: str | None = None


def count_entities(connection: Connection, wanted: EntityFilter) -> int:
    """Return how many entities pass the filter."""
    source, conditions, _ = _filtered(wanted)
    return connection.scalar(select(func.count()).select_from(source).where(*conditions)) or 0


def list_entities(
    connection: Connection, wanted: EntityFilter, *, last: Sequence[object] | None, limit: int
) -> list[Row[Any]]:
    """Return entities: those with the accents as typed first, then those in most articles, after the row ``last``.

    Each row has ``tier, article_count, name, entity_id``, the order's columns, and ``label, mention_count``.
    """
    source, conditions, tier = _filtered(wanted)
    order = (
        SortColumn(tier),
        SortColumn(entities.c.article_count, descending=True),
        SortColumn(entities.c.name),
        SortColumn(entities.c.entity_id),
    )
    statement = select(tier.label("tier"), entities).select_from(source).where(*conditions)
    if last is not None:
        statement = statement.where(after(order, last))
    return list(connection.execute(statement.order_by(*ordered(order)).limit(limit)))


def find_entity(connection: Connection, entity_id: str) -> Row[Any] | None:
    """Return the entity's row, or None."""
    return connection.execute(select(entities).where(entities.c.entity_id == entity_id)).one_or_none()


def list_forms(connection: Connection, entity_key: int) -> list[tuple[str, int]]:
    """Return how the entity is written and how often, the most frequent first."""
    form = entity_forms.c
    rows = connection.execute(
        select(form.form, form.mention_count)
        .where(form.entity_key == entity_key, form.mention_count > 0)
        .order_by(form.mention_count.desc(), form.form)
    )
    return [(row.form, row.mention_count) for row in rows]


def list_related(connection: Connection, entity_key: int, limit: int) -> list[Row[Any]]:
    """Return the entities that share most articles with this one, with that count as ``shared``.

    Counted over its newest thousand articles, so that the most frequent entity costs no more than others.
    """
    own, other = article_entities.alias("own"), article_entities.alias("other")
    newest = (
        select(own.c.article_key)
        .where(own.c.entity_key == entity_key)
        .order_by(own.c.sort_published.desc(), own.c.article_key.desc())
        .limit(_RELATED_ARTICLES)
    )
    shared = func.count().label("shared")
    statement = (
        select(entities, shared)
        .join(other, other.c.entity_key == entities.c.key)
        .where(other.c.article_key.in_(newest), other.c.entity_key != entity_key)
        .group_by(entities.c.key)
        .order_by(shared.desc(), entities.c.name, entities.c.entity_id)
    )
    return list(connection.execute(statement.limit(limit)))


def _filtered(wanted: EntityFilter) -> tuple[FromClause, list[ColumnElement[bool]], ColumnElement[int]]:
    """Return the source, the conditions, and the tier: 0 where the accents are as typed, else 1."""
    conditions = [] if wanted.label is None else [entities.c.label == wanted.label]
    if wanted.prefix is None:
        return entities, conditions, literal(0)
    found = _completing(wanted.prefix)
    return entities.join(found, found.c.entity_key == entities.c.key), conditions, found.c.tier


def _completing(prefix: Prefix) -> Any:
    completion = entity_completions.c
    tier: ColumnElement[int] = literal(0)
    if prefix.search_key != prefix.folded:
        tier = func.min(case((_starts(completion.search_key, prefix.search_key), 0), else_=1))
    return (
        select(completion.entity_key, tier.label("tier"))
        .where(_starts(completion.folded, prefix.folded))
        .group_by(completion.entity_key)
        .subquery("completing")
    )


def _starts(column: ColumnElement[str], prefix: str) -> ColumnElement[bool]:
    """A range, not LIKE: it needs no escapes and always uses the index."""
    return and_(column >= prefix, column < prefix + _LAST_CHARACTER)
