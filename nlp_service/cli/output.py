"""How results look: tables on a terminal, JSON when piped."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from nlp_service.errors import NlpServiceError
from nlp_service.serialize import JsonObject, dumps


class Format(StrEnum):
    """The form of a command's result."""

    AUTO = "auto"
    TABLE = "table"
    JSON = "json"


def wants_table(chosen: Format) -> bool:
    """Return whether to print for people: asked for, or standard output is a terminal."""
    return chosen is Format.TABLE or (chosen is Format.AUTO and sys.stdout.isatty())


def print_json(value: JsonObject) -> None:
    """Write one line of JSON to standard output."""
    sys.stdout.write(dumps(value) + "\n")


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table to standard output; cells are text, never markup."""
    table = Table(title=title, title_justify="left", header_style="bold", expand=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    Console(markup=False, highlight=False).print(table)


def print_line(text: str) -> None:
    """Write one line for people to standard output."""
    Console(markup=False, highlight=False, soft_wrap=True).print(text)


def report(error: NlpServiceError, *, where: str = "") -> None:
    """Write an error to standard error: where, its stable type, and what to do."""
    prefix = f"{where}: " if where else ""
    sys.stderr.write(f"nlp-service: {prefix}[{error.code}] {error.detail}\n")


def note(text: str) -> None:
    """Write a remark to standard error."""
    sys.stderr.write(f"nlp-service: {text}\n")


def progress(*, items: bool = True) -> Progress:
    """Return a progress bar on standard error that shows nothing where that is no terminal."""
    count = [MofNCompleteColumn()] if items else []
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(show_speed=True),
        *count,
        TimeRemainingColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
    )
