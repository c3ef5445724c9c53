"""Every refusal: its status, its problem type, and that nothing is stored."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from starlette.testclient import TestClient

import nlp_service.errors
from nlp_service.api.problems import KINDS, MEDIA_TYPE, code_of_error
from nlp_service.api.schemas import Problem
from nlp_service.errors import NlpServiceError
from nlp_service.store.store import Store
from tests.api.conftest import TEXT, list_stored

JSON, PLAIN = "application/json", "text/plain; charset=utf-8"
ENGLISH = "The committee will meet on Monday to discuss the new budget and its effects on public schools."


def body(**fields: Any) -> bytes:
    return json.dumps({"text": TEXT} | fields).encode()


# name, media type, body, status, code
BODIES: list[tuple[str, str | None, bytes, int, str]] = [
    ("no body", JSON, b"", 400, "invalid-json"),
    ("not JSON", JSON, b"{text: 1}", 400, "invalid-json"),
    ("cut JSON", JSON, body()[:-1], 400, "invalid-json"),
    ("more than one JSON value", JSON, body() + b"{}", 400, "invalid-json"),
    ("NaN", JSON, b'{"text": NaN}', 400, "invalid-json"),
    ("deep", JSON, b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", 400, "invalid-json"),
    ("huge number", JSON, b'{"text": ' + b"9" * 100_000 + b"}", 400, "invalid-json"),
    ("windows-1258 bytes in JSON", JSON, b'{"text": "H\xf2 Ch\xed Minh"}', 400, "invalid-encoding"),
    ("half a surrogate pair", JSON, b'{"text": "a \\ud83d b"}', 400, "invalid-encoding"),
    ("half a surrogate pair at the end", JSON, b'{"text": "a \\ud83d"}', 400, "invalid-encoding"),
    ("second half alone", JSON, b'{"text": "a \\ude00 b"}', 400, "invalid-encoding"),
    ("JSON of another kind", JSON, b'["text"]', 422, "invalid-field"),
    ("JSON string", JSON, b'"text"', 422, "invalid-field"),
    ("null", JSON, b"null", 422, "invalid-field"),
    ("no text", JSON, b'{"id": "x"}', 422, "invalid-field"),
    ("number for text", JSON, body(text=5), 422, "invalid-field"),
    ("null for text", JSON, body(text=None), 422, "invalid-field"),
    ("list for text", JSON, body(text=[TEXT]), 422, "invalid-field"),
    ("number for id", JSON, body(id=5), 422, "invalid-field"),
    ("id too long", JSON, body(id="x" * 201), 422, "invalid-field"),
    ("control character in id", JSON, body(id="a\nb"), 422, "invalid-field"),
    ("unknown field", JSON, body(txt="x"), 422, "invalid-field"),
    ("published no date", JSON, body(published="hôm qua"), 422, "invalid-field"),
    ("published no such day", JSON, body(published="2024-02-30"), 422, "invalid-field"),
    ("published a number", JSON, body(published=20240322), 422, "invalid-field"),
    ("unknown tagger", JSON, body(options={"tagger": "best"}), 422, "invalid-field"),
    ("unknown option", JSON, body(options={"speed": 9}), 422, "invalid-field"),
    ("empty", JSON, body(text=""), 422, "empty-text"),
    ("blank", JSON, body(text=" \n\t\u00a0 "), 422, "empty-text"),
    ("too long", JSON, body(text="Hồ Chí Minh " * 100_000), 413, "text-too-long"),
    ("English", JSON, body(text=ENGLISH), 422, "unsupported-language"),
    ("NUL in text", JSON, body(text="Hà Nội\x00\x01\x02"), 422, "binary-input"),
    ("no media type", None, body(), 415, "unsupported-format"),
    ("form", "application/x-www-form-urlencoded", b"text=a", 415, "unsupported-format"),
    ("XML", "application/xml", b"<text/>", 415, "unsupported-format"),
    ("JSON in another charset", "application/json; charset=windows-1258", b"{}", 415, "unsupported-format"),
    ("empty plain text", PLAIN, b"", 422, "empty-text"),
    ("English plain text", PLAIN, ENGLISH.encode(), 422, "unsupported-language"),
    ("plain text in no known encoding", PLAIN, b"H\xff\xb9 N\xa7i", 400, "invalid-encoding"),
    ("image as plain text", PLAIN, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", 422, "binary-input"),
    ("archive as plain text", PLAIN, gzip.compress(TEXT.encode()), 422, "binary-input"),
]
BATCHES: list[tuple[str, bytes, int, str]] = [
    ("no list", b'{"articles": "x"}', 422, "invalid-field"),
    ("empty list", b'{"articles": []}', 422, "invalid-field"),
    ("unknown field beside", b'{"articles": [{"text": "x"}], "mode": 1}', 422, "invalid-field"),
    ("too many", json.dumps({"articles": [{"id": "x", "text": TEXT}] * 101}).encode(), 413, "batch-too-large"),
]


def check_problem(answer: Any, status: int, code: str) -> Problem:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == MEDIA_TYPE
    problem = Problem.model_validate_json(answer.content, strict=True)
    assert (problem.status, problem.code, problem.type) == (status, code, f"/problems/{code}")
    assert problem.detail
    return problem


def send(client: TestClient, method: str, path: str, media_type: str | None, content: bytes) -> Any:
    return client.request(method, path, content=content, headers={"Content-Type": media_type} if media_type else {})


@pytest.mark.parametrize(
    ("media_type", "content", "status", "code"), [row[1:] for row in BODIES], ids=[r[0] for r in BODIES]
)
@pytest.mark.parametrize(("method", "path"), [("POST", "/v1/analyze"), ("PUT", "/v1/articles/x")])
def test_bad_bodies(
    filled: TestClient,
    filled_store: Store,
    method: str,
    path: str,
    media_type: str | None,
    content: bytes,
    status: int,
    code: str,
) -> None:
    before = list_stored(filled_store)
    problem = check_problem(send(filled, method, path, media_type, content), status, code)
    assert problem.instance == path
    assert (problem.errors is not None) == (code == "invalid-field")
    assert list_stored(filled_store) == before


@pytest.mark.parametrize(("content", "status", "code"), [row[1:] for row in BATCHES], ids=[row[0] for row in BATCHES])
@pytest.mark.parametrize("path", ["/v1/analyze", "/v1/articles"])
def test_bad_batches(
    filled: TestClient, filled_store: Store, path: str, content: bytes, status: int, code: str
) -> None:
    before = list_stored(filled_store)
    check_problem(send(filled, "POST", path, JSON, content), status, code)
    assert list_stored(filled_store) == before


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not-found"),
        ("GET", "/v1/nowhere", 404, "not-found"),
        ("GET", "/v1/analyze", 405, "method-not-allowed"),
        ("PATCH", "/v1/articles/x", 405, "method-not-allowed"),
        ("DELETE", "/healthz", 405, "method-not-allowed"),
        ("GET", "/v1/articles/unknown", 404, "article-not-found"),
        ("DELETE", "/v1/articles/unknown", 404, "article-not-found"),
        ("GET", "/v1/articles/" + "x" * 201, 422, "invalid-field"),
        ("GET", "/v1/articles/a%0Ab", 404, "not-found"),
        ("GET", "/v1/entities/unknown", 404, "entity-not-found"),
        ("GET", "/v1/articles?limit=0", 422, "invalid-field"),
        ("GET", "/v1/articles?limit=101", 422, "invalid-field"),
        ("GET", "/v1/articles?limit=ten", 422, "invalid-field"),
        ("GET", "/v1/articles?from=2024-13-01", 422, "invalid-field"),
        ("GET", "/v1/articles?form=2024-01-01", 422, "invalid-field"),
        ("GET", "/v1/articles?cursor=abc", 422, "invalid-field"),
        ("GET", "/v1/entities?label=FOO", 422, "invalid-field"),
        ("GET", "/v1/dates?from=x", 422, "invalid-field"),
        ("GET", "/v1/dates?from=2024-02-01&to=2024-01-01", 422, "invalid-field"),
        ("GET", "/v1/dates?role=x", 422, "invalid-field"),
        ("GET", "/v1/anniversaries?round=0", 422, "invalid-field"),
        ("GET", "/v1/anniversaries?format=xml", 422, "invalid-field"),
        ("GET", "/v1/topics?x=1", 422, "invalid-field"),
        ("GET", "/problems/unknown", 404, "not-found"),
    ],
)
def test_bad_addresses(filled: TestClient, method: str, path: str, status: int, code: str) -> None:
    answer = filled.request(method, path)
    problem = check_problem(answer, status, code)
    assert problem.instance == path.split("?")[0]
    assert (problem.errors is not None) == (code == "invalid-field")
    assert (code == "method-not-allowed") == ("allow" in answer.headers)


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/v1/analyze", "POST"),
        ("/v1/articles", "GET, POST"),
        ("/v1/articles/x", "DELETE, GET, PUT"),
        ("/healthz", "GET"),
        ("/", "GET, HEAD"),
    ],
)
def test_allowed_methods_are_named(filled: TestClient, path: str, allowed: str) -> None:
    answer = filled.request("PATCH", path)
    assert allowed in check_problem(answer, 405, "method-not-allowed").detail
    assert answer.headers["allow"] == allowed


def test_wrong_offset_unit(client: TestClient) -> None:
    problem = check_problem(client.post("/v1/analyze?offset_unit=bytes", json={"text": TEXT}), 422, "invalid-field")
    assert problem.errors is not None
    assert [item.field for item in problem.errors] == ["query.offset_unit"]


def test_every_wrong_field_is_listed(client: TestClient) -> None:
    answer = client.post("/v1/analyze", json={"text": 1, "title": 2, "options": {"tagger": 3, "x": 4}, "y": 5})
    problem = check_problem(answer, 422, "invalid-field")
    assert problem.errors is not None
    assert [item.field for item in problem.errors] == ["text", "title", "options.tagger", "options.x", "y"]
    assert problem.errors[3].message.startswith("Unknown. Known here: tagger, labels, threshold, explain")


def test_a_refusal_does_not_quote_the_article(client: TestClient) -> None:
    secret = "BÍ MẬT " * 50
    for content in (
        body(text=[secret]),
        body(text=5, title=[secret]),
        b'{"text": "' + secret.encode(),
        secret.encode(),
    ):
        assert "BÍ MẬT" not in send(client, "POST", "/v1/analyze", JSON, content).text


def all_errors(root: type[NlpServiceError] = NlpServiceError) -> list[type[NlpServiceError]]:
    return [root, *(found for child in root.__subclasses__() for found in all_errors(child))]


def test_every_domain_error_has_its_own_problem() -> None:
    named = [error for error in all_errors() if error.__module__ == nlp_service.errors.__name__]
    assert len(named) > 20
    for error in named:
        assert code_of_error(error("x")) == error.code
        assert error.code in KINDS
