"""The job behind ``POST /v1/ingest``: uploaded files, pages and feeds into the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from nlp_service.api.backend import Backend
from nlp_service.ingest.addresses import parse_allow_list
from nlp_service.ingest.documents import InputDocument, ProcessedDocument, Summary
from nlp_service.ingest.fetch import HttpFetcher
from nlp_service.ingest.links import LinkReader
from nlp_service.ingest.processing import Processor, Task
from nlp_service.ingest.refusals import refusals_to_dicts
from nlp_service.ingest.robots import PoliteFetcher
from nlp_service.ingest.run import run_ingest
from nlp_service.jobs.context import JobContext, JobKind
from nlp_service.serialize import JsonObject
from nlp_service.store.installation import with_installation
from nlp_service.types import AnalyzeOptions

INGEST = "ingest"
MAX_REFUSALS = 1000
"""Refusals in the result of a job; the rest is only counted."""
_TASK_DOCUMENTS = 4
"""So few that a request need not wait long for its turn."""


def make_ingest_kind(backend: Backend) -> JobKind:
    """Return the kind of job that ingests the files that came with it and its parameter ``urls``.

    It may be run again after a crash: what is stored already is skipped.
    """
    settings = backend.settings
    fetch = PoliteFetcher(HttpFetcher(parse_allow_list(settings.fetch_allow)), pause=settings.fetch_pause_seconds)

    def run(context: JobContext) -> JsonObject:
        return _ingest(backend, context, LinkReader(backend.store, fetch))

    return JobKind(INGEST, run)


def _ingest(backend: Backend, context: JobContext, links: LinkReader) -> JsonObject:
    options = with_installation(AnalyzeOptions(tagger=context.parameters["tagger"]), backend.store)
    processor = Processor(backend.store, backend.pipeline, options)
    urls: list[str] = context.parameters["urls"]

    def process(tasks: Iterable[Task]) -> Iterator[list[ProcessedDocument]]:
        for task in tasks:
            yield backend.limiter.run_in_background(lambda task=task: processor.process(task))  # type: ignore[misc]

    documents = chain(_uploads(context), links.read_urls(urls))
    summary, refusals = Summary(), list[JsonObject]()
    done, total = 0, len(urls) + int(context.parameters["files"])
    for outcome in run_ingest(
        documents,
        backend.store,
        process,
        fetch_links=links.read_links,
        task_documents=_TASK_DOCUMENTS,
        whole_bytes=0,
    ):
        summary.add(outcome.articles)
        refusals += refusals_to_dicts(outcome)
        del refusals[MAX_REFUSALS:]
        done, total = done + (not outcome.is_part), total + outcome.links
        context.report(done, total, message=outcome.name, counts=summary.to_dict())
    context.report(done, total, counts=summary.to_dict())
    context.flush()
    return {"counts": summary.to_dict(), "refused": refusals}


def _uploads(context: JobContext) -> Iterator[InputDocument]:
    for item in context.inputs():
        context.check()
        yield InputDocument(item.name, item.content, origin=item.name, content_type=item.content_type)
