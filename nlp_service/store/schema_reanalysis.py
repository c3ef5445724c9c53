"""The table that lets a re-analysis of everything be continued: how far it is."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Table, Text

from nlp_service.store.schema import metadata

# At most one row: the provenance that the articles get, and the last key that has it.
reanalyses = Table(
    "reanalyses",
    metadata,
    Column("provenance", Text, primary_key=True),
    Column("last_key", Integer, nullable=False),
)
