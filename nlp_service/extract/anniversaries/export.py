"""Anniversaries as CSV (RFC 4180) and as an iCalendar (RFC 5545): text in, text out, the same for the same input."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Final

from icalendar import Calendar, Event, vDDDLists, vRecur

from nlp_service.extract.anniversaries.calendar import AnniversaryRecord, Occurrence

CSV_COLUMNS: Final = (
    "day",
    "years",
    "round",
    "event",
    "event_type",
    "original_date",
    "calendar",
    "lunar_date",
    "inferred",
    "articles",
    "article_ids",
)
DEFAULT_STAMP: Final = datetime(2000, 1, 1, tzinfo=UTC)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_PRODUCT = "-//nlp-service//anniversaries//VI"
_DOMAIN = "nlp-service"


def to_csv(occurrences: Iterable[Occurrence]) -> str:
    """Return a header and one row an occurrence; no cell can be taken for a formula by a spreadsheet."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    for item in occurrences:
        record = item.record
        row = (
            item.day.isoformat(),
            item.years,
            item.round,
            record.event,
            record.event_type,
            record.original_date,
            record.calendar,
            item.lunar_date,
            "true" if record.inferred else "false",
            len(record.article_ids),
            " ".join(record.article_ids),
        )
        writer.writerow("" if cell is None else make_harmless(str(cell)) for cell in row)
    return buffer.getvalue()


def make_harmless(cell: str) -> str:
    """Return the cell, behind an apostrophe when a spreadsheet would read a formula (OWASP, CSV injection)."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def to_icalendar(
    occurrences: Sequence[Occurrence],
    *,
    name: str = "Ngày kỷ niệm",
    stamp: datetime = DEFAULT_STAMP,
    round_to: int | None = None,
) -> str:
    """Return a calendar with one all-day event a record.

    Solar events recur each year from the first occurrence given, every ``round_to`` years when the occurrences were
    filtered so; lunar events name their days. ``stamp`` is the time of the last change of the data (UTC).
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    ordered = sorted(occurrences, key=lambda item: (item.record.id, item.day))
    groups = [(record, list(items)) for record, items in groupby(ordered, key=lambda item: item.record)]
    for record, items in sorted(groups, key=lambda group: (group[1][0].day, group[0].event, group[0].id)):
        calendar.add_component(_event(record, items, stamp, round_to))
    content: bytes = calendar.to_ical()
    return content.decode("utf-8")


def _event(record: AnniversaryRecord, items: Sequence[Occurrence], stamp: datetime, round_to: int | None) -> Event:
    event = Event()
    event.add("uid", f"{record.id}@{_DOMAIN}")
    event.add("dtstamp", stamp)
    event.add("dtstart", items[0].day)
    event.add("summary", record.event)
    event.add("description", _describe(record, items))
    event.add("categories", [record.event_type])
    event.add("transp", "TRANSPARENT")
    if record.calendar == "lunar":
        later = [item.day for item in items[1:]]
        if later:
            event.add("rdate", vDDDLists(later), parameters={"VALUE": "DATE"})
    else:
        event.add("rrule", _yearly_rule(record, items[0].day, round_to))
    return event


def _yearly_rule(record: AnniversaryRecord, start: date, round_to: int | None) -> vRecur:
    rule: dict[str, object] = {"FREQ": "YEARLY"}
    if round_to is not None:
        rule["INTERVAL"] = round_to
    if (record.original_date or record.observed_date or "").endswith("-02-29"):
        # Without this a rule from 29 February would skip the common years, where the day is marked on the 28th.
        rule |= {"BYMONTH": start.month, "BYMONTHDAY": -1}
    return vRecur(rule)


def _describe(record: AnniversaryRecord, items: Sequence[Occurrence]) -> str:
    lines = [f"Ngày gốc: {record.original_date}"] if record.original_date is not None else []
    if record.calendar == "lunar":
        lines += [f"{item.day.isoformat()}: {item.lunar_date} âm lịch" for item in items]
    lines += [f"{item.day.isoformat()}: {item.years} năm" for item in items if item.years is not None]
    if record.inferred:
        lines.append("Ngày gốc được suy ra từ số năm.")
    lines.append(f"Số bài nguồn: {len(record.article_ids)}")
    return "\n".join(lines)
