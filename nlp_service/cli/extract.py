"""``nlp-service extract``: what is in files, as the readers see it; nothing is analysed or stored."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from nlp_service.cli.exits import Exit
from nlp_service.cli.output import note, progress
from nlp_service.errors import InvalidField
from nlp_service.ingest.csv_reader import parse_columns
from nlp_service.ingest.readers import read_source
from nlp_service.ingest.records import Record, Refusal, record_to_dict
from nlp_service.serialize import dumps


def extract(
    files: Annotated[list[Path], typer.Argument(help="Files of any accepted kind.", show_default=False)],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where the records go, one a line.", dir_okay=False)
    ] = None,
    column: Annotated[list[str] | None, typer.Option(help="FIELD=COLUMN for CSV; repeatable.")] = None,
) -> None:
    """Read files and write what they hold as lines of JSON, in order: kind, encoding, title, date, body and more."""
    columns = parse_columns(column or ())
    counts: Counter[bool] = Counter()
    lines = (_line(record, counts) for record in _read(files, columns))
    if output is None:
        sys.stdout.writelines(lines)
    else:
        _write(output, lines)
    if counts[True]:
        note(f"{counts[True]} of {counts.total()} records could not be read; each has an error in the output.")
        raise typer.Exit(Exit.REFUSED)


def _read(files: Sequence[Path], columns: Mapping[str, str]) -> Iterator[Record | Refusal]:
    names = _names(files)
    with progress() as bar:
        for path, name in bar.track(list(zip(files, names, strict=True)), description="Extracting"):
            try:
                yield from read_source(path, name, columns=columns)
            except OSError as error:
                yield Refusal(name, InvalidField(f"{path}: cannot be read ({error.strerror})."))


def _names(files: Sequence[Path]) -> list[str]:
    """Return the names of the files, or their paths as given where two have the same name."""
    names = [path.name for path in files]
    return names if len(set(names)) == len(names) else [str(path) for path in files]


def _line(record: Record | Refusal, counts: Counter[bool]) -> str:
    counts[isinstance(record, Refusal)] += 1
    return dumps(record_to_dict(record)) + "\n"


def _write(target: Path, lines: Iterator[str]) -> None:
    """Write to a file beside the target that takes its name when all is done, so that no reader sees a half."""
    part = target.with_name(target.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines)
        part.replace(target)
    except OSError as error:
        raise InvalidField(f"--output {target}: cannot be written ({error.strerror}).") from error
