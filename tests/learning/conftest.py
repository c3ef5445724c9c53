"""The committed topic model, a fresh store, and articles that are written for the tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nlp_service.model_store import TOPIC_MODEL, ModelFolder, default_root, open_model
from nlp_service.model_versions import ModelVersions
from nlp_service.store.store import Store
from nlp_service.types import Article
from tests.dummies import make_pipeline

SUBJECTS = (
    "Đội tuyển bóng đá nữ thắng trận chung kết sau loạt sút luân lưu trên sân nhà.",
    "Ngân hàng hạ lãi suất cho vay để doanh nghiệp xuất khẩu vay vốn mở rộng sản xuất.",
    "Bác sĩ khuyên người cao tuổi tiêm vắc-xin phòng cúm trước mùa lạnh năm nay.",
    "Học sinh lớp mười hai ôn thi tốt nghiệp, nhà trường mở lớp phụ đạo miễn phí.",
)
PLACES = ("Nha Trang", "Đà Lạt", "Cần Thơ", "Hải Phòng", "Quy Nhơn", "Buôn Ma Thuột")


def make_articles(amount: int) -> list[Article]:
    return [
        Article(f"bai-{number}", f"{SUBJECTS[number % 4]} Tin từ {PLACES[number % 6]}, bản tin số {number} trong ngày.")
        for number in range(amount)
    ]


@pytest.fixture(scope="session")
def release() -> ModelFolder:
    return open_model(default_root(), TOPIC_MODEL)


@pytest.fixture
def versions(tmp_path: Path) -> ModelVersions:
    return ModelVersions(tmp_path / "versions", TOPIC_MODEL)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store.db") as opened:
        yield opened


@pytest.fixture
def articles(store: Store) -> list[Article]:
    made = make_articles(24)
    pipeline = make_pipeline()
    store.put_many((article, pipeline.analyze(article)) for article in made)
    return made
