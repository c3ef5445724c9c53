"""Documents into the store, each exactly once: what is known is skipped, what changed is replaced whole.

A task of a few documents is one transaction: its articles, what is derived from them, and the note that the documents
were read are all there, or none of it. So a run that was killed is continued by running it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from nlp_service.ingest.documents import (
    Analyzed,
    ArticleOutcome,
    DocumentOutcome,
    InputDocument,
    Known,
    ProcessedDocument,
    Status,
)
from nlp_service.ingest.parts import split_documents
from nlp_service.ingest.processing import Task
from nlp_service.ingest.records import Refusal
from nlp_service.store.duplicates import find_repeats
from nlp_service.store.store import Store
from nlp_service.store.writer import PutResult

Process = Callable[[Iterable[Task]], Iterator[list[ProcessedDocument]]]
TASK_DOCUMENTS = 16
WHOLE_BYTES = 1 << 20
_STATUS: dict[PutResult, Status] = {"created": "new", "updated": "updated", "unchanged": "unchanged"}


def ingest_documents(
    documents: Iterable[InputDocument],
    store: Store,
    process: Process,
    *,
    task_documents: int = TASK_DOCUMENTS,
    whole_bytes: int = WHOLE_BYTES,
) -> Iterator[tuple[DocumentOutcome, ProcessedDocument]]:
    """Read, analyse and store documents; yields what became of each when it is stored, in order.

    ``task_documents`` are analysed and stored together; what is larger than ``whole_bytes`` and holds many articles
    comes in parts.

    Raises:
        ModelError: the models cannot be used.
        StoreError: the store cannot be written; what was yielded is stored, the rest is not.
    """
    parts = split_documents(documents, whole_bytes=whole_bytes, part_articles=task_documents)
    for processed in process(_tasks(parts, task_documents)):
        yield from zip(store_documents(store, processed), processed, strict=True)


def store_documents(store: Store, processed: Sequence[ProcessedDocument]) -> list[DocumentOutcome]:
    """Store the documents of one task in one transaction.

    Raises:
        StoreError: nothing was stored.
    """
    analyzed = [item for document in processed for item in document.articles if isinstance(item, Analyzed)]
    remembered = [document.remembered for document in processed if document.remembered is not None]
    batch = [(item.article, item.analysis, item.rows) for item in analyzed]
    results = iter(store.put_derived(batch, documents=remembered)) if analyzed or remembered else iter(())
    with store.reading() as connection:
        repeats = find_repeats(connection, [item.article.id for item in analyzed])
    return [
        DocumentOutcome(
            origin=document.origin,
            name=document.name,
            articles=tuple(_outcome(item, results, repeats) for item in document.articles),
            is_part=document.is_part,
            links=len(document.links),
        )
        for document in processed
    ]


def _outcome(item: Analyzed | Known | Refusal, results: Iterator[PutResult], repeats: frozenset[str]) -> ArticleOutcome:
    if isinstance(item, Refusal):
        return ArticleOutcome("refused", item.explicit_id, item.error)
    if isinstance(item, Known):
        return ArticleOutcome("unchanged", item.id)
    article_id = item.article.id
    return ArticleOutcome(_STATUS[next(results)], article_id, is_duplicate=article_id in repeats)


def _tasks(documents: Iterable[InputDocument], size: int) -> Iterator[Task]:
    """Group documents into tasks; what was read already comes in tasks of its own, because it is many articles."""
    task: list[InputDocument] = []
    for document in documents:
        task.append(document)
        if len(task) >= size or isinstance(document.content, tuple):
            yield tuple(task)
            task = []
    if task:
        yield tuple(task)
