"""One event for a thousand banners, with its sources; it falls on its day in every year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from nlp_service.errors import InvalidField
from nlp_service.search.anniversaries import AnniversaryQuery, find_anniversaries, list_anniversaries
from nlp_service.store.store import Store
from nlp_service.types import Anniversary, Calendar, Zone, ZoneLabel
from tests.store.builders import build_analysis, build_article

BIRTH = ("Ngày sinh Chủ tịch Hồ Chí Minh", "birth", "1890-05-19")
VICTORY = ("Ngày Giải phóng miền Nam", "liberation", "1975-04-30")
KINGS = ("Giỗ Tổ Hùng Vương", "death", None)


def build(
    event: tuple[str, str, str | None],
    *,
    years: int | None = None,
    observed: str | None = None,
    calendar: Calendar = "gregorian",
) -> Anniversary:
    name, event_type, original = event
    return Anniversary(
        start=0,
        end=9 + len(name),
        text=f"kỷ niệm: {name}",
        event=name,
        event_start=9,
        event_end=9 + len(name),
        event_type=event_type,
        years=years,
        original_date=original,
        observed_date=observed,
        consistent=None,
        calendar=calendar,
    )


def put(store: Store, article_id: str, *found: Anniversary, day: date | None = None) -> None:
    article = build_article(article_id, found[0].text if found else "Bài.", title=f"Bài {article_id}", published=day)
    zones = [Zone(0, len(article.text), ZoneLabel.BANNER)]
    store.put(article, build_analysis(article, anniversaries=found, zones=zones))


def query(first: str, last: str, **fields: object) -> AnniversaryQuery:
    wanted = AnniversaryQuery(date.fromisoformat(first), date.fromisoformat(last), seed=False)
    return replace(wanted, **fields)  # type: ignore[arg-type]


def falls(store: Store, wanted: AnniversaryQuery) -> list[tuple[str, int | None, str]]:
    page = list_anniversaries(store, wanted)
    assert page.total == len(page.items)
    return [(hit.occurrence.day.isoformat(), hit.occurrence.years, hit.occurrence.record.event) for hit in page.items]


def test_one_banner_on_many_pages_is_one_anniversary(store: Store) -> None:
    for number in range(12):
        put(store, str(number), build(BIRTH, years=134, observed="2024-05-19"), day=date(2024, 3, 1 + number))
    (hit,) = list_anniversaries(store, query("2025-05-01", "2025-05-31")).items
    assert (hit.occurrence.day, hit.occurrence.years, hit.occurrence.round) == (date(2025, 5, 19), 135, 5)
    assert hit.occurrence.record.articles == 12
    assert len(hit.occurrence.record.article_ids) == 12
    assert [source.article_id for source in hit.sources] == ["11", "10", "9", "8", "7"]
    source = hit.sources[0]
    assert source.mention == build(BIRTH, years=134, observed="2024-05-19")
    assert (source.article_title, source.article_published, source.zone) == (
        "Bài 11",
        date(2024, 3, 12),
        ZoneLabel.BANNER,
    )


def test_range_round_type_and_text(store: Store) -> None:
    put(store, "1", build(BIRTH), build(VICTORY))
    whole = query("2025-01-01", "2025-12-31")
    assert falls(store, whole) == [("2025-04-30", 50, VICTORY[0]), ("2025-05-19", 135, BIRTH[0])]
    assert falls(store, query("2025-05-01", "2025-05-19")) == [("2025-05-19", 135, BIRTH[0])]
    assert falls(store, query("2025-05-01", "2025-05-18")) == []
    assert falls(store, replace(whole, round=50)) == [("2025-04-30", 50, VICTORY[0])]
    assert falls(store, replace(whole, event_type="birth")) == [("2025-05-19", 135, BIRTH[0])]
    for text in ("ho chi minh", "Hồ Chí", "minh sinh", "HỒ-CHÍ"):
        assert falls(store, replace(whole, text=text)) == [("2025-05-19", 135, BIRTH[0])]
    for text in ("inh", "%", "_inh", "hồ miền"):
        expected = [] if text != "%" else falls(store, whole)  # a sign is no word, so nothing is asked
        assert falls(store, replace(whole, text=text)) == expected


def test_lunar_days_fall_on_their_solar_days(store: Store) -> None:
    put(store, "1", build((KINGS[0], KINGS[1], "XXXX-03-10"), calendar="lunar"))
    assert falls(store, query("2024-01-01", "2025-12-31")) == [
        ("2024-04-18", None, KINGS[0]),
        ("2025-04-07", None, KINGS[0]),
    ]


def test_year_of_the_event_comes_from_a_mention_that_counts(store: Store) -> None:
    event = ("Ngày truyền thống ngành Hoa Ban", "founding", "XXXX-06-01")
    put(store, "1", build(event))
    put(store, "2", build(event, years=10, observed="2024-06-01"))
    assert falls(store, query("2025-06-01", "2025-06-01")) == [("2025-06-01", 11, event[0])]
    store.delete("2")
    assert falls(store, query("2025-06-01", "2025-06-01")) == [("2025-06-01", None, event[0])]
    store.delete("1")
    assert falls(store, query("2025-06-01", "2025-06-01")) == []


def test_description_passes_to_the_next_article(store: Store) -> None:
    put(store, "1", build(BIRTH))
    put(store, "2", build((BIRTH[0].upper(), *BIRTH[1:])))
    assert falls(store, query("2025-05-19", "2025-05-19"))[0][2] == BIRTH[0]
    put(store, "1")  # the article no longer mentions it
    assert falls(store, query("2025-05-19", "2025-05-19"))[0][2] == BIRTH[0].upper()
    (hit,) = list_anniversaries(store, query("2025-05-19", "2025-05-19")).items
    assert (hit.occurrence.record.articles, hit.occurrence.record.article_ids) == (1, ("2",))


def test_an_article_counts_once_however_often_it_says_so(store: Store) -> None:
    put(store, "1", build(BIRTH), build(("Sinh nhật Bác", "birth", "1890")), build(BIRTH))
    (hit,) = list_anniversaries(store, query("2025-05-19", "2025-05-19")).items
    assert (hit.occurrence.record.articles, hit.occurrence.record.article_ids) == (1, ("1",))


def test_pages_and_export_agree(store: Store) -> None:
    put(store, "1", build(BIRTH), build(VICTORY))
    wanted = query("2020-01-01", "2024-12-31", limit=3)
    seen, cursor = [], None
    for _ in range(4):
        page = list_anniversaries(store, replace(wanted, cursor=cursor))
        assert page.total == 10
        seen += [hit.occurrence for hit in page.items]
        cursor = page.next_cursor
    assert cursor is None
    assert tuple(seen) == find_anniversaries(store, wanted)


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (query("2025-01-02", "2025-01-01"), "from"),
        (query("2000-01-01", "2025-01-01"), "to"),
        (query("2025-01-01", "2025-01-02", round=0), "round"),
        (query("2025-01-01", "2025-01-02", limit=101), "limit"),
        (query("2025-01-01", "2025-01-02", cursor="AAAA"), "cursor"),
        (query("2025-01-01", "2025-01-02", text="a" * 1001), "query"),
    ],
)
def test_bad_values_are_named(store: Store, wanted: AnniversaryQuery, field: str) -> None:
    with pytest.raises(InvalidField, match=f"^{field}"):
        list_anniversaries(store, wanted)
