"""``nlp-service reanalyze``: newer models over what is stored already."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Literal

import typer

from nlp_service.cli.exits import Exit
from nlp_service.cli.loading import PipelineOf
from nlp_service.cli.output import Format, note, print_json, progress, report, wants_table
from nlp_service.cli.search import open_existing
from nlp_service.cli.words import DictionaryOption, SegmenterOption
from nlp_service.ingest.documents import Summary
from nlp_service.ingest.reanalysis import reanalyze as reanalyze_articles
from nlp_service.ingest.workers import Workers
from nlp_service.store.installation import with_installation
from nlp_service.store.reanalysis import Reanalysis
from nlp_service.text.segmenters import SegmenterChoice
from nlp_service.types import AnalyzeOptions, TaggerName


def reanalyze(
    location: Annotated[str, typer.Option("--store", help="The store's file.")] = "var/nlp_service.db",
    where: Annotated[
        Literal["stale", "all"], typer.Option(help="stale: what other models or data analysed; all: every article.")
    ] = "stale",
    tagger: Annotated[TaggerName, typer.Option(help="The entity tagger.")] = "fast",
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes; each loads the models once.")] = 1,
    segmenter: SegmenterOption = "nlp_service",
    dictionary: DictionaryOption = None,
    models: Annotated[Path | None, typer.Option(help="The folder of the models.", file_okay=False)] = None,
    form: Annotated[Format, typer.Option("--format", help="The summary: a table or JSON.")] = Format.AUTO,
) -> None:
    """Analyse stored articles again; readers see the old analysis or the new one. Run it again to continue."""
    load = PipelineOf(models, SegmenterChoice(segmenter, dictionary))
    summary = Summary()
    with ExitStack() as stack:
        store = stack.enter_context(open_existing(location))
        options = with_installation(AnalyzeOptions(tagger=tagger), store)
        process = stack.enter_context(Workers(location, options, load, workers))
        reanalysis = Reanalysis(store, where, load().provenance(options))
        bar = stack.enter_context(progress())
        task = bar.add_task("Analysing", total=reanalysis.count())
        for outcome in reanalyze_articles(reanalysis, process):
            summary.add([outcome])
            bar.advance(task)
            if outcome.error is not None:
                report(outcome.error, where=outcome.id or "")
    counts = {key: summary.counts[key] for key in ("updated", "unchanged", "refused")}
    if wants_table(form):
        note(", ".join(f"{value} {key}" for key, value in counts.items()) + ".")
    else:
        print_json(dict(counts))
    if counts["refused"]:
        raise typer.Exit(Exit.REFUSED)
