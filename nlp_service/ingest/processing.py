"""Reads and analyses documents, as far as the store does not have them yet; stores nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace

from nlp_service.errors import EmptyText, InputError, InvalidEncoding, InvalidField
from nlp_service.ingest.documents import Analyzed, Content, InputDocument, Known, ProcessedDocument
from nlp_service.ingest.readers import NO_ARTICLE, read_source
from nlp_service.ingest.records import Kind, Record, Refusal
from nlp_service.pipeline import Pipeline
from nlp_service.store.documents import SourceDocument, find_documents
from nlp_service.store.hashing import content_hash
from nlp_service.store.rows import derive_rows
from nlp_service.store.store import Store
from nlp_service.types import Analysis, AnalyzeOptions, Article, Provenance

Task = tuple[InputDocument, ...]
PipelineLoader = Callable[[], Pipeline]
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
        with self.store.reading() as connection:
            known = find_documents(connection, [document.name for document in task])
        read = [self._read(document, provenance, known.get(document.name)) for document in task]
        changed = [article for document in read for article in document.articles if isinstance(article, Article)]
        results = iter(list(self.pipeline.analyze_many(changed, self.options)))
        return [document.finish(results, provenance) for document in read]

    def _read(self, document: InputDocument, provenance: Provenance, known: SourceDocument | None) -> _ReadDocument:
        digest = _digest(document)
        if known is not None and (known.digest, known.made_by) == (digest, _made_by(provenance, document)):
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
            made_by=_made_by(provenance, self.document),
            articles=tuple(hashes.items()),
        )
        return self._stamped(remembered)

    def _stamped(self, remembered: SourceDocument) -> SourceDocument:
        """Return what is remembered with what the server and the feed said this time."""
        given = self.document
        return replace(remembered, etag=given.etag, last_modified=given.last_modified, stamp=given.stamp)


def open_processor(location: str, options: AnalyzeOptions, load: PipelineLoader) -> Processor:
    """Return a processor with a connection of its own to the store."""
    return Processor(Store.open(location), load(), options)


def read_document(document: InputDocument) -> Iterator[Content]:
    """Yield the articles and refusals of a document; the items of a feed stay records."""
    if isinstance(document.content, tuple):
        yield from document.content
        return
    try:
        records = read_source(
            document.content,
            document.name,
            content_type=document.content_type,
            url=document.url,
            columns=document.columns,
        )
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
    if isinstance(document.content, bytes):
        return hashlib.sha256(document.content).hexdigest()
    try:
        with document.content.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:  # told when it is read
        return None


def _made_by(provenance: Provenance, document: InputDocument) -> str:
    made_by = {"provenance": asdict(provenance), "columns": dict(document.columns)}
    return hashlib.sha256(json.dumps(made_by, sort_keys=True).encode()).hexdigest()
