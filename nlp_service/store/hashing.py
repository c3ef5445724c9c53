"""Hashes that identify content: of an article with what analysed it, and of the events behind anniversaries."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict

from nlp_service.serialize import format_published
from nlp_service.text.folding import fold
from nlp_service.types import Article, Provenance

_EVENT_ID_DIGITS = 16


def content_hash(article: Article, provenance: Provenance) -> str:
    """Return the SHA-256 over all fields of the article and the provenance of its analysis.

    An analysis is a function of the two, so a caller may compare this with the stored hash before it analyses again.
    """
    fields = asdict(article) | {"published": format_published(article.published)}
    return _digest({"article": fields, "provenance": asdict(provenance)})


def form_id(form: str) -> str:
    """Return the id of the events whose name has this normal form."""
    return _digest(form)[:_EVENT_ID_DIGITS]


def claim_id(form: str, day: str | None, calendar: str, *, inferred: bool) -> str:
    """Return the id of one date that articles claim for the event of this form."""
    return _digest([form, day, calendar, inferred])[:_EVENT_ID_DIGITS]


def fold_words(text: str) -> str:
    """Return the folded text as words with one blank between them, other signs dropped."""
    return words_of(fold(text))


def words_of(text: str) -> str:
    """Return the letters and digits of the text as words with one blank between them."""
    return " ".join("".join(character if character.isalnum() else " " for character in text).split())


def _digest(value: object) -> str:
    line = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()
