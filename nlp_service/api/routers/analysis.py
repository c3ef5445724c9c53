"""``POST /v1/analyze``: one article or a batch, nothing stored."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from nlp_service.api.analysis import analyze, answer
from nlp_service.api.backend import BackendDep, require_scope
from nlp_service.api.bodies import JSON, TEXT_MEDIA_TYPES, body_of, media_type, parse_submission
from nlp_service.api.curation import with_names
from nlp_service.api.parameters import AnalyzeParameters
from nlp_service.api.requests import AnalyzeBatchRequest, AnalyzeRequest
from nlp_service.api.responses import TEXT_REFUSALS, json_response, refusals
from nlp_service.api.schemas import AnalysisAnswer, AnalysisBatchAnswer
from nlp_service.api.texts import check_options, parse_text_submission

router = APIRouter(prefix="/v1", tags=["analysis"], dependencies=[Depends(require_scope("read"))])


@router.post(
    "/analyze",
    summary="Analyse one article or a batch",
    response_model=AnalysisAnswer | AnalysisBatchAnswer,
    responses=refusals("batch-too-large", *TEXT_REFUSALS),
    openapi_extra=body_of(AnalyzeRequest, AnalyzeBatchRequest, texts=True),
)
async def analyze_articles(
    request: Request, backend: BackendDep, parameters: Annotated[AnalyzeParameters, Query()]
) -> Response:
    """Nothing is stored. One article gives its analysis; `{"articles": [...]}` gives `{"results": [...]}` in order.

    A plain text (`text/plain; charset=utf-8`) or a page (`text/html`) can be sent as it is. The text of a page is
    extracted, and the answer then has a further key `text` that the offsets point into.
    """
    pipeline = backend.pipeline
    given = parameters.given_options()
    kind = media_type(request, TEXT_MEDIA_TYPES)
    backend.limiter.check_room()
    body = await request.body()

    def work() -> Response:
        check_options(kind, given)
        if kind == JSON:
            submission = parse_submission(body, max_batch=backend.settings.max_batch)
        else:
            submission = parse_text_submission(body, kind, given)
        outcomes = analyze(pipeline, with_names(backend, submission), backend.metrics)
        return json_response(answer(submission, outcomes, parameters.offset_unit))

    return await backend.limiter.run(work)
