"""``POST /v1/analyze``."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from nlp_service.api.schemas import AnalysisAnswer, AnalysisBatchAnswer
from nlp_service.serialize import analysis_to_dict, dumps
from nlp_service.types import Article
from tests.api.conftest import SECOND, TEXT, Snapshot
from tests.dummies import make_pipeline

CONTRACT = {
    "id",
    "offset_unit",
    "sentences",
    "tokens",
    "entities",
    "dates",
    "anniversaries",
    "topics",
    "tags",
    "zones",
    "title",
    "published",
    "author",
    "provenance",
}


def analyze(client: TestClient, body: dict[str, Any], **query: str) -> Any:
    answer = client.post("/v1/analyze", json=body, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_one_article_gives_its_analysis(client: TestClient, snapshot: Snapshot) -> None:
    result = analyze(client, {"id": "x", "text": TEXT, "title": "Lễ", "published": "2024-05-20"})
    AnalysisAnswer.model_validate_json(json.dumps(result), strict=True)
    assert set(result) >= CONTRACT
    assert (result["id"], result["title"], result["published"]) == ("x", "Lễ", "2024-05-20")
    assert [item["text"] for item in result["entities"]][-1] == "Ông Nguyễn Văn An"
    assert [(item["years"], item["observed_date"]) for item in result["anniversaries"]] == [(134, "2024-05-19")]
    for key in ("entities", "dates", "anniversaries"):
        assert all(TEXT[item["start"] : item["end"]] == item["text"] for item in result[key])
    assert snapshot() == []


def test_answer_is_the_serializer_s_bytes(client: TestClient) -> None:
    article = Article("x", TEXT)
    expected = dumps(analysis_to_dict(make_pipeline().analyze(article), TEXT))
    for _ in range(2):
        assert client.post("/v1/analyze", json={"id": "x", "text": TEXT}).content == expected.encode()


def test_an_article_without_id_gets_one_of_its_text(client: TestClient) -> None:
    first, again, other = (analyze(client, {"text": text})["id"] for text in (TEXT, TEXT, SECOND))
    assert first == again != other


@pytest.mark.parametrize("unit", ["codepoint", "utf16", "utf8"])
def test_offset_units(client: TestClient, unit: str) -> None:
    text = f"🎉 {TEXT}"
    result = analyze(client, {"text": text}, offset_unit=unit)
    encoding, width = {"codepoint": ("utf-32-le", 4), "utf16": ("utf-16-le", 2), "utf8": ("utf-8", 1)}[unit]
    data = text.encode(encoding)
    assert result["offset_unit"] == unit
    spans = [item for key in ("entities", "dates", "anniversaries") for item in result[key]]
    assert spans
    assert all(data[item["start"] * width : item["end"] * width].decode(encoding) == item["text"] for item in spans)
    (anniversary,) = result["anniversaries"]
    event = data[anniversary["event_start"] * width : anniversary["event_end"] * width].decode(encoding)
    assert event == anniversary["event"]


def test_batch_keeps_order_and_ids_and_refuses_by_item(client: TestClient, snapshot: Snapshot) -> None:
    items: list[Any] = [
        {"id": "1", "text": TEXT},
        {"id": "2", "text": "   "},
        {"id": "3", "text": 5},
        {"text": SECOND},
        "not an article",
        {"id": 6, "text": TEXT},
        {"id": "7", "text": TEXT, "published": "yesterday"},
        {"id": "8", "text": "The quick brown fox jumps over the lazy dog and runs away from the hunters."},
        {"id": "9", "text": SECOND, "colour": "red"},
        {"id": "10", "text": SECOND},
    ]
    body = analyze(client, {"articles": items})
    AnalysisBatchAnswer.model_validate_json(json.dumps(body), strict=True)
    results = body["results"]
    errors = {index: item["error"]["type"] for index, item in enumerate(results) if "error" in item}
    assert errors == {
        1: "empty-text",
        2: "invalid-field",
        4: "invalid-field",
        5: "invalid-field",
        6: "invalid-field",
        7: "unsupported-language",
        8: "invalid-field",
    }
    assert [item["id"] for item in results[:3]] == ["1", "2", "3"]
    assert results[4]["id"] is None
    assert results[5]["id"] is None
    assert "colour" in results[8]["error"]["detail"]
    assert "published" in results[8]["error"]["detail"]  # the known fields are named
    assert results[9]["id"] == "10"
    assert snapshot() == []


def test_a_batch_item_has_the_same_analysis_as_alone(client: TestClient) -> None:
    alone = analyze(client, {"id": "1", "text": TEXT})
    first, second = analyze(client, {"articles": [{"id": "1", "text": TEXT}, {"id": "2", "text": SECOND}]})["results"]
    assert first == alone
    assert second["id"] == "2"


@pytest.mark.parametrize("media_type", ["text/plain", "text/plain; charset=utf-8", 'TEXT/PLAIN; charset="UTF-8"'])
def test_plain_text(client: TestClient, media_type: str) -> None:
    answer = client.post("/v1/analyze", content=TEXT.encode(), headers={"Content-Type": media_type})
    assert answer.status_code == 200, answer.text
    result = answer.json()
    assert "text" not in result
    assert all(TEXT[item["start"] : item["end"]] == item["text"] for item in result["entities"])


PAGE = f"""<!doctype html><html lang="vi"><head><title>Lễ kỷ niệm tại Nghệ An - Báo Thử</title>
<meta property="article:published_time" content="2024-05-20T08:15:00+07:00"></head><body>
<nav><a href="/">Trang chủ</a> <a href="/the-thao">Thể thao</a></nav>
<article><h1>Lễ kỷ niệm tại Nghệ An</h1><p>{TEXT} {TEXT}</p><p>{SECOND} {SECOND}</p></article>
<footer>Bản quyền thuộc về Báo Thử</footer></body></html>"""


def test_a_page_gives_its_text_with_the_analysis(client: TestClient) -> None:
    answer = client.post("/v1/analyze", content=PAGE.encode(), headers={"Content-Type": "text/html; charset=utf-8"})
    assert answer.status_code == 200, answer.text
    AnalysisAnswer.model_validate_json(answer.content, strict=True)
    result = answer.json()
    assert (result["title"], result["published"]) == ("Lễ kỷ niệm tại Nghệ An", "2024-05-20T08:15:00+07:00")
    assert "Nguyễn Văn An" in result["text"]
    assert "Bản quyền" not in result["text"]
    assert result["entities"]
    assert all(result["text"][item["start"] : item["end"]] == item["text"] for item in result["entities"])


def test_a_page_without_an_article_is_refused(client: TestClient) -> None:
    page = b"<!doctype html><html><head><title>x</title></head><body></body></html>"
    answer = client.post("/v1/analyze", content=page, headers={"Content-Type": "text/html"})
    assert (answer.status_code, answer.json()["code"]) == (422, "empty-text")


def test_tagger_of_a_text_is_a_parameter(client: TestClient) -> None:
    plain = {"content": TEXT.encode(), "headers": {"Content-Type": "text/plain"}}
    fast = client.post("/v1/analyze?tagger=fast", **plain)  # type: ignore[arg-type]
    assert fast.json()["provenance"]["tagger"] == "fast"
    assert client.post("/v1/analyze?tagger=accurate", **plain).json()["code"] == "model-missing"  # type: ignore[arg-type]
    both = client.post("/v1/analyze?tagger=fast", json={"text": TEXT})
    assert (both.status_code, both.json()["errors"][0]["field"]) == (422, "query.tagger")


def test_missing_tagger_is_named(client: TestClient) -> None:
    answer = client.post("/v1/analyze", json={"text": TEXT, "options": {"tagger": "accurate"}})
    assert answer.status_code == 503
    assert answer.json()["code"] == "model-missing"
    assert "fast" in answer.json()["detail"]
