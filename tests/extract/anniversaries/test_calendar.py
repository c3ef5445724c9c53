from __future__ import annotations

from datetime import date

import pytest

from nlp_service.extract.anniversaries.calendar import (
    AnniversaryRecord,
    Occurrence,
    find_occurrences,
    yearly_day,
)
from nlp_service.extract.dates.values import PartialDate

UNITY = AnniversaryRecord("unity", "Ngày giải phóng miền Nam", "liberation", "1975-04-30", article_ids=("a", "b"))
KINGS = AnniversaryRecord("kings", "Giỗ Tổ Hùng Vương", "death", "XXXX-03-10", "lunar", article_ids=("b", "c"))
LEAP = AnniversaryRecord("leap", "Ngày thành lập đội tàu", "founding", "2000-02-29")
EVE = AnniversaryRecord("eve", "Lễ tất niên của làng", "other", "XXXX-12-30", "lunar")


def days(found: tuple[Occurrence, ...]) -> list[tuple[str, int | None]]:
    return [(item.day.isoformat(), item.years) for item in found]


def test_solar_days_of_any_year() -> None:
    found = find_occurrences([UNITY], date(2024, 5, 1), date(2026, 4, 30))
    assert days(found) == [("2025-04-30", 50), ("2026-04-30", 51)]
    assert [item.round for item in found] == [50, None]


def test_both_ends_are_included_and_the_event_itself_is_none() -> None:
    assert days(find_occurrences([UNITY], date(1975, 4, 30), date(1975, 4, 30))) == []
    assert days(find_occurrences([UNITY], date(1976, 4, 30), date(1976, 4, 30))) == [("1976-04-30", 1)]
    assert days(find_occurrences([UNITY], date(1960, 1, 1), date(1970, 1, 1))) == []


def test_leap_day_is_marked_every_year() -> None:
    found = find_occurrences([LEAP], date(2023, 1, 1), date(2024, 12, 31))
    assert days(found) == [("2023-02-28", 23), ("2024-02-29", 24)]


@pytest.mark.parametrize(
    ("year", "day"),
    [(2000, "2000-04-14"), (2021, "2021-04-21"), (2023, "2023-04-29"), (2024, "2024-04-18"), (2025, "2025-04-07")],
)
def test_lunar_day_moves_each_year(year: int, day: str) -> None:
    (found,) = find_occurrences([KINGS], date(year, 1, 1), date(year, 12, 31))
    assert (found.day.isoformat(), found.years, found.lunar_date) == (day, None, f"{year}-03-10")


def test_thirtieth_of_a_short_lunar_month_and_the_following_solar_year() -> None:
    (found,) = find_occurrences([EVE], date(2025, 1, 1), date(2025, 2, 28))
    assert (found.day.isoformat(), found.lunar_date) == ("2025-01-28", "2024-12-29")


def test_round_counts_only() -> None:
    found = find_occurrences([UNITY, KINGS], date(2024, 1, 1), date(2035, 12, 31), round_to=10)
    assert days(found) == [("2025-04-30", 50), ("2035-04-30", 60)]


def test_order_is_by_day_and_name() -> None:
    records = [AnniversaryRecord(name, name, "other", "2000-01-01") for name in "cab"]
    found = find_occurrences(records, date(2001, 1, 1), date(2001, 1, 1))
    assert [item.record.id for item in found] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (UNITY, PartialDate(1975, 4, 30)),
        (KINGS, PartialDate(None, 3, 10)),
        (AnniversaryRecord("1", "x", "other"), None),
        (AnniversaryRecord("1", "x", "other", "1975"), None),
        (AnniversaryRecord("1", "x", "other", "1975-04"), None),
        (AnniversaryRecord("1", "x", "other", None, "gregorian", 35, "2024-06-06"), PartialDate(1989, 6, 6)),
        (AnniversaryRecord("1", "x", "other", None, "gregorian", None, "XXXX-11-20"), PartialDate(None, 11, 20)),
        (AnniversaryRecord("1", "x", "other", "1989", "gregorian", 35, "2024-06-06"), PartialDate(1989, 6, 6)),
        (AnniversaryRecord("1", "x", "death", None, "lunar", None, "2021-04-21"), PartialDate(None, 3, 10)),
        (AnniversaryRecord("1", "x", "death", "1300-08-20", "lunar", None, None), PartialDate(1300, 8, 20)),
        (AnniversaryRecord("1", "x", "death", "XXXX-02-30", "lunar", None, None), PartialDate(None, 2, 30)),
        (AnniversaryRecord("1", "x", "death", None, "lunar", None, "1850-04-21"), None),
        (AnniversaryRecord("1", "x", "other", "no date"), None),
    ],
)
def test_yearly_day(record: AnniversaryRecord, expected: PartialDate | None) -> None:
    assert yearly_day(record) == expected


def test_lunar_days_outside_the_table_fall_nowhere() -> None:
    assert find_occurrences([KINGS], date(1800, 1, 1), date(1850, 1, 1)) == ()
    assert len(find_occurrences([KINGS], date(2098, 1, 1), date(2105, 1, 1))) == 2
