"""``nlp-service evaluate``: accuracy, a table per task, against the floors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nlp_service.cli.exits import Exit
from nlp_service.cli.output import Format, note, print_json, print_table, progress, wants_table
from nlp_service.cli.words import SegmenterOption
from nlp_service.errors import InvalidField
from nlp_service.evaluation.figures import Verdict, judge, read_floors, write_floors
from nlp_service.evaluation.tasks import TASKS, evaluate_samples
from nlp_service.model_store import default_root
from nlp_service.pipeline import load_pipeline
from nlp_service.text.segmenters import SegmenterChoice

_SAMPLES = "samples"


def evaluate(
    tasks: Annotated[
        list[str] | None, typer.Argument(help=f"Of: {', '.join((_SAMPLES, *TASKS))}; default: all.")
    ] = None,
    corpora: Annotated[Path | None, typer.Option(help="The development corpora.", file_okay=False)] = None,
    floors: Annotated[Path | None, typer.Option(help="The file of the floors.", dir_okay=False)] = None,
    segmenter: SegmenterOption = "nlp_service",
    models: Annotated[Path | None, typer.Option(help="The folder of the models.", file_okay=False)] = None,
    write: Annotated[bool, typer.Option("--write-floors", help="Make what is measured the new floors.")] = False,
    allow_lower: Annotated[bool, typer.Option("--allow-lower", help="Also where it is lower.")] = False,
    form: Annotated[Format, typer.Option("--format", help="Tables or JSON lines.")] = Format.AUTO,
) -> None:
    """Measure accuracy and compare it with the floors."""
    root = default_root().parent
    floors_path = floors or root / "tests" / "accuracy" / "floors.json"
    known = read_floors(floors_path)
    verdicts: list[Verdict] = []
    chosen = _choose(tasks, corpora)
    # As released: what an installation has learned has figures of its own.
    pipeline = load_pipeline(models, words=SegmenterChoice(segmenter))
    with progress() as bar:
        for name in bar.track(chosen, description="Evaluating"):
            if name == _SAMPLES:
                figures = evaluate_samples(pipeline, root / "corpus")
            else:
                assert corpora is not None
                figures = TASKS[name](pipeline, corpora)
            found = judge(figures, known)
            verdicts += found
            _print(name, found, form)
    if write:
        write_floors(floors_path, verdicts, known, allow_lower=allow_lower)
        note(f"floors written to {floors_path}.")
    elif not all(verdict.holds for verdict in verdicts):
        raise typer.Exit(Exit.BELOW_FLOOR)


def _choose(tasks: list[str] | None, corpora: Path | None) -> list[str]:
    available = corpora is not None and corpora.is_dir()
    unknown = [task for task in tasks or () if task != _SAMPLES and task not in TASKS]
    if unknown:
        raise InvalidField(f"There is no task {unknown[0]}; choose of: {', '.join((_SAMPLES, *TASKS))}.")
    if tasks is not None and not available and any(task != _SAMPLES for task in tasks):
        raise InvalidField(f"These tasks need the development corpora: --corpora {corpora} is no folder.")
    if tasks is None and not available:
        note(f"no development corpora ({corpora}): only the project's own articles are evaluated.")
        return [_SAMPLES]
    return tasks or [_SAMPLES, *TASKS]


def _print(task: str, verdicts: list[Verdict], form: Format) -> None:
    if wants_table(form):
        rows = (
            (
                v.figure.task,
                v.figure.metric,
                f"{v.figure.value:.4f}",
                v.figure.size,
                _floor(v),
                "" if v.holds else "BELOW",
            )
            for v in verdicts
        )
        print_table(task, ("task", "metric", "value", "of", "floor", ""), rows)
        return
    for verdict in verdicts:
        print_json(
            {
                "task": verdict.figure.task,
                "metric": verdict.figure.metric,
                "value": round(verdict.figure.value, 4),
                "size": verdict.figure.size,
                "floor": verdict.floor,
                "holds": verdict.holds,
            }
        )


def _floor(verdict: Verdict) -> str:
    return "" if verdict.floor is None else f"{verdict.floor:.4f}"
