"""What the pages of a site repeat is zoned out, whatever comes, changes and goes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nlp_service.search.articles import ArticleQuery, search_articles
from nlp_service.store.boilerplate import find_site_lines, hash_line
from nlp_service.store.sites import LEAST_ARTICLES
from nlp_service.store.store import Store
from nlp_service.types import Article, Span, Tag, Zone, ZoneLabel
from tests.store.builders import build_analysis
from tests.store.test_put_get import count_rows

APPEAL = "Mời bạn đọc theo dõi Báo Biển Xanh để nhận tin sớm nhất mỗi ngày."
STORIES = [
    f"Thuyền số {number} của làng chài về bến lúc {number} giờ với {number * 3} tạ cá, người mua chờ từ sớm."
    for number in range(2, 30)
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store.db") as opened:
        yield opened


def put(store: Store, number: int, *, site: str | None = "https://www.bien.example/bai", appeal: str = APPEAL) -> None:
    text = f"{STORIES[number]}\n{appeal}"
    end = len(STORIES[number])
    article = Article(f"bai-{number}", text, source=f"{site}-{number}.html" if site else None)
    zones = (Zone(0, end, ZoneLabel.BODY), Zone(end + 1, len(text), ZoneLabel.BODY))
    tags = [
        Tag(name, "keyword", 0.9, (Span(text.index(name), text.index(name) + len(name)),))
        for name in ("làng chài", "Báo Biển Xanh")
        if name in text
    ]
    store.put(article, build_analysis(article, zones=zones, tags=tags))


def zones(store: Store, number: int) -> list[str]:
    return [zone["zone"] for zone in store.get(f"bai-{number}").analysis["zones"]]


def test_the_appeal_below_every_story_is_the_sites(store: Store) -> None:
    for number in range(LEAST_ARTICLES + 2):
        put(store, number)
    assert zones(store, 0) == ["body", "body"]
    last = store.get(f"bai-{LEAST_ARTICLES + 1}")
    assert zones(store, LEAST_ARTICLES + 1) == ["body", "footer"]
    assert [tag["tag"] for tag in last.analysis["tags"]] == ["làng chài"]
    found = search_articles(store, ArticleQuery(text="theo dõi")).items
    assert {hit.id for hit in found[-2:]} == {"bai-5", "bai-6"}  # the appeal weighs next to nothing there


def test_other_sites_and_articles_without_one_are_left_alone(store: Store) -> None:
    for number in range(LEAST_ARTICLES):
        put(store, number)
    put(store, 20, site="https://nui.example/bai")
    put(store, 21, site=None)
    assert zones(store, 20) == zones(store, 21) == ["body", "body"]


def test_a_story_told_again_is_not_the_sites(store: Store) -> None:
    for number in range(LEAST_ARTICLES + 2):
        text = STORIES[0] + " " + " ".join(STORIES[1:8])
        article = Article(f"ban-{number}", text, source=f"https://bien.example/{number}")
        store.put(article, build_analysis(article, zones=(Zone(0, len(text), ZoneLabel.BODY),)))
    assert [zone["zone"] for zone in store.get("ban-6").analysis["zones"]] == ["body"]


def test_lines_go_with_their_articles(store: Store) -> None:
    for number in range(LEAST_ARTICLES):
        put(store, number)
    put(store, 0, appeal="Lời kêu gọi này chỉ có ở một bài báo mà thôi.")
    put(store, 10)
    assert zones(store, 10) == ["body", "body"]  # only four others have it now
    for number in (0, 1, 2, 3, 4, 10):
        store.delete(f"bai-{number}")
    assert not any(count_rows(store).values())


def test_only_the_edges_are_kept() -> None:
    text = "\n".join(STORIES)
    starts = [text.index(story) for story in STORIES]
    lines = tuple(Zone(start, start + len(story), ZoneLabel.BODY) for start, story in zip(starts, STORIES, strict=True))
    found = find_site_lines(Article("a", text, source="Báo Biển Xanh"), lines)
    assert found is not None
    assert found.site == "báo biển xanh"
    assert len(found.lines) == 18
    assert find_site_lines(Article("a", text), lines) is None
    assert find_site_lines(Article("a", text, source="http://["), lines) is not None


@pytest.mark.parametrize(("line", "same"), [("THEO DÕI BÁO BIỂN XANH!", True), ("Theo dõi  báo: Biển Xanh", True)])
def test_lines_are_compared_by_their_words(line: str, same: bool) -> None:
    assert (hash_line(line) == hash_line("Theo dõi Báo Biển Xanh")) is same
    assert hash_line("Hà Nội") is None
