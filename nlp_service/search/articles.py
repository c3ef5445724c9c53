"""Article search: words with or without accents, entities, topics and time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from nlp_service.errors import InvalidField
from nlp_service.search.page import DEFAULT_LIMIT, Page, check_limit, read_cursor, write_cursor
from nlp_service.search.snippets import Snippet, cut_snippet, find_phrases
from nlp_service.search.text_query import parse_text
from nlp_service.serialize import parse_published
from nlp_service.store.article_queries import (
    ArticleFilter,
    ListedKey,
    count_articles,
    list_articles,
    load_articles,
    load_mentions,
    load_topics,
    rank_articles,
)
from nlp_service.store.fulltext import Phrase, accent_aware_expression, folded_expression
from nlp_service.store.store import Store
from nlp_service.store.times import sortable, sortable_end
from nlp_service.types import Published, Span, TopicScore

MAX_VALUES = 20


@dataclass(frozen=True, slots=True)
class ArticleQuery:
    """What to look for; everything that is given must hold.

    ``text``: words, all of which the article must have; quotes keep a phrase together; blank finds everything. A word
    without accents matches any accents; one with accents matches the same, first, or none, or, when that finds nothing,
    any. ``entity_ids``: all of them are mentioned. ``topics``: any of them is assigned, ``id`` or ``scheme:id``.
    ``published_from`` and ``published_to`` are inclusive; a day is a whole day in Vietnam.
    """

    text: str | None = None
    entity_ids: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    published_from: Published | None = None
    published_to: Published | None = None
    source: str | None = None
    limit: int = DEFAULT_LIMIT
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """One article found; title, time and author are those of its analysis, ``topics`` the assigned ones.

    The snippet's offsets are into the article's text, ``title_highlights`` into the title. ``duplicate_of`` is the id
    of the earlier article that this one repeats.
    """

    id: str
    title: str | None
    published: Published | None
    author: str | None
    source: str | None
    snippet: Snippet
    title_highlights: tuple[Span, ...]
    topics: tuple[TopicScore, ...]
    updated: datetime
    duplicate_of: str | None = None


def search_articles(store: Store, query: ArticleQuery) -> Page[ArticleHit]:
    """Return a page of articles: by relevance when there is text, else the newest first.

    Raises:
        InvalidField: the text is too long, the entities or topics are too many, the limit out of range, or the cursor
            of another query.
    """
    check_limit(query.limit)
    for name, values in (("entity", query.entity_ids), ("topic", query.topics)):
        if len(values) > MAX_VALUES:
            raise InvalidField(f"{name}: {len(values)} values are too many; give at most {MAX_VALUES}.")
    with store.reading() as connection:
        if query.text is None or not query.text.strip():
            return list_page(connection, query)
        phrases = parse_text(query.text)
        if not phrases:  # only signs: nothing has them
            return Page((), 0, None)
        return _ranked_page(connection, query, phrases)


def list_page(connection: Connection, query: ArticleQuery, *, highlighted: str | None = None) -> Page[ArticleHit]:
    """Return a page of the newest articles; the mentions of the entity ``highlighted`` are shown in the snippets."""
    wanted, asked = _filter(query), _asked(query)
    last = None
    if query.cursor is not None:
        sort_published, key = read_cursor(query.cursor, asked, (str, int))
        last = ListedKey(str(sort_published), int(key))
    listed = list_articles(connection, wanted, last=last, limit=query.limit + 1)
    more, listed = len(listed) > query.limit, listed[: query.limit]
    keys = [item.key for item in listed]
    mentions = load_mentions(connection, keys, highlighted) if highlighted is not None else {}
    topics = load_topics(connection, keys)
    hits = tuple(_hit(row, mentions.get(row.key, ()), (), topics[row.key]) for row in load_articles(connection, keys))
    cursor = write_cursor(asked, (listed[-1].sort_published, listed[-1].key)) if more else None
    return Page(hits, count_articles(connection, wanted), cursor)


def _ranked_page(connection: Connection, query: ArticleQuery, phrases: tuple[Phrase, ...]) -> Page[ArticleHit]:
    wanted, asked = _filter(query), _asked(query)
    offset = int(read_cursor(query.cursor, asked, (int,))[0]) if query.cursor is not None else 0
    expression = accent_aware_expression(phrases)
    total = count_articles(connection, wanted, expression)
    if total == 0 and any(phrase.accented for phrase in phrases):  # wrong accents find more than none
        phrases = tuple(Phrase(phrase.folded, phrase.folded) for phrase in phrases)
        expression = folded_expression(phrases)
        total = count_articles(connection, wanted, expression)
    keys = rank_articles(connection, wanted, expression, phrases, offset=offset, limit=query.limit)
    topics = load_topics(connection, keys)
    hits = tuple(
        _hit(row, find_phrases(row.text, phrases), find_phrases(row.found_title or "", phrases), topics[row.key])
        for row in load_articles(connection, keys)
    )
    following = offset + len(keys)
    return Page(hits, total, write_cursor(asked, (following,)) if keys and following < total else None)


def _hit(
    row: Row[Any], highlights: Sequence[Span], title_highlights: tuple[Span, ...], topics: tuple[TopicScore, ...]
) -> ArticleHit:
    return ArticleHit(
        id=row.id,
        title=row.found_title,
        published=parse_published(row.found_published),
        author=row.found_author,
        source=row.source,
        snippet=cut_snippet(row.text, highlights, fallback=row.body_start),
        title_highlights=title_highlights,
        topics=topics,
        updated=datetime.fromisoformat(row.updated),
        duplicate_of=row.duplicate_of,
    )


def _filter(query: ArticleQuery) -> ArticleFilter:
    return ArticleFilter(
        entity_ids=query.entity_ids,
        topics=query.topics,
        published_from=sortable(query.published_from) if query.published_from is not None else None,
        published_to=sortable_end(query.published_to) if query.published_to is not None else None,
        source=query.source,
    )


def _asked(query: ArticleQuery) -> ArticleQuery:
    """The query without what differs from page to page."""
    return replace(query, cursor=None, limit=DEFAULT_LIMIT)
