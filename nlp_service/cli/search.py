"""``nlp-service search``: articles and entities in the store."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from nlp_service.cli.output import Format, note, print_json, print_table, wants_table
from nlp_service.errors import InvalidField
from nlp_service.search.articles import ArticleHit, ArticleQuery, search_articles
from nlp_service.search.entities import EntityHit, EntityQuery, search_entities
from nlp_service.search.page import Page
from nlp_service.serialize import format_published, parse_published
from nlp_service.store.store import Store


class Kind(StrEnum):
    """What to search for."""

    ARTICLES = "articles"
    ENTITIES = "entities"


def search(
    query: Annotated[str, typer.Argument(help='Words, with or without accents; "quotes" make a phrase.')] = "",
    kind: Annotated[Kind, typer.Option(help="Articles by their text, or entities by the start of their name.")] = (
        Kind.ARTICLES
    ),
    entity: Annotated[list[str] | None, typer.Option(help="Only articles with this entity id; repeatable.")] = None,
    topic: Annotated[list[str] | None, typer.Option(help="Only articles with this topic id; repeatable.")] = None,
    from_: Annotated[str | None, typer.Option("--from", help="Published on or after this ISO day.")] = None,
    to: Annotated[str | None, typer.Option(help="Published on or before this ISO day.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="At most so many.")] = 20,
    cursor: Annotated[str | None, typer.Option(help="Continue a listing: the cursor that it ended with.")] = None,
    location: Annotated[str, typer.Option("--store", help="The store's file.")] = "var/nlp_service.db",
    form: Annotated[Format, typer.Option("--format", help="A table or JSON lines.")] = Format.AUTO,
) -> None:
    """Search the store; accents may be left out, those that are written rank first."""
    with open_existing(location) as store:
        if kind is Kind.ENTITIES:
            _print_entities(search_entities(store, EntityQuery(prefix=query, limit=limit, cursor=cursor)), form)
            return
        found = search_articles(
            store,
            ArticleQuery(
                text=query,
                entity_ids=tuple(entity or ()),
                topics=tuple(topic or ()),
                published_from=parse_published(from_),
                published_to=parse_published(to),
                limit=limit,
                cursor=cursor,
            ),
        )
        _print_articles(found, form)


def open_existing(location: str) -> Store:
    """Open a store that must be there: a look-up never creates one.

    Raises:
        InvalidField: there is no such file.
        StoreError: it is no store of this version.
    """
    if "://" not in location and not Path(location).is_file():
        raise InvalidField(f"--store {location}: there is no such store; make one with nlp-service ingest.")
    return Store.open(location)


def _print_articles(page: Page[ArticleHit], form: Format) -> None:
    if wants_table(form):
        rows = ((hit.id, format_published(hit.published), hit.title, hit.snippet.text) for hit in page.items)
        print_table(f"{page.total} articles", ("id", "published", "title", "text"), rows)
    else:
        for hit in page.items:
            print_json(
                {
                    "id": hit.id,
                    "title": hit.title,
                    "published": format_published(hit.published),
                    "author": hit.author,
                    "snippet": hit.snippet.text,
                    "topics": [topic.id for topic in hit.topics],
                }
            )
    _note_rest(page.next_cursor)


def _print_entities(page: Page[EntityHit], form: Format) -> None:
    if wants_table(form):
        rows = ((hit.entity_id, hit.label, hit.name, hit.articles, hit.mentions) for hit in page.items)
        print_table(f"{page.total} entities", ("id", "label", "name", "articles", "mentions"), rows)
    else:
        for hit in page.items:
            print_json(
                {
                    "id": hit.entity_id,
                    "label": hit.label,
                    "name": hit.name,
                    "articles": hit.articles,
                    "mentions": hit.mentions,
                }
            )
    _note_rest(page.next_cursor)


def _note_rest(cursor: str | None) -> None:
    if cursor is not None:
        note(f"there is more: --cursor {cursor}")
