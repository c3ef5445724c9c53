from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import feedparser
import lxml.etree
import pytest
from icalendar import Calendar

from nlp_service.extract.anniversaries.atom import to_atom
from nlp_service.extract.anniversaries.calendar import find_occurrences
from nlp_service.extract.anniversaries.export import CSV_COLUMNS, make_harmless, to_csv, to_icalendar
from nlp_service.extract.anniversaries.records import AnniversaryRecord, Claim
from nlp_service.extract.anniversaries.seeds import load_seeds
from nlp_service.extract.anniversaries.stamps import DEFAULT_STAMP, last_change
from nlp_service.extract.anniversaries.wording import describe
from nlp_service.types import VIETNAM_TIME

LONG = "Ngày giải phóng miền Nam, thống nhất đất nước; lễ mừng của nhân dân các dân tộc ở vùng biên giới phía Bắc"
RECORDS = (
    AnniversaryRecord("unity", LONG, "liberation", "1975-04-30", articles=2, article_ids=("a", "b")),
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
    assert [kings["dtstart"].dt, *days[:2]] == [date(2025, 4, 7), date(2026, 4, 26), date(2027, 4, 16)]  # type: ignore[index]
    assert [day.year for day in days] == list(range(2026, 2036))


def test_leap_day_recurs_on_the_last_of_february() -> None:
    leap = events(to_icalendar(FOUND))["leap@nlp-service"]
    assert leap["rrule"]["BYMONTHDAY"] == [-1]  # type: ignore[index]


def test_round_counts_recur_at_their_interval() -> None:
    found = find_occurrences(RECORDS, date(2025, 1, 1), date(2025, 12, 31), round_to=25)
    unity = events(to_icalendar(found, round_to=25))["unity@nlp-service"]
    assert unity["rrule"]["INTERVAL"] == [25]  # type: ignore[index]


def test_lines_are_folded_at_75_octets_and_the_bytes_are_the_same_each_time() -> None:
    text = to_icalendar(FOUND)
    assert text == to_icalendar(FOUND)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    assert text.count("DTSTAMP:") == 4


def test_stamps_are_of_the_last_change() -> None:
    stored = AnniversaryRecord(
        "a", "a", "other", "2000-06-01", updated=datetime(2024, 3, 22, 7, 0, 0, 5, tzinfo=VIETNAM_TIME)
    )
    seed = AnniversaryRecord("b", "b", "other", "2000-06-01", seed=True)
    assert last_change(stored) == datetime(2024, 3, 22, tzinfo=UTC)
    assert last_change(seed).date() == load_seeds().revised
    assert last_change(AnniversaryRecord("c", "c", "other")) == DEFAULT_STAMP
    assert "DTSTAMP:20240322T000000Z" in to_icalendar(find_occurrences([stored], date(2025, 1, 1), date(2025, 12, 31)))


def test_disagreeing_sources_are_named() -> None:
    claims = (Claim("2000-06-01", "gregorian", False, 3), Claim("2001-06-01", "gregorian", True, 1))
    record = AnniversaryRecord("a", "a", "other", "2000-06-01", seed=True, seed_source="Luật mẫu", claims=claims)
    (found,) = find_occurrences([record], date(2025, 1, 1), date(2025, 12, 31))
    lines = describe(record, [found]).split("\n")
    assert lines[2:] == [
        "Các nguồn không thống nhất:",
        "- 2000-06-01: 3 bài",
        "- 2001-06-01 (suy ra): 1 bài",
        "Căn cứ: Luật mẫu",
        "Số bài nguồn: 0",
    ]
    assert "2001-06-01 (1)" in to_csv([found])


def test_a_calendar_program_reads_the_export(tmp_path: Path) -> None:
    """khal imports the file, keeps it, and lists its events by day."""
    config = tmp_path / "khal.conf"
    config.write_text(
        f"[calendars]\n[[test]]\npath = {tmp_path / 'calendar'}\n[sqlite]\npath = {tmp_path / 'khal.db'}\n"
        "[locale]\nlocal_timezone = Asia/Ho_Chi_Minh\ndefault_timezone = Asia/Ho_Chi_Minh\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n",
        encoding="utf-8",
    )
    exported = tmp_path / "anniversaries.ics"
    exported.write_text(to_icalendar(FOUND), encoding="utf-8", newline="")

    def khal(*arguments: str) -> str:
        command = [str(Path(sys.executable).with_name("khal")), "-c", str(config), *arguments]
        environment = os.environ | {"LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "ignore"}
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
        return done.stdout

    khal("import", "--batch", "-a", "test", str(exported))
    listed = khal("list", "--day-format", "", "--format", "{start-date} {title}", "2025-01-01", "2027-12-31")
    assert set(listed.strip().splitlines()) == {f"{item.day} {item.record.event}" for item in FOUND}


def test_atom_has_what_the_standard_asks_for() -> None:
    """RFC 4287, 4.1: id, title and updated of feed and entries, an author, content, and unique ids."""
    text = to_atom(FOUND, address="http://example.vn/v1/anniversaries?format=atom&round=5")
    assert text == to_atom(FOUND, address="http://example.vn/v1/anniversaries?format=atom&round=5")
    feed = lxml.etree.fromstring(text.encode())
    spaces = {"a": "http://www.w3.org/2005/Atom"}
    for element in [feed, *feed.findall("a:entry", spaces)]:
        assert [len(element.findall(f"a:{name}", spaces)) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert datetime.fromisoformat(element.findtext("a:updated", None, spaces)).tzinfo is not None
        assert element.findtext("a:id", None, spaces).startswith("urn:uuid:")
    assert len(feed.findall("a:author/a:name", spaces)) == 1
    ids = [element.text for element in feed.iterfind("a:entry/a:id", spaces)]
    assert len(ids) == len(set(ids)) == len(FOUND)
    (link,) = feed.findall("a:link", spaces)
    assert (link.get("rel"), link.get("href")) == ("self", "http://example.vn/v1/anniversaries?format=atom&round=5")


def test_a_feed_reader_reads_the_feed() -> None:
    feed = feedparser.parse(to_atom(FOUND, address="http://example.vn/feed").encode())
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.entries[1].title == "07/04/2025: Giỗ Tổ Hùng Vương"
    assert "2025-03-10 âm lịch" in feed.entries[1].content[0].value
    assert {tag.term for entry in feed.entries for tag in entry.tags} == {"liberation", "death", "founding", "other"}


def test_no_character_breaks_the_feed() -> None:
    record = AnniversaryRecord("a", "<b> & \x00\x08\ufffe\U0001f382", "other", "2000-06-01", region="vn")
    text = to_atom(find_occurrences([record], date(2025, 1, 1), date(2025, 12, 31)), address="x?a=1&b=2")
    title = lxml.etree.fromstring(text.encode()).findtext("a:entry/a:title", None, {"a": "http://www.w3.org/2005/Atom"})
    assert title == "01/06/2025: <b> & \U0001f382 – 25 năm"
    assert feedparser.parse(to_atom((), address="x").encode()).bozo is False


def test_an_empty_calendar_is_still_one() -> None:
    assert events(to_icalendar(())) == {}
