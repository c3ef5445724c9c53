"""Runs the queued jobs of a store: one thread a kind, so that a long training does not hold up an ingest."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Iterable
from datetime import timedelta
from threading import Event, Thread
from uuid import uuid4

from nlp_service.errors import JobLost, NlpServiceError, StoreError
from nlp_service.jobs.context import JobCancelled, JobContext, JobKind, JobReleased
from nlp_service.serialize import JsonObject, error_to_dict
from nlp_service.store.jobs import Job, JobInput, JobQueue, JobStatus

_LOG = logging.getLogger("nlp_service.jobs")
LEASE = timedelta(seconds=15)
POLL_SECONDS = 1.0
_RENEWALS = 3
"""How often a lease is renewed in its time."""
_END_ATTEMPTS = 5


class JobRunner:
    """Takes jobs of the given kinds from a queue and runs them until stopped.

    A job of a process that died is taken over when its lease runs out: from its beginning when its kind is resumable
    (the work must bear being done again), else it is marked interrupted.
    """

    def __init__(
        self,
        queue: JobQueue,
        kinds: Iterable[JobKind],
        *,
        lease: timedelta = LEASE,
        poll_seconds: float = POLL_SECONDS,
    ) -> None:
        self._queue = queue
        self._kinds = {kind.name: kind for kind in kinds}
        self._lease = lease
        self._poll_seconds = poll_seconds
        self._owner = f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}"
        self._stopping = Event()
        self._wake = {name: Event() for name in self._kinds}
        self._threads: tuple[Thread, ...] = ()

    @property
    def queue(self) -> JobQueue:
        """The queue that the jobs come from."""
        return self._queue

    def start(self) -> None:
        """Start the threads; jobs that wait from an earlier run are taken at once."""
        self._threads = tuple(
            Thread(target=self._serve, args=(kind,), name=f"jobs-{kind.name}", daemon=True)
            for kind in self._kinds.values()
        )
        for thread in self._threads:
            thread.start()

    def stop(self, timeout: float | None = None) -> None:
        """Let running jobs stop at their next report and go back into the queue; wait ``timeout`` seconds for each."""
        self._stopping.set()
        for event in self._wake.values():
            event.set()
        for thread in self._threads:
            thread.join(timeout)

    def submit(self, kind: str, parameters: JsonObject, inputs: Iterable[JobInput] = ()) -> Job:
        """Queue a job of a kind that this runner knows, to be run soon.

        Raises:
            KeyError: no such kind.
            StoreLocked, StoreFull: it was not queued.
        """
        wake = self._wake[kind]
        job = self._queue.submit(kind, parameters, tuple(inputs))
        wake.set()
        return job

    def _serve(self, kind: JobKind) -> None:
        while not self._stopping.is_set():
            self._wake[kind.name].clear()
            job = self._claim(kind)
            if job is None:
                self._wake[kind.name].wait(self._poll_seconds)
            else:
                self._run(kind, job)

    def _claim(self, kind: JobKind) -> Job | None:
        try:
            return self._queue.claim(kind.name, self._owner, lease=self._lease, resumable=kind.resumable)
        except StoreError as error:  # busy or full: the job is still there at the next look
            _LOG.warning("jobs: %s", error.detail)
            return None

    def _run(self, kind: JobKind, job: Job) -> None:
        context = JobContext(self._queue, job, self._owner, stopping=self._stopping)
        done = Event()
        keeper = Thread(target=self._keep, args=(context, done), name=f"lease-{job.id}", daemon=True)
        keeper.start()
        _LOG.info("job %s (%s) starts, attempt %d", job.id, job.kind, job.attempts)
        status: JobStatus = "failed"
        result: JsonObject | None = None
        error: JsonObject | None = None
        try:
            result = kind.run(context)
            status = "succeeded"
        except JobCancelled:
            status = "cancelled"
        except JobReleased:
            status = "queued"
        except JobLost:
            _LOG.warning("job %s was taken over by another process", job.id)
            return
        except NlpServiceError as failure:
            error = error_to_dict(failure)
        except Exception as failure:  # a fault of a handler ends its job, not the service
            _LOG.exception("job %s (%s) failed", job.id, job.kind)
            error = {"type": "internal-error", "detail": f"{type(failure).__name__}; the log of the service says more."}
        finally:
            done.set()
            keeper.join()
        self._finish(job, status, result, error)

    def _keep(self, context: JobContext, done: Event) -> None:
        """Renew the lease until the work is done, and pass a request to cancel on."""
        while not done.wait(self._lease.total_seconds() / _RENEWALS):
            try:
                if self._queue.renew(context.job.id, self._owner, lease=self._lease):
                    context.cancel()
            except JobLost:
                context.lose()
                return
            except StoreError as error:  # tried again before the lease runs out
                _LOG.warning("job %s: %s", context.job.id, error.detail)

    def _finish(self, job: Job, status: JobStatus, result: JsonObject | None, error: JsonObject | None) -> None:
        _LOG.info("job %s (%s): %s", job.id, job.kind, status)
        for _ in range(_END_ATTEMPTS):
            try:
                if status == "queued":
                    self._queue.release(job.id, self._owner)
                else:
                    self._queue.end(job.id, self._owner, status, result=result, error=error)
                return
            except JobLost:
                return
            except StoreError as failure:
                _LOG.warning("job %s: %s", job.id, failure.detail)
                self._stopping.wait(self._poll_seconds)
        _LOG.error("job %s: its end could not be written; it will be run again", job.id)
