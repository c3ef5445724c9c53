"""Whatever is sent, the answer is an answer: never a 500, a refusal always a problem, nothing stored by it."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from nlp_service.api.problems import MEDIA_TYPE
from nlp_service.api.schemas import Problem
from nlp_service.store.store import Store
from tests.api.conftest import TEXT, list_stored

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just(TEXT),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
FIELD_NAMES = ("id", "text", "title", "published", "author", "source", "options", "articles", "other")
FIELDS = st.fixed_dictionaries({}, optional=dict.fromkeys(FIELD_NAMES, JSON))
MEDIA_TYPES = st.sampled_from(["application/json", "text/plain", "text/html", "text/plain; charset=latin-1", "x/y", ""])
NAMES = st.sampled_from(["q", "entity", "topic", "from", "to", "source", "limit", "cursor", "prefix", "label"]) | (
    st.sampled_from(["type", "role", "article", "round", "format", "offset_unit"])
)
DAYS = st.sampled_from(["2024-05-19", "2024-05-19T08:00:00", "0001-01-01", "9999-12-31"])
VALUES = st.text(max_size=30) | DAYS | st.sampled_from(["0", "-1", "20", "1e9", "PER", "ics", "null", '"', "*"])
PATHS = st.sampled_from(
    ["/v1/articles", "/v1/entities", "/v1/dates", "/v1/anniversaries", "/v1/topics", "/v1/samples", "/readyz", "/docs"]
)


def check(answer: Any) -> None:
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == MEDIA_TYPE
        Problem.model_validate_json(answer.content, strict=True)


@QUICK
@given(body=st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()), media_type=MEDIA_TYPES)
def test_any_body(filled: TestClient, filled_store: Store, body: bytes, media_type: str) -> None:
    before = list_stored(filled_store)
    headers = {"Content-Type": media_type} if media_type else {}
    check(filled.post("/v1/analyze", content=body, headers=headers))
    check(filled.post("/v1/articles", content=body, headers=headers))
    assert list_stored(filled_store) == before


@QUICK
@given(value=FIELDS)
def test_any_fields(filled: TestClient, value: dict[str, Any]) -> None:
    check(filled.post("/v1/analyze", content=json.dumps(value), headers={"Content-Type": "application/json"}))


@QUICK
@given(path=PATHS, query=st.lists(st.tuples(NAMES, VALUES), max_size=4))
def test_any_query(filled: TestClient, path: str, query: list[tuple[str, str]]) -> None:
    text = "&".join(f"{name}={quote(value.encode(errors='replace'))}" for name, value in query)
    check(filled.get(f"{path}?{text}"))


@QUICK
@given(name=st.text(max_size=40), unit=st.sampled_from(["codepoint", "utf16", "utf8"]))
def test_any_id(filled: TestClient, name: str, unit: str) -> None:
    path = quote(name.encode(errors="replace"), safe="")
    put = filled.put(f"/v1/articles/{path}?offset_unit={unit}", json={"text": TEXT})
    check(put)
    if put.status_code in (200, 201):
        assert filled.get(f"/v1/articles/{path}?offset_unit={unit}").content == put.content
        assert filled.delete(f"/v1/articles/{path}").status_code == 204
    check(filled.get(f"/v1/entities/{path}"))
