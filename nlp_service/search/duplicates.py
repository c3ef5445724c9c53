"""The cluster of duplicates that an article is in."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from nlp_service.errors import ArticleNotFound
from nlp_service.serialize import parse_published
from nlp_service.store.duplicates import list_cluster
from nlp_service.store.schema import articles
from nlp_service.store.store import Store
from nlp_service.types import Published


@dataclass(frozen=True, slots=True)
class Duplicate:
    """One article of a cluster; ``similarity`` is that of its body to the body of the article asked for, in [0, 1]."""

    id: str
    title: str | None
    published: Published | None
    source: str | None
    is_head: bool
    similarity: float


@dataclass(frozen=True, slots=True)
class DuplicateCluster:
    """The other articles that say the same, the earliest (the head) first; ``head_id`` may be the article itself."""

    head_id: str
    duplicates: tuple[Duplicate, ...]


def find_duplicates(store: Store, article_id: str, *, limit: int) -> DuplicateCluster:
    """Return the articles that repeat this one or that it repeats, at most ``limit``.

    Raises:
        ArticleNotFound: there is no such article.
    """
    with store.reading() as connection:
        key = connection.scalar(select(articles.c.key).where(articles.c.id == article_id))
        if key is None:
            raise ArticleNotFound(f"No article has the id {article_id!r}.")
        rows = list_cluster(connection, key, limit=limit)
    members = [
        Duplicate(
            id=row.id,
            title=row.found_title,
            published=parse_published(row.found_published),
            source=row.source,
            is_head=row.key == row.head_key,
            similarity=score,
        )
        for row, score in rows
    ]
    head = next((member.id for member in members if member.is_head), article_id)
    return DuplicateCluster(head, tuple(members))
