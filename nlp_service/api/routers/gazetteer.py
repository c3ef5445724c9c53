"""``/v1/gazetteer``: the names of this installation, always found or never given."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response

from nlp_service.api.backend import BackendDep, require_scope
from nlp_service.api.bodies import JSON, media_type
from nlp_service.api.curation import GazetteerAnswer
from nlp_service.api.responses import json_response, refusals
from nlp_service.extract.entities.gazetteer_files import gazetteer_to_dict, read_gazetteer
from nlp_service.store.installation import load_gazetteer, save_gazetteer
from nlp_service.types import Gazetteer

router = APIRouter(prefix="/v1/gazetteer", tags=["entities"])
READ, WRITE = [Depends(require_scope("read"))], [Depends(require_scope("write"))]
_CSV = "text/csv"
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            JSON: {
                "schema": {
                    "type": "object",
                    "properties": {
                        "allow": {
                            "type": "array",
                            "items": {
                                "type": "object",
                                "required": ["name", "label"],
                                "properties": {
                                    "name": {"type": "string"},
                                    "label": {"type": "string", "enum": ["PER", "ORG", "LOC", "EVENT", "LAW"]},
                                    "canonical": {"type": "string"},
                                    "aliases": {"type": "array", "items": {"type": "string"}},
                                },
                            },
                        },
                        "deny": {"type": "array", "items": {"type": "string"}},
                    },
                }
            },
            _CSV: {"schema": {"type": "string"}},
        },
    }
}


@router.get(
    "",
    summary="Read the installation's names",
    dependencies=READ,
    response_model=GazetteerAnswer,
    responses=refusals("not-ready"),
)
def read_names(backend: BackendDep) -> Response:
    """The names in force; empty lists where none were set."""
    return json_response(gazetteer_to_dict(load_gazetteer(backend.store)))


@router.put(
    "",
    summary="Set the installation's names",
    dependencies=WRITE,
    response_model=GazetteerAnswer,
    responses=refusals(
        "body-too-large",
        "invalid-encoding",
        "invalid-json",
        "invalid-field",
        "unsupported-format",
        "store-locked",
        "not-ready",
    ),
    openapi_extra=_BODY,
)
async def set_names(request: Request, backend: BackendDep) -> Response:
    """Replaces the list as a whole; every analysis from now on uses it, and says so in its provenance.

    CSV has the columns `list,name,label,canonical,aliases`: `list` is `allow` (the default) or `deny`, aliases are
    separated by `|`.
    """
    store = backend.store
    kind = media_type(request, [JSON, _CSV])
    body = await request.body()

    def work() -> Response:
        gazetteer = read_gazetteer(body, "csv" if kind == _CSV else "json")
        save_gazetteer(store, gazetteer)
        return json_response(gazetteer_to_dict(gazetteer))

    return await backend.limiter.run(work)


@router.delete(
    "",
    summary="Remove the installation's names",
    dependencies=WRITE,
    status_code=204,
    response_class=Response,
    responses=refusals("store-locked", "not-ready"),
)
def remove_names(backend: BackendDep) -> Response:
    """Every analysis from now on does without them."""
    save_gazetteer(backend.store, Gazetteer())
    return Response(status_code=204)
