"""The table of ingested documents: what each file or address held when it was read, and which articles came of it."""

from __future__ import annotations

from sqlalchemy import Column, Table, Text

from nlp_service.store.schema import metadata

# ``digest`` is of the bytes, ``made_by`` of what analysed them, ``articles`` a JSON list of [id, content hash].
# ``etag`` and ``last_modified`` are a server's; ``stamp`` is what a feed said of the document. No clock is in it.
documents = Table(
    "documents",
    metadata,
    Column("name", Text, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("articles", Text, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("stamp", Text),
)
