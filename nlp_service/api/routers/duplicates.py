"""``/v1/articles/{id}/duplicates``: the articles that say the same."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from nlp_service.api.backend import BackendDep, require_scope
from nlp_service.api.parameters import ArticlePath, Limit, Parameters
from nlp_service.api.responses import json_response, refusals
from nlp_service.api.schemas import Answer, PublishedText, Score
from nlp_service.search.duplicates import find_duplicates
from nlp_service.search.page import DEFAULT_LIMIT
from nlp_service.serialize import format_published

router = APIRouter(prefix="/v1/articles", tags=["articles"])


class DuplicatesParameters(Parameters):
    """How many."""

    limit: Limit = DEFAULT_LIMIT


class DuplicateAnswer(Answer):
    """Another article of the cluster."""

    id: str
    title: str | None
    published: PublishedText | None
    source: str | None
    is_head: Annotated[bool, Field(description="Whether it is the earliest of all.")]
    similarity: Score


class DuplicatesAnswer(Answer):
    """The cluster of an article without the article itself."""

    id: str
    head: Annotated[str, Field(description="Id of the earliest article of the cluster; may be the article itself.")]
    items: list[DuplicateAnswer]


@router.get(
    "/{article_id:path}/duplicates",
    summary="Find an article's duplicates",
    dependencies=[Depends(require_scope("read"))],
    response_model=DuplicatesAnswer,
    responses=refusals("article-not-found", "invalid-field", "not-ready"),
)
def read_duplicates(
    backend: BackendDep, article_id: ArticlePath, parameters: Annotated[DuplicatesParameters, Query()]
) -> Response:
    """Articles with the same words, or nearly so (MinHash); the earliest first."""
    cluster = find_duplicates(backend.store, article_id, limit=parameters.limit)
    items = [asdict(item) | {"published": format_published(item.published)} for item in cluster.duplicates]
    return json_response({"id": article_id, "head": cluster.head_id, "items": items})
