"""``nlp-service train``: new versions of the topic model from editors' feedback or from a sorted archive."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from nlp_service.cli.exits import Exit
from nlp_service.cli.output import Format, note, print_json, print_line, print_table, progress, wants_table
from nlp_service.errors import InvalidField
from nlp_service.extract.zones.labeller import RuleZoneLabeller
from nlp_service.ingest.csv_reader import parse_columns
from nlp_service.learning.archive import FIELDS, ArchiveReport, learn_from_archive, read_archive
from nlp_service.learning.feedback import LearnReport, Report, learn_from_feedback
from nlp_service.model_store import TOPIC_MODEL, default_root, open_model
from nlp_service.model_versions import ModelVersions, versions_folder
from nlp_service.store.feedback import FeedbackBook
from nlp_service.store.store import Store

ModelsOption = Annotated[Path | None, typer.Option("--models", help="The folder of the models.", file_okay=False)]
VersionsOption = Annotated[Path | None, typer.Option("--versions", help="Where versions are kept.", file_okay=False)]
FormatOption = Annotated[Format, typer.Option("--format", help="Tables or JSON.")]


def topics(
    with_feedback: Annotated[bool, typer.Option("--with-feedback", help="Learn from what editors said.")] = False,
    location: Annotated[str, typer.Option("--store", help="The store that holds the feedback.")] = "var/nlp_service.db",
    force: Annotated[bool, typer.Option("--force", help="Use the new version even where it is no better.")] = False,
    models: ModelsOption = None,
    versions: VersionsOption = None,
    form: FormatOption = Format.AUTO,
) -> None:
    """Make a new version of the release's sections from feedback; it is used when it is better on examples left out."""
    if not with_feedback:
        raise InvalidField("Name what to learn from: --with-feedback. The sections of an archive: train sections FILE.")
    kept = ModelVersions(versions or versions_folder(), TOPIC_MODEL)
    with Store.open(location) as store, _reporting() as report:
        release = open_model(models or default_root(), TOPIC_MODEL)
        result = learn_from_feedback(FeedbackBook(store), release, kept, RuleZoneLabeller(), report)
    used = result.better or force
    if used:
        kept.activate(result.version)
    _print_learned(result, form, used=used)
    if not used:
        raise typer.Exit(Exit.BELOW_FLOOR)


def sections(
    sources: Annotated[list[Path], typer.Argument(help="JSONL or CSV files with text and section.", exists=True)],
    column: Annotated[list[str] | None, typer.Option(help="FIELD=COLUMN: id, title, text or section.")] = None,
    report_file: Annotated[Path | None, typer.Option("--report", help="Where the whole report goes (JSON).")] = None,
    activate: Annotated[bool, typer.Option(help="Use the new version at once.")] = True,
    models: ModelsOption = None,
    versions: VersionsOption = None,
    form: FormatOption = Format.AUTO,
) -> None:
    """Learn the newsroom's own sections from its archive, with a report on what was left out of each fold."""
    columns = parse_columns(column or (), FIELDS)
    kept = ModelVersions(versions or versions_folder(), TOPIC_MODEL)
    with _reporting() as report:
        articles = [article for source in sources for article in read_archive(source, columns)]
        result = learn_from_archive(articles, open_model(models or default_root(), TOPIC_MODEL), kept, report)
    if activate:
        kept.activate(result.version)
    if report_file is not None:
        report_file.write_text(json.dumps(asdict(result), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    _print_archive(result, form, used=activate)


@contextmanager
def _reporting() -> Iterator[Report]:
    with progress(items=False) as bar:
        task = bar.add_task("Learning", total=None)
        yield lambda text: bar.update(task, description=text)


def _print_learned(result: LearnReport, form: Format, *, used: bool) -> None:
    if not wants_table(form):
        print_json({**asdict(result), "used": used})
        return
    rows = (
        ("in use", result.current.accuracy, result.current.loss),
        (result.version, result.new.accuracy, result.new.loss),
    )
    print_table(f"On {result.judged_on} examples left out", ("version", "right", "loss"), rows)
    note(f"{result.reason} {'It is used now.' if used else 'The version in use stays.'}")


def _print_archive(result: ArchiveReport, form: Format, *, used: bool) -> None:
    if not wants_table(form):
        print_json({**asdict(result), "used": used})
        return
    rows = ((item.section, item.articles, item.precision, item.recall, item.f1) for item in result.sections)
    print_table(f"Version {result.version}", ("section", "articles", "precision", "recall", "F1"), rows)
    names = [item.section for item in result.sections]
    table = ((name, *counts) for name, counts in zip(names, result.confusion, strict=True))
    print_table("Articles of each section by the section guessed", ("", *names), table)
    print_line(f"accuracy {result.accuracy}, macro-F1 {result.macro_f1}, calibration error {result.calibration_error}")
    for title, doubts in (("To look at: unsure", result.uncertain), ("Suspected labels", result.suspected)):
        listed = ((item.id, item.given, item.guess, item.guess_probability) for item in doubts[:10])
        print_table(title, ("article", "given", "guess", "probability"), listed)
    for name, size in result.left_out.items():
        note(f"section {name!r} was left out: {size} articles are too few.")
    note("It is used now." if used else "It is kept; use it with: nlp-service versions use " + result.version)
