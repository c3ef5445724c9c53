from __future__ import annotations

from datetime import date

import pytest

from nlp_service.extract.anniversaries.calendar import Occurrence, find_occurrences, find_yearly_days, yearly_day
from nlp_service.extract.anniversaries.records import AnniversaryRecord, claimed_day
from nlp_service.extract.dates.values import PartialDate
from nlp_service.types import Anniversary, Calendar

UNITY = AnniversaryRecord("unity", "Ngày giải phóng miền Nam", "liberation", "1975-04-30", article_ids=("a", "b"))
KINGS = AnniversaryRecord("kings", "Giỗ Tổ Hùng Vương", "death", "XXXX-03-10", "lunar", article_ids=("b", "c"))
LEAP = AnniversaryRecord("leap", "Ngày thành lập đội tàu", "founding", "2000-02-29")
EVE = AnniversaryRecord("eve", "Lễ tất niên của làng", "other", "XXXX-12-30", "lunar")

ALL_DAYS = [(month, day) for month in range(1, 13) for day in range(1, 31) if (month, day) != (2, 30)]


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
        (AnniversaryRecord("1", "x", "other", "XXXX-11-20"), PartialDate(None, 11, 20)),
        (AnniversaryRecord("1", "x", "death", "1300-08-20", "lunar"), PartialDate(1300, 8, 20)),
        (AnniversaryRecord("1", "x", "death", "XXXX-02-30", "lunar"), PartialDate(None, 2, 30)),
        (AnniversaryRecord("1", "x", "other", "no date"), None),
    ],
)
def test_yearly_day(record: AnniversaryRecord, expected: PartialDate | None) -> None:
    assert yearly_day(record) == expected


def test_lunar_days_outside_the_table_fall_nowhere() -> None:
    assert find_occurrences([KINGS], date(1800, 1, 1), date(1850, 1, 1)) == ()
    assert len(find_occurrences([KINGS], date(2098, 1, 1), date(2105, 1, 1))) == 2


def mention(
    original: str | None, observed: str | None, years: int | None = None, calendar: Calendar = "gregorian"
) -> Anniversary:
    return Anniversary(0, 1, "x", "x", 0, 1, "other", years, original, observed, None, calendar)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (mention("1945-09-02", "2024-09-02", 79), "1945-09-02"),
        (mention(None, "2024-06-06", 35), "1989-06-06"),
        (mention(None, "2024", 35), "1989"),
        (mention(None, "XXXX-11-20"), "XXXX-11-20"),
        (mention(None, "2024-11-20"), "XXXX-11-20"),
        (mention("1989", "2024-06-06", 35), "1989-06-06"),
        (mention("1989", None, 35), "1989"),
        (mention("1989-06", "2024-06", 35), "1989-06"),
        (mention("0968", "2018", 1050), "0968"),
        (mention(None, "2020-02-29", 1), "2019-02-28"),
        (mention(None, "2021-04-21", None, "lunar"), "XXXX-03-10"),
        (mention("1300-08-20", "2020-10-06", 720, "lunar"), "1300-08-20"),
        (mention(None, "1850-04-21", None, "lunar"), None),
        (mention(None, "2020", 5000), None),
        (mention(None, None, 5), None),
    ],
)
def test_claimed_day(found: Anniversary, expected: str | None) -> None:
    day = claimed_day(found)
    assert (day.to_iso() if day is not None else None) == expected


def test_yearly_days_of_a_range() -> None:
    days = find_yearly_days(date(2025, 2, 27), date(2025, 2, 28))
    assert sorted(days or ()) == ["02-27", "02-28", "02-29", "L01-30", "L02-01"]
    assert find_yearly_days(date(2025, 1, 1), date(2026, 1, 2)) is None


@pytest.mark.parametrize("first", [date(2024, 2, 20), date(2025, 1, 20), date(2025, 12, 20), date(1899, 12, 1)])
def test_yearly_days_hold_every_day_that_a_record_may_fall_on(first: date) -> None:
    last = date.fromordinal(first.toordinal() + 40)
    days = find_yearly_days(first, last)
    assert days is not None
    solar = [AnniversaryRecord(f"{m:02d}-{d:02d}", "x", "other", f"XXXX-{m:02d}-{d:02d}") for m, d in ALL_DAYS]
    lunar = [AnniversaryRecord(f"L{item.id}", "x", "other", item.original_date, "lunar") for item in solar]
    found = find_occurrences([*solar, *lunar], first, last)
    assert {item.record.id for item in found} <= days
    assert len(found) >= 40
