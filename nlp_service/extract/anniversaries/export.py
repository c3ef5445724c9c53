"""Anniversaries as CSV (RFC 4180) and as an iCalendar (RFC 5545): text in, text out, the same for the same input."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from icalendar import Calendar, Event, vDDDLists, vRecur

from nlp_service.extract.anniversaries.calendar import Occurrence, find_occurrences
from nlp_service.extract.anniversaries.records import AnniversaryRecord
from nlp_service.extract.anniversaries.stamps import last_change
from nlp_service.extract.anniversaries.wording import describe

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
    "subject",
    "region",
    "seed",
    "source",
    "other_dates",
    "articles",
    "article_ids",
)
LUNAR_YEARS: Final = 10
"""For so many years a lunar event names its days: no rule can compute them."""

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
            _flag(record.inferred),
            record.subject,
            record.region,
            _flag(record.seed),
            record.seed_source,
            "; ".join(f"{claim.original_date} ({claim.articles})" for claim in record.claims[1:]),
            record.articles,
            " ".join(record.article_ids),
        )
        writer.writerow("" if cell is None else make_harmless(str(cell)) for cell in row)
    return buffer.getvalue()


def make_harmless(cell: str) -> str:
    """Return the cell, behind an apostrophe when a spreadsheet would read a formula (OWASP, CSV injection)."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _flag(value: bool) -> str:
    return "true" if value else "false"


def to_icalendar(occurrences: Sequence[Occurrence], *, name: str = "Ngày kỷ niệm", round_to: int | None = None) -> str:
    """Return a calendar with one all-day event a record.

    Solar events recur each year from the first occurrence given, every ``round_to`` years when the occurrences were
    filtered so; lunar events name their days of ten years. The time stamp of an event is that of its last change.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    ordered = sorted(occurrences, key=lambda item: (item.record.id, item.day))
    groups = [(record, list(items)) for record, items in groupby(ordered, key=lambda item: item.record)]
    for record, items in sorted(groups, key=lambda group: (group[1][0].day, group[0].event, group[0].id)):
        calendar.add_component(_event(record, items, round_to))
    content: bytes = calendar.to_ical()
    return content.decode("utf-8")


def _event(record: AnniversaryRecord, items: Sequence[Occurrence], round_to: int | None) -> Event:
    start = items[0].day
    if record.calendar == "lunar":
        items = _lunar_days(record, items, round_to)
    event = Event()
    event.add("uid", f"{record.id}@{_DOMAIN}")
    event.add("dtstamp", last_change(record))
    event.add("dtstart", start)
    event.add("summary", record.event)
    event.add("description", describe(record, items))
    event.add("categories", [category for category in (record.event_type, record.region) if category is not None])
    event.add("transp", "TRANSPARENT")
    if record.calendar == "lunar":
        later = [item.day for item in items if item.day > start]
        if later:
            event.add("rdate", vDDDLists(later), parameters={"VALUE": "DATE"})
    else:
        event.add("rrule", _yearly_rule(record, start, round_to))
    return event


def _lunar_days(record: AnniversaryRecord, items: Sequence[Occurrence], round_to: int | None) -> Sequence[Occurrence]:
    start = items[0].day
    last = date(min(max(start.year + LUNAR_YEARS, items[-1].day.year), date.max.year), 12, 31)
    return find_occurrences([record], start, last, round_to=round_to)


def _yearly_rule(record: AnniversaryRecord, start: date, round_to: int | None) -> vRecur:
    rule: dict[str, object] = {"FREQ": "YEARLY"}
    if round_to is not None:
        rule["INTERVAL"] = round_to
    if (record.original_date or "").endswith("-02-29"):
        # Without this a rule from 29 February would skip the common years, where the day is marked on the 28th.
        rule |= {"BYMONTH": start.month, "BYMONTHDAY": -1}
    return vRecur(rule)
