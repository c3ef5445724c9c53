"""Remembers the ingested documents, so that one that has not changed is not read and analysed again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from nlp_service.store.counts import chunks
from nlp_service.store.schema import articles
from nlp_service.store.schema_documents import documents


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A file or an address as it was read: ``articles`` are pairs of id and content hash.

    ``digest`` is the SHA-256 of its bytes, ``made_by`` a digest of what analysed them.
    """

    name: str
    digest: str
    made_by: str
    articles: tuple[tuple[str, str], ...]
    etag: str | None = None
    last_modified: str | None = None
    stamp: str | None = None


def find_documents(connection: Connection, names: Sequence[str]) -> dict[str, SourceDocument]:
    """Return the documents as they were read last, by name: those whose articles are all still stored as then."""
    found = [
        _to_document(row)
        for part in chunks(list(names))
        for row in connection.execute(select(documents).where(documents.c.name.in_(part)))
    ]
    stored: dict[str, str] = {}
    for part in chunks([article for document in found for article, _ in document.articles]):
        hashes = select(articles.c.id, articles.c.content_hash).where(articles.c.id.in_(part))
        stored.update((article, content) for article, content in connection.execute(hashes))
    return {
        document.name: document
        for document in found
        if all(stored.get(article) == content for article, content in document.articles)
    }


def write_document(connection: Connection, document: SourceDocument) -> None:
    """Write the document down in the place of what was known of its name."""
    connection.execute(delete(documents).where(documents.c.name == document.name))
    values = asdict(document) | {"articles": json.dumps(document.articles)}
    connection.execute(insert(documents).values(values))


def _to_document(row: Row[Any]) -> SourceDocument:
    pairs = tuple((str(article), str(content)) for article, content in json.loads(row.articles))
    return SourceDocument(**(dict(row._mapping) | {"articles": pairs}))
