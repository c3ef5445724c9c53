"""Processes tasks in this process or in several that each load the models once; the results come in order.

Workers look into the store for what is known already, each through a connection of its own. What is stored is the same
whatever their number.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from multiprocessing import get_context
from typing import Self

from nlp_service.errors import WorkerLost
from nlp_service.ingest.documents import ProcessedDocument
from nlp_service.ingest.processing import PipelineLoader, Processor, Task, open_processor
from nlp_service.types import AnalyzeOptions

# Tasks waiting for each worker: enough to keep it busy, few enough to bound memory whatever the number of documents.
_WINDOW = 3


class Workers:
    """Processes tasks with the store at ``location``, in this process or in ``workers`` others; a context manager.

    ``load`` is called once a process; with several it must be importable and equal to its copies.
    """

    def __init__(self, location: str, options: AnalyzeOptions, load: PipelineLoader, workers: int) -> None:
        self._job = (location, options, load)
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None
        self._own: Processor | None = None

    def __enter__(self) -> Self:
        if self._workers > 1:
            # Spawned, not forked: a fork would copy the locks of threads that numerical libraries started.
            self._pool = ProcessPoolExecutor(self._workers, mp_context=get_context("spawn"))
        return self

    def __exit__(self, *_error: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        if self._own is not None:
            self._own.store.close()

    def __call__(self, tasks: Iterable[Task]) -> Iterator[list[ProcessedDocument]]:
        """Yield one result a task, in order, the same for any number of workers.

        Raises:
            ModelError: a model cannot be loaded, or the chosen tagger is not installed.
            StoreError: the store cannot be read.
            WorkerLost: a worker process died.
        """
        if self._pool is None:
            for task in tasks:
                self._own = self._own or open_processor(*self._job)
                yield self._own.process(task)
            return
        running: deque[Future[list[ProcessedDocument]]] = deque()
        try:
            for task in tasks:
                running.append(self._pool.submit(_process, task, *self._job))
                if len(running) >= self._workers * _WINDOW:
                    yield running.popleft().result()
            while running:
                yield running.popleft().result()
        except BrokenProcessPool as error:
            raise WorkerLost("A worker process died, for lack of memory perhaps; run again to continue.") from error


def _process(task: Task, location: str, options: AnalyzeOptions, load: PipelineLoader) -> list[ProcessedDocument]:
    return _worker_processor(location, options, load).process(task)


@cache
def _worker_processor(location: str, options: AnalyzeOptions, load: PipelineLoader) -> Processor:
    """Return the processor of this worker process; it lives as long as the process."""
    return open_processor(location, options, load)
