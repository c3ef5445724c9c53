"""Articles a second from HTML to the stored analysis, with one and with two workers, and where the time goes.

``python -m benchmarks.ingest [--pages FOLDER] [--count N] [--workers N ...] [--models FOLDER]`` prints one JSON object.
The pages are those of a folder (default: the sample articles in page templates), repeated with a line of their own
until there are ``N``, so that none is a duplicate to the store's hash. The models are loaded before the clock starts.
The shares are of the time that one process spends, measured around each part.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

from nlp_service.cli.loading import PipelineOf, process_pipeline
from nlp_service.ingest.documents import DocumentOutcome, InputDocument
from nlp_service.ingest.readers import read_source
from nlp_service.ingest.records import Record
from nlp_service.ingest.run import run_ingest
from nlp_service.ingest.sources import list_files, read_files
from nlp_service.ingest.workers import Workers
from nlp_service.pipeline import DEFAULT_OPTIONS, Pipeline
from nlp_service.store.rows import derive_rows
from nlp_service.store.store import Store
from nlp_service.types import Article

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples"
_PARTS = ("segmenter", "zones", "linker", "pronouns", "roles", "dates", "anniversaries", "topics", "tags")
_MENU = "".join(f'<li><a href="/muc-{number}">Chuyên mục số {number}</a></li>' for number in range(40))
_RELATED = "".join(f'<li><a href="/tin-{number}.html">Tin liên quan thứ {number}</a></li>' for number in range(20))


class Timed:
    """A part that does what another does, and adds the time of its calls to a counter."""

    def __init__(self, part: Any, name: str, seconds: Counter[str]) -> None:
        self._part = part
        self._name = name
        self._seconds = seconds

    def __getattr__(self, name: str) -> Any:
        """Return the part's attribute, timed when it is a method."""
        found = getattr(self._part, name)
        return timed(found, self._name, self._seconds) if callable(found) else found


def timed(call: Callable[..., Any], name: str, seconds: Counter[str]) -> Callable[..., Any]:
    """Return ``call`` with its time added to ``seconds[name]``."""

    def run(*arguments: Any, **named: Any) -> Any:
        begun = time.perf_counter()
        try:
            return call(*arguments, **named)
        finally:
            seconds[name] += time.perf_counter() - begun  # type: ignore[assignment]

    return run


def write_pages(folder: Path, source: Path | None, count: int) -> None:
    """Write ``count`` pages, each with a line that no other has."""
    if source is not None:
        pages = [file.path.read_text(encoding="utf-8", errors="replace") for file in list_files(str(source))]
    else:
        pages = [_page(path.read_text(encoding="utf-8")) for path in sorted(SAMPLES.glob("*.txt"))]
    for number in range(count):
        page = pages[number % len(pages)]
        own = f"<p>Bản in số {number} của tòa soạn, lưu tại kho {number * 7919 % 1000}, năm {1900 + number % 120}.</p>"
        (folder / f"trang-{number:05}.html").write_text(page.replace("</p>", f"</p>{own}", 1), encoding="utf-8")


def measure_shares(folder: Path, store: Path, pipeline: Pipeline) -> dict[str, float]:
    """Return the share of the time that each stage takes, in the order of the flow."""
    seconds: Counter[str] = Counter()
    parts: dict[str, Any] = {name: Timed(getattr(pipeline, name), name, seconds) for name in _PARTS}
    taggers = {name: Timed(tagger, "tagger", seconds) for name, tagger in pipeline.taggers.items()}
    measured = replace(pipeline, taggers=taggers, **parts)
    read, derive = timed(_read, "read", seconds), timed(derive_rows, "derive rows", seconds)
    begun = time.perf_counter()
    with Store.open(store) as opened:
        for path in sorted(folder.iterdir()):
            article = read(path)
            analysis = measured.analyze(article)
            derive(article, analysis)
            timed(opened.put, "store", seconds)(article, analysis)
    total = time.perf_counter() - begun - seconds["derive rows"]  # it is in the time of the store once more
    seconds["store"] -= seconds["derive rows"]
    names = ("read", "segmenter", "zones", "tagger", *_PARTS[2:], "derive rows", "store")
    shares = {name: round(seconds[name] / total, 3) for name in names}
    return shares | {"rest": round(1 - sum(shares.values()), 3)}


def measure_rate(folder: Path, store: Path, models: Path | None, workers: int) -> dict[str, float | int]:
    """Return articles a second with so many workers."""
    with Store.open(store) as opened, Workers(str(store), DEFAULT_OPTIONS, PipelineOf(models), workers) as process:
        # Enough documents for every worker to get some and load its models.
        warm = [
            InputDocument(
                "w", (Article(f"warm-{number}", "Trời Hà Nội sáng nay mưa nhỏ."),), origin="w", is_forced=True
            )
            for number in range(workers * 4)
        ]
        list(run_ingest(warm, opened, process, fetch_links=lambda links: ()))
        begun = time.perf_counter()
        documents = read_files(list_files(str(folder)))
        outcomes: list[DocumentOutcome] = list(run_ingest(documents, opened, process, fetch_links=lambda links: ()))
        seconds = time.perf_counter() - begun
    stored = sum(article.status == "new" for outcome in outcomes for article in outcome.articles)
    return {"workers": workers, "articles": stored, "seconds": round(seconds, 2), "rate": round(stored / seconds, 2)}


def _read(path: Path) -> Article:
    (record,) = read_source(path, path.name)
    assert isinstance(record, Record)
    return record.to_article()


def _page(text: str) -> str:
    title, *lines = [line.strip() for line in text.splitlines() if line.strip()]
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return (
        f"<!doctype html><html lang='vi'><head><meta charset='utf-8'><title>{escape(title)}</title></head><body>"
        f"<nav><ul>{_MENU}</ul></nav><article><h1>{escape(title)}</h1>{body}</article>"
        f"<aside><ul>{_RELATED}</ul></aside><footer>Cơ quan chủ quản: tòa soạn thử nghiệm.</footer></body></html>"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, help="a folder of saved pages")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--models", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "pages"
        folder.mkdir()
        write_pages(folder, chosen.pages, chosen.count)
        pipeline = process_pipeline(chosen.models)
        shares = measure_shares(folder, Path(name) / "shares.db", pipeline)
        rates = [
            measure_rate(folder, Path(name) / f"{workers}.db", chosen.models, workers) for workers in chosen.workers
        ]
    load = round(os.getloadavg()[0], 1)
    print(json.dumps({"pages": chosen.count, "rates": rates, "shares": shares, "cpus": os.cpu_count(), "load": load}))


if __name__ == "__main__":
    main()
