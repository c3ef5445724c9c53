"""Finds the articles whose analysis is to be made anew, and replaces analyses without touching what changed since."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, true

from nlp_service.serialize import parse_published
from nlp_service.store.rows import ArticleRows, format_provenance
from nlp_service.store.schema import analyses, articles
from nlp_service.store.schema_reanalysis import reanalyses
from nlp_service.store.sites import adapt_rows
from nlp_service.store.store import Store
from nlp_service.store.times import utc_now
from nlp_service.store.writer import PutResult, rewrite_article
from nlp_service.types import Analysis, Article, Provenance

Where = Literal["stale", "all"]
_PAGE = 64


@dataclass(frozen=True, slots=True)
class StoredText:
    """An article as received, with its key and the hash that it is stored under."""

    key: int
    content_hash: str
    article: Article


class Reanalysis:
    """One re-analysis: of the articles that something else analysed (``stale``), or of ``all``.

    Stopped at any moment it goes on where it was: what is done is not stale any more, and for ``all`` the place is
    written down with each change.
    """

    def __init__(
        self, store: Store, where: Where, provenance: Provenance, now: Callable[[], datetime] = utc_now
    ) -> None:
        self._store = store
        self._where = where
        self._provenance = format_provenance(provenance)
        self._now = now

    def count(self) -> int:
        """Return how many articles there are to do."""
        with self._store.reading() as connection:
            statement = select(func.count()).select_from(articles.join(analyses))
            wanted = self._wanted(self._start(connection))
            return connection.scalar(statement.where(wanted)) or 0

    def texts(self) -> Iterator[StoredText]:
        """Yield the articles to do, the oldest first; other threads may write meanwhile."""
        with self._store.reading() as connection:
            last = self._start(connection)
        while True:
            page = self._page(last)
            if not page:
                return
            yield from page
            last = page[-1].key

    def replace(self, items: Sequence[tuple[StoredText, Analysis, ArticleRows]], *, last_key: int) -> list[PutResult]:
        """Replace analyses in one transaction; an article that was changed or deleted since it was read is left alone.

        ``last_key`` is the last article that is done, replaced or not.

        Raises:
            StoreLocked, StoreFull: nothing was replaced.
        """
        with self._store.writing() as connection:
            results = [
                rewrite_article(
                    connection,
                    adapt_rows(connection, item.article, analysis, rows),
                    self._now(),
                    expected=item.content_hash,
                )
                for item, analysis, rows in items
            ]
            if self._where == "all":
                self._note(connection, last_key)
        return results

    def finish(self) -> None:
        """Forget the place: the next re-analysis of all starts at the beginning."""
        if self._where == "all":
            with self._store.writing() as connection:
                connection.execute(delete(reanalyses))

    def _start(self, connection: Connection) -> int:
        if self._where == "stale":
            return 0
        place = select(reanalyses.c.last_key).where(reanalyses.c.provenance == self._provenance)
        return connection.scalar(place) or 0

    def _wanted(self, last: int) -> ColumnElement[bool]:
        is_stale = analyses.c.provenance != self._provenance if self._where == "stale" else true()
        return (articles.c.key > last) & is_stale

    def _page(self, last: int) -> list[StoredText]:
        statement = select(articles).join(analyses).where(self._wanted(last)).order_by(articles.c.key).limit(_PAGE)
        with self._store.reading() as connection:
            return [
                StoredText(
                    key=row.key,
                    content_hash=row.content_hash,
                    article=Article(
                        id=row.id,
                        text=row.text,
                        title=row.title,
                        published=parse_published(row.published),
                        author=row.author,
                        source=row.source,
                    ),
                )
                for row in connection.execute(statement)
            ]

    def _note(self, connection: Connection, last_key: int) -> None:
        connection.execute(delete(reanalyses))
        connection.execute(insert(reanalyses).values(provenance=self._provenance, last_key=last_key))
