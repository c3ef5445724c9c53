"""``nlp-service ingest``: files, folders, addresses and feeds into the store, each article once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from nlp_service.cli.exits import Exit
from nlp_service.cli.loading import PipelineOf
from nlp_service.cli.output import Format, note, print_json, progress, report, wants_table
from nlp_service.cli.words import DictionaryOption, SegmenterOption
from nlp_service.errors import InvalidField
from nlp_service.ingest.addresses import parse_allow_list
from nlp_service.ingest.csv_reader import parse_columns
from nlp_service.ingest.documents import DocumentOutcome, InputDocument, Summary
from nlp_service.ingest.fetch import HttpFetcher
from nlp_service.ingest.links import LinkReader
from nlp_service.ingest.refusals import read_refused, refusals_to_dicts
from nlp_service.ingest.robots import PoliteFetcher
from nlp_service.ingest.run import run_ingest
from nlp_service.ingest.sources import (
    STANDARD_INPUT,
    SourceFile,
    is_url,
    list_files,
    read_files,
    read_standard_input,
)
from nlp_service.ingest.watch import watch_sources
from nlp_service.ingest.workers import Workers
from nlp_service.serialize import dumps
from nlp_service.store.installation import with_installation
from nlp_service.store.store import Store
from nlp_service.text.segmenters import SegmenterChoice
from nlp_service.types import AnalyzeOptions, TaggerName

_BUSY_SECONDS = 60.0
"""Others that ingest at the same time take their turns; each holds the store for a moment only."""


def ingest(
    sources: Annotated[
        list[str] | None,
        typer.Argument(help="Files, folders, patterns, http(s) addresses of pages or feeds; - is JSONL on stdin."),
    ] = None,
    location: Annotated[str, typer.Option("--store", help="The store's file.")] = "var/nlp_service.db",
    tagger: Annotated[TaggerName, typer.Option(help="The entity tagger.")] = "fast",
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes; each loads the models once.")] = 1,
    watch: Annotated[bool, typer.Option("--watch", help="Go on: take what comes into the folders and feeds.")] = False,
    interval: Annotated[float, typer.Option(min=1, help="Seconds between two looks of --watch.")] = 60,
    refused: Annotated[
        Path | None, typer.Option("--refused", help="Where the refusals go, one JSON object a line.", dir_okay=False)
    ] = None,
    retry: Annotated[
        Path | None, typer.Option("--retry", help="Try the documents of a --refused file again.", dir_okay=False)
    ] = None,
    allow: Annotated[
        list[str] | None, typer.Option(help="A host, host:port or network that may be fetched though not public.")
    ] = None,
    column: Annotated[list[str] | None, typer.Option(help="FIELD=COLUMN for CSV; repeatable.")] = None,
    segmenter: SegmenterOption = "nlp_service",
    dictionary: DictionaryOption = None,
    models: Annotated[Path | None, typer.Option(help="The folder of the models.", file_okay=False)] = None,
    form: Annotated[Format, typer.Option("--format", help="The summary: a table or JSON.")] = Format.AUTO,
) -> None:
    """Analyse articles and store them; what is stored already and has not changed is left as it is.

    A run that was stopped is continued by running it again.
    """
    if not sources and retry is None:
        raise InvalidField("Nothing to ingest: name files, folders, patterns or addresses, or - for JSONL on stdin.")
    files, urls, lines = _read_sources(sources or [], retry)
    columns = parse_columns(column or ())
    load = PipelineOf(models, SegmenterChoice(segmenter, dictionary))
    fetch = PoliteFetcher(HttpFetcher(parse_allow_list(allow or ())))
    summary = Summary()
    with ExitStack() as stack:
        store = stack.enter_context(Store.open(location, busy_timeout=_BUSY_SECONDS))
        options = with_installation(AnalyzeOptions(tagger=tagger), store)
        process = stack.enter_context(Workers(location, options, load, workers))
        tell = stack.enter_context(_telling(len(files) + len(urls), summary, refused, form))
        links = LinkReader(store, fetch)

        def run(documents: Iterable[InputDocument]) -> None:
            for outcome in run_ingest(documents, store, process, fetch_links=links.read_links):
                tell(outcome)

        run(
            chain(
                read_files(files, columns),
                links.read_urls(urls),
                read_standard_input(sys.stdin.buffer) if lines else (),
            )
        )
        if watch:
            watch_sources(sources or [], run, links, interval=interval, columns=columns)
    if summary.counts["refused"]:
        raise typer.Exit(Exit.REFUSED)


def _read_sources(sources: list[str], retry: Path | None) -> tuple[list[SourceFile], list[str], bool]:
    """Return the files and addresses to ingest, and whether standard input is one of the sources."""
    files: list[SourceFile] = []
    urls: list[str] = []
    for source in sources:
        if is_url(source):
            urls.append(source)
        elif source != STANDARD_INPUT:
            found = list_files(source)
            if not found:
                note(f"{source}: no files of a known kind here.")
            files += found
    for again in read_refused(retry) if retry is not None else ():
        if is_url(again.origin):
            urls.append(again.origin)
        elif again.origin != STANDARD_INPUT:
            files.append(SourceFile(Path(again.origin), again.name))
    return files, urls, STANDARD_INPUT in sources


@contextmanager
def _telling(
    total: int, summary: Summary, refused: Path | None, form: Format
) -> Iterator[Callable[[DocumentOutcome], None]]:
    """Count outcomes, show how far the run is, and report refusals; the summary is printed however it ends."""
    with ExitStack() as stack:
        file = stack.enter_context(refused.open("w", encoding="utf-8")) if refused is not None else None
        stack.callback(_print_summary, summary, form)
        bar = stack.enter_context(progress())
        task, done = bar.add_task("Ingesting", total=total), 0

        def tell(outcome: DocumentOutcome) -> None:
            nonlocal total, done
            summary.add(outcome.articles)
            done += not outcome.is_part
            total = max(total + outcome.links, done)  # feeds and a watch find more than was named
            bar.update(task, completed=done, total=total, description=f"Ingesting {outcome.name}")
            for article in outcome.articles:
                if article.error is not None:
                    report(article.error, where=outcome.origin)
            if file is not None:
                file.writelines(dumps(line) + "\n" for line in refusals_to_dicts(outcome))
                file.flush()

        yield tell


def _print_summary(summary: Summary, form: Format) -> None:
    counts = summary.to_dict()
    if wants_table(form):
        note(", ".join(f"{value} {key}" for key, value in counts.items()) + ".")
    else:
        print_json(dict(counts))
