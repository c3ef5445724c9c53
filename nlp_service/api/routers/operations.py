"""``/healthz``, ``/readyz`` and ``/metrics``: for those who run the service."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from fastapi import APIRouter, Depends, Response
from prometheus_client import CONTENT_TYPE_LATEST

from nlp_service.api.backend import Backend, BackendDep, require_scope
from nlp_service.api.listings import Health, Readiness
from nlp_service.api.problems import code_of_error, problem_response
from nlp_service.api.responses import json_response, refusals
from nlp_service.errors import NlpServiceError
from nlp_service.serialize import JsonObject
from nlp_service.store.store import Store

router = APIRouter(tags=["operations"])


@router.get("/healthz", summary="Is the process alive", response_model=Health)
async def check_health() -> Response:
    """Answers while analyses run; says nothing of models and store."""
    return json_response({"status": "ok", "version": version("nlp-service")})


@router.get(
    "/readyz",
    summary="Can the service do its work",
    response_model=Readiness,
    responses=refusals("not-ready", "model-missing", "model-corrupt", "store-error"),
)
def check_readiness(backend: BackendDep) -> Response:
    """Models loaded and store readable; else a problem that tells the reasons, with `ready` and `parts` as below."""
    parts = {"pipeline": _status(backend.pipeline_part), "store": _store_status(backend)}
    state = {"ready": all(part["ready"] for part in parts.values()), "parts": parts}
    wrong = [part for part in parts.values() if not part["ready"]]
    if not wrong:
        return json_response(state)
    detail = " ".join(part["detail"] for part in wrong)
    return problem_response(wrong[0]["code"], detail, instance="/readyz", extensions=state)


@router.get(
    "/metrics",
    summary="Metrics for Prometheus",
    dependencies=[Depends(require_scope("admin"))],
    response_class=Response,
    responses={
        200: {"description": "Prometheus text format", "content": {"text/plain": {"schema": {"type": "string"}}}}
    },
)
def read_metrics(backend: BackendDep) -> Response:
    """Counts and times; no article text and no ids."""
    return Response(backend.metrics.render(), media_type=CONTENT_TYPE_LATEST)


def _store_status(backend: Backend) -> JsonObject:
    part = backend.store_part
    if isinstance(part, Store):
        try:
            part.ping()
        except NlpServiceError as error:
            return _status(error)
    return _status(part)


def _status(part: Any) -> JsonObject:
    if part is None:
        return {"ready": False, "code": "not-ready", "detail": "Loading."}
    if isinstance(part, NlpServiceError):
        return {"ready": False, "code": code_of_error(part), "detail": part.detail}
    return {"ready": True, "code": None, "detail": None}
