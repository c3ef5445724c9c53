"""The lists: articles, entities, dates, topics; filters and pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel
from starlette.testclient import TestClient

from nlp_service.api.listings import ArticlePage, DatePage, EntityDetailAnswer, EntityPage, TopicList
from nlp_service.api.taxonomy import complete_counts
from nlp_service.search.topics import TopicCount
from tests.api.conftest import SECOND


def get(client: TestClient, path: str, model: type[BaseModel]) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    model.model_validate_json(answer.content)
    return answer.json()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["b", "a/1"]),  # newest first
        ("q=nghe+an", ["a/1"]),
        ("q=Nghệ+An", ["a/1"]),
        ('q="thành+phố+Huế"', ["b"]),
        ("q=khong-co", []),
        ("from=2024-06-01", ["b"]),
        ("to=2024-05-18", ["a/1"]),
        ("from=2024-09-01&to=2024-09-01", ["b"]),
        ("from=2024-09-01T08:00:00%2B07:00", []),
        ("topic=chinh-tri-xa-hoi", ["b", "a/1"]),
        ("topic=section:chinh-tri-xa-hoi&to=2024-06-01", ["a/1"]),
        ("topic=the-thao", []),
        ("entity=unknown", []),
    ],
)
def test_find_articles(filled: TestClient, query: str, expected: list[str]) -> None:
    page = get(filled, f"/v1/articles?{query}", ArticlePage)
    assert [item["id"] for item in page["items"]] == expected
    assert page["total"] == len(expected)
    assert page["next"] is None


def test_snippet_points_into_the_article(filled: TestClient) -> None:
    (item,) = get(filled, "/v1/articles?q=hue", ArticlePage)["items"]
    snippet = item["snippet"]
    assert snippet["text"] == SECOND[snippet["start"] : snippet["end"]]
    assert [SECOND[span["start"] : span["end"]] for span in snippet["highlights"]] == ["Huế"]
    assert [item["title"][span["start"] : span["end"]] for span in item["title_highlights"]] == ["Huế"]


def pages(client: TestClient, path: str) -> Iterator[Any]:
    following: str | None = path
    while following is not None:
        answer = client.get(following)
        assert answer.status_code == 200, answer.text
        following = answer.json()["next"]
        assert answer.headers.get("link") == (f'<{following}>; rel="next"' if following else None)
        yield answer.json()


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/v1/articles?limit=2&topic=chinh-tri-xa-hoi", "id"),
        ("/v1/articles?limit=2&q=dịp+lễ", "id"),
        ("/v1/entities?limit=2&label=PER", "entity_id"),
        ("/v1/dates?limit=2", "article"),
    ],
)
def test_pages_hold_everything_once(client: TestClient, path: str, key: str) -> None:
    names = ["Nguyễn Văn An", "Trần Thị Bình", "Lê Hoàng Sơn", "Phạm Minh Tâm", "Vũ Thu Hà"]
    articles = [
        {"id": f"n{index}", "text": f"Ngày {index + 1}/9/2024, gặp {name} ở quê nhà nhân dịp lễ lớn."}
        for index, name in enumerate(names)
    ]
    assert client.post("/v1/articles", json={"articles": articles}).status_code == 200
    found = list(pages(client, path))
    assert [len(page["items"]) for page in found] == [2, 2, 1]
    assert {page["total"] for page in found} == {5}
    assert len({str(item[key]) for page in found for item in page["items"]}) == 5


def test_a_cursor_belongs_to_its_query(filled: TestClient) -> None:
    following = filled.get("/v1/articles?limit=1").json()["next"]
    answer = filled.get(f"{following}&q=hue")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-field")


def test_entities(filled: TestClient) -> None:
    everything = get(filled, "/v1/entities", EntityPage)
    assert everything["total"] == len(everything["items"]) > 1
    (hit,) = get(filled, "/v1/entities?prefix=tran+thi", EntityPage)["items"]
    assert (hit["name"], hit["label"], hit["articles"]) == ("Trần Thị Bình", "PER", 1)
    assert get(filled, "/v1/entities?label=LAW", EntityPage)["items"] == []
    detail = get(filled, f"/v1/entities/{hit['entity_id']}", EntityDetailAnswer)
    assert detail["entity"] == hit
    assert [item["id"] for item in detail["articles"]["items"]] == ["b"]
    assert [form["text"] for form in detail["forms"]] == ["Trần Thị Bình"]
    found = get(filled, f"/v1/articles?entity={hit['entity_id']}", ArticlePage)
    assert [item["id"] for item in found["items"]] == ["b"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["2024-05-19", "2024-09-02"]),
        ("from=2024-05-19&to=2024-05-19", ["2024-05-19"]),
        ("from=2024-05-20", ["2024-09-02"]),
        ("type=DURATION", []),
        ("role=event", ["2024-05-19", "2024-09-02"]),
        ("article=b", ["2024-09-02"]),
    ],
)
def test_dates(filled: TestClient, query: str, expected: list[str]) -> None:
    page = get(filled, f"/v1/dates?{query}", DatePage)
    assert [item["date"]["value"] for item in page["items"]] == expected


def test_topics(filled: TestClient) -> None:
    topics = get(filled, "/v1/topics", TopicList)["items"]
    assert {(topic["scheme"], topic["id"]): topic["articles"] for topic in topics if topic["articles"]} == {
        ("section", "chinh-tri-xa-hoi"): 2
    }
    assert {topic["scheme"] for topic in topics} == {"section", "iptc"}
    assert len({(topic["scheme"], topic["id"]) for topic in topics}) == len(topics) > 20


def test_a_topic_that_the_taxonomy_does_not_know_is_listed() -> None:
    unknown = TopicCount("section", "cu", "Mục cũ", 3)
    assert complete_counts([unknown])[-1] == unknown
