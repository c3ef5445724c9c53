"""Which stored articles share names and tags with one: few queries over indexes, whatever the store's size."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, and_, func, select

from nlp_service.store.schema import article_entities, article_tags, articles, entities
from nlp_service.store.schema_duplicates import duplicates

_MOST_NAMES = 15
_MOST_TAGS = 10
_MOST_ARTICLES = 300
"""Newest articles that are looked at for one name or tag."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that shares something: how much, and what."""

    key: int
    weight: float
    entity_keys: tuple[int, ...]
    tags: tuple[str, ...]


def find_candidates(connection: Connection, key: int, limit: int) -> list[Candidate]:
    """Return the articles that share most with the article ``key``; what few articles have weighs more (idf).

    Articles that say the same as it, those of its cluster of duplicates, are left out.
    """
    total = connection.scalar(select(func.count()).select_from(articles)) or 1
    weights: dict[int, float] = defaultdict(float)
    shared_entities: dict[int, list[int]] = defaultdict(list)
    shared_tags: dict[int, list[str]] = defaultdict(list)
    for row in _names(connection, key):
        for other in _articles_with_entity(connection, row.key, key):
            weights[other] += _idf(total, row.article_count)
            shared_entities[other].append(row.key)
    for row in _tags(connection, key):
        found = _articles_with_tag(connection, row.folded, key)
        for other in found:
            weights[other] += _idf(total, len(found) + 1)
            shared_tags[other].append(row.tag)
    best = sorted(weights, key=lambda other: (-weights[other], -other))[:limit]
    return [
        Candidate(other, weights[other], tuple(shared_entities[other]), tuple(shared_tags[other])) for other in best
    ]


def load_texts(connection: Connection, keys: Sequence[int]) -> dict[int, Any]:
    """Return id, text and what the analysis found of each article."""
    columns = (
        articles.c.key,
        articles.c.id,
        articles.c.text,
        articles.c.source,
        articles.c.found_title,
        articles.c.found_published,
    )
    return {row.key: row for row in connection.execute(select(*columns).where(articles.c.key.in_(keys)))}


def load_names(connection: Connection, keys: Sequence[int]) -> dict[int, Any]:
    """Return id and name of each entity."""
    columns = (entities.c.key, entities.c.entity_id, entities.c.name)
    return {row.key: row for row in connection.execute(select(*columns).where(entities.c.key.in_(keys)))}


def _idf(total: int, count: int) -> float:
    return math.log1p(total / max(count, 1))


def _names(connection: Connection, key: int) -> Sequence[Any]:
    """The entities of the article that the fewest articles have, among those that others have too."""
    return connection.execute(
        select(entities.c.key, entities.c.article_count)
        .join(article_entities, article_entities.c.entity_key == entities.c.key)
        .where(article_entities.c.article_key == key, entities.c.article_count > 1)
        .order_by(entities.c.article_count, entities.c.key)
        .limit(_MOST_NAMES)
    ).all()


def _tags(connection: Connection, key: int) -> Sequence[Any]:
    return connection.execute(
        select(article_tags.c.folded, article_tags.c.tag)
        .where(article_tags.c.article_key == key, article_tags.c.kind == "keyword")
        .order_by(article_tags.c.position)
        .limit(_MOST_TAGS)
    ).all()


def _articles_with_entity(connection: Connection, entity_key: int, key: int) -> Sequence[int]:
    return connection.scalars(
        select(article_entities.c.article_key)
        .where(article_entities.c.entity_key == entity_key, _is_other(article_entities.c.article_key, key))
        .order_by(article_entities.c.sort_published.desc(), article_entities.c.article_key.desc())
        .limit(_MOST_ARTICLES)
    ).all()


def _articles_with_tag(connection: Connection, folded: str, key: int) -> Sequence[int]:
    return connection.scalars(
        select(article_tags.c.article_key)
        .where(article_tags.c.folded == folded, _is_other(article_tags.c.article_key, key))
        .order_by(article_tags.c.article_key.desc())
        .distinct()
        .limit(_MOST_ARTICLES)
    ).all()


def _is_other(column: Column[int], key: int) -> ColumnElement[bool]:
    """The condition that the article of ``column`` is neither the article ``key`` nor a duplicate of it."""
    head = select(duplicates.c.head_key).where(duplicates.c.article_key == key).scalar_subquery()
    cluster = select(duplicates.c.article_key).where(duplicates.c.head_key == head)
    return and_(column != key, column.not_in(cluster))
