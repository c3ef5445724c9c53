"""The table of what an installation decides about entities: merged or split by hand."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, Text

from nlp_service.store.schema import metadata

# ``articles`` and ``evidence`` are JSON lists of ids: where a split holds. The order of the keys is that of time.
entity_decisions = Table(
    "entity_decisions",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("entity_id", Text, nullable=False),
    Column("target_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("articles", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("created", Text, nullable=False),
    Index("entity_decisions_by_target", "target_id"),
)
