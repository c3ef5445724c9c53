"""Newer models over stored articles: resumable, and never over what changed meanwhile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from nlp_service.ingest.reanalysis import reanalyze
from nlp_service.ingest.workers import Workers
from nlp_service.pipeline import DEFAULT_OPTIONS, Pipeline
from nlp_service.store.reanalysis import Reanalysis, Where
from nlp_service.store.rows import derive_rows
from nlp_service.store.store import Store
from tests.dummies import make_pipeline
from tests.ingestion.processes import ingest_all, load_dummies
from tests.ingestion.templates import write_texts
from tests.ingestion.test_faults import dump
from tests.store.builders import NOW

COUNT = 10


def load_newer() -> Pipeline:
    return replace(make_pipeline(), resources="9" * 64)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_texts(tmp_path / "texts", COUNT)
    ingest_all(tmp_path / "store.db", tmp_path / "texts")
    return tmp_path / "store.db"


def run(path: Path, where: Where = "stale", *, stop_after: int | None = None) -> list[str]:
    statuses: list[str] = []
    with (
        Store.open(path, now=lambda: NOW) as store,
        Workers(str(path), DEFAULT_OPTIONS, load_newer, 1) as process,
    ):
        reanalysis = Reanalysis(store, where, load_newer().provenance(), now=lambda: NOW)
        for outcome in reanalyze(reanalysis, process, task_documents=2):
            statuses.append(outcome.status)
            if len(statuses) == stop_after:
                break
    return statuses


def test_what_is_stale_is_analysed_once(path: Path, tmp_path: Path) -> None:
    assert run(path) == ["updated"] * COUNT
    assert run(path) == []
    ingest_all(tmp_path / "new.db", tmp_path / "texts", load_newer)
    again, new = dump(path), dump(tmp_path / "new.db")
    for table in ("articles", "analyses", "dates", "duplicates", "signatures"):
        assert again[table] == new[table], table


@pytest.mark.parametrize("where", ["stale", "all"])
def test_a_stopped_run_goes_on(path: Path, where: Where) -> None:
    assert run(path, where, stop_after=4) == ["updated"] * 4
    assert run(path, where) == ["updated"] * (COUNT - 4)
    assert run(path, where) == (["updated"] * COUNT if where == "all" else [])


def test_what_changed_meanwhile_is_left_alone(path: Path) -> None:
    with Store.open(path) as store:
        reanalysis = Reanalysis(store, "stale", load_newer().provenance())
        texts = list(reanalysis.texts())
        changed = replace(texts[0].article, text="Tác giả đã sửa bài này.")
        store.put(changed, load_dummies().analyze(changed))
        store.delete(texts[1].article.id)
        analyses = [load_newer().analyze(item.article) for item in texts]
        batch = [
            (item, analysis, derive_rows(item.article, analysis))
            for item, analysis in zip(texts, analyses, strict=True)
        ]
        results = reanalysis.replace(batch, last_key=texts[-1].key)
        assert results == ["unchanged", "unchanged", *["updated"] * (COUNT - 2)]
        assert store.get(changed.id).article == changed
        assert store.count_articles() == COUNT - 1


def test_documents_stay_known_after_it(path: Path, tmp_path: Path) -> None:
    run(path)
    for _ in range(2):
        outcomes = ingest_all(path, tmp_path / "texts", load_newer)
        assert [article.status for outcome in outcomes for article in outcome.articles] == ["unchanged"] * COUNT
