"""Reads articles for search: filtered, listed by time or ranked by relevance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, func, or_, select

from nlp_service.store.fulltext import Phrase, index, is_exact, matches, rank
from nlp_service.store.keyset import SortColumn, after, ordered
from nlp_service.store.schema import article_entities, article_topics, articles, entities, mentions
from nlp_service.store.schema_duplicates import duplicates
from nlp_service.types import Span, TopicScore

_NEWEST = (SortColumn(articles.c.sort_published, descending=True), SortColumn(articles.c.key, descending=True))


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Which articles: with all of these entities, any of these topics (``id`` or ``scheme:id``), in this time.

    The times are inclusive and as :mod:`nlp_service.store.times` writes them.
    """

    entity_ids: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    published_from: str | None = None
    published_to: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class ListedKey:
    """An article's key with the time that the list is ordered by."""

    sort_published: str
    key: int


def count_articles(connection: Connection, wanted: ArticleFilter, expression: str | None = None) -> int:
    """Return how many articles pass the filter and, when given, match the full-text expression."""
    statement = select(func.count()).select_from(articles).where(*_conditions(wanted))
    if expression is not None:
        statement = _matching(statement, expression)
    return connection.scalar(statement) or 0


def list_articles(
    connection: Connection, wanted: ArticleFilter, *, last: ListedKey | None, limit: int
) -> list[ListedKey]:
    """Return the newest articles, those without a date at the end, after ``last``."""
    statement = select(articles.c.sort_published, articles.c.key).where(*_conditions(wanted))
    if last is not None:
        statement = statement.where(after(_NEWEST, (last.sort_published, last.key)))
    rows = connection.execute(statement.order_by(*ordered(_NEWEST)).limit(limit))
    return [ListedKey(row.sort_published, row.key) for row in rows]


def rank_articles(
    connection: Connection,
    wanted: ArticleFilter,
    expression: str,
    phrases: Sequence[Phrase],
    *,
    offset: int,
    limit: int,
) -> list[int]:
    """Return the keys of matching articles: with the accents as written first, then by relevance, then newest."""
    order: list[ColumnElement[Any]] = [rank(), *ordered(_NEWEST)]
    if any(phrase.accented for phrase in phrases):
        order.insert(0, case((is_exact(phrases), 0), else_=1))
    statement = _matching(select(articles.c.key).where(*_conditions(wanted)), expression)
    return list(connection.scalars(statement.order_by(*order).offset(offset).limit(limit)))


def load_articles(connection: Connection, keys: Sequence[int]) -> list[Row[Any]]:
    """Return the rows of the articles, in the order of the keys; ``duplicate_of`` is the id of the one they repeat."""
    head = articles.alias()
    statement = (
        select(articles, head.c.id.label("duplicate_of"))
        .outerjoin(duplicates, (duplicates.c.article_key == articles.c.key) & (duplicates.c.head_key != articles.c.key))
        .outerjoin(head, head.c.key == duplicates.c.head_key)
        .where(articles.c.key.in_(keys))
    )
    found = {row.key: row for row in connection.execute(statement)}
    return [found[key] for key in keys]


def load_topics(connection: Connection, keys: Sequence[int]) -> dict[int, tuple[TopicScore, ...]]:
    """Return the assigned topics by article key."""
    topic = article_topics.c
    rows = connection.execute(
        select(article_topics)
        .where(topic.article_key.in_(keys), topic.assigned)
        .order_by(topic.article_key, topic.position)
    )
    found: dict[int, tuple[TopicScore, ...]] = dict.fromkeys(keys, ())
    for row in rows:
        found[row.article_key] += (TopicScore(row.scheme, row.id, row.label, row.score),)
    return found


def load_mentions(connection: Connection, keys: Sequence[int], entity_id: str) -> dict[int, tuple[Span, ...]]:
    """Return where the articles mention the entity, by article key."""
    mention = mentions.c
    rows = connection.execute(
        select(mention.article_key, mention.start, mention.end)
        .join(entities, entities.c.key == mention.entity_key)
        .where(mention.article_key.in_(keys), entities.c.entity_id == entity_id)
        .order_by(mention.article_key, mention.position)
    )
    found: dict[int, tuple[Span, ...]] = dict.fromkeys(keys, ())
    for row in rows:
        found[row.article_key] += (Span(row.start, row.end),)
    return found


def _matching(statement: Select[Any], expression: str) -> Select[Any]:
    return statement.join(index, index.c.rowid == articles.c.key).where(matches(expression))


def _conditions(wanted: ArticleFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [_mentions(entity_id) for entity_id in wanted.entity_ids]
    if wanted.topics:
        of_topic = select(article_topics.c.article_key).where(
            article_topics.c.assigned, or_(*(_is_topic(topic) for topic in wanted.topics))
        )
        conditions.append(articles.c.key.in_(of_topic))
    if wanted.published_from is not None:
        conditions.append(articles.c.sort_published >= wanted.published_from)
    if wanted.published_to is not None:
        # Without a date the column is empty and sorts first: unknown is not early.
        conditions.append(and_(articles.c.sort_published <= wanted.published_to, articles.c.sort_published != ""))
    if wanted.source is not None:
        conditions.append(articles.c.source == wanted.source)
    return conditions


def _mentions(entity_id: str) -> ColumnElement[bool]:
    of_entity = (
        select(article_entities.c.article_key)
        .join(entities, entities.c.key == article_entities.c.entity_key)
        .where(entities.c.entity_id == entity_id)
    )
    return articles.c.key.in_(of_entity)


def _is_topic(topic: str) -> ColumnElement[bool]:
    scheme, separator, identifier = topic.partition(":")
    is_id = article_topics.c.id == topic
    if not separator:
        return is_id
    return or_(is_id, and_(article_topics.c.scheme == scheme, article_topics.c.id == identifier))
