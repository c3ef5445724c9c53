"""What a job sees while it runs: its parameters and files, a place to report to, and the request to stop."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from threading import Event
from types import MappingProxyType

from nlp_service.errors import JobLost, StoreError
from nlp_service.serialize import JsonObject
from nlp_service.store.jobs import Job, JobInput, JobProgress, JobQueue

_LOG = logging.getLogger("nlp_service.jobs")
_REPORT_SECONDS = 0.5
_NO_COUNTS: Mapping[str, int] = MappingProxyType({})


class JobCancelled(Exception):
    """Somebody cancelled the job. Handlers let it through."""


class JobReleased(Exception):
    """The service stops; the job goes back into the queue. Handlers let it through."""


class JobContext:
    """One run of one job."""

    def __init__(self, queue: JobQueue, job: Job, owner: str, *, stopping: Event) -> None:
        self.job = job
        self._queue = queue
        self._owner = owner
        self._stopping = stopping
        self._cancelled = Event()
        self._lost = Event()
        self._written = 0.0
        self._unwritten: JobProgress | None = None
        if job.cancel_requested:
            self._cancelled.set()

    @property
    def parameters(self) -> JsonObject:
        """The parameters that the job was submitted with."""
        return self.job.parameters

    def inputs(self) -> Iterator[JobInput]:
        """Yield the files that came with the job; never more than one is in memory."""
        return self._queue.inputs(self.job.id)

    def report(
        self, done: int, total: int | None = None, *, message: str = "", counts: Mapping[str, int] = _NO_COUNTS
    ) -> None:
        """Say how far the job is (written twice a second at most), and stop here when it shall stop.

        Raises:
            JobCancelled, JobReleased: let it through; what is done stays done.
            JobLost: another process has taken the job over.
        """
        self.check()
        self._unwritten = JobProgress(done, total, message, dict(counts))
        if time.monotonic() - self._written >= _REPORT_SECONDS:
            self._try_to_flush()

    def check(self) -> None:
        """Stop here when the job shall stop; cheap enough for any loop.

        Raises:
            JobCancelled, JobReleased, JobLost: let it through.
        """
        if self._lost.is_set():
            raise JobLost(f"The job {self.job.id} is held by another process.")
        if self._cancelled.is_set():
            raise JobCancelled
        if self._stopping.is_set():
            raise JobReleased

    def flush(self) -> None:
        """Write the last report down now.

        Raises:
            JobLost: another process has taken the job over.
            StoreError: it could not be written.
        """
        if self._unwritten is not None:
            self._queue.report(self.job.id, self._owner, self._unwritten)
            self._written, self._unwritten = time.monotonic(), None

    def _try_to_flush(self) -> None:
        try:
            self.flush()
        except StoreError as error:  # a busy store must not end the work; the next report is written instead
            self._written = time.monotonic()
            _LOG.warning("job %s: its progress was not written: %s", self.job.id, error.detail)

    def cancel(self) -> None:
        """Make the next :meth:`check` raise :class:`JobCancelled`."""
        self._cancelled.set()

    def lose(self) -> None:
        """Make the next :meth:`check` raise :class:`~nlp_service.errors.JobLost`."""
        self._lost.set()


@dataclass(frozen=True, slots=True)
class JobKind:
    """A kind of job: ``run`` does the work and returns the result as JSON values.

    ``resumable``: after a crash it may be run again from the beginning, because what is done already is not done twice.
    """

    name: str
    run: Callable[[JobContext], JsonObject]
    resumable: bool = True
