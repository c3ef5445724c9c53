"""``/v1/articles``: store, read, find and delete articles with their analyses."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Header, Query, Request, Response

from nlp_service.api.backend import BackendDep, require_scope
from nlp_service.api.bodies import JSON, TEXT_MEDIA_TYPES, body_of, media_type
from nlp_service.api.convert import article_hit_to_dict, stored_to_dict
from nlp_service.api.curation import with_names
from nlp_service.api.listings import ArticleAnswer, ArticlePage, StoreBatchAnswer
from nlp_service.api.parameters import AnalyzeParameters, ArticlePath, ArticlesParameters, OffsetParameters
from nlp_service.api.requests import PutArticleRequest, StoreBatchRequest
from nlp_service.api.responses import TEXT_REFUSALS, entity_tag, json_response, page_response, refusals, tag_matches
from nlp_service.api.storing import put_article, put_batch, read_put, remove_article
from nlp_service.search.articles import search_articles
from nlp_service.store.curation import EntityCurator

router = APIRouter(prefix="/v1/articles", tags=["articles"])
READ, WRITE = [Depends(require_scope("read"))], [Depends(require_scope("write"))]
IfMatch = Annotated[str | None, Header(description="Change only when the article's ETag is this one.")]
IfNoneMatch = Annotated[str | None, Header(description="`*`: only when there is no such article yet.")]
_REFUSED = (*TEXT_REFUSALS, "store-locked", "store-full")


@router.get(
    "",
    summary="Find articles",
    dependencies=READ,
    response_model=ArticlePage,
    responses=refusals("invalid-field", "not-ready"),
)
def find_articles(
    request: Request, backend: BackendDep, parameters: Annotated[ArticlesParameters, Query()]
) -> Response:
    """Words without accents find words with them; words in quotes are a phrase. Without `q` the newest come first."""
    store, query = backend.store, parameters.to_query()
    known = EntityCurator(store)
    query = replace(query, entity_ids=tuple(map(known.successor, query.entity_ids)))
    page = search_articles(store, query)
    return page_response(request, page, [article_hit_to_dict(hit) for hit in page.items])


@router.post(
    "",
    summary="Store a batch of articles",
    dependencies=WRITE,
    response_model=StoreBatchAnswer,
    responses=refusals("batch-too-large", *_REFUSED),
    openapi_extra=body_of(StoreBatchRequest, texts=False),
)
async def store_articles(request: Request, backend: BackendDep) -> Response:
    """Analyses and stores each article under its id, whole or not at all; one result an article, in the order sent."""
    pipeline, store = backend.pipeline, backend.store
    media_type(request, [JSON])
    backend.limiter.check_room()
    body = await request.body()
    return await backend.limiter.run(lambda: json_response({"results": put_batch(backend, pipeline, store, body)}))


@router.put(
    "/{article_id:path}",
    summary="Store an article",
    dependencies=WRITE,
    response_model=ArticleAnswer,
    responses={
        201: {"description": "Created", "model": ArticleAnswer},
        **refusals("precondition-failed", *_REFUSED),
    },
    openapi_extra=body_of(PutArticleRequest, texts=True),
)
async def store_article(
    request: Request,
    backend: BackendDep,
    article_id: ArticlePath,
    parameters: Annotated[AnalyzeParameters, Query()],
    if_match: IfMatch = None,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Creates the article (201) or replaces it (200); the same again changes nothing and is not analysed again."""
    pipeline, store = backend.pipeline, backend.store
    kind = media_type(request, TEXT_MEDIA_TYPES)
    backend.limiter.check_room()
    body = await request.body()

    def work() -> Response:
        submission = with_names(backend, read_put(body, kind, article_id, parameters.given_options()))
        result = put_article(backend, pipeline, store, submission, if_match=if_match, if_none_match=if_none_match)
        stored = store.get(article_id)
        headers = {"ETag": entity_tag(stored.content_hash, parameters.offset_unit)}
        if result == "created":
            headers["Location"] = f"/v1/articles/{quote(article_id, safe='')}"
        return json_response(
            stored_to_dict(stored, parameters.offset_unit), 201 if result == "created" else 200, headers
        )

    return await backend.limiter.run(work)


@router.get(
    "/{article_id:path}",
    summary="Read an article",
    dependencies=READ,
    response_model=ArticleAnswer,
    responses={304: {"description": "Not modified"}, **refusals("article-not-found", "invalid-field", "not-ready")},
)
def read_article(
    backend: BackendDep,
    article_id: ArticlePath,
    parameters: Annotated[OffsetParameters, Query()],
    if_none_match: IfNoneMatch = None,
) -> Response:
    """The article as received with its analysis. With the ETag in `If-None-Match` an unchanged article gives 304."""
    unit = parameters.offset_unit
    known = backend.store.find_hash(article_id) if if_none_match is not None else None
    if (
        if_none_match is not None
        and known is not None
        and tag_matches(if_none_match, [entity_tag(known, unit)], weak=True)
    ):
        return Response(status_code=304, headers={"ETag": entity_tag(known, unit)})
    stored = backend.store.get(article_id)
    return json_response(stored_to_dict(stored, unit), headers={"ETag": entity_tag(stored.content_hash, unit)})


@router.delete(
    "/{article_id:path}",
    summary="Delete an article",
    dependencies=WRITE,
    status_code=204,
    response_class=Response,
    responses=refusals("article-not-found", "precondition-failed", "invalid-field", "store-locked", "not-ready"),
)
def delete_article(backend: BackendDep, article_id: ArticlePath, if_match: IfMatch = None) -> Response:
    """Deletes the article with all that was found in it."""
    remove_article(backend, backend.store, article_id, if_match=if_match)
    return Response(status_code=204)
