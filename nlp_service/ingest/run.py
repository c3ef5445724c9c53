"""One ingest from its sources to its end: documents, then what the feeds among them lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from nlp_service.errors import FetchFailed
from nlp_service.ingest.documents import DocumentOutcome, InputDocument
from nlp_service.ingest.ingester import TASK_DOCUMENTS, WHOLE_BYTES, Process, ingest_documents
from nlp_service.ingest.records import Record
from nlp_service.store.documents import SourceDocument
from nlp_service.store.store import Store

FetchLinks = Callable[[Sequence[Record]], Iterable[InputDocument]]
MAX_DEPTH = 3
"""Feeds that lead to feeds: a sitemap index, its sitemaps, their pages."""


def run_ingest(
    documents: Iterable[InputDocument],
    store: Store,
    process: Process,
    *,
    fetch_links: FetchLinks,
    task_documents: int = TASK_DOCUMENTS,
    whole_bytes: int = WHOLE_BYTES,
) -> Iterator[DocumentOutcome]:
    """Ingest documents and what their feeds lead to; yields what became of each when it is stored.

    A feed is remembered, so that it need not be read again until it changes, when all that it leads to was taken.

    Raises:
        ModelError: the models cannot be used.
        StoreError: the store cannot be written; what was yielded is stored, the rest is not.
    """
    seen: set[str | None] = set()
    feeds: list[SourceDocument] = []
    all_taken = True
    for _ in range(MAX_DEPTH):
        links: list[Record] = []
        for outcome, processed in ingest_documents(
            documents, store, process, task_documents=task_documents, whole_bytes=whole_bytes
        ):
            yield outcome
            new = {link.url: link for link in processed.links if link.url not in seen}
            links += new.values()
            seen |= new.keys()
            all_taken = all_taken and not any(isinstance(item.error, FetchFailed) for item in outcome.articles)
            if processed.feed is not None:
                feeds.append(processed.feed)
        if not links:
            break
        documents = fetch_links(links)
    if feeds and all_taken:
        store.put_derived([], documents=feeds)
