"""``nlp-service ingest``: files and folders into the store, each article once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from nlp_service.cli.exits import Exit
from nlp_service.cli.files import read_content
from nlp_service.cli.loading import process_pipeline
from nlp_service.cli.output import Format, note, print_json, progress, report, wants_table
from nlp_service.errors import InputError, InvalidField
from nlp_service.ingest.readers import SUFFIXES, read_articles
from nlp_service.pipeline import Pipeline
from nlp_service.store.hashing import content_hash
from nlp_service.store.store import Store
from nlp_service.types import AnalyzeOptions, Article, TaggerName


def ingest(
    sources: Annotated[list[Path], typer.Argument(help="Text, HTML or JSONL files, or folders of these.")],
    location: Annotated[str, typer.Option("--store", help="The store's file.")] = "var/nlp_service.db",
    tagger: Annotated[TaggerName, typer.Option(help="The entity tagger.")] = "fast",
    models: Annotated[Path | None, typer.Option(help="The folder of the models.", file_okay=False)] = None,
    form: Annotated[Format, typer.Option("--format", help="The summary: a table or JSON.")] = Format.AUTO,
) -> None:
    """Analyse articles and store them; what is stored already and has not changed is left as it is."""
    files = [file for source in sources for file in _files(source)]
    options = AnalyzeOptions(tagger=tagger)
    counts: Counter[str] = Counter()
    pipeline = process_pipeline(models)
    with Store.open(location) as store, progress() as bar:
        task = bar.add_task("Ingesting", total=len(files))
        for path, name in files:
            bar.update(task, description=f"Ingesting {path.name}")
            counts.update(_ingest_file(path, name, store, pipeline, options))
            bar.advance(task)
    _print_summary(counts, form)
    if counts["refused"]:
        raise typer.Exit(Exit.REFUSED)


def _ingest_file(path: Path, name: str, store: Store, pipeline: Pipeline, options: AnalyzeOptions) -> Iterator[str]:
    """Yield what became of each article of the file: created, updated, unchanged or refused."""
    try:
        articles = read_articles(read_content(path), name=name)
    except InputError as error:
        report(error, where=str(path))
        yield "refused"
        return
    provenance = pipeline.provenance(options)

    def is_known(article: Article) -> bool:
        return store.find_hash(article.id) == content_hash(article, provenance)

    changed = [article for article in articles if not is_known(article)]
    yield from ["unchanged"] * (len(articles) - len(changed))
    for article, analysis in zip(changed, pipeline.analyze_many(changed, options), strict=True):
        if isinstance(analysis, InputError):
            report(analysis, where=f"{path}: {article.id}")
            yield "refused"
        else:
            yield store.put(article, analysis)


def _files(source: Path) -> list[tuple[Path, str]]:
    """Return the files of a source with the names that their ids are made from: the path below the named folder."""
    if source.is_dir():
        found = sorted(path for path in source.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
        if not found:
            note(f"{source}: no files with {', '.join(sorted(SUFFIXES))} here.")
        return [(path, path.relative_to(source).as_posix()) for path in found]
    if not source.exists():
        raise InvalidField(f"{source}: there is no such file or folder.")
    return [(source, source.name)]


def _print_summary(counts: Counter[str], form: Format) -> None:
    summary = {key: counts[key] for key in ("created", "updated", "unchanged", "refused")}
    if wants_table(form):
        note(", ".join(f"{value} {key}" for key, value in summary.items()) + ".")
    else:
        print_json(dict(summary))
