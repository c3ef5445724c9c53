"""Health, readiness, metrics, reference, samples, headers, log."""

from __future__ import annotations

import logging
import re
import time
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import nlp_service.api.backend
from nlp_service.api.app import create_app
from nlp_service.api.listings import Health, Readiness, SampleList
from nlp_service.api.problems import KINDS
from nlp_service.api.settings import Settings
from nlp_service.errors import ModelCorrupt, ModelMissing, StoreError
from nlp_service.pipeline import Pipeline
from nlp_service.store.store import Store
from tests.api.conftest import TEXT, MakeApp
from tests.api.test_refusals import check_problem
from tests.dummies import make_pipeline


def test_health(filled: TestClient) -> None:
    answer = filled.get("/healthz")
    assert answer.status_code == 200
    Health.model_validate_json(answer.content)


def test_ready(filled: TestClient) -> None:
    answer = filled.get("/readyz")
    assert answer.status_code == 200
    assert Readiness.model_validate_json(answer.content).ready


def wait_for_readiness(client: TestClient) -> Any:
    deadline = time.monotonic() + 10
    while (answer := client.get("/readyz")).json()["code" if answer.status_code != 200 else "ready"] == "not-ready":
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return answer


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ModelMissing("ner-fast is not installed"), "model-missing"),
        (ModelCorrupt("ner-fast differs from its checksum"), "model-corrupt"),
        (RuntimeError("a library's own error"), "model-error"),
    ],
)
def test_a_model_that_does_not_load(monkeypatch: pytest.MonkeyPatch, store: Store, error: Exception, code: str) -> None:
    def fail(*_: object) -> Pipeline:
        raise error

    monkeypatch.setattr(nlp_service.api.backend, "load_pipeline", fail)
    with TestClient(create_app(Settings(), store=store)) as client:
        answer = wait_for_readiness(client)
        assert answer.status_code == 503
        assert answer.headers["content-type"] == "application/problem+json"
        body = answer.json()
        assert (body["code"], body["ready"]) == (code, False)
        assert (body["parts"]["pipeline"]["ready"], body["parts"]["store"]["ready"]) == (False, True)
        assert client.get("/healthz").status_code == 200
        check_problem(client.post("/v1/analyze", json={"text": TEXT}), 503, code)
        check_problem(client.post("/v1/analyze", json={"articles": [{"text": TEXT}]}), 503, code)
        check_problem(client.put("/v1/articles/x", json={"text": TEXT}), 503, code)
        assert client.get("/v1/articles").status_code == 200
    assert store.count_articles() == 0


def test_a_store_that_does_not_open(tmp_path: Path) -> None:
    (tmp_path / "store.db").write_text("this is no database, only a text that is long enough to be looked at")
    with TestClient(create_app(Settings(store=str(tmp_path / "store.db")), pipeline=make_pipeline())) as client:
        answer = wait_for_readiness(client)
        assert answer.status_code == 503
        assert answer.json()["code"].startswith("store-")
        assert client.get("/v1/articles").status_code == 503
        assert client.post("/v1/analyze", json={"text": TEXT}).status_code == 200


@pytest.mark.parametrize("location", ["nosuchdatabase://somewhere/x", "/dev/null/store.db"])
def test_a_store_that_has_no_place(location: str) -> None:
    with TestClient(create_app(Settings(store=location), pipeline=make_pipeline())) as client:
        answer = wait_for_readiness(client)
        assert (answer.status_code, answer.json()["code"]) == (503, "store-error")
        assert client.get("/v1/articles").status_code == 503


def test_a_store_in_a_new_folder_is_made(tmp_path: Path) -> None:
    location = tmp_path / "new" / "folder" / "store.db"
    with TestClient(create_app(Settings(store=str(location)), pipeline=make_pipeline())) as client:
        assert wait_for_readiness(client).status_code == 200
        assert client.put("/v1/articles/x", json={"text": TEXT}).status_code == 201
    with Store.open(location) as store:
        assert store.count_articles() == 1


def test_a_store_that_breaks_later(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Store) -> None:
        raise StoreError("the disk is gone")

    monkeypatch.setattr(Store, "ping", fail)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["code"]) == (503, "store-error")
    assert "the disk is gone" in answer.json()["detail"]


