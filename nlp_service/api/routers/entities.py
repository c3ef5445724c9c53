"""``/v1/entities``: the people, organisations, places, events and laws of the stored articles."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from nlp_service.api.backend import BackendDep, require_scope
from nlp_service.api.convert import article_hit_to_dict
from nlp_service.api.listings import EntityDetailAnswer, EntityPage
from nlp_service.api.parameters import EntitiesParameters, EntityPath, PageParameters
from nlp_service.api.responses import json_response, page_response, page_to_dict, refusals
from nlp_service.search.entities import get_entity, search_entities
from nlp_service.store.curation import EntityCurator

router = APIRouter(prefix="/v1/entities", tags=["entities"], dependencies=[Depends(require_scope("read"))])


@router.get("", summary="Find entities", response_model=EntityPage, responses=refusals("invalid-field", "not-ready"))
def find_entities(
    request: Request, backend: BackendDep, parameters: Annotated[EntitiesParameters, Query()]
) -> Response:
    """`ho chi m` finds Hồ Chí Minh; exact accents come first, then the most mentioned."""
    page = search_entities(backend.store, parameters.to_query())
    return page_response(request, page, [asdict(hit) for hit in page.items])


@router.get(
    "/{entity_id:path}",
    summary="Read an entity with its articles",
    response_model=EntityDetailAnswer,
    responses=refusals("entity-not-found", "invalid-field", "not-ready"),
)
def read_entity(
    request: Request, backend: BackendDep, entity_id: EntityPath, parameters: Annotated[PageParameters, Query()]
) -> Response:
    """Its forms, the entities in its company, and the articles that mention it, page by page.

    The id of an entity that was merged leads to the one that it is now.
    """
    known = EntityCurator(backend.store).successor(entity_id)
    detail = get_entity(backend.store, known, limit=parameters.limit, cursor=parameters.cursor)
    return json_response(
        {
            "entity": asdict(detail.entity),
            "forms": [asdict(form) for form in detail.forms],
            "related": [asdict(entity) for entity in detail.related],
            "articles": page_to_dict(
                request, detail.articles, [article_hit_to_dict(hit) for hit in detail.articles.items]
            ),
        }
    )
