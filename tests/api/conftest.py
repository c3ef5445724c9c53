"""One application over a pipeline of dummies and a fresh SQLite store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from nlp_service.api.app import create_app
from nlp_service.api.settings import Settings
from nlp_service.pipeline import Pipeline
from nlp_service.store.store import Store
from tests.dummies import make_pipeline

TODAY = date(2024, 5, 1)
TEXT = (
    "Ngày 19/5/2024, tỉnh Nghệ An tổ chức lễ kỷ niệm 134 năm Ngày sinh Chủ tịch Hồ Chí Minh. "
    "Ông Nguyễn Văn An đã đọc diễn văn trước đông đảo nhân dân."
)
SECOND = "Sáng 2/9/2024, bà Trần Thị Bình dự lễ chào cờ nhân kỷ niệm 79 năm Ngày Quốc khánh tại thành phố Huế."


Snapshot = Callable[[], list[tuple[str, str]]]


class MakeApp(Protocol):
    """Makes applications with other settings or parts."""

    def __call__(self, *, pipeline: Pipeline | None = None, **settings: Any) -> FastAPI: ...


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store.db") as opened:
        yield opened


@pytest.fixture
def make_app(store: Store, tmp_path: Path) -> MakeApp:
    def make(*, pipeline: Pipeline | None = None, **settings: Any) -> FastAPI:
        chosen = Settings(**{"samples": tmp_path / "samples", "versions": tmp_path / "versions"} | settings)
        return create_app(chosen, pipeline=pipeline or make_pipeline(), store=store, today=lambda: TODAY)

    return make


@pytest.fixture
def client(make_app: MakeApp) -> Iterator[TestClient]:
    with TestClient(make_app()) as opened:
        yield opened


@pytest.fixture
def snapshot(store: Store) -> Snapshot:
    """What is in the store of ``client``."""
    return lambda: list_stored(store)


@pytest.fixture(scope="module")
def filled_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The store of ``filled``; one a module, so its tests change nothing."""
    with Store.open(tmp_path_factory.mktemp("filled") / "store.db") as opened:
        yield opened


@pytest.fixture(scope="module")
def filled(filled_store: Store) -> Iterator[TestClient]:
    """A client over two articles: ``a/1`` of 2024-05-18 and ``b`` of 2024-09-01."""
    articles = [
        {"id": "a/1", "text": TEXT, "title": "Kỷ niệm tại Nghệ An", "published": "2024-05-18"},
        {"id": "b", "text": SECOND, "title": "Chào cờ tại Huế", "published": "2024-09-01T07:30:00+07:00"},
    ]
    app = create_app(Settings(), pipeline=make_pipeline(), store=filled_store, today=lambda: TODAY)
    with TestClient(app) as client:
        answer = client.post("/v1/articles", json={"articles": articles})
        assert answer.status_code == 200, answer.text
        yield client


def list_stored(store: Store) -> list[tuple[str, str]]:
    """Return the ids and content hashes of what is stored."""
    with store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT id, content_hash FROM articles ORDER BY id").all()
    return [(str(row[0]), str(row[1])) for row in rows]
