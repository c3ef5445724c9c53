"""``/v1/articles/{id}/similar``: articles on the same matter."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from nlp_service.api.backend import BackendDep, require_scope
from nlp_service.api.parameters import ArticlePath, Limit, Parameters
from nlp_service.api.responses import json_response, refusals
from nlp_service.api.schemas import Answer, PublishedText, Score
from nlp_service.extract.topics.learned import embed_texts
from nlp_service.search.page import DEFAULT_LIMIT
from nlp_service.search.similar import find_similar
from nlp_service.serialize import format_published

router = APIRouter(prefix="/v1/articles", tags=["articles"])


class SimilarParameters(Parameters):
    """How many."""

    limit: Limit = DEFAULT_LIMIT


class SharedEntityAnswer(Answer):
    """An entity that both articles mention."""

    entity_id: str
    name: str


class SimilarAnswer(Answer):
    """An article on the same matter, and why it is taken for that."""

    id: str
    title: str | None
    published: PublishedText | None
    source: str | None
    similarity: Score
    entities: Annotated[list[SharedEntityAnswer], Field(description="What both mention, the rarest first.")]
    tags: Annotated[list[str], Field(description="Key phrases of both.")]


class SimilarList(Answer):
    """Similar articles, best first."""

    items: list[SimilarAnswer]


@router.get(
    "/{article_id:path}/similar",
    summary="Find similar articles",
    dependencies=[Depends(require_scope("read"))],
    response_model=SimilarList,
    responses=refusals("article-not-found", "invalid-field", "not-ready"),
)
def read_similar(
    backend: BackendDep, article_id: ArticlePath, parameters: Annotated[SimilarParameters, Query()]
) -> Response:
    """Articles that share names or key phrases with this one, in the order of the likeness of their words."""
    topics = backend.pipeline.topics
    found = find_similar(backend.store, article_id, lambda texts: embed_texts(topics, texts), limit=parameters.limit)
    items = [asdict(item) | {"published": format_published(item.published)} for item in found]
    return json_response({"items": items})
