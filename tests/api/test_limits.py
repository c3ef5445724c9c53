"""Limits of the body, overload, and what stays responsive while an analysis runs."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import anyio
import pytest
from starlette.testclient import TestClient
from starlette.types import Message

from nlp_service.api.limiter import WorkLimiter
from nlp_service.api.problems import ApiProblem
from tests.api.conftest import SECOND, TEXT, MakeApp, Snapshot
from tests.api.test_refusals import check_problem
from tests.dummies import DummyTagger, make_pipeline

WAIT = 20.0


def test_declared_body_over_the_limit(make_app: MakeApp, snapshot: Snapshot) -> None:
    with TestClient(make_app(max_body_bytes=1000)) as client:
        for method, path in (("POST", "/v1/analyze"), ("POST", "/v1/articles"), ("PUT", "/v1/articles/x")):
            problem = check_problem(client.request(method, path, json={"text": TEXT * 9}), 413, "body-too-large")
            assert "1000" in problem.detail
        assert client.post("/v1/analyze", json={"text": TEXT}).status_code == 200
    assert snapshot() == []


def test_undeclared_body_is_not_read_past_the_limit(make_app: MakeApp) -> None:
    app = make_app(max_body_bytes=1000)
    sent: list[Message] = []
    read = 0

    async def receive() -> Message:
        nonlocal read
        read += 1
        return {"type": "http.request", "body": b"x" * 400, "more_body": True}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/v1/analyze",
        "raw_path": b"/v1/analyze",
        "query_string": b"",
        "root_path": "",
        "headers": [(b"content-type", b"application/json")],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 2),
    }
    asyncio.run(app(scope, receive, send))
    assert sent[0]["status"] == 413
    assert json.loads(sent[1]["body"])["code"] == "body-too-large"
    assert read == 3


def test_the_largest_text_passes_however_it_is_escaped(make_app: MakeApp) -> None:
    text = (SECOND + "\n") * ((1 << 20) // len((SECOND + "\n").encode()))
    assert len(text.encode()) > (1 << 20) - 200
    article = json.dumps({"text": text}, ensure_ascii=True)
    assert len(article) > 1 << 20

    def stop() -> None:
        raise RuntimeError("reached the tagger")

    with TestClient(make_app(pipeline=make_pipeline({"fast": DummyTagger(stop)}))) as client:
        answer = client.post("/v1/analyze", content=article, headers={"Content-Type": "application/json"})
    assert answer.status_code == 500  # not refused: it went all the way to the tagger


def test_a_client_that_goes_away_is_no_error(make_app: MakeApp, caplog: pytest.LogCaptureFixture) -> None:
    app = make_app()
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/v1/analyze",
        "query_string": b"",
        "headers": [(b"content-type", b"application/json")],
    }
    asyncio.run(app(scope, receive, send))
    assert sent == []
    assert "ClientDisconnect" not in caplog.text


class Gate:
    """Holds analyses until it is opened, and tells when one has arrived."""

    def __init__(self) -> None:
        self.arrived, self.opened = Event(), Event()

    def __call__(self) -> None:
        self.arrived.set()
        assert self.opened.wait(WAIT)


@pytest.fixture
def gate() -> Iterator[Gate]:
    gate = Gate()
    yield gate
    gate.opened.set()


def post(client: TestClient) -> Any:
    return client.post("/v1/analyze", json={"text": TEXT})


def test_reading_goes_on_while_an_analysis_runs(make_app: MakeApp, gate: Gate) -> None:
    app = make_app(pipeline=make_pipeline({"fast": DummyTagger(gate)}))
    with TestClient(app) as client, ThreadPoolExecutor(1) as pool:
        running = pool.submit(post, client)
        assert gate.arrived.wait(WAIT)
        for path in ("/healthz", "/readyz", "/v1/articles", "/v1/anniversaries", "/metrics"):
            assert client.get(path).status_code == 200
        assert "nlp_service_analyses_admitted 1.0" in client.get("/metrics").text
        assert not running.done()
        gate.opened.set()
        assert running.result(WAIT).status_code == 200
        assert "nlp_service_analyses_admitted 0.0" in client.get("/metrics").text


def test_overload_is_refused_with_retry_after(make_app: MakeApp, gate: Gate, snapshot: Snapshot) -> None:
    app = make_app(pipeline=make_pipeline({"fast": DummyTagger(gate)}), analysis_queue=0, retry_after_seconds=7)
    with TestClient(app) as client, ThreadPoolExecutor(1) as pool:
        running = pool.submit(post, client)
        assert gate.arrived.wait(WAIT)
        answers = [
            post(client),
            client.put("/v1/articles/x", json={"text": TEXT}),
            client.post("/v1/articles", json={"articles": [{"id": "x", "text": TEXT}]}),
        ]
        for answer in answers:
            check_problem(answer, 429, "overloaded")
            assert answer.headers["retry-after"] == "7"
        gate.opened.set()
        assert running.result(WAIT).status_code == 200
        assert post(client).status_code == 200
    assert snapshot() == []


def test_requests_wait_for_their_turn(make_app: MakeApp, gate: Gate) -> None:
    tagger = DummyTagger(gate)
    with TestClient(make_app(pipeline=make_pipeline({"fast": tagger}))) as client, ThreadPoolExecutor(4) as pool:
        running = [pool.submit(post, client) for _ in range(4)]
        assert gate.arrived.wait(WAIT)
        assert tagger.calls == 0
        gate.opened.set()
        answers = [future.result(WAIT) for future in running]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert len({answer.content for answer in answers}) == 1
    assert tagger.calls == 4


def test_the_limiter_never_runs_more_than_allowed() -> None:
    running = most = 0

    def work() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        running -= 1

    async def main() -> int:
        limiter = WorkLimiter(running=1, waiting=2, retry_after=1)
        refused = 0

        async def call() -> None:
            nonlocal refused
            try:
                await limiter.run(work)
            except ApiProblem:
                refused += 1

        async with anyio.create_task_group() as group:
            for _ in range(10):
                group.start_soon(call)
        assert limiter.admitted == 0
        return refused

    assert asyncio.run(main()) == 7
    assert most == 1


def test_concurrent_puts_with_the_same_precondition(make_app: MakeApp) -> None:
    """Of many that want to create the article, one does."""
    with TestClient(make_app(analysis_threads=4)) as client, ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(
                lambda index: client.put(
                    "/v1/articles/x", json={"text": TEXT, "title": f"Bản {index}"}, headers={"If-None-Match": "*"}
                ),
                range(8),
            )
        )
    assert sorted(answer.status_code for answer in answers) == [201] + [412] * 7
