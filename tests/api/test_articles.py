"""``/v1/articles/{id}`` and ``POST /v1/articles``: storing, reading and deleting."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from nlp_service.api.listings import ArticleAnswer, StoreBatchAnswer
from nlp_service.errors import StoreFull, StoreLocked
from nlp_service.store.store import Store
from tests.api.conftest import SECOND, TEXT, MakeApp, Snapshot
from tests.api.test_refusals import check_problem
from tests.dummies import DummyTagger, make_pipeline


def put(client: TestClient, article_id: str = "x", headers: dict[str, str] | None = None, **fields: Any) -> Any:
    return client.put(f"/v1/articles/{article_id}", json={"text": TEXT} | fields, headers=headers)


def test_put_creates_then_updates(client: TestClient) -> None:
    created = put(client, title="Một", published="2024-05-20", author="An", source="https://example.vn/1")
    assert created.status_code == 201, created.text
    assert created.headers["location"] == "/v1/articles/x"
    body = created.json()
    ArticleAnswer.model_validate_json(created.content)
    assert (body["id"], body["text"], body["title"], body["published"]) == ("x", TEXT, "Một", "2024-05-20")
    assert (body["author"], body["source"]) == ("An", "https://example.vn/1")
    assert body["etag"] == created.headers["etag"]

    updated = put(client, title="Hai")
    assert updated.status_code == 200
    assert "location" not in updated.headers
    assert updated.headers["etag"] != created.headers["etag"]
    assert client.get("/v1/articles/x").json()["title"] == "Hai"


def test_the_same_article_again_changes_nothing_and_is_not_analysed(make_app: MakeApp) -> None:
    tagger = DummyTagger()
    with TestClient(make_app(pipeline=make_pipeline({"fast": tagger}))) as client:
        first, again = put(client), put(client)
        assert (first.status_code, again.status_code) == (201, 200)
        assert again.content == first.content
        assert again.headers["etag"] == first.headers["etag"]
        assert tagger.calls == 1


def test_get_gives_the_analysis_that_analyze_gives(client: TestClient) -> None:
    put(client)
    stored = client.get("/v1/articles/x")
    assert stored.status_code == 200
    assert stored.json()["analysis"] == client.post("/v1/analyze", json={"id": "x", "text": TEXT}).json()
    assert client.get("/v1/articles/x").content == stored.content


@pytest.mark.parametrize(
    ("article_id", "path"), [("a/b", "a%2Fb"), ("Hồ sơ 1", "H%E1%BB%93%20s%C6%A1%201"), ("a?b", "a%3Fb")]
)
def test_any_id(client: TestClient, article_id: str, path: str) -> None:
    created = put(client, path)
    assert created.status_code == 201
    assert created.json()["id"] == article_id
    assert created.headers["location"] == f"/v1/articles/{path}"
    assert client.get(created.headers["location"]).json()["id"] == article_id
    assert client.delete(f"/v1/articles/{path}").status_code == 204


def test_id_in_body_must_be_that_of_the_address(client: TestClient, snapshot: Snapshot) -> None:
    assert put(client, id="x").status_code == 201
    problem = check_problem(put(client, "y", id="x"), 422, "invalid-field")
    assert problem.errors is not None
    assert problem.errors[0].field == "id"
    assert [row[0] for row in snapshot()] == ["x"]


def test_offset_unit_of_a_stored_article(client: TestClient) -> None:
    put(client, text=f"🎉 {TEXT}")
    plain, utf16 = (client.get("/v1/articles/x", params={"offset_unit": unit}) for unit in ("codepoint", "utf16"))
    assert utf16.json()["analysis"]["offset_unit"] == "utf16"
    last, last16 = (answer.json()["analysis"]["entities"][-1] for answer in (plain, utf16))
    assert last16["start"] == last["start"] + 1
    assert plain.headers["etag"] != utf16.headers["etag"]


def test_conditional_get(client: TestClient) -> None:
    tag = put(client).headers["etag"]
    for header in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        answer = client.get("/v1/articles/x", headers={"If-None-Match": header})
        if header == "*":
            assert answer.status_code == 304
            continue
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == tag
    assert client.get("/v1/articles/x", headers={"If-None-Match": '"other"'}).status_code == 200
    put(client, title="Mới")
    assert client.get("/v1/articles/x", headers={"If-None-Match": tag}).status_code == 200


def test_conditional_put(client: TestClient, snapshot: Snapshot) -> None:
    check_problem(put(client, headers={"If-Match": '"any"'}), 412, "precondition-failed")
    check_problem(put(client, headers={"If-Match": "*"}), 412, "precondition-failed")
    assert snapshot() == []
    tag = put(client, headers={"If-None-Match": "*"}).headers["etag"]
    before = snapshot()
    check_problem(put(client, title="Mới", headers={"If-None-Match": "*"}), 412, "precondition-failed")
    check_problem(put(client, title="Mới", headers={"If-Match": '"other"'}), 412, "precondition-failed")
    check_problem(put(client, title="Mới", headers={"If-Match": f"W/{tag}"}), 412, "precondition-failed")
    assert snapshot() == before
    changed = put(client, title="Mới", headers={"If-Match": f'"other", {tag}'})
    assert changed.status_code == 200
    utf16 = client.get("/v1/articles/x?offset_unit=utf16").headers["etag"]
    assert put(client, title="Nữa", headers={"If-Match": utf16}).status_code == 200


def test_delete(client: TestClient, snapshot: Snapshot) -> None:
    tag = put(client).headers["etag"]
    check_problem(client.delete("/v1/articles/x", headers={"If-Match": '"other"'}), 412, "precondition-failed")
    answer = client.delete("/v1/articles/x", headers={"If-Match": tag})
    assert (answer.status_code, answer.content) == (204, b"")
    check_problem(client.get("/v1/articles/x"), 404, "article-not-found")
    check_problem(client.delete("/v1/articles/x"), 404, "article-not-found")
    assert snapshot() == []
    assert client.get("/v1/entities").json()["items"] == []


def test_put_plain_text(client: TestClient) -> None:
    answer = client.put("/v1/articles/x", content=TEXT.encode(), headers={"Content-Type": "text/plain"})
    assert answer.status_code == 201
    assert (answer.json()["id"], answer.json()["text"]) == ("x", TEXT)


def test_batch_stores_what_is_good(client: TestClient, snapshot: Snapshot) -> None:
    articles = [
        {"id": "1", "text": TEXT},
        {"id": "2", "text": " "},
        {"text": TEXT},
        {"id": "3", "text": SECOND, "published": "2024-09-02"},
        {"id": "1", "text": TEXT},
        {"id": "1", "text": SECOND},
        {"id": "4", "text": SECOND, "published": 4},
    ]
    answer = client.post("/v1/articles", json={"articles": articles})
    assert answer.status_code == 200
    StoreBatchAnswer.model_validate_json(answer.content)
    results = answer.json()["results"]
    assert [item.get("status") or item["error"]["type"] for item in results] == [
        "created",
        "empty-text",
        "invalid-field",
        "created",
        "unchanged",
        "updated",
        "invalid-field",
    ]
    assert [item["id"] for item in results] == ["1", "2", None, "3", "1", "1", "4"]
    assert [row[0] for row in snapshot()] == ["1", "3"]
    assert client.get("/v1/articles/3").headers["etag"] == results[3]["etag"]


@pytest.mark.parametrize(
    ("error", "status", "code"), [(StoreLocked("busy"), 503, "store-locked"), (StoreFull("full"), 507, "store-full")]
)
def test_store_that_fails(
    client: TestClient, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, code: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(Store, "put", fail)
    answer = put(client)
    check_problem(answer, status, code)
    assert ("retry-after" in answer.headers) == (code == "store-locked")
    assert snapshot() == []


@pytest.fixture
def broken_client(make_app: MakeApp) -> Iterator[TestClient]:
    def fail() -> None:
        raise RuntimeError(f"broken by {TEXT}")

    with TestClient(make_app(pipeline=make_pipeline({"fast": DummyTagger(fail)}))) as client:
        yield client


def test_an_unforeseen_error_is_a_problem_that_tells_nothing(
    broken_client: TestClient, snapshot: Snapshot, caplog: pytest.LogCaptureFixture
) -> None:
    for answer in (put(broken_client), broken_client.post("/v1/analyze", json={"text": TEXT})):
        problem = check_problem(answer, 500, "internal-error")
        assert answer.headers["x-request-id"] in problem.detail
        assert "Nghệ An" not in answer.text
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert snapshot() == []
    assert "RuntimeError" in caplog.text
    assert "Nghệ An" not in caplog.text


def test_answers_are_the_same_bytes(client: TestClient) -> None:
    put(client)
    for path in ("/v1/articles", "/v1/articles?q=nghe+an", "/v1/entities", "/v1/dates", "/v1/topics", "/v1/articles/x"):
        first, second = client.get(path), client.get(path)
        assert first.status_code == 200
        assert first.content == second.content
        assert json.loads(first.content)
