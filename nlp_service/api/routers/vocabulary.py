"""``/v1/vocabulary``: the newsroom's own tags, that suggestions are mapped to."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fastapi import APIRouter, Depends, Request, Response

from nlp_service.api.backend import BackendDep, require_scope
from nlp_service.api.bodies import JSON, media_type
from nlp_service.api.feedback import VocabularyAnswer
from nlp_service.api.responses import json_response, refusals
from nlp_service.extract.tags.skos import read_skos
from nlp_service.extract.tags.vocabulary_files import read_vocabulary, vocabulary_to_dict
from nlp_service.store.installation import load_vocabulary, save_vocabulary
from nlp_service.types import Vocabulary

router = APIRouter(prefix="/v1/vocabulary", tags=["feedback"])
READ, WRITE = [Depends(require_scope("read"))], [Depends(require_scope("write"))]
_READERS: Mapping[str, Callable[[bytes], Vocabulary]] = {
    JSON: lambda body: read_vocabulary(body, "json"),
    "text/csv": lambda body: read_vocabulary(body, "csv"),
    "text/turtle": lambda body: read_skos(body, "turtle"),
    "application/rdf+xml": lambda body: read_skos(body, "xml"),
}
_TERM = {
    "type": "object",
    "required": ["preferred"],
    "properties": {
        "id": {"type": "string"},
        "preferred": {"type": "string"},
        "alternatives": {"type": "array", "items": {"type": "string"}},
        "broader": {"type": "string"},
    },
}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            JSON: {"schema": {"type": "object", "properties": {"terms": {"type": "array", "items": _TERM}}}},
            **{kind: {"schema": {"type": "string"}} for kind in _READERS if kind != JSON},
        },
    }
}


@router.get(
    "",
    summary="Read the newsroom's vocabulary",
    dependencies=READ,
    response_model=VocabularyAnswer,
    responses=refusals("not-ready"),
)
def read_terms(backend: BackendDep) -> Response:
    """The terms in force; an empty list where none were set."""
    return json_response(vocabulary_to_dict(load_vocabulary(backend.store)))


@router.put(
    "",
    summary="Set the newsroom's vocabulary",
    dependencies=WRITE,
    response_model=VocabularyAnswer,
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
async def set_terms(request: Request, backend: BackendDep) -> Response:
    """Replaces it as a whole. Every analysis from now on gives tags as terms, and apart those that have no term.

    CSV has the columns `id,preferred,alternatives,broader`, alternatives separated by `|`; SKOS is taken as Turtle or
    RDF/XML.
    """
    store = backend.store
    kind = media_type(request, list(_READERS))
    body = await request.body()

    def work() -> Response:
        vocabulary = _READERS[kind](body)
        save_vocabulary(store, vocabulary)
        return json_response(vocabulary_to_dict(vocabulary))

    return await backend.limiter.run(work)


@router.delete(
    "",
    summary="Remove the newsroom's vocabulary",
    dependencies=WRITE,
    status_code=204,
    response_class=Response,
    responses=refusals("store-locked", "not-ready"),
)
def remove_terms(backend: BackendDep) -> Response:
    """Every analysis from now on gives tags as they were found."""
    save_vocabulary(backend.store, Vocabulary())
    return Response(status_code=204)
