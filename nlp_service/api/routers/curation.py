"""``/v1/entities/.../merge`` and ``.../split``, ``/v1/entity-decisions``, ``/v1/entity-types``."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from nlp_service.api.backend import BackendDep, require_scope
from nlp_service.api.bodies import JSON, body_of, media_type, parse_json
from nlp_service.api.curation import (
    DecisionAnswer,
    DecisionList,
    EntityNamesAnswer,
    EntityTypeList,
    MergeRequest,
    SplitRequest,
)
from nlp_service.api.parameters import EntityPath
from nlp_service.api.requests import validate
from nlp_service.api.responses import json_response, refusals
from nlp_service.extract.entities.identifiers import known_by_id, unit_by_id
from nlp_service.extract.entities.types import entity_types
from nlp_service.search.entities import get_entity
from nlp_service.serialize import JsonObject
from nlp_service.store.curation import EntityCurator
from nlp_service.store.decisions import EntityDecision

router = APIRouter(prefix="/v1", tags=["entities"])
READ, WRITE = [Depends(require_scope("read"))], [Depends(require_scope("write"))]
_REFUSED = ("entity-not-found", "invalid-json", "invalid-field", "unsupported-format", "store-locked", "not-ready")


@router.get("/entity-types", summary="List the kinds of entities", dependencies=READ, response_model=EntityTypeList)
def list_entity_types() -> Response:
    """Each label with its Vietnamese and English name, its definition and examples."""
    return json_response({"items": [asdict(item) for item in entity_types()]})


@router.get(
    "/entities/{entity_id:path}/names",
    summary="Read the other names of an entity",
    dependencies=READ,
    response_model=EntityNamesAnswer,
    responses=refusals("entity-not-found", "not-ready"),
)
def read_entity_names(backend: BackendDep, entity_id: EntityPath) -> Response:
    """Earlier names, pen names and abbreviations of well-known things; what became of a province in July 2025."""
    known, unit = known_by_id().get(entity_id), unit_by_id().get(entity_id)
    if known is None and unit is None:
        get_entity(backend.store, entity_id, limit=1)  # 404 where no article has it
    return json_response(
        {
            "entity_id": entity_id,
            "name": known.name if known is not None else None,
            "names": [asdict(name) for name in known.names] if known is not None else [],
            "unit": asdict(unit) if unit is not None else None,
        }
    )


@router.post(
    "/entities/{entity_id:path}/merge",
    summary="Make two entities one",
    dependencies=WRITE,
    status_code=201,
    response_model=DecisionAnswer,
    responses=refusals(*_REFUSED),
    openapi_extra=body_of(MergeRequest, texts=False),
)
async def merge_entity(request: Request, backend: BackendDep, entity_id: EntityPath) -> Response:
    """Holds for all stored articles at once and for those to come; the old id leads to the one that stays."""
    store = backend.store
    media_type(request, [JSON])
    given = validate(MergeRequest, parse_json(await request.body()))

    def work() -> Response:
        with backend.writing:
            return json_response(_to_dict(EntityCurator(store).merge(entity_id, given.into)), 201)

    return await backend.limiter.run(work)


@router.post(
    "/entities/{entity_id:path}/split",
    summary="Tell two of one name apart",
    dependencies=WRITE,
    status_code=201,
    response_model=DecisionAnswer,
    responses=refusals(*_REFUSED),
    openapi_extra=body_of(SplitRequest, texts=False),
)
async def split_entity(request: Request, backend: BackendDep, entity_id: EntityPath) -> Response:
    """The other one gets an id of its own (`target_id`) in the articles named, and wherever the evidence stands."""
    store = backend.store
    media_type(request, [JSON])
    given = validate(SplitRequest, parse_json(await request.body()))

    def work() -> Response:
        with backend.writing:
            decision = EntityCurator(store).split(
                entity_id, " ".join(given.name.split()), articles=given.articles, evidence=given.evidence
            )
        return json_response(_to_dict(decision), 201)

    return await backend.limiter.run(work)


@router.get(
    "/entity-decisions",
    summary="List merges and splits",
    dependencies=READ,
    response_model=DecisionList,
    responses=refusals("not-ready"),
)
def list_entity_decisions(backend: BackendDep) -> Response:
    """All that are in force, the first first."""
    return json_response({"items": [_to_dict(item) for item in EntityCurator(backend.store).list()]})


@router.delete(
    "/entity-decisions/{decision_id}",
    summary="Take a merge or split back",
    dependencies=WRITE,
    status_code=204,
    response_class=Response,
    responses=refusals("decision-not-found", "invalid-field", "store-locked", "not-ready"),
)
def undo_entity_decision(backend: BackendDep, decision_id: Annotated[int, Path(ge=1, le=2**53)]) -> Response:
    """What is stored becomes what it would be without the decision."""
    with backend.writing:
        EntityCurator(backend.store).undo(decision_id)
    return Response(status_code=204)


def _to_dict(decision: EntityDecision) -> JsonObject:
    return asdict(decision) | {"created": decision.created.isoformat()}
