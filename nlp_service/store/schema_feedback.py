"""The tables of what editors said: the judgement, and the version of the article that it was about."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from nlp_service.store.schema import metadata

# A version is kept as long as there is feedback on it, whatever becomes of the article.
feedback_versions = Table(
    "feedback_versions",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("digest", Text, nullable=False, unique=True),
    Column("article_id", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("title", Text),
    Column("published", Text),
    Column("author", Text),
    Column("source", Text),
    Index("feedback_versions_by_article", "article_id"),
)

feedback = Table(
    "feedback",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("version_key", Integer, ForeignKey("feedback_versions.key"), nullable=False),
    Column("target", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("editor", Text),
    Column("created", Text, nullable=False),
    UniqueConstraint("version_key", "target", "value"),
)
