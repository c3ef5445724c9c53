"""API keys and exposure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from pydantic import ValidationError
from starlette.testclient import TestClient

from nlp_service.api.app import create_app
from nlp_service.api.auth import read_keys
from nlp_service.api.server import serve
from nlp_service.api.settings import Settings, is_loopback
from nlp_service.errors import InvalidField
from tests.api.conftest import TEXT, MakeApp, Snapshot
from tests.api.test_refusals import check_problem

SCOPES = {"reader": ["read"], "writer": ["read", "write"], "only-writer": ["write"], "boss": ["admin"]}


def entry(name: str, **changes: Any) -> dict[str, Any]:
    digest = hashlib.sha256(f"key-of-{name}".encode()).hexdigest()
    return {"name": name, "sha256": digest, "scopes": SCOPES.get(name, ["read"])} | changes


def bearer(name: str) -> dict[str, str]:
    return {"Authorization": f"Bearer key-of-{name}"}


@pytest.fixture
def keys_file(tmp_path: Path) -> Path:
    path = tmp_path / "keys.json"
    path.write_text(json.dumps([entry(name) for name in SCOPES]))
    return path


@pytest.fixture
def guarded(make_app: MakeApp, keys_file: Path) -> Iterator[TestClient]:
    with TestClient(make_app(api_keys_file=keys_file)) as client:
        yield client


REQUESTS: dict[str, list[tuple[str, str]]] = {
    "read": [
        ("GET", "/v1/articles"),
        ("GET", "/v1/entities"),
        ("GET", "/v1/dates"),
        ("GET", "/v1/anniversaries"),
        ("GET", "/v1/topics"),
        ("GET", "/v1/samples"),
        ("POST", "/v1/analyze"),
    ],
    "write": [("PUT", "/v1/articles/x"), ("DELETE", "/v1/articles/x"), ("POST", "/v1/articles")],
    "admin": [("GET", "/metrics")],
}
CASES = [(scope, method, path) for scope, requests in REQUESTS.items() for method, path in requests]


def send(client: TestClient, method: str, path: str, headers: dict[str, str]) -> Any:
    article = {"id": "x", "text": TEXT}
    body: Any = {"articles": [article]} if (method, path) == ("POST", "/v1/articles") else article
    return client.request(method, path, headers=headers, json=body if method in ("POST", "PUT") else None)


@pytest.mark.parametrize(("scope", "method", "path"), CASES)
def test_scopes(guarded: TestClient, snapshot: Snapshot, scope: str, method: str, path: str) -> None:
    for headers in (
        {},
        {"Authorization": "Bearer wrong"},
        {"X-API-Key": "wrong"},
        {"Authorization": "Basic key-of-boss"},
        {"Authorization": "Bearer "},
        {"X-API-Key": ""},
    ):
        answer = send(guarded, method, path, headers)
        check_problem(answer, 401, "unauthorized")
        assert answer.headers["www-authenticate"].startswith("Bearer")
    for name, scopes in SCOPES.items():
        if scope in scopes or "admin" in scopes:
            continue
        problem = check_problem(send(guarded, method, path, bearer(name)), 403, "forbidden")
        assert scope in problem.detail
    assert snapshot() == []
    for headers in (bearer("boss"), {"X-API-Key": "key-of-boss"}):
        assert send(guarded, method, path, headers).status_code in (200, 201, 204, 404)


def test_a_proxy_s_own_authorization_does_not_hide_the_key(guarded: TestClient) -> None:
    headers = {"Authorization": "Basic b2ZmaWNlOnNlY3JldA==", "X-API-Key": "key-of-reader"}
    assert guarded.get("/v1/articles", headers=headers).status_code == 200


def test_what_is_open_without_a_key(guarded: TestClient) -> None:
    for path in ("/healthz", "/readyz", "/docs", "/openapi.json", "/problems/unauthorized"):
        assert guarded.get(path).status_code == 200


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "malformed"),
        ("{}", "malformed"),
        ("[]", "no key"),
        (json.dumps([entry("a", scopes=["everything"])]), "malformed"),
        (json.dumps([entry("a", scopes=[])]), "malformed"),
        (json.dumps([entry("a", sha256="abc")]), "malformed"),
        (json.dumps([entry("a", key="plain")]), "malformed"),
        (json.dumps([entry("a"), entry("a")]), "twice"),
        (json.dumps([entry("a"), entry("a") | {"name": "b"}]), "twice"),
    ],
)
def test_bad_keys_files(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "keys.json"
    path.write_text(content)
    with pytest.raises(InvalidField, match=message):
        read_keys(path)
    with pytest.raises(InvalidField):
        create_app(Settings(api_keys_file=path))


def test_missing_keys_file(tmp_path: Path) -> None:
    with pytest.raises(InvalidField, match="cannot be read"):
        read_keys(tmp_path / "none.json")


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.4", False),
        ("news.example.vn", False),
    ],
)
def test_exposure(host: str, loopback: bool, keys_file: Path) -> None:
    assert is_loopback(host) == loopback
    Settings(host=host, allow_anonymous=True).check_exposure()
    Settings(host=host, api_keys_file=keys_file).check_exposure()
    if loopback:
        Settings(host=host).check_exposure()
    else:
        with pytest.raises(InvalidField, match="NLP_SERVICE_ALLOW_ANONYMOUS"):
            Settings(host=host).check_exposure()


def test_serve_refuses_to_be_exposed() -> None:
    with pytest.raises(InvalidField, match="NLP_SERVICE_API_KEYS_FILE"):
        serve(Settings(host="0.0.0.0"))


def test_serve_passes_the_settings_on(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}
    monkeypatch.setattr(uvicorn, "run", lambda app, **options: given.update(options, app=app))
    serve(Settings(host="::1", port=8123))
    assert (given["host"], given["port"], given["access_log"]) == ("::1", 8123, False)
    assert given["log_config"]["loggers"]["nlp_service"]["level"] == "INFO"
    assert "nlp_service" not in uvicorn.config.LOGGING_CONFIG["loggers"]


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NLP_SERVICE_PORT", "9000")
    monkeypatch.setenv("NLP_SERVICE_ALLOW_ANONYMOUS", "true")
    monkeypatch.setenv("NLP_SERVICE_STORE", "elsewhere.db")
    settings = Settings()
    assert (settings.port, settings.allow_anonymous, settings.store) == (9000, True, "elsewhere.db")
    with pytest.raises(ValidationError, match="frozen"):
        settings.port = 1
    monkeypatch.setenv("NLP_SERVICE_PORT", "many")
    with pytest.raises(ValidationError, match="port"):
        Settings()
