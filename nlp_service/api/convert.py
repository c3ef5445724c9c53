"""From the values of store and search to JSON values, as :mod:`nlp_service.api.listings` describes them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from nlp_service.api.responses import entity_tag
from nlp_service.extract.anniversaries.calendar import Occurrence
from nlp_service.search.anniversaries import AnniversaryHit
from nlp_service.search.articles import ArticleHit
from nlp_service.search.dates import DateHit
from nlp_service.serialize import JsonObject, OffsetUnit, convert_offsets, format_published
from nlp_service.store.store import StoredArticle
from nlp_service.types import Published


def stored_to_dict(stored: StoredArticle, unit: OffsetUnit) -> JsonObject:
    """Return a stored article with its analysis."""
    article = stored.article
    return {
        "id": article.id,
        "text": article.text,
        "title": article.title,
        "published": format_published(article.published),
        "author": article.author,
        "source": article.source,
        "created": stored.created.isoformat(),
        "updated": stored.updated.isoformat(),
        "etag": entity_tag(stored.content_hash, unit),
        "analysis": convert_offsets(stored.analysis, article.text, unit),
    }


def article_hit_to_dict(hit: ArticleHit) -> JsonObject:
    """Return an article of a result list."""
    return _plain(hit, published=hit.published) | {"updated": hit.updated.isoformat()}


def date_hit_to_dict(hit: DateHit) -> JsonObject:
    """Return a date with the article that it was found in."""
    return {
        "article": _reference(hit.article_id, hit.article_title, hit.article_published),
        "date": asdict(hit.mention),
        "zone": hit.zone,
    }


def anniversary_hit_to_dict(hit: AnniversaryHit) -> JsonObject:
    """Return an anniversary on its day with who said so."""
    return {
        "occurrence": _occurrence_to_dict(hit.occurrence),
        "sources": [
            {
                "article": _reference(source.article_id, source.article_title, source.article_published),
                "mention": asdict(source.mention),
                "zone": source.zone,
            }
            for source in hit.sources
        ],
    }


def _occurrence_to_dict(occurrence: Occurrence) -> JsonObject:
    updated = occurrence.record.updated
    values = asdict(occurrence) | {"day": occurrence.day.isoformat()}
    values["record"]["updated"] = updated.isoformat() if updated is not None else None
    return values


def _reference(article_id: str, title: str | None, published: Published | None) -> JsonObject:
    return {"id": article_id, "title": title, "published": format_published(published)}


def _plain(value: Any, *, published: Published | None) -> JsonObject:
    return asdict(value) | {"published": format_published(published)}
