"""The engine for many machines: Ray Data with a pool of actors, each with its models. Needs the extra ``bulk``.

Sources and output must be on a file system that every machine sees under the same path. Ray holds the numbers of the
partitions and their outcomes, never a text: an actor reads its partition and writes its file itself, so the output is
that of one process, and nothing passes through the object store.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import Any

import ray

from nlp_service.bulk.plan import Partition
from nlp_service.bulk.worker import Outcome, PartitionWorker, Settings
from nlp_service.errors import NlpServiceError


def run_on_ray(
    partitions: Sequence[Partition], settings: Settings, workers: int, address: str | None
) -> Iterator[Outcome]:
    """Yield the outcome of each partition as it is done by one of ``workers`` actors, each of one core.

    ``address`` is that of a running cluster; None starts Ray on this machine and stops it at the end.

    Raises:
        NlpServiceError: a partition could not be read or written, or the models not loaded; the others stay done.
    """
    logging.getLogger("ray").setLevel(logging.ERROR)
    runtime = {"env_vars": {"RAY_USAGE_STATS_ENABLED": "0"}}
    ray.init(
        address=address, log_to_driver=False, include_dashboard=False, logging_level=logging.ERROR, runtime_env=runtime
    )
    try:
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        data = ray.data.from_items(
            [{"partition": index} for index in range(len(partitions))], override_num_blocks=len(partitions)
        )
        done = data.map(
            _Actor,  # type: ignore[arg-type]  # a class whose instances are the function, as Ray wants for actors
            fn_constructor_args=(tuple(partitions), settings),
            compute=ray.data.ActorPoolStrategy(size=workers),
            num_cpus=1,
        )
        for row in done.iter_rows():
            if row["error"]:
                raise NlpServiceError(row["error"])
            yield Outcome(row["index"], row["rows"], row["refused"])
    finally:
        ray.shutdown()


class _Actor:
    """Ray's view of a worker: rows in, rows out. An error of ours travels as its message, to keep its words."""

    def __init__(self, partitions: tuple[Partition, ...], settings: Settings) -> None:
        self._partitions = partitions
        self._worker = PartitionWorker(settings)

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        try:
            outcome = self._worker.run(self._partitions[row["partition"]])
        except NlpServiceError as error:
            return {"index": -1, "rows": 0, "refused": 0, "error": str(error)}
        return {"index": outcome.index, "rows": outcome.rows, "refused": outcome.refused, "error": ""}
