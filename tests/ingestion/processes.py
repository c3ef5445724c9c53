"""What the tests run in other processes: importable, because it is started there."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.synchronize import Event
from pathlib import Path

from nlp_service.ingest.documents import DocumentOutcome
from nlp_service.ingest.processing import PipelineLoader
from nlp_service.ingest.run import run_ingest
from nlp_service.ingest.sources import list_files, read_files
from nlp_service.ingest.workers import Workers
from nlp_service.pipeline import DEFAULT_OPTIONS, Pipeline, load_pipeline
from nlp_service.store.store import Store
from nlp_service.types import Document, Entity
from tests.dummies import DummyTagger, make_pipeline
from tests.store.builders import NOW


def load_dummies() -> Pipeline:
    return make_pipeline()


class DeadlyTagger(DummyTagger):
    """Ends its process without a word at a text with 000, as the system does when memory runs out."""

    def tag(self, documents: Sequence[Document]) -> list[tuple[Entity, ...]]:
        if any("000" in document.text for document in documents):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().tag(documents)


def load_deadly() -> Pipeline:
    return make_pipeline({"fast": DeadlyTagger()})


def load_real() -> Pipeline:
    return load_pipeline()


@contextmanager
def running(
    store: Path, sources: Path, load: PipelineLoader = load_dummies, *, workers: int = 1, task_documents: int = 16
) -> Iterator[Iterator[DocumentOutcome]]:
    """The outcomes of an ingest that goes on as they are asked for; the clock stands still."""
    with (
        Store.open(store, busy_timeout=60, now=lambda: NOW) as opened,
        Workers(str(store), DEFAULT_OPTIONS, load, workers) as process,
    ):
        documents = read_files(list_files(str(sources)))
        yield run_ingest(documents, opened, process, fetch_links=lambda links: (), task_documents=task_documents)


def ingest_all(
    store: Path, sources: Path, load: PipelineLoader = load_dummies, *, workers: int = 1, task_documents: int = 16
) -> list[DocumentOutcome]:
    with running(store, sources, load, workers=workers, task_documents=task_documents) as outcomes:
        return list(outcomes)


def ingest_and_tell(store: Path, sources: Path, started: Event, real: bool, task_documents: int) -> None:
    """Ingest; ``started`` is set when the first document is stored."""
    load = load_real if real else load_dummies
    with running(store, sources, load, task_documents=task_documents) as outcomes:
        for _ in outcomes:
            started.set()
