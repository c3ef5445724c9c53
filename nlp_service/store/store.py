"""The store: articles with their analyses, in one SQLite file."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import URL, Connection, Engine, Row, func, insert, select

import nlp_service.store.schema_documents
import nlp_service.store.schema_duplicates
import nlp_service.store.schema_entities
import nlp_service.store.schema_feedback
import nlp_service.store.schema_installation
import nlp_service.store.schema_jobs
import nlp_service.store.schema_reanalysis
import nlp_service.store.schema_sites  # noqa: F401  # their tables are made with the others
from nlp_service.errors import ArticleNotFound, StoreError, StoreLocked
from nlp_service.serialize import JsonObject, parse_published
from nlp_service.store.decisions import Decisions, decide_analysis, load_decisions
from nlp_service.store.documents import SourceDocument, write_document
from nlp_service.store.engine import create_store_engine, parse_location, reading, translated, writing
from nlp_service.store.fulltext import create_index
from nlp_service.store.migrations import read_version, upgrade
from nlp_service.store.rows import ArticleRows, derive_rows, read_body
from nlp_service.store.schema import SCHEMA_VERSION, analyses, articles, metadata, schema_info
from nlp_service.store.sites import adapt_rows
from nlp_service.store.times import utc_now
from nlp_service.store.writer import PutResult, erase_article, write_article
from nlp_service.types import Analysis, Article

BUSY_TIMEOUT = 5.0


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as received, with its analysis as :func:`nlp_service.serialize.analysis_to_dict` gave it.

    ``created`` and ``updated`` are in UTC; a put that changes nothing leaves both.
    """

    article: Article
    analysis: JsonObject
    content_hash: str
    created: datetime
    updated: datetime


class Store:
    """An open store. Threads may share it; each process opens its own. Readers never wait, writers take turns.

    Every write is one transaction: it happens whole or not at all, whatever kills the process.
    """

    def __init__(self, engine: Engine, now: Callable[[], datetime] = utc_now) -> None:
        self._engine = engine
        self._now = now

    @classmethod
    def open(
        cls,
        location: Path | str,
        *,
        busy_timeout: float = BUSY_TIMEOUT,
        max_bytes: int | None = None,
        now: Callable[[], datetime] = utc_now,
    ) -> Store:
        """Open the store at a path or URL (``sqlite:///relative.db``, ``sqlite:////absolute.db``), or create it there.

        A folder that is not there is made. A writer waits ``busy_timeout`` seconds for others; the file does not grow
        over ``max_bytes``.

        Raises:
            InvalidField: the location is no path and no URL of a known database.
            StoreIncompatible: the file is something else, or a store of another version.
            StoreLocked: others hold the store for longer than the time-out.
            StoreError: the folder cannot be made or the file cannot be opened.
        """
        url = parse_location(location)
        _make_folder(url)
        engine = create_store_engine(url, busy_timeout=busy_timeout, max_bytes=max_bytes)
        try:
            _prepare(engine, busy_timeout)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, now)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def reading(self) -> AbstractContextManager[Connection]:
        """Return a read transaction, for :mod:`nlp_service.search`: all statements in it see the same state."""
        return reading(self._engine)

    def writing(self) -> AbstractContextManager[Connection]:
        """Return a write transaction, for the other modules of the store: it happens whole or not at all."""
        return writing(self._engine)

    def ping(self) -> None:
        """Check that the store can be read.

        Raises:
            StoreError: it cannot.
        """
        with self.reading() as connection:
            connection.execute(select(schema_info.c.version)).one()

    def count_articles(self) -> int:
        """Return how many articles are stored."""
        with self.reading() as connection:
            return connection.scalar(select(func.count()).select_from(articles)) or 0

    def put(self, article: Article, analysis: Analysis) -> PutResult:
        """Store one article with its analysis under the article's id, and say what that changed.

        The same article analysed by the same models and resources changes nothing.

        Raises:
            InvalidField: the analysis is of another article.
            InvalidEncoding: a field is no well-formed Unicode.
            StoreLocked: others hold the store for longer than the time-out.
            StoreFull: there is no space.
        """
        (result,) = self.put_many([(article, analysis)])
        return result

    def put_many(self, items: Iterable[tuple[Article, Analysis]]) -> list[PutResult]:
        """Store many in one transaction, all or nothing; see :meth:`put`."""
        with translated():
            # Before the lock is taken.
            batch = [(article, analysis, derive_rows(article, analysis)) for article, analysis in items]
        return self.put_derived(batch)

    def put_derived(
        self,
        batch: Iterable[tuple[Article, Analysis, ArticleRows]],
        *,
        documents: Iterable[SourceDocument] = (),
    ) -> list[PutResult]:
        """Store many whose rows are there already, and what to remember of the documents that they come from.

        It is one transaction: all is stored or nothing; see :meth:`put`.
        """
        with writing(self._engine) as connection:
            results = [write_article(connection, adapt_rows(connection, *item), self._now()) for item in batch]
            for document in documents:
                write_document(connection, document)
        return results

    def get(self, article_id: str) -> StoredArticle:
        """Return the article with this id.

        Raises:
            ArticleNotFound: there is none.
        """
        with self.reading() as connection:
            row = connection.execute(
                select(articles, analyses.c.body).join(analyses).where(articles.c.id == article_id)
            ).one_or_none()
            decisions = load_decisions(connection)
        if row is None:
            raise ArticleNotFound(f"No article has the id {article_id!r}.")
        return _stored_article(row, decisions)

    def find_hash(self, article_id: str) -> str | None:
        """Return the content hash of the article with this id, or None when there is none."""
        with self.reading() as connection:
            return connection.scalar(select(articles.c.content_hash).where(articles.c.id == article_id))

    def delete(self, article_id: str) -> bool:
        """Delete the article with this id and all that was found in it; False when there is none."""
        with writing(self._engine) as connection:
            return erase_article(connection, article_id)


