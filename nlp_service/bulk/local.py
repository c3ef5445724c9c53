"""The engine for one machine: processes, or this one process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache
from multiprocessing import get_context

from nlp_service.bulk.plan import Partition
from nlp_service.bulk.worker import Outcome, PartitionWorker, Settings


def run_locally(partitions: Sequence[Partition], settings: Settings, workers: int) -> Iterator[Outcome]:
    """Yield the outcome of each partition as it is done; with one worker, in this process and in order.

    Raises:
        NlpServiceError: a partition could not be read or written, or the models not loaded; the others stay done.
    """
    if workers == 1:
        worker = PartitionWorker(settings)
        yield from map(worker.run, partitions)
        return
    # Spawned, not forked: a fork would copy the locks of threads that numerical libraries started.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        running = [pool.submit(_run, settings, partition) for partition in partitions]
        try:
            for future in as_completed(running):
                yield future.result()
        finally:
            for future in running:
                future.cancel()


@cache
def _process_worker(settings: Settings) -> PartitionWorker:
    return PartitionWorker(settings)


def _run(settings: Settings, partition: Partition) -> Outcome:
    return _process_worker(settings).run(partition)
