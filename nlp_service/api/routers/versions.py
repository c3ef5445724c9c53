"""``/v1/models/topics``: the versions of the topic model, learning a new one, using one, going back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import anyio.to_thread
from fastapi import APIRouter, Depends, Query, Request, Response

from nlp_service.api.backend import Backend, BackendDep, require_scope
from nlp_service.api.bodies import JSON, body_of, media_type, parse_json
from nlp_service.api.feedback import LearnRequest, UseVersionRequest, VersionList
from nlp_service.api.jobs import JobAnswer, job_to_dict
from nlp_service.api.parameters import Parameters
from nlp_service.api.requests import validate
from nlp_service.api.responses import json_response, refusals
from nlp_service.learning.job import LEARN_TOPICS
from nlp_service.model_store import TOPIC_MODEL
from nlp_service.model_versions import ModelVersions, VersionState
from nlp_service.serialize import JsonObject

router = APIRouter(prefix=f"/v1/models/{TOPIC_MODEL}", tags=["models"])
READ, ADMIN = [Depends(require_scope("read"))], [Depends(require_scope("admin"))]


@router.get("", summary="List the versions of the topic model", dependencies=READ, response_model=VersionList)
def list_versions(backend: BackendDep, _parameters: Annotated[Parameters, Query()]) -> Response:
    """The one that came with the release, and those that were learned here; one of them is used."""
    return json_response(_to_dict(backend.topic_versions))


@router.post(
    "/learn",
    summary="Learn from feedback",
    dependencies=ADMIN,
    status_code=202,
    response_model=JobAnswer,
    responses=refusals("invalid-json", "invalid-field", "store-locked", "store-full", "not-ready"),
    openapi_extra=body_of(LearnRequest, texts=False),
)
async def learn(request: Request, backend: BackendDep) -> Response:
    """Makes a version from all feedback, and uses it when it is better than the present one on examples left out."""
    runner = backend.runner
    media_type(request, [JSON])
    given = validate(LearnRequest, parse_json(await request.body()))
    job = await anyio.to_thread.run_sync(runner.submit, LEARN_TOPICS, {"force": given.force})
    return json_response(job_to_dict(job), 202, {"Location": f"/v1/jobs/{job.id}"})


@router.post(
    "/use",
    summary="Use a version",
    dependencies=ADMIN,
    response_model=VersionList,
    responses=refusals("model-missing", "model-corrupt", "invalid-json", "invalid-field", "not-ready"),
    openapi_extra=body_of(UseVersionRequest, texts=False),
)
async def use_version(request: Request, backend: BackendDep) -> Response:
    """From now on; stored analyses stay as they are until they are made anew."""
    media_type(request, [JSON])
    given = validate(UseVersionRequest, parse_json(await request.body()))
    return await anyio.to_thread.run_sync(_change, backend, lambda versions: versions.activate(given.version))


@router.post(
    "/rollback",
    summary="Go back to the version before",
    dependencies=ADMIN,
    response_model=VersionList,
    responses=refusals("model-missing", "model-corrupt", "invalid-field", "not-ready"),
)
async def roll_back(backend: BackendDep) -> Response:
    """Uses the version again that was used before the present one."""
    return await anyio.to_thread.run_sync(_change, backend, ModelVersions.roll_back)


def _change(backend: Backend, change: Callable[[ModelVersions], VersionState]) -> Response:
    versions = backend.topic_versions
    change(versions)
    backend.refresh_topics()
    return json_response(_to_dict(versions))


def _to_dict(versions: ModelVersions) -> JsonObject:
    state = versions.state()
    items = [{"version": version, "active": version == state.active} for version in versions.versions()]
    return {"items": items, "before": list(state.before)}
