"""The OpenAPI document: valid, committed, true."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from openapi_spec_validator import validate
from starlette.testclient import TestClient

from nlp_service.api.openapi import DEFAULT_PATH, main, render
from tests.api.conftest import SECOND, TEXT

ROUTES = {
    "/v1/analyze": {"post"},
    "/v1/articles/{article_id}/duplicates": {"get"},
    "/v1/articles/{article_id}/similar": {"get"},
    "/v1/articles": {"get", "post"},
    "/v1/articles/{article_id}": {"get", "put", "delete"},
    "/v1/entity-types": {"get"},
    "/v1/entities/{entity_id}/names": {"get"},
    "/v1/entities/{entity_id}/merge": {"post"},
    "/v1/entities/{entity_id}/split": {"post"},
    "/v1/entity-decisions": {"get"},
    "/v1/entity-decisions/{decision_id}": {"delete"},
    "/v1/gazetteer": {"get", "put", "delete"},
    "/v1/entities": {"get"},
    "/v1/entities/{entity_id}": {"get"},
    "/v1/dates": {"get"},
    "/v1/anniversaries": {"get"},
    "/v1/topics": {"get"},
    "/v1/samples": {"get"},
    "/v1/feedback": {"get", "post"},
    "/v1/feedback/{feedback_id}": {"delete"},
    "/v1/models/topics": {"get"},
    "/v1/models/topics/learn": {"post"},
    "/v1/models/topics/use": {"post"},
    "/v1/models/topics/rollback": {"post"},
    "/v1/vocabulary": {"get", "put", "delete"},
    "/v1/ingest": {"post"},
    "/v1/jobs": {"get"},
    "/v1/jobs/{job_id}": {"get", "delete"},
    "/healthz": {"get"},
    "/readyz": {"get"},
    "/metrics": {"get"},
}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(render())
    return loaded


def test_document_is_valid_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    validate(document)


def test_document_is_the_committed_one() -> None:
    assert DEFAULT_PATH.read_text(encoding="utf-8") == render(), "run: python -m nlp_service.api.openapi"


def test_routes(document: dict[str, Any]) -> None:
    assert {path: set(methods) for path, methods in document["paths"].items()} == ROUTES


def test_every_refusal_is_a_problem(document: dict[str, Any]) -> None:
    for methods in document["paths"].values():
        for operation in methods.values():
            assert "default" in operation["responses"]
            for status, answer in operation["responses"].items():
                if status[0] in "45d":
                    assert set(answer["content"]) == {"application/problem+json"}


def test_the_application_serves_it(client: TestClient, document: dict[str, Any]) -> None:
    assert client.get("/openapi.json").json() == document


def test_main_writes_a_file(tmp_path: Path) -> None:
    assert main([str(tmp_path / "openapi.json")]) == 0
    assert (tmp_path / "openapi.json").read_text(encoding="utf-8") == render()


def schema_of(document: dict[str, Any], method: str, path: str, status: str = "200") -> Draft202012Validator:
    (content,) = (
        value["schema"]
        for kind, value in document["paths"][path][method]["responses"][status]["content"].items()
        if kind.endswith("json")
    )
    return Draft202012Validator(content | {"components": document["components"]})


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/v1/articles", "/v1/articles?q=hue"),
        ("/v1/articles/{article_id}", "/v1/articles/b"),
        ("/v1/entities", "/v1/entities"),
        ("/v1/dates", "/v1/dates"),
        ("/v1/anniversaries", "/v1/anniversaries"),
        ("/v1/topics", "/v1/topics"),
        ("/v1/samples", "/v1/samples"),
        ("/healthz", "/healthz"),
        ("/readyz", "/readyz"),
    ],
)
def test_answers_are_as_described(filled: TestClient, document: dict[str, Any], path: str, address: str) -> None:
    schema_of(document, "get", path).validate(filled.get(address).json())


def test_analyses_are_as_described(filled: TestClient, document: dict[str, Any]) -> None:
    validator = schema_of(document, "post", "/v1/analyze")
    for body in ({"text": TEXT}, {"articles": [{"id": "1", "text": SECOND}, {"id": "2", "text": ""}]}):
        validator.validate(filled.post("/v1/analyze", json=body).json())
    refusal = filled.post("/v1/analyze", json={"text": 1}).json()
    problem = document["components"]["schemas"]["Problem"] | {"components": document["components"]}
    Draft202012Validator(problem).validate(refusal)
