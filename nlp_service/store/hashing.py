"""Hashes that identify content: of an article with what analysed it, and of the event behind an anniversary."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict

from nlp_service.serialize import format_published
from nlp_service.text.folding import fold
from nlp_service.types import Anniversary, Article, Provenance

_EVENT_ID_DIGITS = 16


def content_hash(article: Article, provenance: Provenance) -> str:
    """Return the SHA-256 over all fields of the article and the provenance of its analysis.

    An analysis is a function of the two, so a caller may compare this with the stored hash before it analyses again.
    """
    fields = asdict(article) | {"published": format_published(article.published)}
    return _digest({"article": fields, "provenance": asdict(provenance)})


def event_id(anniversary: Anniversary) -> str:
    """Return the id of the event, from its folded name, original date and calendar: what does not change by year."""
    name = fold_words(anniversary.event)
    return _digest([name, anniversary.original_date, anniversary.calendar])[:_EVENT_ID_DIGITS]


def fold_words(text: str) -> str:
    """Return the folded text as words with one blank between them, other signs dropped."""
    return words_of(fold(text))


def words_of(text: str) -> str:
    """Return the letters and digits of the text as words with one blank between them."""
    return " ".join("".join(character if character.isalnum() else " " for character in text).split())


def _digest(value: object) -> str:
    line = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()
