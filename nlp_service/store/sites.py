"""Counts the lines that the articles of a site have in common, inside a transaction that the caller holds."""

from __future__ import annotations

import struct

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or_update

from nlp_service.store.boilerplate import SiteLines, zone_out
from nlp_service.store.rows import ArticleRows, derive_rows
from nlp_service.store.schema_sites import site_articles, site_lines
from nlp_service.types import Analysis, Article

LEAST_ARTICLES = 5
"""A line that stands in so many articles of a site is the site's own."""


def adapt_rows(connection: Connection, article: Article, analysis: Analysis, rows: ArticleRows) -> ArticleRows:
    """Return the rows with the lines zoned out that the site of the article repeats on its pages."""
    repeated = _find_repeated(connection, rows.site) if rows.site is not None else frozenset()
    zoned = zone_out(article, analysis, repeated) if repeated else analysis
    return rows if zoned is analysis else derive_rows(article, zoned)


def count_lines(connection: Connection, key: int, site: SiteLines) -> None:
    """Count the lines of a new article."""
    packed = struct.pack(f"<{len(site.lines)}q", *site.lines)
    connection.execute(insert(site_articles).values(article_key=key, site=site.site, lines=packed))
    counted = insert_or_update(site_lines).on_conflict_do_update(
        index_elements=["site", "line"], set_={"article_count": site_lines.c.article_count + 1}
    )
    connection.execute(counted, [{"site": site.site, "line": line, "article_count": 1} for line in site.lines])


def discount_lines(connection: Connection, key: int) -> None:
    """Take the lines of an article back."""
    row = connection.execute(select(site_articles).where(site_articles.c.article_key == key)).one_or_none()
    if row is None:
        return
    lines = struct.unpack(f"<{len(row.lines) // 8}q", row.lines)
    is_line = (site_lines.c.site == row.site) & (site_lines.c.line == bindparam("counted_line"))
    parameters = [{"counted_line": line} for line in lines]
    fewer = update(site_lines).where(is_line).values(article_count=site_lines.c.article_count - 1)
    connection.execute(fewer, parameters)
    connection.execute(delete(site_lines).where(is_line, site_lines.c.article_count == 0), parameters)
    connection.execute(delete(site_articles).where(site_articles.c.article_key == key))


def _find_repeated(connection: Connection, site: SiteLines) -> frozenset[int]:
    counted = select(site_lines.c.line).where(
        site_lines.c.site == site.site,
        site_lines.c.line.in_(site.lines),
        site_lines.c.article_count >= LEAST_ARTICLES,
    )
    return frozenset(connection.scalars(counted))
