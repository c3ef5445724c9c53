"""Remembers the ingested documents, so that one that has not changed is not read and analysed again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, insert, select

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


def find_document(connection: Connection, name: str) -> SourceDocument | None:
    """Return the document as it was read last, when all its articles are still stored as they were then."""
    row = connection.execute(select(documents).where(documents.c.name == name)).mappings().one_or_none()
    if row is None:
        return None
    pairs = tuple((str(article), str(content)) for article, content in json.loads(row["articles"]))
    document = SourceDocument(**(dict(row) | {"articles": pairs}))
    stored: dict[str, str] = {}
    for part in chunks([article for article, _ in pairs]):
        found = select(articles.c.id, articles.c.content_hash).where(articles.c.id.in_(part))
        stored.update((found_id, content) for found_id, content in connection.execute(found))
    return document if all(stored.get(article) == content for article, content in pairs) else None


def write_document(connection: Connection, document: SourceDocument) -> None:
    """Write the document down in the place of what was known of its name."""
    connection.execute(delete(documents).where(documents.c.name == document.name))
    values = asdict(document) | {"articles": json.dumps(document.articles)}
    connection.execute(insert(documents).values(values))
