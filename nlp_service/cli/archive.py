"""``nlp-service bulk``: whole archives of Parquet or JSONL to Parquet, on many cores or many machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nlp_service.cli.exits import Exit
from nlp_service.cli.loading import process_pipeline
from nlp_service.cli.output import Format, note, print_json, progress, wants_table
from nlp_service.errors import PackageMissing
from nlp_service.ingest.csv_reader import parse_columns
from nlp_service.ingest.jsonl import ALLOWED
from nlp_service.model_versions import versions_folder
from nlp_service.types import AnalyzeOptions, TaggerName

if TYPE_CHECKING:  # these need packages that may not be installed
    from nlp_service.bulk.plan import Partition
    from nlp_service.bulk.worker import Outcome, Settings


class Engine(StrEnum):
    """What runs the workers."""

    LOCAL = "local"
    RAY = "ray"


def bulk(
    sources: Annotated[list[Path], typer.Argument(help="Parquet or JSONL files, or folders of these.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder of the result.", file_okay=False)],
    engine: Annotated[Engine, typer.Option(help="Processes of this machine, or Ray.")] = Engine.LOCAL,
    workers: Annotated[int, typer.Option(help="How many processes or actors.", min=1, max=4096)] = 1,
    rows: Annotated[int, typer.Option(help="Rows of a partition, the unit of restart.", min=1, max=1_000_000)] = 1000,
    column: Annotated[list[str] | None, typer.Option(help="FIELD=COLUMN, for a column of another name.")] = None,
    address: Annotated[str | None, typer.Option(help="A running Ray cluster (auto, or HOST:PORT).")] = None,
    tagger: Annotated[TaggerName, typer.Option(help="The entity tagger.")] = "fast",
    models: Annotated[Path | None, typer.Option(help="The folder of the models.", file_okay=False)] = None,
    form: Annotated[Format, typer.Option("--format", help="The summary: a table or JSON.")] = Format.AUTO,
) -> None:
    """Analyse an archive into Parquet; started again with the same arguments, it goes on where it was stopped."""
    plan_module = _load_extra("plan", "pyarrow")
    worker_module = _load_extra("worker", "pyarrow")
    options = AnalyzeOptions(tagger=tagger)
    columns = worker_module.parse_columns(parse_columns(column or (), ALLOWED))
    provenance = process_pipeline(models).provenance(options)
    plan = plan_module.make_plan(sources, rows=rows, columns=columns, options=options, provenance=provenance)
    pending = plan_module.adopt_plan(plan, output)
    settings = worker_module.Settings(
        output=output.absolute(),
        columns=columns,
        options=options,
        models=models.absolute() if models else None,
        versions=versions_folder().absolute(),
    )
    counts = Counter(partitions=len(plan.partitions), done_before=len(plan.partitions) - len(pending))
    with progress() as bar:
        task = bar.add_task("Analysing", total=len(plan.partitions), completed=counts["done_before"])
        for outcome in _run(engine, pending, settings, workers, address):
            counts.update(rows=outcome.rows, refused=outcome.refused)
            bar.advance(task)
    _print_summary(counts, form)
    if counts["refused"]:
        raise typer.Exit(Exit.REFUSED)


def _run(
    engine: Engine, pending: Sequence[Partition], settings: Settings, workers: int, address: str | None
) -> Iterator[Outcome]:
    if not pending:
        return iter(())
    if engine is Engine.LOCAL:
        return iter(_load_extra("local", "pyarrow").run_locally(pending, settings, workers))
    return iter(_load_extra("cluster", "ray").run_on_ray(pending, settings, workers, address))


def _load_extra(module: str, package: str) -> Any:
    """Import a module of the bulk run, whose packages need not be installed."""
    if find_spec(package) is None:
        raise PackageMissing(f"The package {package} is not installed; install nlp-service[bulk].")
    return import_module(f"nlp_service.bulk.{module}")


def _print_summary(counts: Counter[str], form: Format) -> None:
    summary = {key: counts[key] for key in ("partitions", "done_before", "rows", "refused")}
    if wants_table(form):
        note(
            f"{summary['rows']} rows, {summary['refused']} of them refused; {summary['partitions']} partitions, "
            f"{summary['done_before']} of them done before."
        )
    else:
        print_json(dict(summary))
