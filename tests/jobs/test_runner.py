"""Jobs run once, report, stop when asked, and survive the process that ran them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from nlp_service.errors import EmptyText, JobLost, JobNotFound
from nlp_service.jobs.context import JobContext, JobKind
from nlp_service.jobs.runner import JobRunner
from nlp_service.serialize import JsonObject
from nlp_service.store.jobs import ENDED, Job, JobInput, JobProgress, JobQueue
from nlp_service.store.store import Store

LEASE = timedelta(seconds=30)
SHORT = timedelta(seconds=0.3)


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[JobQueue]:
    with Store.open(tmp_path / "store.db") as store:
        yield JobQueue(store)


MakeRunner = Callable[..., JobRunner]


@pytest.fixture
def make_runner(queue: JobQueue) -> Iterator[MakeRunner]:
    runners: list[JobRunner] = []

    def make(*kinds: JobKind, lease: timedelta = LEASE) -> JobRunner:
        runner = JobRunner(queue, kinds, lease=lease, poll_seconds=0.02)
        runner.start()
        runners.append(runner)
        return runner

    yield make
    for runner in runners:
        runner.stop(timeout=5)


def wait_until(reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not reached():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def wait_for_end(queue: JobQueue, job: Job) -> Job:
    wait_until(lambda: queue.get(job.id).status in ENDED)
    return queue.get(job.id)


def add_up(context: JobContext) -> JsonObject:
    total = 0
    for number, item in enumerate(context.inputs(), start=1):
        total += int(item.content)
        context.report(number, 2, message=item.name, counts={"sum": total})
    return {"sum": total, "unit": context.parameters["unit"]}


def test_runs_with_parameters_and_files(queue: JobQueue, make_runner: MakeRunner) -> None:
    runner = make_runner(JobKind("add", add_up))
    job = runner.submit("add", {"unit": "đồng"}, [JobInput("một", None, b"1"), JobInput("hai", "text/plain", b"2")])
    assert job.status == "queued"
    ended = wait_for_end(queue, job)
    assert (ended.status, ended.result, ended.error, ended.attempts) == (
        "succeeded",
        {"sum": 3, "unit": "đồng"},
        None,
        1,
    )
    assert ended.started is not None
    assert ended.finished is not None
    assert list(queue.inputs(job.id)) == []  # they go with the job


def test_failures_are_told_and_do_not_stop_the_runner(queue: JobQueue, make_runner: MakeRunner) -> None:
    def fail(context: JobContext) -> JsonObject:
        if context.parameters["known"]:
            raise EmptyText("Nothing here.")
        raise ZeroDivisionError("bí mật")

    runner = make_runner(JobKind("fail", fail))
    known = wait_for_end(queue, runner.submit("fail", {"known": True}))
    assert (known.status, known.error) == ("failed", {"type": "empty-text", "detail": "Nothing here."})
    unknown = wait_for_end(queue, runner.submit("fail", {"known": False}))
    assert unknown.error is not None
    assert unknown.error["type"] == "internal-error"
    assert "bí mật" not in unknown.error["detail"]


def run_until_stopped(context: JobContext) -> JsonObject:
    for number in range(1_000_000):
        context.report(number)
        time.sleep(0.002)
    return {}


def test_a_running_job_is_cancelled(queue: JobQueue, make_runner: MakeRunner) -> None:
    runner = make_runner(JobKind("long", run_until_stopped), lease=SHORT)
    job = runner.submit("long", {})
    wait_until(lambda: queue.get(job.id).progress.done > 0)
    assert queue.cancel(job.id).cancel_requested
    assert wait_for_end(queue, job).status == "cancelled"
    assert queue.cancel(job.id).status == "cancelled"


def test_a_waiting_job_is_cancelled_at_once(queue: JobQueue) -> None:
    job = queue.submit("none", {}, [JobInput("một", None, b"1")])
    assert queue.cancel(job.id).status == "cancelled"
    assert list(queue.inputs(job.id)) == []
    assert queue.claim("none", "a", lease=LEASE, resumable=True) is None


def test_a_stopped_runner_gives_its_job_back(queue: JobQueue, make_runner: MakeRunner) -> None:
    runner = make_runner(JobKind("long", run_until_stopped))
    job = runner.submit("long", {})
    wait_until(lambda: queue.get(job.id).status == "running")
    runner.stop(timeout=5)
    assert queue.get(job.id).status == "queued"
    make_runner(JobKind("long", lambda context: {"attempts": context.job.attempts}))
    assert wait_for_end(queue, job).result == {"attempts": 2}


def test_a_job_left_behind_is_taken_over_and_its_old_owner_stops(queue: JobQueue) -> None:
    job = queue.submit("add", {})
    past = timedelta(seconds=-1)
    assert queue.claim("add", "dead", lease=past, resumable=True) is not None
    taken = queue.claim("add", "alive", lease=LEASE, resumable=True)
    assert taken is not None
    assert (taken.id, taken.attempts) == (job.id, 2)
    assert queue.claim("add", "late", lease=LEASE, resumable=True) is None
    with pytest.raises(JobLost):
        queue.report(job.id, "dead", JobProgress(1))
    with pytest.raises(JobLost):
        queue.end(job.id, "dead", "succeeded", result={})
    queue.end(job.id, "alive", "succeeded", result={"sum": 1})
    assert queue.get(job.id).result == {"sum": 1}


def test_a_job_that_cannot_be_repeated_is_marked(queue: JobQueue) -> None:
    job = queue.submit("once", {})
    queue.claim("once", "dead", lease=timedelta(seconds=-1), resumable=False)
    assert queue.claim("once", "alive", lease=LEASE, resumable=False) is None
    assert queue.get(job.id).status == "interrupted"


def test_a_handler_learns_that_it_lost_its_job(queue: JobQueue, make_runner: MakeRunner) -> None:
    lost = Event()

    def notice(context: JobContext) -> JsonObject:
        try:
            return run_until_stopped(context)
        except JobLost:
            lost.set()
            raise

    runner = make_runner(JobKind("long", notice), lease=SHORT)
    job = runner.submit("long", {})
    wait_until(lambda: queue.get(job.id).status == "running")
    later = JobQueue(queue._store, now=lambda: queue.get(job.id).created + timedelta(hours=1))
    assert later.claim("long", "other", lease=LEASE, resumable=True) is not None
    assert lost.wait(10)
    assert queue.get(job.id).status == "running"


def test_jobs_are_listed_newest_first(queue: JobQueue) -> None:
    made = [queue.submit("a" if number % 2 else "b", {}).id for number in range(5)]
    page, total = queue.list(limit=3)
    assert ([job.id for job in page], total) == (made[:1:-1], 5)
    rest, _ = queue.list(last=page[-1].id)
    assert [job.id for job in rest] == made[1::-1]
    assert queue.list(kind="a")[1] == 2
    with pytest.raises(JobNotFound):
        queue.list(last="none")
    with pytest.raises(JobNotFound):
        queue.get("none")
