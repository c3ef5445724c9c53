"""A bound on the CPU work: so many calls run at once, so many wait, the rest are refused at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Semaphore
from typing import TypeVar

import anyio
import anyio.to_thread

from nlp_service.api.problems import ApiProblem

ResultT = TypeVar("ResultT")
_PATIENCE_SECONDS = 5.0
_LOOK_SECONDS = 0.01


class WorkLimiter:
    """Runs calls in threads, never more than ``running`` at once; lives on one event loop.

    With ``running`` = 1 it is also the lock that keeps two threads out of one pipeline.
    """

    def __init__(self, *, running: int, waiting: int, retry_after: int) -> None:
        self._capacity = anyio.CapacityLimiter(running)
        self._slots = Semaphore(running)
        self._most = running + waiting
        self._retry_after = retry_after
        self._admitted = 0

    @property
    def admitted(self) -> int:
        """How many calls run or wait now."""
        return self._admitted

    def check_room(self) -> None:
        """Refuse early, before a body is read, when there is no room.

        Raises:
            ApiProblem: overloaded.
        """
        if self._admitted >= self._most:
            raise ApiProblem(
                "overloaded",
                f"{self._admitted} analyses run or wait already. Repeat the request in {self._retry_after} s.",
                {"Retry-After": str(self._retry_after)},
            )

    async def run(self, call: Callable[[], ResultT]) -> ResultT:
        """Run ``call`` in a thread when its turn comes.

        Raises:
            ApiProblem: overloaded, ``call`` was not run.
        """
        self.check_room()
        self._admitted += 1
        try:
            return await anyio.to_thread.run_sync(self._run_in_slot, call, limiter=self._capacity)
        finally:
            self._admitted -= 1

    def run_in_background(self, call: Callable[[], ResultT]) -> ResultT:
        """Run a short ``call`` of a job in the thread of the caller, after the requests that wait, up to a patience."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while self._admitted and time.monotonic() < deadline:
            time.sleep(_LOOK_SECONDS)
        return self._run_in_slot(call)

    def _run_in_slot(self, call: Callable[[], ResultT]) -> ResultT:
        with self._slots:
            return call()