def test_while_loading_it_is_not_ready(store: Store) -> None:
    app = create_app(Settings(), store=store)
    client = TestClient(app)  # without a lifespan nothing loads
    check_problem_of_readiness = client.get("/readyz")
    assert (check_problem_of_readiness.status_code, check_problem_of_readiness.json()["code"]) == (503, "not-ready")
    answer = client.post("/v1/analyze", json={"text": TEXT})
    check_problem(answer, 503, "not-ready")
    assert int(answer.headers["retry-after"]) > 0


def test_metrics(filled: TestClient) -> None:
    filled.get("/v1/articles/a%2F1")
    filled.get("/nowhere/at/all")
    filled.request("BREW", "/v1/analyze")
    text = filled.get("/metrics").text
    assert 'nlp_service_articles_analyzed_total{outcome="analyzed"} 2.0' in text
    assert re.search(r'http_requests_total\{method="POST",route="/v1/articles",status="200"\} 1\.0', text)
    assert 'route="/v1/articles/{article_id:path}",status="200"' in text
    assert 'method="GET",route="unmatched",status="404"' in text
    assert 'method="OTHER"' in text
    assert "a/1" not in text
    assert "nowhere" not in text
    assert "BREW" not in text


def test_each_application_has_its_own_metrics(make_app: MakeApp) -> None:
    with TestClient(make_app()) as first, TestClient(make_app()) as second:
        first.post("/v1/analyze", json={"text": TEXT})
        assert 'outcome="analyzed"} 1.0' in first.get("/metrics").text
        assert 'outcome="analyzed"}' not in second.get("/metrics").text


@pytest.mark.parametrize("path", ["/healthz", "/docs", "/nowhere", "/v1/topics", "/openapi.json"])
def test_security_headers(filled: TestClient, path: str) -> None:
    headers = filled.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert re.fullmatch(r"[0-9a-f]{32}", headers["x-request-id"])


def test_request_id(filled: TestClient) -> None:
    assert filled.get("/healthz", headers={"X-Request-ID": "abc-1"}).headers["x-request-id"] == "abc-1"
    assert filled.get("/healthz", headers={"X-Request-ID": "<a b>"}).headers["x-request-id"] != "<a b>"


def test_log_holds_no_text(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="nlp_service")
    client.put("/v1/articles/secret-id", json={"text": TEXT, "title": "Tiêu đề kín"})
    client.post("/v1/analyze", json={"text": TEXT, "published": "Nghệ An"})
    client.get("/v1/articles?q=secret-words")
    assert "PUT /v1/articles/{article_id:path} 201" in caplog.text
    for secret in ("Nghệ An", "secret-id", "secret-words", "Tiêu đề kín"):
        assert secret not in caplog.text


def test_reference_needs_no_network(filled: TestClient) -> None:
    page = filled.get("/docs")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    loaded = re.findall(r'(?:src|rel="stylesheet" href)="([^"]+)"', page.text)
    assert loaded == ["/docs/style.css"]
    assert "<script" not in page.text
    assert filled.get("/docs/style.css").headers["content-type"] == "text/css; charset=utf-8"
    for path in filled.get("/openapi.json").json()["paths"]:
        assert f"<code>{path}</code>" in page.text
    anchors = set(re.findall(r'id="([^"]+)"', page.text))
    links = set(re.findall(r'href="#([^"]+)"', page.text))
    assert links <= anchors


@pytest.mark.parametrize("code", KINDS)
def test_every_problem_type_has_a_page(filled: TestClient, code: str) -> None:
    page = filled.get(f"/problems/{code}")
    assert page.status_code == 200
    assert KINDS[code].advice.split(",")[0].split("'")[0] in page.text


def test_samples(make_app: MakeApp, tmp_path: Path) -> None:
    with TestClient(make_app()) as client:
        assert client.get("/v1/samples").json() == {"items": []}
        folder = tmp_path / "samples"
        folder.mkdir()
        (folder / "02-hai.txt").write_text(TEXT, encoding="utf-8")
        (folder / "01-mot.txt").write_text(f"Một\n\n{TEXT}", encoding="utf-8")
        (folder / "notes.json").write_text("{}", encoding="utf-8")
        answer = client.get("/v1/samples")
        SampleList.model_validate_json(answer.content)
        assert [item["name"] for item in answer.json()["items"]] == ["01-mot", "02-hai"]
        assert answer.json()["items"][1]["text"] == TEXT
