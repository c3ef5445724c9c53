"""The queue of jobs in the store: submitted, claimed by one owner at a time, reported, ended, never lost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, get_args
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, or_, select, update

from nlp_service.errors import JobLost, JobNotFound
from nlp_service.serialize import JsonObject, dumps
from nlp_service.store.schema_jobs import job_inputs, jobs
from nlp_service.store.store import Store
from nlp_service.store.times import utc_now

JobStatus = Literal["queued", "running", "succeeded", "failed", "cancelled", "interrupted"]
JOB_STATUSES: tuple[JobStatus, ...] = get_args(JobStatus)
ENDED: frozenset[JobStatus] = frozenset({"succeeded", "failed", "cancelled", "interrupted"})


@dataclass(frozen=True, slots=True)
class JobProgress:
    """How far a job is: ``done`` of ``total`` (None: not known yet), what it does now, and counts of its own."""

    done: int = 0
    total: int | None = None
    message: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Job:
    """One job. ``parameters`` and ``result`` are JSON values of its kind; ``error`` is ``{"type", "detail"}``.

    ``attempts`` counts how often it was started: more than once after a restart. Times are in UTC.
    """

    id: str
    kind: str
    parameters: JsonObject
    status: JobStatus
    progress: JobProgress
    cancel_requested: bool
    result: JsonObject | None
    error: JsonObject | None
    attempts: int
    created: datetime
    started: datetime | None
    finished: datetime | None


@dataclass(frozen=True, slots=True)
class JobInput:
    """A file that came with a job."""

    name: str
    content_type: str | None
    content: bytes


class JobQueue:
    """The jobs of one store; threads and processes may share it.

    Every change is one transaction. A method that takes ``owner`` changes a job only while that owner holds it.
    """

    def __init__(self, store: Store, now: Callable[[], datetime] = utc_now) -> None:
        self._store = store
        self._now = now

    def submit(self, kind: str, parameters: JsonObject, inputs: Sequence[JobInput] = ()) -> Job:
        """Queue a job and return it.

        Raises:
            StoreLocked, StoreFull: it was not queued.
        """
        values = {
            "id": uuid4().hex,
            "kind": kind,
            "parameters": dumps(parameters),
            "status": "queued",
            "progress": dumps(asdict(JobProgress())),
            "cancel_requested": False,
            "attempts": 0,
            "created": self._now().isoformat(),
        }
        with self._store.writing() as connection:
            (key,) = connection.execute(insert(jobs).values(values).returning(jobs.c.key)).one()
            rows = [asdict(item) | {"job_key": key, "position": number} for number, item in enumerate(inputs)]
            if rows:
                connection.execute(insert(job_inputs), rows)
            return _read(connection, jobs.c.key == key)

    def get(self, job_id: str) -> Job:
        """Return the job.

        Raises:
            JobNotFound: there is none.
        """
        with self._store.reading() as connection:
            return _read(connection, jobs.c.id == job_id)

    def list(self, *, kind: str | None = None, last: str | None = None, limit: int = 50) -> tuple[list[Job], int]:
        """Return the newest jobs after the one with the id ``last``, and how many there are in all.

        Raises:
            JobNotFound: ``last`` is none.
        """
        wanted = [jobs.c.kind == kind] if kind is not None else []
        statement = select(jobs).where(*wanted).order_by(jobs.c.key.desc()).limit(limit)
        with self._store.reading() as connection:
            if last is not None:
                key = connection.scalar(select(jobs.c.key).where(jobs.c.id == last))
                if key is None:
                    raise JobNotFound(f"There is no job {last!r}.")
                statement = statement.where(jobs.c.key < key)
            total = connection.scalar(select(func.count()).select_from(jobs).where(*wanted)) or 0
            return [_to_job(row) for row in connection.execute(statement)], total

    def inputs(self, job_id: str) -> Iterator[JobInput]:
        """Yield the files of the job one by one, in the order in which they came."""
        position = 0
        while True:
            with self._store.reading() as connection:
                row = connection.execute(
                    select(job_inputs)
                    .join(jobs, jobs.c.key == job_inputs.c.job_key)
                    .where(jobs.c.id == job_id, job_inputs.c.position == position)
                ).one_or_none()
            if row is None:
                return
            yield JobInput(row.name, row.content_type, row.content)
            position += 1

    def cancel(self, job_id: str) -> Job:
        """Cancel the job: one that waits ends at once, one that runs is asked to stop, one that has ended stays.

        Raises:
            JobNotFound: there is none.
        """
        with self._store.writing() as connection:
            job = _read(connection, jobs.c.id == job_id)
            if job.status == "queued":
                self._end(connection, jobs.c.id == job_id, {"status": "cancelled", "cancel_requested": True})
            elif job.status == "running":
                connection.execute(update(jobs).where(jobs.c.id == job_id).values(cancel_requested=True))
            return _read(connection, jobs.c.id == job_id)

    def claim(self, kind: str, owner: str, *, lease: timedelta, resumable: bool) -> Job | None:
        """Take the oldest job of a kind that waits or was left behind, or None.

        A job that was left behind and is not ``resumable`` is not taken but marked interrupted.
        """
        now = self._now()
        left_behind = (jobs.c.status == "running") & (jobs.c.lease < now.isoformat())
        with self._store.reading() as connection:  # most looks find nothing and must not take the write lock
            if not connection.scalar(select(func.count()).where(jobs.c.kind == kind, _is_waiting(left_behind))):
                return None
        with self._store.writing() as connection:
            if not resumable:
                self._end(connection, left_behind & (jobs.c.kind == kind), {"status": "interrupted"})
            key = connection.scalar(select(func.min(jobs.c.key)).where(jobs.c.kind == kind, _is_waiting(left_behind)))
            if key is None:
                return None
            taken = update(jobs).where(jobs.c.key == key)
            connection.execute(
                taken.values(
                    status="running",
                    owner=owner,
                    lease=(now + lease).isoformat(),
                    started=now.isoformat(),
                    attempts=jobs.c.attempts + 1,
                )
            )
            return _read(connection, jobs.c.key == key)

    def renew(self, job_id: str, owner: str, *, lease: timedelta) -> bool:
        """Hold the job for longer; returns whether it is asked to stop.

        Raises:
            JobLost: the owner does not hold it any more.
        """
        until = (self._now() + lease).isoformat()
        return bool(self._change(job_id, owner, {"lease": until}).cancel_requested)

    def report(self, job_id: str, owner: str, progress: JobProgress) -> None:
        """Write down how far the job is.

        Raises:
            JobLost: the owner does not hold it any more.
        """
        self._change(job_id, owner, {"progress": dumps(asdict(progress))})

    def release(self, job_id: str, owner: str) -> None:
        """Put the job back into the queue, because its process stops; what it has done stays done.

        Raises:
            JobLost: the owner does not hold it any more.
        """
        self._change(job_id, owner, {"status": "queued", "owner": None, "lease": None})

    def end(
        self,
        job_id: str,
        owner: str,
        status: JobStatus,
        *,
        result: JsonObject | None = None,
        error: JsonObject | None = None,
    ) -> None:
        """End the job.

        Raises:
            JobLost: the owner does not hold it any more.
        """
        values = {"status": status, "result": result and dumps(result), "error": error and dumps(error)}
        with self._store.writing() as connection:
            held = _held(job_id, owner)
            if connection.scalar(select(jobs.c.key).where(held)) is None:
                raise JobLost(f"The job {job_id} is held by another process.")
            self._end(connection, held, values)

    def _end(self, connection: Connection, wanted: ColumnElement[bool], values: Mapping[str, Any]) -> None:
        ending = select(jobs.c.key).where(wanted)
        connection.execute(delete(job_inputs).where(job_inputs.c.job_key.in_(ending)))
        ended = {"owner": None, "lease": None, "finished": self._now().isoformat()}
        connection.execute(update(jobs).where(wanted).values({**values, **ended}))

    def _change(self, job_id: str, owner: str, values: Mapping[str, Any]) -> Row[Any]:
        with self._store.writing() as connection:
            changed = update(jobs).where(_held(job_id, owner)).values(values).returning(jobs)
            row = connection.execute(changed).one_or_none()
        if row is None:
            raise JobLost(f"The job {job_id} is held by another process.")
        return row


def _held(job_id: str, owner: str) -> ColumnElement[bool]:
    return (jobs.c.id == job_id) & (jobs.c.owner == owner) & (jobs.c.status == "running")


def _is_waiting(left_behind: ColumnElement[bool]) -> ColumnElement[bool]:
    return or_(jobs.c.status == "queued", left_behind)


def _read(connection: Connection, wanted: ColumnElement[bool]) -> Job:
    row = connection.execute(select(jobs).where(wanted)).one_or_none()
    if row is None:
        raise JobNotFound("There is no such job.")
    return _to_job(row)


def _to_job(row: Row[Any]) -> Job:
    return Job(
        id=row.id,
        kind=row.kind,
        parameters=json.loads(row.parameters),
        status=row.status,
        progress=JobProgress(**json.loads(row.progress)),
        cancel_requested=row.cancel_requested,
        result=json.loads(row.result) if row.result else None,
        error=json.loads(row.error) if row.error else None,
        attempts=row.attempts,
        created=datetime.fromisoformat(row.created),
        started=datetime.fromisoformat(row.started) if row.started else None,
        finished=datetime.fromisoformat(row.finished) if row.finished else None,
    )
