from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from nlp_service.extract.anniversaries.calendar import AnniversaryRecord, find_occurrences
from nlp_service.extract.anniversaries.export import CSV_COLUMNS, make_harmless, to_csv, to_icalendar

LONG = "Ngày giải phóng miền Nam, thống nhất đất nước; lễ mừng của nhân dân các dân tộc ở vùng biên giới phía Bắc"
RECORDS = (
    AnniversaryRecord("unity", LONG, "liberation", "1975-04-30", article_ids=("a", "b")),
    AnniversaryRecord("kings", "Giỗ Tổ Hùng Vương", "death", "XXXX-03-10", "lunar", article_ids=("c",)),
    AnniversaryRecord("leap", "Ngày thành lập đội tàu", "founding", "2000-02-29", inferred=True),
    AnniversaryRecord("cell", '=HYPERLINK("http://example.vn")', "other", "2000-06-01"),
)
FOUND = find_occurrences(RECORDS, date(2025, 1, 1), date(2027, 12, 31))


def events(text: str) -> dict[str, object]:
    calendar = Calendar.from_ical(text)
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def test_csv_reads_back() -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(FOUND), newline="")))
    assert tuple(rows[0]) == CSV_COLUMNS
    assert len(rows) == len(FOUND) == 12
    unity = next(row for row in rows if row["day"] == "2025-04-30")
    assert (unity["event"], unity["years"], unity["round"]) == (LONG, "50", "50")
    assert (unity["articles"], unity["article_ids"], unity["lunar_date"]) == ("2", "a b", "")
    assert {row["lunar_date"] for row in rows if row["calendar"] == "lunar"} == {
        "2025-03-10",
        "2026-03-10",
        "2027-03-10",
    }


def test_csv_ends_its_lines_as_rfc_4180_says() -> None:
    assert to_csv(()) == ",".join(CSV_COLUMNS) + "\r\n"


@pytest.mark.parametrize("cell", ["=1+1", "+84", "-1", "@cmd", "\tx", "\rx"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert make_harmless(cell) == f"'{cell}"
    assert make_harmless("Ngày =1") == "Ngày =1"
    assert "'=HYPERLINK" in to_csv(FOUND)


def test_icalendar_reads_back() -> None:
    found = events(to_icalendar(FOUND))
    assert set(found) == {"unity@nlp-service", "kings@nlp-service", "leap@nlp-service", "cell@nlp-service"}
    unity = found["unity@nlp-service"]
    assert unity["dtstart"].dt == date(2025, 4, 30)  # type: ignore[index]
    assert str(unity["summary"]) == LONG  # type: ignore[index]
    assert unity["rrule"].to_ical() == b"FREQ=YEARLY"  # type: ignore[index]
    assert "2025-04-30: 50 năm" in str(unity["description"])  # type: ignore[index]


def test_lunar_events_name_their_days() -> None:
    kings = events(to_icalendar(FOUND))["kings@nlp-service"]
    assert "rrule" not in kings  # type: ignore[operator]
    days = [item.dt for item in kings["rdate"].dts]  # type: ignore[index]
    assert [kings["dtstart"].dt, *days] == [date(2025, 4, 7), date(2026, 4, 26), date(2027, 4, 16)]  # type: ignore[index]


def test_leap_day_recurs_on_the_last_of_february() -> None:
    leap = events(to_icalendar(FOUND))["leap@nlp-service"]
    assert leap["rrule"]["BYMONTHDAY"] == [-1]  # type: ignore[index]


def test_round_counts_recur_at_their_interval() -> None:
    found = find_occurrences(RECORDS, date(2025, 1, 1), date(2025, 12, 31), round_to=25)
    unity = events(to_icalendar(found, round_to=25))["unity@nlp-service"]
    assert unity["rrule"]["INTERVAL"] == [25]  # type: ignore[index]


def test_lines_are_folded_at_75_octets_and_the_bytes_are_the_same_each_time() -> None:
    text = to_icalendar(FOUND, stamp=datetime(2024, 3, 22, tzinfo=UTC))
    assert text == to_icalendar(FOUND, stamp=datetime(2024, 3, 22, tzinfo=UTC))
    assert "DTSTAMP:20240322T000000Z" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")


def test_an_empty_calendar_is_still_one() -> None:
    assert events(to_icalendar(())) == {}
