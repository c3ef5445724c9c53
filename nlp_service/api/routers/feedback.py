"""``/v1/feedback``: what editors say of suggested tags and sections, kept with the version that they saw."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from nlp_service.api.backend import BackendDep, require_scope
from nlp_service.api.bodies import JSON, body_of, media_type, parse_json
from nlp_service.api.feedback import FeedbackList, FeedbackPage, FeedbackParameters, FeedbackRequest
from nlp_service.api.requests import FieldErrors, validate
from nlp_service.api.responses import check_preconditions, json_response, page_response, refusals
from nlp_service.extract.topics.learned import section_ids
from nlp_service.search.feedback import list_feedback
from nlp_service.serialize import JsonObject
from nlp_service.store.feedback import Feedback, FeedbackBook, Judgement

router = APIRouter(prefix="/v1/feedback", tags=["feedback"])
READ, WRITE = [Depends(require_scope("read"))], [Depends(require_scope("write"))]


@router.post(
    "",
    summary="Say what is right and what is wrong",
    dependencies=WRITE,
    status_code=201,
    response_model=FeedbackList,
    responses=refusals(
        "article-not-found", "precondition-failed", "invalid-json", "invalid-field", "store-locked", "not-ready"
    ),
    openapi_extra=body_of(FeedbackRequest, texts=False),
)
async def give_feedback(request: Request, backend: BackendDep) -> Response:
    """Keeps all judgements or none. A later one on the same tag or section of the same version replaces the earlier."""
    pipeline, store = backend.pipeline, backend.store
    media_type(request, [JSON])
    given = validate(FeedbackRequest, parse_json(await request.body()))
    _check_sections(given, section_ids(pipeline.topics))
    judgements = [Judgement(item.target, " ".join(item.value.split()), item.action) for item in given.judgements]

    def work() -> Response:
        with backend.writing:
            if given.etag is not None:
                check_preconditions(given.etag, None, store.find_hash(given.article_id))
            kept = FeedbackBook(store).add(given.article_id, judgements, editor=given.editor)
        return json_response({"items": [_to_dict(item) for item in kept]}, 201)

    return await backend.limiter.run(work)


@router.get(
    "",
    summary="List feedback",
    dependencies=READ,
    response_model=FeedbackPage,
    responses=refusals("invalid-field", "not-ready"),
)
def find_feedback(
    request: Request, backend: BackendDep, parameters: Annotated[FeedbackParameters, Query()]
) -> Response:
    """All feedback, or that on one article, in the order in which it was given."""
    page = list_feedback(
        FeedbackBook(backend.store), article_id=parameters.article, limit=parameters.limit, cursor=parameters.cursor
    )
    return page_response(request, page, [_to_dict(item) for item in page.items])


@router.delete(
    "/{feedback_id}",
    summary="Take feedback back",
    dependencies=WRITE,
    status_code=204,
    response_class=Response,
    responses=refusals("feedback-not-found", "invalid-field", "store-locked", "not-ready"),
)
def remove_feedback(backend: BackendDep, feedback_id: Annotated[int, Path(ge=1, le=2**53)]) -> Response:
    """Forgets one judgement."""
    FeedbackBook(backend.store).remove(feedback_id)
    return Response(status_code=204)


def _check_sections(given: FeedbackRequest, known: frozenset[str]) -> None:
    errors = [
        {
            "field": f"judgements.{number}.value",
            "message": f"No section has this id; known: {', '.join(sorted(known))}.",
        }
        for number, item in enumerate(given.judgements)
        if item.target == "section" and item.value not in known
    ]
    if errors:
        raise FieldErrors(errors)


def _to_dict(item: Feedback) -> JsonObject:
    return asdict(item) | {"created": item.created.isoformat()}
