"""Clusters of duplicates are right whatever the order in which articles come, change and go."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp_service.errors import ArticleNotFound
from nlp_service.search.duplicates import find_duplicates
from nlp_service.store.signatures import sign, similarity
from nlp_service.store.store import Store
from nlp_service.types import Article, Zone, ZoneLabel
from tests.store.builders import build_analysis, build_article

SENTENCES = [
    "Sáng nay, đoàn thuyền của làng chài ra khơi sớm hơn mọi ngày vì biển lặng.",
    "Ông Sáu cho biết mẻ lưới đầu tiên được gần hai tạ cá thu và cá ngừ.",
    "Chợ cá trên bến đông kín người mua từ lúc trời còn chưa sáng hẳn.",
    "Giá cá năm nay cao hơn năm ngoái chừng một phần năm theo lời thương lái.",
    "Nhiều gia đình đã trả xong khoản vay đóng thuyền từ mùa trước.",
    "Lớp học buổi tối của đồn biên phòng vẫn đều đặn ba buổi mỗi tuần.",
    "Con đường bê tông ra bến vừa được mở rộng thêm hai mét ở mỗi bên.",
    "Tháng tới, làng sẽ dựng lại ngôi đình bị bão làm hư hại cách đây ba năm.",
]
BODY = " ".join(SENTENCES)
OTHER = "Hội đồng xã họp bàn việc đặt tên cho sáu con đường mới mở phía sau trường học và trạm y tế của thôn Thượng."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store.db") as opened:
        yield opened


def put(store: Store, article_id: str, text: str, published: date | None = None) -> None:
    article = build_article(article_id, text, published=published)
    store.put(article, build_analysis(article))


def ids(store: Store, article_id: str) -> tuple[str, list[str]]:
    cluster = find_duplicates(store, article_id, limit=50)
    return cluster.head_id, [member.id for member in cluster.duplicates]


@pytest.mark.parametrize(
    "other",
    [
        BODY,
        BODY.upper(),
        BODY.replace("hòa", "hoà") + "\n\n",
        BODY.replace(", ", " , ").replace(" ", "  "),
        BODY.replace("gần hai tạ", "hơn hai tạ"),
        BODY + " (Theo báo Biển Xanh)",
        " ".join(SENTENCES[:-1]),
    ],
)
def test_the_same_story(store: Store, other: str) -> None:
    put(store, "gốc", BODY)
    put(store, "lại", other)
    assert ids(store, "gốc") == ("gốc", ["lại"])
    assert ids(store, "lại") == ("gốc", ["gốc"])
    assert find_duplicates(store, "lại", limit=5).duplicates[0].similarity >= 0.7


@pytest.mark.parametrize("other", [OTHER, " ".join(SENTENCES[:3]) + OTHER * 3, "Biển lặng.", "12 34 56"])
def test_another_story(store: Store, other: str) -> None:
    put(store, "một", BODY)
    put(store, "hai", other)
    assert ids(store, "hai") == ("hai", [])


def test_short_texts_are_compared_as_a_whole(store: Store) -> None:
    put(store, "a", "Biển lặng, thuyền ra khơi.")
    put(store, "b", "biển lặng thuyền ra khơi")
    put(store, "c", "Biển lặng, thuyền về bến.")
    assert ids(store, "b") == ("a", ["a"])
    assert ids(store, "c") == ("c", [])


def test_the_head_is_the_earliest_published(store: Store) -> None:
    put(store, "không ngày", BODY)
    put(store, "muộn", BODY, date(2024, 5, 2))
    assert ids(store, "muộn") == ("muộn", ["không ngày"])
    put(store, "sớm", BODY, date(2024, 5, 1))
    assert ids(store, "muộn") == ("sớm", ["sớm", "không ngày"])
    store.delete("sớm")
    assert ids(store, "không ngày") == ("muộn", ["muộn"])


def test_a_changed_article_leaves_its_cluster(store: Store) -> None:
    for name in ("a", "b", "c"):
        put(store, name, BODY)
    put(store, "a", OTHER)
    assert ids(store, "a") == ("a", [])
    assert ids(store, "c") == ("b", ["b"])
    put(store, "a", BODY)
    assert ids(store, "c") == ("a", ["a", "b"])


def test_what_hung_together_by_one_article_falls_apart(store: Store) -> None:
    words = [f"từ{number}" for number in range(400)]
    put(store, "đầu", " ".join(words[:300]))
    put(store, "cuối", " ".join(words[80:380]))
    assert ids(store, "đầu") == ("đầu", [])
    put(store, "giữa", " ".join(words[40:340]))
    assert ids(store, "cuối") == ("đầu", ["đầu", "giữa"])
    store.delete("giữa")
    assert ids(store, "đầu") == ("đầu", [])
    assert ids(store, "cuối") == ("cuối", [])


def test_a_shared_banner_makes_no_duplicates(store: Store) -> None:
    banner = "CỔNG THÔNG TIN ĐIỆN TỬ HUYỆN BIỂN XANH NHIỆT LIỆT CHÀO MỪNG NGÀY HỘI LÀNG " * 8
    for name, text in (("a", SENTENCES[0]), ("b", SENTENCES[5])):
        article = Article(name, banner + "\n" + text)
        zones = (Zone(0, len(banner), ZoneLabel.BANNER), Zone(len(banner) + 1, len(article.text), ZoneLabel.BODY))
        store.put(article, build_analysis(article, zones=zones))
    assert ids(store, "a") == ("a", [])


def test_unknown_article(store: Store) -> None:
    with pytest.raises(ArticleNotFound):
        find_duplicates(store, "không có", limit=5)


def test_signatures_estimate_the_similarity() -> None:
    chosen = random.Random(1)
    words = [f"chữ{chosen.randrange(10_000)}" for _ in range(1000)]
    for kept in (1.0, 0.9, 0.5, 0.0):
        cut = int(1000 * kept)
        one = sign(" ".join(words))
        two = sign(" ".join([*words[:cut], *(f"khác{number}" for number in range(1000 - cut))]))
        assert one is not None
        assert two is not None
        assert one.minhash is not None
        assert two.minhash is not None
        assert similarity(one.minhash, two.minhash) == pytest.approx(kept / (2 - kept), abs=0.12)


@given(st.text(max_size=400))
def test_any_text_has_a_signature(text: str) -> None:
    assert sign(text) == sign(text.replace(" ", "  "))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from([BODY, OTHER, None])), max_size=12))
def test_clusters_follow_from_what_is_stored(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, str | None]]
) -> None:
    stored: dict[str, str] = {}
    with Store.open(tmp_path_factory.mktemp("any") / "store.db") as store:
        for article_id, text in changes:
            if text is None:
                store.delete(article_id)
                stored.pop(article_id, None)
            else:
                put(store, article_id, text)
                stored[article_id] = text
        for article_id, text in stored.items():
            same = {other for other, its_text in stored.items() if its_text == text} - {article_id}
            assert set(ids(store, article_id)[1]) == same
