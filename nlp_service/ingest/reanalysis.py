"""Analyses stored articles anew; readers see the old analysis or the new one, never a mixture."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import islice

from nlp_service.ingest.documents import Analyzed, ArticleOutcome, InputDocument, ProcessedDocument, Status
from nlp_service.ingest.ingester import TASK_DOCUMENTS, Process
from nlp_service.ingest.processing import Task
from nlp_service.ingest.records import Refusal
from nlp_service.store.reanalysis import Reanalysis, StoredText
from nlp_service.store.rows import ArticleRows
from nlp_service.types import Analysis


def reanalyze(
    reanalysis: Reanalysis, process: Process, *, task_documents: int = TASK_DOCUMENTS
) -> Iterator[ArticleOutcome]:
    """Analyse the articles anew and replace their analyses, a few at a time; yields what became of each, in order.

    An article that cannot be analysed any more keeps its analysis and is told as refused.

    Raises:
        ModelError: the models cannot be used.
        StoreError: the store cannot be written; what was yielded is done, the rest is as it was.
    """
    running: deque[list[StoredText]] = deque()

    def tasks() -> Iterator[Task]:
        texts = reanalysis.texts()
        while group := list(islice(texts, task_documents)):
            running.append(group)
            contents = tuple(item.article for item in group)
            yield (InputDocument("store", contents, origin="store", is_forced=True),)

    for (processed,) in process(tasks()):
        yield from _replace(reanalysis, running.popleft(), processed)
    reanalysis.finish()


def _replace(reanalysis: Reanalysis, group: list[StoredText], processed: ProcessedDocument) -> list[ArticleOutcome]:
    outcomes: dict[str, ArticleOutcome] = {}
    batch: list[tuple[StoredText, Analysis, ArticleRows]] = []
    for item, result in zip(group, processed.articles, strict=True):
        if isinstance(result, Refusal):
            outcomes[item.article.id] = ArticleOutcome("refused", item.article.id, result.error)
        elif isinstance(result, Analyzed):
            batch.append((item, result.analysis, result.rows))
    results = reanalysis.replace(batch, last_key=group[-1].key)
    for (item, *_), replaced in zip(batch, results, strict=True):
        status: Status = "updated" if replaced == "updated" else "unchanged"
        outcomes[item.article.id] = ArticleOutcome(status, item.article.id)
    return [outcomes[item.article.id] for item in group]
