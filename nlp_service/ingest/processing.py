"""Reads and analyses documents, in this process or in several that each load the models once; stores nothing.

Workers look into the store for what is known already, each through a connection of its own. The results come in the
order of the documents whatever the number of workers, so what is stored is the same.
"""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass, replace
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Self

from nlp_service.errors import EmptyText, InputError, InvalidEncoding, InvalidField, WorkerLost
from nlp_service.ingest.documents import Analyzed, Content, InputDocument, Known, ProcessedDocument
from nlp_service.ingest.readers import NO_ARTICLE, read_source
from nlp_service.ingest.records import Kind, Record, Refusal
from nlp_service.pipeline import Pipeline
from nlp_service.store.documents import SourceDocument, find_document
from nlp_service.store.hashing import content_hash
from nlp_service.store.rows import derive_rows
from nlp_service.store.store import Store
from nlp_service.types import Analysis, AnalyzeOptions, Article, Provenance

Task = tuple[InputDocument, ...]
PipelineLoader = Callable[[], Pipeline]
# Tasks waiting for each worker: enough to keep it busy, few enough to bound memory whatever the number of documents.
_WINDOW = 3
# More articles than this and a document is not remembered whole: each of its articles is looked up by itself.
_MOST_REMEMBERED = 100


@dataclass(frozen=True, slots=True)
class Processor:
    """Reads documents and analyses what the store does not have yet."""

    store: Store
    pipeline: Pipeline
    options: AnalyzeOptions

    def process(self, task: Task) -> list[ProcessedDocument]:
        """Return each document with its analyses, in order."""
        provenance = self.pipeline.provenance(self.options)
        read = [self._read(document, provenance) for document in task]
        changed = [article for document in read for article in document.articles if isinstance(article, Article)]
        results = iter(list(self.pipeline.analyze_many(changed, self.options)))
        return [document.finish(results, provenance) for document in read]

    def _read(self, document: InputDocument, provenance: Provenance) -> _ReadDocument:
        digest, made_by = _digest(document), _made_by(provenance)
        if digest is not None:
            with self.store.reading() as connection:
                known = find_document(connection, document.name)
            if known is not None and (known.digest, known.made_by) == (digest, made_by):
                same = tuple(Known(article_id) for article_id, _ in known.articles)
                return _ReadDocument(document, digest, same, known=known)
        articles: list[Article | Known | Refusal] = []
        links: list[Record] = []
        for item in read_document(document):
            if isinstance(item, Record):
                links.append(item)
            elif isinstance(item, Article) and not document.is_forced:
                articles.append(self._look_up(item, provenance))
            else:
                articles.append(item)
        return _ReadDocument(document, digest, tuple(articles), tuple(links))

    def _look_up(self, article: Article, provenance: Provenance) -> Article | Known:
        found = content_hash(article, provenance)
        return Known(article.id, found) if self.store.find_hash(article.id) == found else article


@dataclass(frozen=True, slots=True)
class _ReadDocument:
    """A document that was read; ``digest`` is there when it can be remembered."""

    document: InputDocument
    digest: str | None
    articles: tuple[Article | Known | Refusal, ...]
    links: tuple[Record, ...] = ()
    known: SourceDocument | None = None

    def finish(self, results: Iterator[Analysis | InputError], provenance: Provenance) -> ProcessedDocument:
        """Return the document with the analyses that ``results`` holds for its articles."""
        articles = tuple(
            _pair(self.document.name, article, results) if isinstance(article, Article) else article
            for article in self.articles
        )
        remembered = self._remember(articles, provenance)
        is_fetched_feed = bool(self.links) and self.document.url is not None
        return ProcessedDocument(
            origin=self.document.origin,
            name=self.document.name,
            articles=articles,
            remembered=remembered if not self.links else None,
            links=self.links,
            feed=remembered if is_fetched_feed else None,
            is_part=self.document.is_part,
        )

    def _remember(
        self, articles: Sequence[Analyzed | Known | Refusal], provenance: Provenance
    ) -> SourceDocument | None:
        if self.known is not None:
            same = self._stamped(self.known)
            return same if same != self.known else None
        hashes = dict(_hash(item, provenance) for item in articles if not isinstance(item, Refusal))
        if self.digest is None or len(hashes) < len(articles) or len(hashes) > _MOST_REMEMBERED:
            return None
        remembered = SourceDocument(
            name=self.document.name,
            digest=self.digest,
            made_by=_made_by(provenance),
            articles=tuple(hashes.items()),
        )
        return self._stamped(remembered)

    def _stamped(self, remembered: SourceDocument) -> SourceDocument:
        """Return what is remembered with what the server and the feed said this time."""
        given = self.document
        return replace(remembered, etag=given.etag, last_modified=given.last_modified, stamp=given.stamp)