def _stored_article(row: Row[tuple[object, ...]], decisions: Decisions) -> StoredArticle:
    return StoredArticle(
        article=Article(
            id=row.id,
            text=row.text,
            title=row.title,
            published=parse_published(row.published),
            author=row.author,
            source=row.source,
        ),
        analysis=decide_analysis(read_body(row.body), decisions),
        content_hash=row.content_hash,
        created=datetime.fromisoformat(row.created),
        updated=datetime.fromisoformat(row.updated),
    )


def _prepare(engine: Engine, busy_timeout: float) -> None:
    """Check the version; create the schema where there is nothing yet, upgrade an older one, in one transaction."""
    with reading(engine) as connection:
        version = read_version(connection)
    if version == SCHEMA_VERSION:
        return
    if version is None:
        _switch_to_wal(engine, busy_timeout)
    with writing(engine) as connection:
        version = read_version(connection)  # another process may have been first
        if version is None:
            metadata.create_all(connection)
            create_index(connection)
            connection.execute(insert(schema_info).values(version=SCHEMA_VERSION))
        elif version < SCHEMA_VERSION:
            upgrade(connection)


def _switch_to_wal(engine: Engine, busy_timeout: float) -> None:
    """Let readers and one writer work at once. The file keeps the mode; the switch itself does not wait for locks."""
    deadline = time.monotonic() + busy_timeout
    while True:
        try:
            with translated(), engine.connect() as connection:
                # Through the driver, because the switch does nothing inside a transaction.
                cursor = connection.connection.cursor()
                cursor.execute("PRAGMA journal_mode=WAL")
                cursor.close()
            return
        except StoreLocked:
            if time.monotonic() >= deadline:
                raise
            time.sleep(0.02)


def _make_folder(url: URL) -> None:
    folder = Path(url.database or "").parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"The store's folder {folder} cannot be made ({error.strerror}).") from error
