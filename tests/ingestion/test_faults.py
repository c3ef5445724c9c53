"""Killed at any moment and started again, an ingest leaves the store as if nothing had happened."""

from __future__ import annotations

import multiprocessing
import random
import sqlite3
import time
from contextlib import closing
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

import pytest

from nlp_service.errors import StoreFull, StoreLocked, WorkerLost
from nlp_service.ingest.documents import DocumentOutcome
from nlp_service.ingest.run import run_ingest
from nlp_service.ingest.sources import list_files, read_files
from nlp_service.ingest.workers import Workers
from nlp_service.pipeline import DEFAULT_OPTIONS, Pipeline
from nlp_service.store.store import Store
from tests.ingestion.processes import ingest_all, ingest_and_tell, load_deadly, load_dummies
from tests.ingestion.templates import write_texts

ARTICLES, KILLS = 2000, 20


def dump(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, those of the full-text index included; the file must be sound."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        return {name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr) for (name,) in names}


@pytest.fixture(scope="module")
def context() -> ForkServerContext:
    """Processes that have the modules already: started at once."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.ingestion.processes"])
    return context


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nguon") / "texts"
    write_texts(folder, ARTICLES)
    return folder


def ingest_into(store: Store, path: Path, sources: Path, told: list[DocumentOutcome]) -> None:
    with Workers(str(path), DEFAULT_OPTIONS, load_dummies, 1) as process:
        documents = read_files(list_files(str(sources)))
        told.extend(run_ingest(documents, store, process, fetch_links=lambda links: ()))


def kill_one(
    context: ForkServerContext, store: Path, sources: Path, wait: float, *, real: bool = False, task_documents: int = 16
) -> bool:
    """Ingest in another process and kill it ``wait`` seconds after it stored something; False when it had ended."""
    started = context.Event()
    child = context.Process(target=ingest_and_tell, args=(store, sources, started, real, task_documents))
    child.start()
    while not started.wait(0.05):
        assert child.is_alive()
    time.sleep(wait)
    child.kill()
    child.join()
    killed = child.exitcode == -9
    child.close()
    return killed


def test_killed_twenty_times_is_as_if_nothing_had_happened(
    context: ForkServerContext, texts: Path, tmp_path: Path
) -> None:
    begun = time.monotonic()
    ingest_all(tmp_path / "calm.db", texts)
    seconds = time.monotonic() - begun
    moments = random.Random(6)
    for _ in range(KILLS):
        assert kill_one(context, tmp_path / "killed.db", texts, moments.uniform(0, seconds / KILLS))
    outcomes = ingest_all(tmp_path / "killed.db", texts)
    assert len(outcomes) == ARTICLES
    assert dump(tmp_path / "killed.db") == dump(tmp_path / "calm.db")


def test_killed_with_the_real_pipeline(
    context: ForkServerContext, pipeline: Pipeline, texts: Path, tmp_path: Path
) -> None:
    few = tmp_path / "few"
    few.mkdir()
    for file in sorted(texts.iterdir())[:12]:
        (few / file.name).write_bytes(file.read_bytes())
    assert kill_one(context, tmp_path / "killed.db", few, 0.0, real=True, task_documents=2)
    resumed = ingest_all(tmp_path / "killed.db", few, lambda: pipeline, task_documents=2)
    ingest_all(tmp_path / "calm.db", few, lambda: pipeline, task_documents=2)
    assert {article.status for outcome in resumed for article in outcome.articles} == {"new", "unchanged"}
    assert dump(tmp_path / "killed.db") == dump(tmp_path / "calm.db")


def test_any_number_of_workers_stores_the_same(texts: Path, tmp_path: Path) -> None:
    few = tmp_path / "few"
    write_texts(few, 60)
    one = ingest_all(tmp_path / "one.db", few, task_documents=4)
    two = ingest_all(tmp_path / "two.db", few, workers=2, task_documents=4)
    assert one == two
    assert dump(tmp_path / "one.db") == dump(tmp_path / "two.db")


def test_a_worker_that_dies_is_told_and_loses_nothing(tmp_path: Path) -> None:
    folder, path = tmp_path / "few", tmp_path / "store.db"
    write_texts(folder, 30)
    (folder / "bai-00020.txt").write_text("Công trình trị giá 20.000 đồng của ông Lê Văn Nam.", encoding="utf-8")
    with pytest.raises(WorkerLost):
        ingest_all(path, folder, load_deadly, workers=2, task_documents=4)
    outcomes = ingest_all(path, folder, task_documents=4)
    statuses = [article.status for outcome in outcomes for article in outcome.articles]
    assert set(statuses) <= {"new", "unchanged"}
    ingest_all(tmp_path / "calm.db", folder, task_documents=4)
    assert dump(path) == dump(tmp_path / "calm.db")


def test_two_ingesters_at_once_store_each_article_once(context: ForkServerContext, tmp_path: Path) -> None:
    write_texts(tmp_path / "few", 200)
    started = context.Event()  # kept until the children have it
    arguments = (tmp_path / "both.db", tmp_path / "few", started, False, 16)
    children = [context.Process(target=ingest_and_tell, args=arguments) for _ in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join()
        assert child.exitcode == 0
        child.close()
    ingest_all(tmp_path / "calm.db", tmp_path / "few")
    both, calm = dump(tmp_path / "both.db"), dump(tmp_path / "calm.db")
    for table in ("articles", "documents", "entities", "anniversaries"):
        assert len(both[table]) == len(calm[table]), table
    assert both["documents"] == calm["documents"]


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    write_texts(tmp_path / "few", 300)
    path = tmp_path / "small.db"
    told: list[DocumentOutcome] = []
    with Store.open(path, max_bytes=1 << 20) as store, pytest.raises(StoreFull):
        ingest_into(store, path, tmp_path / "few", told)
    stored = len(told)
    assert 0 < stored < 300
    assert len(dump(path)["articles"]) == stored  # what was told is there, and nothing else
    outcomes = ingest_all(path, tmp_path / "few")
    statuses = [article.status for outcome in outcomes for article in outcome.articles]
    assert statuses == ["unchanged"] * stored + ["new"] * (300 - stored)


def test_a_locked_store_is_told_and_loses_nothing(tmp_path: Path) -> None:
    write_texts(tmp_path / "few", 20)
    path = tmp_path / "locked.db"
    ingest_all(path, tmp_path / "few")
    before = dump(path)
    (tmp_path / "few" / "bai-00003.txt").write_text("Xã Mỹ Lộc hôm qua đón đoàn khách đầu tiên.", encoding="utf-8")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with Store.open(path, busy_timeout=0.05) as store, pytest.raises(StoreLocked):
            ingest_into(store, path, tmp_path / "few", [])
        other.execute("ROLLBACK")
    assert dump(path) == before
    outcomes = ingest_all(path, tmp_path / "few")
    assert [article.status for outcome in outcomes for article in outcome.articles].count("updated") == 1
