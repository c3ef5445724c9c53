"""The kinds of jobs that the service runs, and how a job looks on the wire."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from nlp_service.api.backend import Backend
from nlp_service.api.ingest_job import make_ingest_kind
from nlp_service.api.listings import Next, Total
from nlp_service.api.schemas import Answer, ErrorAnswer
from nlp_service.errors import NlpServiceError
from nlp_service.jobs.context import JobKind
from nlp_service.jobs.runner import JobRunner
from nlp_service.learning.job import learning_kind
from nlp_service.serialize import JsonObject
from nlp_service.store.jobs import Job, JobQueue, JobStatus


class JobProgressAnswer(Answer):
    """How far a job is."""

    done: int
    total: Annotated[int | None, Field(description="Null while it is not known.")]
    message: str
    counts: Annotated[dict[str, int], Field(description="Counts of this kind of job.")]


class JobAnswer(Answer):
    """Long work: waiting, running or ended."""

    id: str
    kind: Annotated[str, Field(examples=["ingest"])]
    status: JobStatus
    parameters: dict[str, Any]
    progress: JobProgressAnswer
    cancel_requested: bool
    result: Annotated[dict[str, Any] | None, Field(description="What came of it, when it succeeded.")]
    error: Annotated[ErrorAnswer | None, Field(description="Why it failed.")]
    attempts: Annotated[int, Field(description="How often it was started; more than once after a restart.")]
    created: datetime
    started: datetime | None
    finished: datetime | None


class JobPage(Answer):
    """Jobs, the newest first."""

    items: list[JobAnswer]
    total: Total
    next: Next


def job_kinds(backend: Backend) -> tuple[JobKind, ...]:
    """Return every kind of job that the service runs."""
    learning = learning_kind(
        backend.store, backend.settings.models, backend.topic_versions, changed=backend.refresh_topics
    )
    return (make_ingest_kind(backend), learning)


def start_jobs(backend: Backend) -> None:
    """Start to run the jobs of the store; jobs left from before a restart go on. Nothing where a part is missing."""
    if isinstance(backend.store_part, NlpServiceError) or isinstance(backend.pipeline_part, NlpServiceError):
        return
    backend.jobs = JobRunner(JobQueue(backend.store), job_kinds(backend))
    backend.jobs.start()


def job_to_dict(job: Job) -> JsonObject:
    """Return the job as :class:`JobAnswer` describes it."""
    times = {"created": job.created, "started": job.started, "finished": job.finished}
    texts = {name: time.isoformat() if time is not None else None for name, time in times.items()}
    return asdict(job) | texts
