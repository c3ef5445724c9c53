"""Ingest over HTTP: accepted at once, done by a job that can be watched, cancelled and resumed."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from nlp_service.store.jobs import ENDED, JobInput, JobQueue
from nlp_service.store.store import Store
from tests.api.conftest import SECOND, TEXT, MakeApp
from tests.dummies import DummyTagger, make_pipeline
from tests.ingestion.server import Answer, Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def wait_for(
    client: TestClient, address: str, reached: Callable[[Any], bool] = lambda job: job["status"] in ENDED
) -> Any:
    deadline = time.monotonic() + 20
    while True:
        answer = client.get(address)
        assert answer.status_code == 200, answer.text
        if reached(answer.json()):
            return answer.json()
        assert time.monotonic() < deadline, answer.text
        time.sleep(0.02)


def start(client: TestClient, **request: Any) -> str:
    deadline = time.monotonic() + 20
    while (answer := client.post("/v1/ingest", **request)).status_code == 503:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert answer.status_code == 202, answer.text
    assert answer.headers["Location"] == f"/v1/jobs/{answer.json()['id']}"
    assert answer.json()["status"] == "queued"
    return str(answer.headers["Location"])


def test_uploaded_files_become_articles(client: TestClient) -> None:
    lines = "".join(json.dumps({"id": f"dong-{n}", "text": f"{SECOND} Lần {n}."}) + "\n" for n in range(3))
    files = [
        ("files", ("../../bai một.txt", TEXT.encode(), "text/plain")),
        ("files", ("nhieu.jsonl", lines.encode(), "application/x-ndjson")),
        ("files", ("anh.txt", b"The river rose again on Monday night.", "text/plain")),
    ]
    job = wait_for(client, start(client, files=files))
    assert job["status"] == "succeeded", job
    assert job["result"]["counts"] == {"new": 4, "updated": 0, "unchanged": 0, "duplicates": 2, "refused": 1}
    assert [(item["source"], item["error"]["type"]) for item in job["result"]["refused"]] == [
        ("anh.txt", "unsupported-language")
    ]
    assert job["progress"]["done"] == job["progress"]["total"] == 3
    assert client.get("/v1/articles").json()["total"] == 4
    again = wait_for(client, start(client, files=files))
    assert again["result"]["counts"]["unchanged"] == 4


def test_pages_and_feeds_are_fetched(make_app: MakeApp, server: Server) -> None:
    page = (
        "<html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>{1}</p><p>{2}</p></article></body></html>"
    )
    for number in (1, 2):
        server.page(
            f"/bai-{number}.html", page.format(f"Lễ kỷ niệm lần thứ {number} tại Nghệ An", TEXT, SECOND * number)
        )
    items = "".join(
        f"<item><title>Lễ kỷ niệm {n}</title><link>{server.url(f'/bai-{n}.html')}</link></item>" for n in (1, 2, 3)
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Tin</title>{items}</channel></rss>'
    server.routes["/tin.rss"] = Answer(feed.encode(), headers={"Content-Type": "application/rss+xml"})
    app = make_app(fetch_allow=(server.host,), fetch_pause_seconds=0)
    with TestClient(app) as client:
        job = wait_for(client, start(client, json={"urls": [server.url("/tin.rss")]}))
    assert job["status"] == "succeeded", job
    assert (job["result"]["counts"]["new"], job["result"]["counts"]["refused"]) == (2, 1)
    assert job["result"]["refused"][0]["error"]["type"] == "fetch-failed"


def test_private_addresses_are_refused_by_default(client: TestClient) -> None:
    job = wait_for(client, start(client, json={"urls": ["http://127.0.0.1:1/", "http://169.254.169.254/"]}))
    assert [item["error"]["type"] for item in job["result"]["refused"]] == ["address-refused"] * 2


def test_a_job_is_cancelled_and_keeps_what_it_stored(make_app: MakeApp) -> None:
    go_on = threading.Event()

    def wait() -> None:
        time.sleep(0.05)
        go_on.wait(0.2)

    files = [("files", (f"bai-{n}.txt", f"{TEXT} Bài {n}.".encode(), "text/plain")) for n in range(200)]
    with TestClient(make_app(pipeline=make_pipeline({"fast": DummyTagger(wait)}))) as client:
        address = start(client, files=files)
        wait_for(client, address, lambda job: job["progress"]["done"] > 0)
        assert client.delete(address).json()["cancel_requested"] is True
        go_on.set()
        job = wait_for(client, address)
        assert job["status"] == "cancelled"
        assert 0 < client.get("/v1/articles").json()["total"] < 200
        assert client.delete(address).json()["status"] == "cancelled"


def test_a_job_from_before_a_restart_goes_on(store: Store, make_app: MakeApp) -> None:
    parameters = {"urls": [], "tagger": "fast", "files": 1}
    job = JobQueue(store).submit("ingest", parameters, [JobInput("bai.txt", None, TEXT.encode())])
    with TestClient(make_app()) as client:
        done = wait_for(client, f"/v1/jobs/{job.id}")
        assert done["result"]["counts"]["new"] == 1
        page = client.get("/v1/jobs").json()
        assert (page["total"], page["next"], page["items"][0]["id"]) == (1, None, job.id)


def test_pages_of_jobs(store: Store, client: TestClient) -> None:
    made = [JobQueue(store).submit("other", {}).id for _ in range(3)]
    first = client.get("/v1/jobs", params={"limit": 2, "kind": "other"}).json()
    assert ([item["id"] for item in first["items"]], first["total"]) == (made[:0:-1], 3)
    rest = client.get(first["next"]).json()
    assert ([item["id"] for item in rest["items"]], rest["next"]) == (made[:1], None)


@pytest.mark.parametrize(
    ("request_", "status", "code"),
    [
        ({"json": {"urls": []}}, 422, "invalid-field"),
        ({"json": {"url": "http://a.example"}}, 422, "invalid-field"),
        ({"json": {"urls": ["http://a.example"], "options": {"tagger": "best"}}}, 422, "invalid-field"),
        ({"content": b"{", "headers": {"Content-Type": "application/json"}}, 400, "invalid-json"),
        ({"content": b"x", "headers": {"Content-Type": "text/plain"}}, 415, "unsupported-format"),
        ({"files": {"files": ("a.txt", b"x")}, "data": {"tagger": "best"}}, 422, "invalid-field"),
        ({"files": {"files": ("a.txt", b"x")}, "data": {"folder": "/etc"}}, 422, "invalid-field"),
        ({"content": b"x", "headers": {"Content-Type": "multipart/form-data"}}, 400, "bad-request"),
    ],
)
def test_requests_that_are_none(client: TestClient, request_: Any, status: int, code: str) -> None:
    wait_for(client, "/readyz", lambda state: state["ready"])
    answer = client.post("/v1/ingest", **request_)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert client.get("/v1/jobs").json()["total"] == 0


def test_unknown_jobs(client: TestClient) -> None:
    for answer in (client.get("/v1/jobs/none"), client.delete("/v1/jobs/none"), client.get("/v1/jobs?cursor=none")):
        assert (answer.status_code, answer.json()["code"]) == (404, "job-not-found")


def test_duplicates_are_marked_and_listed(client: TestClient) -> None:
    articles = [
        {"id": "goc", "text": TEXT, "published": "2024-05-18"},
        {"id": "lai/1", "text": TEXT.upper().lower(), "published": "2024-05-19"},
        {"id": "khac", "text": SECOND},
    ]
    assert client.post("/v1/articles", json={"articles": articles}).status_code == 200
    listed = {item["id"]: item["duplicate_of"] for item in client.get("/v1/articles").json()["items"]}
    assert listed == {"goc": None, "lai/1": "goc", "khac": None}
    cluster = client.get("/v1/articles/lai/1/duplicates").json()
    assert cluster["head"] == "goc"
    assert [(item["id"], item["is_head"], item["similarity"]) for item in cluster["items"]] == [("goc", True, 1.0)]
    assert client.get("/v1/articles/khac/duplicates").json() == {"id": "khac", "head": "khac", "items": []}
    assert client.get("/v1/articles/khong/duplicates").status_code == 404
