"""Tables of the date grammar: a sentence, the day it was written, and what is found: ``span = TYPE value mod``."""

from __future__ import annotations

from datetime import date
from functools import cache

from nlp_service.extract.dates.extractor import GrammarDateExtractor
from nlp_service.types import DateMention, Document

Row = tuple[str, str | None, list[str]]


@cache
def extractor() -> GrammarDateExtractor:
    return GrammarDateExtractor()


def mentions(text: str, written: str | None = None) -> tuple[DateMention, ...]:
    published = date.fromisoformat(written) if written else None
    return extractor().extract(Document(text=text, published=published))


def describe(text: str, written: str | None = None) -> list[str]:
    return [
        f"{mention.text} = {mention.type} {mention.value}{' ' + mention.mod if mention.mod else ''}"
        for mention in mentions(text, written)
    ]
