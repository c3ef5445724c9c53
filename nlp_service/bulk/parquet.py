"""Articles from Parquet, analyses to Parquet. Needs the package's extra ``bulk`` (pyarrow)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow
from pyarrow import parquet

from nlp_service.errors import InvalidField, UnsupportedFormat
from nlp_service.serialize import JsonObject
from nlp_service.whole_files import whole_file

SCHEMA = pyarrow.schema(
    [
        pyarrow.field("id", pyarrow.string()),
        pyarrow.field("title", pyarrow.string()),
        pyarrow.field("published", pyarrow.string()),
        pyarrow.field("author", pyarrow.string()),
        pyarrow.field("source", pyarrow.string()),
        pyarrow.field("section", pyarrow.string()),
        pyarrow.field("tags", pyarrow.list_(pyarrow.string())),
        pyarrow.field("entity_ids", pyarrow.list_(pyarrow.string())),
        pyarrow.field("analysis", pyarrow.string()),
        pyarrow.field("error_type", pyarrow.string()),
        pyarrow.field("error_detail", pyarrow.string()),
    ]
)
"""One row an input row, in order. ``analysis`` is the whole analysis as JSON, null where ``error_type`` says why."""


def count_rows(path: Path) -> int:
    """Return how many rows a Parquet file has.

    Raises:
        UnsupportedFormat: the file is no Parquet.
    """
    with _open(path) as file:
        return int(file.metadata.num_rows)


def read_rows(path: Path, first: int, count: int, columns: Mapping[str, str]) -> Iterator[JsonObject]:
    """Yield rows as ``{field: value}``, for the fields whose column is there; only their row groups are read.

    ``columns`` maps every field to its column. Days and moments become ISO 8601 text.

    Raises:
        UnsupportedFormat: the file is no Parquet.
        InvalidField: the column of the text is not there.
    """
    with _open(path) as file:
        names = set(file.schema_arrow.names)
        present = {field: column for field, column in columns.items() if column in names}
        if "text" not in present:
            raise InvalidField(f"{path}: has no column {columns['text']!r}; name the text's with --column text=NAME.")
        for batch in _batches(file, first, count, sorted(set(present.values()))):
            for row in batch.to_pylist():
                yield {field: _plain(row[column]) for field, column in present.items()}


def write_rows(path: Path, rows: Sequence[JsonObject]) -> None:
    """Write rows of :data:`SCHEMA` to a file that is there whole or not at all; the same rows give the same bytes."""
    table = pyarrow.Table.from_pylist(list(rows), schema=SCHEMA)
    with whole_file(path) as unfinished:
        parquet.write_table(table, unfinished, compression="zstd", compression_level=3)


def _open(path: Path) -> Any:
    try:
        return parquet.ParquetFile(path)
    except pyarrow.ArrowInvalid as error:
        raise UnsupportedFormat(f"{path}: this is no Parquet file, or a damaged one ({error}).") from error


def _batches(file: Any, first: int, count: int, columns: Sequence[str]) -> Iterator[Any]:
    """Yield the rows from ``first`` on, reading no row group that holds none of them."""
    end, begin = first + count, 0
    for group in range(file.metadata.num_row_groups):
        size = file.metadata.row_group(group).num_rows
        low, high = max(first - begin, 0), min(end - begin, size)
        if low < high:
            yield file.read_row_group(group, columns=list(columns)).slice(low, high - low)
        begin += size


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value
