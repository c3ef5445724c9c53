"""The table of the newsroom's own vocabulary."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Table, Text

from nlp_service.store.schema import metadata

# One row at most: the vocabulary that is in force.
vocabularies = Table(
    "vocabularies",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("updated", Text, nullable=False),
)