class Workers:
    """Processes tasks with the store at ``location``, in this process or in ``workers`` others; a context manager.

    ``load`` is called once a process; with several it must be importable and equal to its copies.
    """

    def __init__(self, location: str, options: AnalyzeOptions, load: PipelineLoader, workers: int) -> None:
        self._job = (location, options, load)
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None
        self._own: Processor | None = None

    def __enter__(self) -> Self:
        if self._workers > 1:
            # Spawned, not forked: a fork would copy the locks of threads that numerical libraries started.
            self._pool = ProcessPoolExecutor(self._workers, mp_context=get_context("spawn"))
        return self

    def __exit__(self, *_error: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        if self._own is not None:
            self._own.store.close()

    def __call__(self, tasks: Iterable[Task]) -> Iterator[list[ProcessedDocument]]:
        """Yield one result a task, in order, the same for any number of workers.

        Raises:
            ModelError: a model cannot be loaded, or the chosen tagger is not installed.
            StoreError: the store cannot be read.
            WorkerLost: a worker process died.
        """
        if self._pool is None:
            for task in tasks:
                self._own = self._own or open_processor(*self._job)
                yield self._own.process(task)
            return
        running: deque[Future[list[ProcessedDocument]]] = deque()
        try:
            for task in tasks:
                running.append(self._pool.submit(_process, task, *self._job))
                if len(running) >= self._workers * _WINDOW:
                    yield running.popleft().result()
            while running:
                yield running.popleft().result()
        except BrokenProcessPool as error:
            raise WorkerLost("A worker process died, for lack of memory perhaps; run again to continue.") from error


def _process(task: Task, location: str, options: AnalyzeOptions, load: PipelineLoader) -> list[ProcessedDocument]:
    return _worker_processor(location, options, load).process(task)


@cache
def _worker_processor(location: str, options: AnalyzeOptions, load: PipelineLoader) -> Processor:
    """Return the processor of this worker process; it lives as long as the process."""
    return open_processor(location, options, load)


def open_processor(location: str, options: AnalyzeOptions, load: PipelineLoader) -> Processor:
    """Return a processor with a connection of its own to the store."""
    return Processor(Store.open(location), load(), options)


def read_document(document: InputDocument) -> Iterator[Content]:
    """Yield the articles and refusals of a document; the items of a feed stay records."""
    if isinstance(document.content, tuple):
        yield from document.content
        return
    try:
        records = read_source(document.content, document.name, content_type=document.content_type, url=document.url)
        for record in records:
            yield record if isinstance(record, Refusal) else _to_content(record, document)
    except OSError as error:
        yield Refusal(document.name, InvalidField(f"{document.name}: cannot be read ({error.strerror})."))


def _to_content(record: Record, document: InputDocument) -> Article | Refusal | Record:
    if record.kind in (Kind.FEED_ITEM, Kind.LINK):
        return record
    if record.kind is Kind.LISTING:
        return Refusal(record.name, EmptyText(f"{record.name}: {NO_ARTICLE}"))
    article, item = record.to_article(), document.feed_item
    if not _is_encodable(article):
        error = InvalidEncoding(f"{record.name}: half a surrogate pair; write well-formed Unicode.")
        return Refusal(record.name, error, record.explicit_id)
    if item is None:
        return article
    return replace(article, title=article.title or item.title, published=article.published or item.published)


def _is_encodable(article: Article) -> bool:
    parts = (article.id, article.text, article.title, article.author, article.source)
    try:
        "".join(part or "" for part in parts).encode()
    except UnicodeEncodeError:
        return False
    return True


def _pair(name: str, article: Article, results: Iterator[Analysis | InputError]) -> Analyzed | Refusal:
    result = next(results)
    return (
        Refusal(name, result, article.id)
        if isinstance(result, InputError)
        else Analyzed(article, result, derive_rows(article, result))
    )


def _hash(item: Analyzed | Known, provenance: Provenance) -> tuple[str, str]:
    if isinstance(item, Known):
        return item.id, item.content_hash
    return item.article.id, content_hash(item.article, provenance)


def _digest(document: InputDocument) -> str | None:
    """Return the SHA-256 of the document's bytes, None when it is not here whole."""
    if isinstance(document.content, tuple):
        return None
    try:
        content = document.content.read_bytes() if isinstance(document.content, Path) else document.content
    except OSError:  # said when it is read
        return None
    return hashlib.sha256(content).hexdigest()


def _made_by(provenance: Provenance) -> str:
    return hashlib.sha256(json.dumps(asdict(provenance), sort_keys=True).encode()).hexdigest()
