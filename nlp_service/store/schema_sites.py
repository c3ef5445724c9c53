"""The tables of what the pages of a site repeat: its banners, appeals and footers."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, Table, Text

from nlp_service.store.schema import metadata

# In how many articles of a site a line stands at the beginning or the end.
site_lines = Table(
    "site_lines",
    metadata,
    Column("site", Text, primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("article_count", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# Which lines of an article were counted, to take them back with it: eight bytes each.
site_articles = Table(
    "site_articles",
    metadata,
    Column("article_key", Integer, ForeignKey("articles.key", ondelete="CASCADE"), primary_key=True),
    Column("site", Text, nullable=False),
    Column("lines", LargeBinary, nullable=False),
)
