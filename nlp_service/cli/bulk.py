"""Lines of JSON to analyses, in order, with one process or several that each load the models once."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice, starmap
from multiprocessing import get_context
from pathlib import Path

from nlp_service.cli.loading import PipelineOf
from nlp_service.errors import InputError
from nlp_service.ingest.jsonl import ALLOWED, load_line, parse_article, read_id
from nlp_service.ingest.jsonl import read_lines as read_stream
from nlp_service.pipeline import BATCH_SIZE
from nlp_service.serialize import JsonObject, analysis_to_dict, dumps, error_to_dict
from nlp_service.types import Analysis, AnalyzeOptions, Article

# Chunks waiting for each worker: enough to keep it busy, few enough to bound memory whatever the file's size.
_WINDOW = 4
_COMMITTED = PipelineOf(None)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of input: its number (from 1) and its bytes, or why they were not read."""

    number: int
    content: bytes | InputError


@dataclass(frozen=True, slots=True)
class Result:
    """One line of output: JSON, whether it is a refusal, the size of its input, the fields that were not used."""

    content: str
    refused: bool
    size: int
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Parsed:
    article: Article | None
    refusal: JsonObject
    ignored: tuple[str, ...] = ()


def analyze_lines(
    lines: Iterable[Line], options: AnalyzeOptions, *, workers: int = 1, load: PipelineOf = _COMMITTED
) -> Iterator[Result]:
    """Analyse lines of JSON, each an article; yields one result a line, in order, the same for any ``workers``.

    A field that an article does not have is not used; the result names it.

    Raises:
        ModelError: a model cannot be loaded, or the chosen tagger is not installed.
    """
    pending = iter(lines)
    chunks = iter(lambda: tuple(islice(pending, BATCH_SIZE)), ())
    if workers == 1:
        for chunk in chunks:
            yield from _analyze_chunk(chunk, options, load)
        return
    # Spawned, not forked: a fork would copy the locks of threads that numerical libraries started.
    with ProcessPoolExecutor(max_workers=workers, mp_context=get_context("spawn")) as pool:
        running: deque[Future[list[Result]]] = deque()
        for chunk in chunks:
            running.append(pool.submit(_analyze_chunk, chunk, options, load))
            if len(running) >= workers * _WINDOW:
                yield from running.popleft().result()
        while running:
            yield from running.popleft().result()


def read_lines(path: Path, *, skip: int = 0) -> Iterator[Line]:
    """Yield the lines of a file that are not blank, after the first ``skip`` of these."""
    with path.open("rb") as file:
        yield from islice(starmap(Line, read_stream(file)), skip, None)


def _analyze_chunk(lines: Sequence[Line], options: AnalyzeOptions, load: PipelineOf) -> list[Result]:
    parsed = [_parse(line) for line in lines]
    articles = [item.article for item in parsed if item.article is not None]
    analyses = load().analyze_many(articles, options)
    results = []
    for line, item in zip(lines, parsed, strict=True):
        value = item.refusal if item.article is None else _answer(item.article, next(analyses))
        size = len(line.content) if isinstance(line.content, bytes) else 0
        results.append(Result(dumps(value), "error" in value, size, item.ignored))
    return results


def _answer(article: Article, analysis: Analysis | InputError) -> JsonObject:
    if isinstance(analysis, InputError):
        return {"id": article.id, "error": error_to_dict(analysis)}
    return analysis_to_dict(analysis, article.text)


def _parse(line: Line) -> _Parsed:
    value: object = None
    try:
        if isinstance(line.content, InputError):
            raise line.content
        value = load_line(line.content, number=line.number)
        ignored: tuple[str, ...] = ()
        if isinstance(value, dict):
            ignored = tuple(key for key in value if key not in ALLOWED)
            value = {key: item for key, item in value.items() if key in ALLOWED}
        return _Parsed(parse_article(value, default_id=None, where=f"line {line.number}"), {}, ignored)
    except InputError as error:
        return _Parsed(None, {"id": read_id(value), "error": error_to_dict(error)})
