"""Similar articles over HTTP: what shares rare names comes, what shares nothing does not, and the likest is first."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from nlp_service.extract.topics.learned import open_classifier
from nlp_service.model_store import TOPIC_MODEL, default_root, open_model
from tests.api.conftest import MakeApp
from tests.dummies import make_pipeline

ARTICLES = {
    "khai-giảng": "Cô giáo Trần Thị Bình đón học sinh lớp một trong lễ khai giảng năm học mới tại trường tiểu học.",
    "tổng-kết": "Cô giáo Trần Thị Bình cùng học sinh dự lễ tổng kết năm học tại trường tiểu học.",
    "cùng-tên": "Ngân hàng nơi Trần Thị Bình gửi tiền hạ lãi suất cho vay doanh nghiệp xuất khẩu gạo.",
    "không-chung": "Học sinh lớp một dự lễ khai giảng năm học mới tại trường tiểu học cùng Phạm Văn Cường.",
}


@pytest.fixture
def client(make_app: MakeApp) -> Iterator[TestClient]:
    topics = open_classifier(open_model(default_root(), TOPIC_MODEL))
    with TestClient(make_app(pipeline=replace(make_pipeline(), topics=topics))) as opened:
        articles = [{"id": name, "text": text} for name, text in ARTICLES.items()]
        assert opened.post("/v1/articles", json={"articles": articles}).status_code == 200
        yield opened


def test_the_likest_first_with_reasons(client: TestClient) -> None:
    items = client.get("/v1/articles/khai-giảng/similar").json()["items"]
    assert [item["id"] for item in items] == ["tổng-kết", "cùng-tên"]
    assert items[0]["similarity"] > 2 * items[1]["similarity"]
    assert [entity["name"] for entity in items[0]["entities"]] == ["Trần Thị Bình"]
    assert client.get("/v1/articles/khai-giảng/similar", params={"limit": 1}).json()["items"] == items[:1]


def test_the_same_words_in_another_form_are_alike(client: TestClient) -> None:
    client.put("/v1/articles/nfd", json={"text": unicodedata.normalize("NFD", ARTICLES["tổng-kết"])})
    first, second, *_ = client.get("/v1/articles/khai-giảng/similar").json()["items"]
    assert {first["id"], second["id"]} == {"nfd", "tổng-kết"}
    assert first["similarity"] == second["similarity"]


def test_duplicates_are_left_out_on_both_sides(client: TestClient) -> None:
    before = client.get("/v1/articles/khai-giảng/similar").json()["items"]
    client.put("/v1/articles/đăng-lại", json={"text": ARTICLES["khai-giảng"]})
    client.put("/v1/articles/lần-ba", json={"text": ARTICLES["khai-giảng"]})
    copies = {"khai-giảng", "đăng-lại", "lần-ba"}
    for name in sorted(copies):
        found = client.get(f"/v1/articles/{name}/duplicates").json()["items"]
        assert {item["id"] for item in found} == copies - {name}
        items = client.get(f"/v1/articles/{name}/similar").json()["items"]
        assert [(item["id"], item["similarity"]) for item in items] == [
            (item["id"], item["similarity"]) for item in before
        ]


def test_what_is_no_duplicate_any_more_comes_back(client: TestClient) -> None:
    client.put("/v1/articles/đăng-lại", json={"text": ARTICLES["khai-giảng"]})
    client.put("/v1/articles/đăng-lại", json={"text": ARTICLES["tổng-kết"]})
    items = client.get("/v1/articles/khai-giảng/similar").json()["items"]
    assert {item["id"] for item in items} == {"đăng-lại", "tổng-kết", "cùng-tên"}


def test_nothing_shared_and_not_there(client: TestClient) -> None:
    assert client.get("/v1/articles/không-chung/similar").json() == {"items": []}
    assert client.get("/v1/articles/thiếu/similar").json()["code"] == "article-not-found"
    assert client.get("/v1/articles/khai-giảng/similar", params={"limit": 0}).status_code == 422
