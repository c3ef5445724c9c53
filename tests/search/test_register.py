"""Names of one event join, those of two do not; what sources claim is kept."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from nlp_service.extract.anniversaries.records import AnniversaryRecord
from nlp_service.search.anniversaries import AnniversaryQuery, find_anniversaries, list_anniversaries
from nlp_service.store.store import Store
from nlp_service.types import Anniversary
from tests.search.test_anniversaries import build, put

FOUNDED = "thành lập Trường THPT Nguyễn Huệ"


def records(store: Store, *, seed: bool = False) -> list[AnniversaryRecord]:
    wanted = AnniversaryQuery(date(2030, 1, 1), date(2031, 12, 31), seed=seed)
    found = {item.record.id: item.record for item in find_anniversaries(store, wanted)}
    return sorted(found.values(), key=lambda record: (-record.articles, record.id))


def mention(event: str, kind: str, original: str | None, *, inferred: bool = False, **fields: object) -> Anniversary:
    return replace(build((event, kind, original)), inferred=inferred, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "names",
    [
        (("Quốc khánh", "other"), ("Ngày Quốc khánh", "other"), ("QUỐC KHÁNH NƯỚC CHXHCN VIỆT NAM", "other")),
        (("Quốc khánh nước Cộng hòa xã hội chủ nghĩa Việt Nam", "other"), ("Ngày Quốc khánh 2/9", "other")),
        (("Ngày sinh Chủ tịch Hồ Chí Minh", "birth"), ("ngày sinh của Bác", "birth"), ("sinh nhật Bác Hồ", "birth")),
        (("Ngày sinh lần thứ 120 của Tổng Bí thư Trần Phú", "birth"), ("ngày sinh đồng chí Trần Phú", "birth")),
        (("Ngày thành lập Đoàn TNCS Hồ Chí Minh", "founding"), ("thành lập Đoàn", "founding")),
        (("Ngày giải phóng miền Nam", "liberation"), ("giải phóng miền Nam, thống nhất đất nước", "liberation")),
        (("Ngày Giải phóng tỉnh Sơn Hà", "liberation"), ("giải phóng Sơn Hà", "liberation")),
        (
            ("thành lập Trường THPT Nguyễn Huệ", "founding"),
            ("thành lập trường trung học phổ thông Nguyễn Huệ", "founding"),
        ),
        (
            ("thiết lập quan hệ ngoại giao Việt Nam - Hà Lan", "diplomatic"),
            ("thiết lập quan hệ ngoại giao Hà Lan – Việt Nam", "diplomatic"),
        ),
        (("Ngày Thương binh - Liệt sĩ", "tradition_day"), ("NGÀY THƯƠNG BINH, LIỆT SỸ", "tradition_day")),
    ],
)
def test_names_of_one_event_join(store: Store, names: tuple[tuple[str, str], ...]) -> None:
    for number, (name, kind) in enumerate(names):
        put(store, str(number), mention(name, kind, "1950-06-01"))
    (record,) = records(store)
    assert (record.articles, record.disputed, record.original_date) == (len(names), False, "1950-06-01")


@pytest.mark.parametrize(
    "names",
    [
        (("Quốc khánh", "other"), ("Quốc khánh Lào", "other"), ("Quốc khánh Trung Quốc", "other")),
        (("Chiến thắng Điện Biên Phủ", "victory"), ("Chiến thắng Điện Biên Phủ trên không", "victory")),
        (("thành lập Đảng", "founding"), ("thành lập Đảng bộ tỉnh Sơn Hà", "founding")),
        (("thành lập Đoàn", "founding"), ("thành lập Công đoàn Việt Nam", "founding")),
        (("ngày sinh Hồ Chí Minh", "birth"), ("ngày mất Hồ Chí Minh", "death")),
        (("thành lập Thành phố Hồ Chí Minh", "founding"), ("Ngày sinh Chủ tịch Hồ Chí Minh", "birth")),
        (("ngày sinh nhà thơ Huy Cận", "birth"), ("ngày sinh nhà thơ Xuân Diệu", "birth")),
        (("giải phóng huyện Sơn Hà", "liberation"), ("giải phóng thị xã Sơn Hà", "liberation")),
        (("thành lập tỉnh Sơn Hà", "founding"), ("tái lập tỉnh Sơn Hà", "founding")),
        (("Ngày Phụ nữ Việt Nam", "tradition_day"), ("Ngày Quốc tế Phụ nữ", "tradition_day")),
        (("Ngày Nhà giáo Việt Nam", "tradition_day"), ("Ngày Nhà báo Việt Nam", "tradition_day")),
        (("Giỗ Tổ Hùng Vương", "death"), ("giỗ tổ nghề may", "death")),
    ],
)
def test_names_of_two_events_do_not(store: Store, names: tuple[tuple[str, str], ...]) -> None:
    for number, (name, kind) in enumerate(names):
        put(store, str(number), mention(name, kind, "1950-06-01"))
    assert [record.articles for record in records(store)] == [1] * len(names)


def test_a_common_name_is_of_one_article_its_subject_or_its_day(store: Store) -> None:
    put(store, "1", mention("thành lập trường", "founding", "1956-06-01", inferred=True))
    put(store, "2", mention("thành lập trường", "founding", "1956-06-01", inferred=True))
    assert sorted(record.articles for record in records(store)) == [1, 1]
    store.delete("1")
    store.delete("2")
    put(store, "1", mention("thành lập trường", "founding", "1956-06-01", subject="Trường Hoa Ban"))
    put(store, "2", mention("thành lập trường", "founding", "1956-06-01", subject="Trường Hoa Ban"))
    put(store, "3", mention("thành lập trường", "founding", "1956-06-01", subject="Trường Hoa Sim"))
    assert [(record.subject, record.articles) for record in records(store)] == [
        ("Trường Hoa Ban", 2),
        ("Trường Hoa Sim", 1),
    ]
    put(store, "4", mention("thành lập trường", "founding", "1960-09-05"))
    put(store, "5", mention("Thành lập trường", "founding", "1960-09-05"))
    assert sorted(record.articles for record in records(store)) == [1, 2, 2]


def test_disagreeing_dates_are_kept_with_their_articles(store: Store) -> None:
    event = "ngày mất nhạc sĩ Văn Sơn Hà"
    for number in range(3):
        put(store, f"a{number}", mention(event, "death", "2001-04-01"))
    put(store, "b", mention("NGÀY MẤT CỦA CỐ NHẠC SĨ VĂN SƠN HÀ", "death", "2001-04-02"))
    put(store, "c", mention(event, "death", "2002-04-01", inferred=True))
    put(store, "d", mention(event, "death", "2001"))
    put(store, "e", mention(event, "death", None))
    (record,) = records(store)
    (hit,) = list_anniversaries(store, AnniversaryQuery(date(2030, 4, 1), date(2030, 4, 1), seed=False)).items
    assert hit.occurrence.record == record  # a page asks otherwise than an export, and says the same
    assert (record.original_date, record.articles, record.disputed, record.inferred) == ("2001-04-01", 7, True, False)
    claims = [(claim.original_date, claim.articles, claim.inferred) for claim in record.claims]
    assert claims == [("2001-04-01", 5, False), ("2001-04-02", 1, False), ("2002-04-01", 1, True)]
    assert record.claims[1].article_ids == ("b",)
    assert set(record.claims[0].article_ids) == {"a0", "a1", "a2", "d", "e"}


def test_the_day_of_a_ceremony_does_not_contradict(store: Store) -> None:
    put(store, "1", mention(FOUNDED, "founding", "1956-10-15"))
    put(store, "2", mention(FOUNDED, "founding", "1956-10-12", inferred=True))
    (record,) = records(store)
    assert (record.original_date, record.disputed, record.articles) == ("1956-10-15", False, 2)


def test_schools_of_one_name_are_told_apart_by_their_years(store: Store) -> None:
    put(store, "1", mention(FOUNDED, "founding", "1962-09-05"))
    (alone,) = records(store)
    put(store, "2", mention(FOUNDED, "founding", "1978-10-10"))
    put(store, "3", mention(FOUNDED, "founding", "XXXX-10-10", inferred=True))
    found = {record.original_date: (record.articles, record.disputed) for record in records(store)}
    assert found == {"1962-09-05": (1, False), "1978-10-10": (2, False)}
    assert len({record.id for record in records(store)}) == 2
    store.delete("2")
    store.delete("3")
    assert [record.id for record in records(store)] == [alone.id]


def test_the_order_of_articles_makes_no_difference(store: Store) -> None:
    mentions = {
        "1": mention("Quốc khánh", "other", "1945-09-02"),
        "2": mention("Ngày Quốc khánh", "other", None, observed_date="2024-09-02"),
        "3": mention("Quốc khánh", "other", "1946-09-02"),
        "4": mention("Quốc khánh Việt Nam", "other", "1945"),
    }
    seen = []
    for order in itertools.islice(itertools.permutations(mentions), 0, 24, 5):
        for article_id in order:
            store.delete(article_id)
        for article_id in order:
            put(store, article_id, mentions[article_id])
        (record,) = records(store)
        seen.append([(claim.original_date, claim.articles) for claim in record.claims])
    assert seen == [[("1945-09-02", 3), ("1946-09-02", 1)]] * len(seen)


def test_the_seed_gives_the_day_and_sources_that_differ_are_shown(store: Store) -> None:
    put(store, "1", mention("Quốc khánh", "other", "1946-09-02"))
    wanted = AnniversaryQuery(date(2025, 9, 2), date(2025, 9, 2), text="quoc khanh", seed=True)
    (hit,) = list_anniversaries(store, wanted).items
    record = hit.occurrence.record
    assert (hit.occurrence.years, record.seed, record.id, record.region) == (80, True, "quoc-khanh", "vn")
    assert "Constitution" in (record.seed_source or "")
    assert [(claim.original_date, claim.articles) for claim in record.claims] == [("1945-09-02", 0), ("1946-09-02", 1)]
    (without,) = find_anniversaries(store, AnniversaryQuery(date(2025, 9, 2), date(2025, 9, 2), seed=False))
    assert (without.years, without.record.seed, without.record.id) == (79, False, "quoc-khanh")


def test_the_seed_is_there_without_articles_and_can_be_left_out(store: Store) -> None:
    def names(**fields: object) -> list[str]:
        wanted = AnniversaryQuery(date(2025, 10, 1), date(2025, 12, 31), **fields)  # type: ignore[arg-type]
        return [item.record.event for item in find_anniversaries(store, wanted)]

    assert {"Ngày Nhà giáo Việt Nam", "Tết Trung thu", "Ngày thành lập Quân đội nhân dân Việt Nam"} <= set(names())
    assert names(seed=False) == []
    assert names(region="Hà Nội") == ["Ngày Giải phóng Thủ đô", "Chiến thắng Hà Nội - Điện Biên Phủ trên không"]
    assert names(text="nha giao viet nam") == ["Ngày Nhà giáo Việt Nam"]
    assert names(text="hien chuong") == ["Ngày Nhà giáo Việt Nam"]  # another name of the same day
    assert "Ngày Nhà giáo Việt Nam" in names(region="VN")
    assert "Ngày Nhà giáo Việt Nam" not in names(region="international")


@pytest.mark.parametrize(("year", "day"), [(2025, "2025-01-29"), (2026, "2026-02-17"), (2027, "2027-02-06")])
def test_lunar_seeds_move(store: Store, year: int, day: str) -> None:
    wanted = AnniversaryQuery(date(year, 1, 1), date(year, 12, 31), text="Tết Nguyên đán")
    assert [item.day.isoformat() for item in find_anniversaries(store, wanted)] == [day]


def test_regions_of_events_in_articles(store: Store) -> None:
    put(store, "1", mention("Ngày giải phóng huyện Sơn Hà, tỉnh Quảng Ngãi", "liberation", "1975-03-20"))
    put(store, "2", mention("thành lập Hội Hoa Ban Việt Nam", "founding", "1985-03-20"))
    put(store, "3", mention("thành lập", "founding", "1990-01-01", subject="UBND tỉnh Cà Mau"))
    put(store, "4", mention("sinh Nguyễn Văn An", "birth", "1890-01-05"))
    found = {record.original_date: record.region for record in records(store)}
    assert found == {"1975-03-20": "Quảng Ngãi", "1985-03-20": "vn", "1990-01-01": "Cà Mau", "1890-01-05": None}


def test_a_record_says_when_its_newest_article_was_stored(store: Store) -> None:
    before = datetime.now(UTC)
    put(store, "1", mention(FOUNDED, "founding", "1962-09-05"))
    (record,) = records(store)
    assert record.updated is not None
    assert before <= record.updated <= datetime.now(UTC)


def test_a_thousand_sources_are_one_event(store: Store) -> None:
    for number in range(60):
        put(store, f"{number:02d}", mention(FOUNDED, "founding", "1962-09-05"), day=date(2024, 1, 1 + number % 28))
    (record,) = records(store)
    assert (record.articles, len(record.article_ids), len(record.claims), len(record.claims[0].article_ids)) == (
        60,
        60,
        1,
        20,
    )
