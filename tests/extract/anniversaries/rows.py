"""Reads the tables, and makes documents with their dates for the tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nlp_service.extract.dates.extractor import GrammarDateExtractor
from nlp_service.text.sentences import split_sentences
from nlp_service.types import Anniversary, DateMention, Document

_TABLES = [Path(__file__).with_name(name) for name in ("table.txt", "constructions.txt")]
_CHECKS = {True: "yes", False: "no", None: "-"}


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence with the lines that describe its anniversaries."""

    day: date | None
    text: str
    expected: tuple[str, ...]


def read_rows() -> list[Row]:
    rows = []
    for block in "\n\n".join(table.read_text(encoding="utf-8").strip() for table in _TABLES).split("\n\n"):
        if block.startswith("#"):
            continue
        head, *lines = block.split("\n")
        day, text = head.split(" | ", 1)
        rows.append(Row(None if day == "-" else date.fromisoformat(day), text, tuple(line.strip() for line in lines)))
    return rows


def describe(item: Anniversary) -> str:
    flags = f"{'i' * item.inferred}{'o' * item.observed_inferred}{'L' * (item.calendar == 'lunar')}"
    fields = (item.text, item.event, item.event_type, item.years, item.original_date, item.observed_date)
    cells = ["-" if field is None else str(field) for field in fields]
    return " | ".join([*cells, _CHECKS[item.consistent], f"{flags}{item.expected_years or ''}" or "-"])


def make_document(text: str, day: date | None = None) -> tuple[Document, tuple[DateMention, ...]]:
    document = Document(text=text, sentences=split_sentences(text), published=day)
    return document, GrammarDateExtractor().extract(document)
