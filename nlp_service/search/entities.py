"""Entity look-up: completion in a search box, and one entity with its articles and neighbours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row

from nlp_service.errors import EntityNotFound, InvalidField
from nlp_service.search.articles import ArticleHit, ArticleQuery, list_page
from nlp_service.search.page import DEFAULT_LIMIT, Page, check_limit, read_cursor, write_cursor
from nlp_service.store.completions import completion_text
from nlp_service.store.entity_queries import (
    EntityFilter,
    Prefix,
    count_entities,
    find_entity,
    list_entities,
    list_forms,
    list_related,
)
from nlp_service.store.hashing import words_of
from nlp_service.store.store import Store
from nlp_service.text.folding import fold, search_key
from nlp_service.types import ENTITY_LABELS, EntityLabel

MAX_PREFIX = 200
_RELATED = 20


@dataclass(frozen=True, slots=True)
class EntityQuery:
    """What to look for: entities with a form that has ``prefix`` at one of its syllables, and with ``label``.

    Accents are optional; those with the accents as typed come first, then those in most articles.
    """

    prefix: str | None = None
    label: EntityLabel | None = None
    limit: int = DEFAULT_LIMIT
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class EntityHit:
    """One entity, with its canonical name and how many articles and mentions it has."""

    entity_id: str
    label: EntityLabel
    name: str
    articles: int
    mentions: int


@dataclass(frozen=True, slots=True)
class SurfaceForm:
    """One way to write an entity, and how often it is written so."""

    text: str
    mentions: int


@dataclass(frozen=True, slots=True)
class RelatedEntity:
    """An entity mentioned in the same articles, and in how many of them."""

    entity_id: str
    label: EntityLabel
    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class EntityDetail:
    """One entity with its forms, its neighbours (in its newest thousand articles), and a page of its articles."""

    entity: EntityHit
    forms: tuple[SurfaceForm, ...]
    related: tuple[RelatedEntity, ...]
    articles: Page[ArticleHit]


def search_entities(store: Store, query: EntityQuery) -> Page[EntityHit]:
    """Return a page of entities; the total of a prefix is counted up to ten thousand.

    Raises:
        InvalidField: a prefix that is too long, an unknown label, a limit out of range, or the cursor of another query.
    """
    check_limit(query.limit)
    if query.label is not None and query.label not in ENTITY_LABELS:
        raise InvalidField(f"label: {query.label!r} is unknown; choose one of {', '.join(ENTITY_LABELS)}.")
    asked = replace(query, cursor=None, limit=DEFAULT_LIMIT)
    last = read_cursor(query.cursor, asked, (int, int, str, str)) if query.cursor is not None else None
    prefix = _read_prefix(query.prefix) if query.prefix is not None and query.prefix.strip() else None
    if prefix is not None and not prefix.folded:  # only signs: no name has them
        return Page((), 0, None)
    wanted = EntityFilter(prefix, query.label)
    with store.reading() as connection:
        found = list_entities(connection, wanted, last=last, limit=query.limit + 1)
        total = count_entities(connection, wanted)
    more, found = len(found) > query.limit, found[: query.limit]
    hits = tuple(_hit(item.row) for item in found)
    return Page(hits, total, write_cursor(asked, found[-1].position) if more else None)


def get_entity(store: Store, entity_id: str, *, limit: int = DEFAULT_LIMIT, cursor: str | None = None) -> EntityDetail:
    """Return the entity with a page of its articles, newest first, its mentions highlighted in their snippets.

    Raises:
        EntityNotFound: no stored article mentions it.
        InvalidField: the limit is out of range, or the cursor of another query.
    """
    query = ArticleQuery(entity_ids=(entity_id,), limit=check_limit(limit), cursor=cursor)
    with store.reading() as connection:
        row = find_entity(connection, entity_id)
        if row is None:
            raise EntityNotFound(f"No stored article mentions an entity with the id {entity_id!r}.")
        return EntityDetail(
            entity=_hit(row),
            forms=tuple(SurfaceForm(text, mentions) for text, mentions in list_forms(connection, row.key)),
            related=tuple(
                RelatedEntity(other.entity_id, other.label, other.name, other.shared)
                for other in list_related(connection, row.key, _RELATED)
            ),
            articles=list_page(connection, query, highlighted=entity_id),
        )


def _hit(row: Row[Any]) -> EntityHit:
    return EntityHit(row.entity_id, row.label, row.name, row.article_count, row.mention_count)


def _read_prefix(text: str) -> Prefix:
    """A blank at the end says that the syllable is finished."""
    if len(text) > MAX_PREFIX:
        raise InvalidField(f"prefix: {len(text)} characters are too many; write at most {MAX_PREFIX}.")
    words = words_of(search_key(text))
    ended = bool(words) and text[-1].isspace()
    return Prefix(completion_text(words, ended=ended), completion_text(fold(words), ended=ended))
