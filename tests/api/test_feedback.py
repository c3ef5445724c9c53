"""Feedback over HTTP, and the versions of the topic model that come of it."""

from __future__ import annotations

import time
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.conftest import TEXT, MakeApp

ARTICLES = [
    {"id": f"bai-{number}", "text": f"Đội tuyển bóng đá nữ thắng trận thứ {number} trên sân nhà, khán giả hò reo."}
    for number in range(15)
]


@pytest.fixture
def stored(client: TestClient) -> TestClient:
    assert client.post("/v1/articles", json={"articles": ARTICLES}).status_code == 200
    return client


def say(client: TestClient, article: str, *judgements: tuple[str, str, str], **fields: str) -> Any:
    items = [{"target": target, "value": value, "action": action} for target, value, action in judgements]
    return client.post("/v1/feedback", json={"article_id": article, "judgements": items, **fields})


def wait_for_job(client: TestClient, address: str) -> dict[str, Any]:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        job: dict[str, Any] = client.get(address).json()
        if job["status"] not in ("queued", "running"):
            return job
        time.sleep(0.05)
    raise AssertionError("the job did not end")


def test_feedback_is_kept_listed_and_taken_back(stored: TestClient) -> None:
    answer = say(stored, "bai-1", ("tag", " Đội  tuyển ", "accept"), ("section", "the-thao", "reject"), editor="Lan")
    assert answer.status_code == 201
    tag, section = answer.json()["items"]
    assert (tag["value"], tag["action"], tag["editor"]) == ("Đội tuyển", "accept", "Lan")
    assert tag["version"] == section["version"]
    say(stored, "bai-2", ("tag", "bóng đá", "add"))
    page = stored.get("/v1/feedback", params={"limit": 2}).json()
    assert (page["total"], [item["id"] for item in page["items"]]) == (3, [tag["id"], section["id"]])
    rest = stored.get(page["next"]).json()
    assert ([item["article_id"] for item in rest["items"]], rest["next"]) == (["bai-2"], None)
    assert stored.get("/v1/feedback", params={"article": "bai-1"}).json()["total"] == 2
    assert stored.delete(f"/v1/feedback/{tag['id']}").status_code == 204
    assert stored.delete(f"/v1/feedback/{tag['id']}").json()["code"] == "feedback-not-found"
    assert stored.get("/v1/feedback", params={"article": "bai-1"}).json()["total"] == 1


@pytest.mark.parametrize(
    ("article", "judgement", "fields", "status", "code"),
    [
        ("không có", ("tag", "bóng đá", "accept"), {}, 404, "article-not-found"),
        ("bai-1", ("section", "không có", "accept"), {}, 422, "invalid-field"),
        ("bai-1", ("tag", "bóng đá", "maybe"), {}, 422, "invalid-field"),
        ("bai-1", ("tag", "  ", "accept"), {}, 422, "invalid-field"),
        ("bai-1", ("person", "bóng đá", "accept"), {}, 422, "invalid-field"),
        ("bai-1", ("tag", "bóng đá", "accept"), {"etag": '"cũ"'}, 412, "precondition-failed"),
    ],
)
def test_refused_feedback_leaves_nothing(
    stored: TestClient,
    article: str,
    judgement: tuple[str, str, str],
    fields: dict[str, str],
    status: int,
    code: str,
) -> None:
    answer = say(stored, article, ("tag", "khán giả", "accept"), judgement, **fields)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert stored.get("/v1/feedback").json()["total"] == 0


def test_feedback_on_the_version_that_was_seen(stored: TestClient) -> None:
    etag = stored.get("/v1/articles/bai-1").headers["ETag"]
    assert say(stored, "bai-1", ("tag", "bóng đá", "accept"), etag=etag).status_code == 201
    stored.put("/v1/articles/bai-1", json={"text": TEXT})
    assert say(stored, "bai-1", ("tag", "bóng đá", "accept"), etag=etag).status_code == 412


def test_learn_use_and_go_back(stored: TestClient) -> None:
    assert stored.get("/v1/models/topics").json() == {"items": [{"version": "release", "active": True}], "before": []}
    for article in ARTICLES:
        say(stored, article["id"], ("section", "du-lich", "add"))
    answer = stored.post("/v1/models/topics/learn", json={})
    assert answer.status_code == 202
    job = wait_for_job(stored, answer.headers["Location"])
    assert job["status"] == "succeeded", job
    result = job["result"]
    assert result["used"]
    assert result["new"]["accuracy"] > result["current"]["accuracy"]
    listed = stored.get("/v1/models/topics").json()
    assert [item["version"] for item in listed["items"] if item["active"]] == [result["version"]]
    analysis = stored.post("/v1/analyze", json={"text": ARTICLES[0]["text"]}).json()
    assert [model["version"] for model in analysis["provenance"]["models"] if model["name"] == "topics"] == [
        result["version"]
    ]
    assert analysis["topics"][0]["id"] == "du-lich"
    back = stored.post("/v1/models/topics/rollback")
    assert [item["version"] for item in back.json()["items"] if item["active"]] == ["release"]
    assert stored.post("/v1/models/topics/rollback").json()["code"] == "invalid-field"
    assert stored.post("/v1/analyze", json={"text": ARTICLES[0]["text"]}).json()["topics"][0]["id"] == "the-thao"
    used = stored.post("/v1/models/topics/use", json={"version": result["version"]})
    assert used.status_code == 200
    assert stored.post("/v1/models/topics/use", json={"version": "không có"}).json()["code"] == "model-missing"


def test_too_little_to_learn_from(stored: TestClient) -> None:
    say(stored, "bai-1", ("section", "the-thao", "accept"))
    job = wait_for_job(stored, stored.post("/v1/models/topics/learn", json={}).headers["Location"])
    assert (job["status"], job["error"]["type"]) == ("failed", "not-enough-data")


def test_versions_chosen_elsewhere_are_followed(make_app: MakeApp, stored: TestClient) -> None:
    """A second application over the same folder takes a version into use that the first one has learned."""
    for article in ARTICLES:
        say(stored, article["id"], ("section", "du-lich", "add"))
    with TestClient(make_app()) as other:
        wait_for_job(stored, stored.post("/v1/models/topics/learn", json={}).headers["Location"])
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            topics = other.post("/v1/analyze", json={"text": ARTICLES[0]["text"]}).json()["topics"]
            if topics[0]["id"] == "du-lich":
                return
            time.sleep(0.1)
    raise AssertionError("the version was not taken into use")
