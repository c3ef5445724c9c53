"""``/v1/jobs`` and ``/v1/ingest``: long work, asked for now and looked at later."""

from __future__ import annotations

from typing import Annotated, Any

import anyio.to_thread
from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import Field

from nlp_service.api.backend import BackendDep, require_scope
from nlp_service.api.bodies import JSON, media_type
from nlp_service.api.ingest_job import INGEST
from nlp_service.api.jobs import JobAnswer, JobPage, job_to_dict
from nlp_service.api.parameters import Limit, Parameters
from nlp_service.api.responses import json_response, next_link, refusals
from nlp_service.api.uploads import MULTIPART, read_json_ingest, read_multipart_ingest
from nlp_service.search.page import DEFAULT_LIMIT
from nlp_service.store.jobs import JobQueue

router = APIRouter(prefix="/v1", tags=["jobs"])
READ, WRITE = [Depends(require_scope("read"))], [Depends(require_scope("write"))]
JobPath = Annotated[str, Path(min_length=1, max_length=64, description="Id of the job.")]
_STORE = ("store-locked", "not-ready")
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            JSON: {"schema": {"$ref": "#/components/schemas/IngestRequest"}},
            MULTIPART: {
                "schema": {
                    "type": "object",
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
                        "url": {"type": "array", "items": {"type": "string"}},
                        "tagger": {"type": "string"},
                    },
                }
            },
        },
    }
}


class JobsParameters(Parameters):
    """Which jobs."""

    kind: Annotated[str | None, Field(max_length=64, description="Only jobs of this kind.")] = None
    limit: Limit = DEFAULT_LIMIT
    cursor: Annotated[str | None, Field(max_length=64, description="From next of the page before.")] = None


@router.post(
    "/ingest",
    summary="Ingest files, pages and feeds",
    dependencies=WRITE,
    status_code=202,
    response_model=JobAnswer,
    responses=refusals(
        "body-too-large",
        "invalid-json",
        "invalid-encoding",
        "unsupported-format",
        "invalid-field",
        *_STORE,
        "store-full",
    ),
    openapi_extra=_BODY,
)
async def start_ingest(request: Request, backend: BackendDep) -> Response:
    """Takes addresses as JSON, or files and addresses as a form; answers at once with the job that does the work.

    Files: text, pages, feeds, JSONL, office documents and archives of these. Feeds lead to their articles.
    """
    runner = backend.runner
    kind = media_type(request, [JSON, MULTIPART])
    if kind == JSON:
        submission = read_json_ingest(await request.body())
    else:
        async with request.form(max_files=1000, max_fields=1000) as form:
            submission = await read_multipart_ingest(form)
    job = await anyio.to_thread.run_sync(runner.submit, INGEST, submission.parameters, submission.files)
    return json_response(job_to_dict(job), 202, {"Location": f"/v1/jobs/{job.id}"})


@router.get("/jobs", summary="List jobs", dependencies=READ, response_model=JobPage, responses=refusals(*_STORE))
def list_jobs(request: Request, backend: BackendDep, parameters: Annotated[JobsParameters, Query()]) -> Response:
    """The newest first."""
    jobs, total = JobQueue(backend.store).list(kind=parameters.kind, last=parameters.cursor, limit=parameters.limit + 1)
    page = jobs[: parameters.limit]
    following = next_link(request, page[-1].id if len(jobs) > len(page) else None)
    headers = {"Link": f'<{following}>; rel="next"'} if following else {}
    return json_response({"items": list(map(job_to_dict, page)), "total": total, "next": following}, headers=headers)


@router.get(
    "/jobs/{job_id}",
    summary="Look at a job",
    dependencies=READ,
    response_model=JobAnswer,
    responses=refusals("job-not-found", *_STORE),
)
def read_job(backend: BackendDep, job_id: JobPath) -> Response:
    """How far it is, and what came of it. It survives a restart of the service."""
    return json_response(job_to_dict(JobQueue(backend.store).get(job_id)))


@router.delete(
    "/jobs/{job_id}",
    summary="Cancel a job",
    dependencies=WRITE,
    response_model=JobAnswer,
    responses=refusals("job-not-found", *_STORE),
)
def cancel_job(backend: BackendDep, job_id: JobPath) -> Response:
    """A job that waits ends at once; one that runs stops soon, and what it has stored stays."""
    return json_response(job_to_dict(JobQueue(backend.store).cancel(job_id)))
