"""The tables of what an installation sets: in each one row at most, the list that is in force."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Table, Text

from nlp_service.store.schema import metadata


def _one_row(name: str) -> Table:
    return Table(
        name,
        metadata,
        Column("key", Integer, primary_key=True),
        Column("digest", Text, nullable=False),
        Column("body", Text, nullable=False),
        Column("updated", Text, nullable=False),
    )


gazetteers = _one_row("gazetteers")
vocabularies = _one_row("vocabularies")
