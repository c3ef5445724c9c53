"""The sample articles of an installation, for the page to offer."""

from __future__ import annotations

from pathlib import Path

from nlp_service.ingest.readers import read_articles
from nlp_service.pipeline import Pipeline
from nlp_service.serialize import JsonObject
from nlp_service.text.normalize import normalize
from nlp_service.types import Article

_SUFFIXES = frozenset({".txt", ".html", ".htm"})


def list_samples(folder: Path, pipeline: Pipeline) -> list[JsonObject]:
    """Return ``{"name", "title", "text"}`` of every text and page in ``folder``, by file name; none without the folder.

    The title is the one that the file gives, else the one found in the text.
    """
    files = [path for path in sorted(folder.glob("*")) if path.suffix in _SUFFIXES]
    return [_sample(article, pipeline) for path in files for article in read_articles(path)]


def _sample(article: Article, pipeline: Pipeline) -> JsonObject:
    title = article.title or pipeline.zones.label(normalize(article.text).text).title
    return {"name": article.id, "title": title, "text": article.text}
