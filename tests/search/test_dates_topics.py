"""Dates are listed by time and filtered by what their interval touches; topics are counted where they are assigned."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nlp_service.errors import InvalidField
from nlp_service.search.dates import DateQuery, list_dates
from nlp_service.search.topics import TopicCount, list_topics
from nlp_service.store.store import Store
from nlp_service.types import DateMention, DateRole, TopicScore, Zone, ZoneLabel
from tests.store.builders import build_analysis, build_article

MENTIONS = (
    DateMention(0, 9, "19/5/1890", "DATE", "1890-05-19", interval=("1890-05-19", "1890-05-20"), role=DateRole.BIRTH),
    DateMention(10, 18, "năm 2024", "DATE", "2024", interval=("2024-01-01", "2025-01-01")),
    DateMention(
        19,
        33,
        "10h48 ngày 22/3",
        "TIME",
        "2024-03-22T10:48",
        interval=("2024-03-22T10:48", "2024-03-22T10:49"),
        role=DateRole.DEADLINE,
        mod="APPROX",
        conflict="thứ không khớp",
    ),
    DateMention(34, 41, "35 năm", "DURATION", "P35Y"),
    DateMention(
        42,
        62,
        "mùng 1 Tết Mậu Thân",
        "DATE",
        "lunar:1968-01-01",
        calendar="lunar",
        interval=("1968-01-30", "1968-01-31"),
        role=DateRole.HISTORICAL,
    ),
)


@pytest.fixture
def dated(store: Store) -> Store:
    text = " " * 70 + "Bài có ngày."
    article = build_article("1", text, title="Ngày", published=date(2024, 3, 22))
    zones = [Zone(0, 9, ZoneLabel.BANNER), Zone(10, len(text), ZoneLabel.BODY)]
    store.put(article, build_analysis(article, dates=MENTIONS, zones=zones))
    other = build_article("2", "Bài khác.")
    store.put(other, build_analysis(other, dates=[MENTIONS[1]]))
    return store


def values(store: Store, query: DateQuery) -> list[str]:
    page = list_dates(store, query)
    assert page.total == len(page.items)
    return [hit.mention.value for hit in page.items]


def test_listed_by_time_with_all_fields(dated: Store) -> None:
    page = list_dates(dated, DateQuery(article_id="1"))
    assert [hit.mention for hit in page.items] == [MENTIONS[index] for index in (0, 4, 1, 2, 3)]
    first = page.items[0]
    assert (first.article_id, first.article_title, first.article_published) == ("1", "Ngày", date(2024, 3, 22))
    assert [hit.zone for hit in page.items] == [ZoneLabel.BANNER, *[ZoneLabel.BODY] * 4]
    assert list_dates(dated, DateQuery(article_id="2")).items[0].zone is None


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2024, 3, 22), date(2024, 3, 22), ["2024", "2024", "2024-03-22T10:48"]),
        (date(2024, 3, 23), date(2024, 3, 31), ["2024", "2024"]),
        (date(2025, 1, 1), None, []),
        (date(2024, 12, 31), None, ["2024", "2024"]),
        (None, date(1890, 5, 18), []),
        (None, date(1968, 1, 30), ["1890-05-19", "lunar:1968-01-01"]),
        (date(1968, 1, 31), date(1969, 1, 1), []),
        (date.min, date.max, ["1890-05-19", "lunar:1968-01-01", "2024", "2024", "2024-03-22T10:48"]),
    ],
)
def test_intervals_touch_inclusive_days(
    dated: Store, first: date | None, last: date | None, expected: list[str]
) -> None:
    assert values(dated, DateQuery(date_from=first, date_to=last)) == expected


def test_type_role_and_article_filter(dated: Store) -> None:
    assert values(dated, DateQuery(type="DURATION")) == ["P35Y"]
    assert values(dated, DateQuery(role=DateRole.BIRTH)) == ["1890-05-19"]
    assert values(dated, DateQuery(article_id="2", type="DATE")) == ["2024"]
    assert values(dated, DateQuery(article_id="không có")) == []
    with pytest.raises(InvalidField, match="from"):
        list_dates(dated, DateQuery(date_from=date(2024, 2, 1), date_to=date(2024, 1, 1)))


def test_pages_follow_each_other(dated: Store) -> None:
    seen, cursor = list[Any](), None
    for _ in range(6):
        page = list_dates(dated, DateQuery(limit=1, cursor=cursor))
        seen += page.items
        cursor = page.next_cursor
    assert cursor is None
    assert tuple(seen) == list_dates(dated, DateQuery()).items


def test_topics_are_counted_where_assigned(store: Store) -> None:
    assert list_topics(store) == ()
    politics, sports = ("section", "chinh-tri", "Chính trị"), ("section", "the-thao", "Thể thao")
    for number, scores in enumerate([(0.6, 0.3), (0.4, 0.2), (0.5, 0.5)]):
        article = build_article(str(number), "Bài.")
        topics = [
            TopicScore(*politics, scores[0]),
            TopicScore(*sports, scores[1]),
            TopicScore("iptc", "01", "arts", 0.1),
        ]
        store.put(article, build_analysis(article, topics=topics))
    assert list_topics(store) == (
        TopicCount("iptc", "01", "arts", 3),
        TopicCount(*politics, 3),
        TopicCount(*sports, 1),
    )
    store.delete("2")
    assert list_topics(store) == (TopicCount("iptc", "01", "arts", 2), TopicCount(*politics, 2))
