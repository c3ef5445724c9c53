"""Similar articles: those that share names and tags, put in order by the likeness of their words.

Duplicates of the article are not told here: they say the same (see :mod:`nlp_service.search.duplicates`).

The likeness is the cosine of the articles' vectors in the topic model's feature space: weighted counts of words and
pairs of words (Salton and Buckley, "Term-weighting approaches in automatic text retrieval", 1988).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from scipy import sparse
from sqlalchemy import Row, select

from nlp_service.errors import ArticleNotFound
from nlp_service.search.page import DEFAULT_LIMIT, check_limit
from nlp_service.serialize import parse_published
from nlp_service.store.schema import articles
from nlp_service.store.similar_queries import Candidate, find_candidates, load_names, load_texts
from nlp_service.store.store import Store
from nlp_service.text.normalize import normalize
from nlp_service.types import Published

Embed = Callable[[Sequence[str]], sparse.csr_matrix]
"""Texts to vectors of unit length, one a row."""
_CANDIDATES = 80
_MIN_SIMILARITY = 0.05
_MOST_SHARED = 5
_LONGEST_TEXT = 20_000
"""Code points of a text that are compared: the beginning says what an article is about."""


@dataclass(frozen=True, slots=True)
class SharedEntity:
    """An entity that both articles mention."""

    entity_id: str
    name: str


@dataclass(frozen=True, slots=True)
class SimilarArticle:
    """An article like another: ``similarity`` in [0, 1], and what both have, the rarest first."""

    id: str
    title: str | None
    published: Published | None
    source: str | None
    similarity: float
    entities: tuple[SharedEntity, ...]
    tags: tuple[str, ...]


def find_similar(store: Store, article_id: str, embed: Embed, *, limit: int = DEFAULT_LIMIT) -> list[SimilarArticle]:
    """Return the articles most like the one with this id, its duplicates left out, best first.

    Raises:
        ArticleNotFound: there is none with this id.
        InvalidField: the limit is out of range.
    """
    check_limit(limit)
    with store.reading() as connection:
        key = connection.scalar(select(articles.c.key).where(articles.c.id == article_id))
        if key is None:
            raise ArticleNotFound(f"There is no article {article_id!r}.")
        candidates = find_candidates(connection, key, _CANDIDATES)
        rows = load_texts(connection, [key, *(candidate.key for candidate in candidates)])
        names = load_names(connection, sorted({name for candidate in candidates for name in candidate.entity_keys}))
    order = [key, *(candidate.key for candidate in candidates)]
    vectors = embed([_text_of(rows[item]) for item in order])
    likeness = (vectors[1:] @ vectors[0].T).toarray().ravel()

    def describe(candidate: Candidate, similarity: float) -> SimilarArticle:
        row = rows[candidate.key]
        shared = [names[name] for name in candidate.entity_keys[:_MOST_SHARED]]
        return SimilarArticle(
            id=row.id,
            title=row.found_title,
            published=parse_published(row.found_published),
            source=row.source,
            similarity=round(min(max(similarity, 0.0), 1.0), 4),
            entities=tuple(SharedEntity(item.entity_id, item.name) for item in shared),
            tags=candidate.tags[:_MOST_SHARED],
        )

    found = [describe(candidate, float(value)) for candidate, value in zip(candidates, likeness, strict=True)]
    found = [item for item in found if item.similarity >= _MIN_SIMILARITY]
    return sorted(found, key=lambda item: (-item.similarity, item.id))[:limit]


def _text_of(row: Row[Any]) -> str:
    return normalize(f"{row.found_title or ''}\n{row.text[:_LONGEST_TEXT]}").text
