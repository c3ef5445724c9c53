"""Lines of JSON to analyses, in order, with one process or several that each load the models once."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from nlp_service.cli.loading import process_pipeline
from nlp_service.errors import InputError
from nlp_service.ingest.jsonl import parse_line
from nlp_service.pipeline import BATCH_SIZE
from nlp_service.serialize import JsonObject, analysis_to_dict, dumps, error_to_dict
from nlp_service.types import AnalyzeOptions, Article

# Chunks waiting for each worker: enough to keep it busy, few enough to bound memory whatever the file's size.
_WINDOW = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One line of input: its number (from 1) and its bytes without the line end."""

    number: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Result:
    """One line of output: JSON, whether it is a refusal, and how many bytes of input it took."""

    content: str
    refused: bool
    size: int


def analyze_lines(
    lines: Iterable[Line], options: AnalyzeOptions, *, workers: int = 1, models: Path | None = None
) -> Iterator[Result]:
    """Analyse lines of JSON, each an article; yields one result a line, in order, the same for any ``workers``.

    Raises:
        ModelError: a model cannot be loaded, or the chosen tagger is not installed.
    """
    pending = iter(lines)
    chunks = iter(lambda: tuple(islice(pending, BATCH_SIZE)), ())
    if workers == 1:
        for chunk in chunks:
            yield from _analyze_chunk(chunk, options, models)
        return
    # Spawned, not forked: a fork would copy the locks of threads that numerical libraries started.
    with ProcessPoolExecutor(max_workers=workers, mp_context=get_context("spawn")) as pool:
        running: deque[Future[list[Result]]] = deque()
        for chunk in chunks:
            running.append(pool.submit(_analyze_chunk, chunk, options, models))
            if len(running) >= workers * _WINDOW:
                yield from running.popleft().result()
        while running:
            yield from running.popleft().result()


def read_lines(path: Path, *, skip: int = 0) -> Iterator[Line]:
    """Yield the lines of a file that are not blank, after the first ``skip`` of these."""
    with path.open("rb") as file:
        numbered = (Line(number, content.rstrip(b"\r\n")) for number, content in enumerate(file, start=1))
        yield from islice((line for line in numbered if line.content.strip()), skip, None)


def _analyze_chunk(lines: Sequence[Line], options: AnalyzeOptions, models: Path | None) -> list[Result]:
    parsed: list[tuple[Article | None, JsonObject]] = [_parse(line) for line in lines]
    articles = [article for article, _ in parsed if article is not None]
    analyses = process_pipeline(models).analyze_many(articles, options)
    results = []
    for line, (article, refusal) in zip(lines, parsed, strict=True):
        value = refusal
        if article is not None:
            analysis = next(analyses)
            if isinstance(analysis, InputError):
                value = {"id": article.id, "error": error_to_dict(analysis)}
            else:
                value = analysis_to_dict(analysis, article.text)
        results.append(Result(dumps(value), "error" in value, len(line.content) + 1))
    return results


def _parse(line: Line) -> tuple[Article | None, JsonObject]:
    try:
        return parse_line(line.content, number=line.number), {}
    except InputError as error:
        return None, {"id": _id_of(line.content), "error": error_to_dict(error)}


def _id_of(content: bytes) -> str | None:
    """Return the id that a refused line bears, if one can be read."""
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return None
    found = value.get("id") if isinstance(value, dict) else None
    return found if isinstance(found, str) and found.isprintable() else None
