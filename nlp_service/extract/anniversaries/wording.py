"""What exports say of an anniversary in words, in Vietnamese."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nlp_service.extract.anniversaries.calendar import Occurrence
from nlp_service.extract.anniversaries.records import AnniversaryRecord, Claim

_CALENDARS = {"lunar": " âm lịch", "gregorian": ""}


def describe(record: AnniversaryRecord, occurrences: Sequence[Occurrence]) -> str:
    """Return lines with the day of the event, the counts, every date that sources claim, and the sources."""
    lines = []
    if record.original_date is not None:
        lines.append(f"Ngày gốc: {record.original_date}{_CALENDARS[record.calendar]}")
    lines += [line for item in occurrences if (line := _describe_day(item))]
    if record.inferred:
        lines.append("Ngày gốc được suy ra từ số năm.")
    if record.disputed:
        lines += ["Các nguồn không thống nhất:", *_describe_claims(record.claims)]
    if record.seed_source is not None:
        lines.append(f"Căn cứ: {record.seed_source}")
    return "\n".join([*lines, f"Số bài nguồn: {record.articles}"])


def _describe_day(item: Occurrence) -> str:
    facts = [f"{item.lunar_date} âm lịch"] if item.lunar_date is not None else []
    if item.years is not None:
        facts.append(f"{item.years} năm")
    return f"{item.day.isoformat()}: {', '.join(facts)}" if facts else ""


def _describe_claims(claims: Iterable[Claim]) -> list[str]:
    return [
        f"- {claim.original_date}{_CALENDARS[claim.calendar]}{' (suy ra)' if claim.inferred else ''}: "
        f"{claim.articles} bài"
        for claim in claims
    ]
