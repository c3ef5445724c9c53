"""CSV with a header: one article a row, the columns found by their names or as the user maps them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import BinaryIO

from nlp_service.errors import EmptyText, InputError, InvalidField, UnsupportedFormat
from nlp_service.ingest.context import Context, Reading
from nlp_service.ingest.decoding import decode_text
from nlp_service.ingest.html import is_html
from nlp_service.ingest.html_dates import parse_moment
from nlp_service.ingest.jsonl import MAX_ID, is_id
from nlp_service.ingest.names import article_id
from nlp_service.ingest.records import Kind, Record, Refusal
from nlp_service.ingest.text_reader import read_html
from nlp_service.resources import loader
from nlp_service.text.language import is_vietnamese
from nlp_service.types import Published

FIELDS = ("id", "text", "title", "published", "author", "section", "source", "url")
"""What a column can be mapped to."""

_FILE = "ingest/columns.yml"
_SNIFF = 65_536
_DELIMITERS = ",;\t|"


def parse_columns(pairs: Iterable[str], fields: Sequence[str] = FIELDS) -> dict[str, str]:
    """Return the mapping that ``FIELD=COLUMN`` words describe; ``fields`` are those that there are.

    Raises:
        InvalidField: a word has no such form, or no such field.
    """
    columns = {}
    for pair in pairs:
        field, found, column = pair.partition("=")
        if not found or field not in fields or not column:
            raise InvalidField(f"column: {pair!r} is not FIELD=COLUMN; FIELD is one of {', '.join(fields)}.")
        columns[field] = column
    return columns


def read_csv(stream: BinaryIO, context: Context) -> Reading:
    """Yield the article in each row; a row that cannot be one is refused with its number, the header being row 1.

    Raises:
        InputError: the file is too long, in no known encoding, or has no column of texts.
    """
    decoded = decode_text(context.read_all(stream), name=context.name)
    # The limit is the module's own, for all readers of the process; this only ever sets it to one value.
    csv.field_size_limit(context.limits.line_bytes)
    rows = csv.reader(io.StringIO(decoded.text, newline=""), _dialect(decoded.text))
    try:
        columns = _find_columns(next(rows, []), context)
        for number, row in enumerate(rows, 2):
            if any(cell.strip() for cell in row):
                yield _read_row(row, columns, number, context, decoded.encoding)
    except csv.Error as error:
        raise InvalidField(f"{context.name}: row {rows.line_num}: {error}.") from error


def _dialect(text: str) -> type[csv.Dialect]:
    """Return the dialect: the delimiter that parts the header most, quotes doubled within quotes (RFC 4180)."""
    header = text[:_SNIFF].partition("\n")[0]

    class Dialect(csv.excel):
        delimiter = max(_DELIMITERS, key=header.count)

    return Dialect


def _find_columns(header: Sequence[str], context: Context) -> dict[str, int]:
    """Return the place of each field's column.

    Raises:
        InvalidField: a mapped column is not there.
        UnsupportedFormat: no column holds texts.
    """
    names = [name.strip() for name in header]
    columns = {}
    for field, column in context.columns.items():
        if column not in names:
            raise InvalidField(f"{context.name}: there is no column {column!r}; there are {', '.join(names)}.")
        columns[field] = names.index(column)
    for index, name in enumerate(names):
        known = _synonyms().get(name.casefold())
        if known and known not in columns and index not in columns.values():
            columns[known] = index
    if "text" not in columns:
        raise UnsupportedFormat(f"{context.name}: no column holds texts; say which one does with text=COLUMN.")
    return columns


def _read_row(
    row: Sequence[str], columns: Mapping[str, int], number: int, context: Context, encoding: str
) -> Record | Refusal:
    name = f"{context.name}#{number}"
    values = {field: row[index].strip() for field, index in columns.items() if index < len(row)}
    try:
        body = values.get("text", "")
        record = Record(name, Kind.ARTICLE, encoding, body, language="vi" if is_vietnamese(body) else None)
        if is_html(body):
            record = replace(read_html(body, Context(name, limits=context.limits)), encoding=encoding)
        if not record.body:
            raise EmptyText(f"{name}: the row holds no text.")
        return replace(
            record,
            title=values.get("title") or record.title,
            author=values.get("author") or record.author,
            published=_parse_published(values.get("published"), name) or record.published,
            section=values.get("section") or record.section,
            source=values.get("source") or record.source,
            url=values.get("url") or record.url,
            explicit_id=_parse_id(values.get("id"), name) or f"{article_id(context.name)}-{number}",
        )
    except InputError as error:
        return Refusal(name, error, values.get("id") or None)


def _parse_published(value: str | None, name: str) -> Published | None:
    published = parse_moment(value) if value else None
    if value and published is None:
        raise InvalidField(f"{name}: published: {value[:40]!r} is no date.")
    return published


def _parse_id(value: str | None, name: str) -> str | None:
    if value and not is_id(value):
        raise InvalidField(f"{name}: id must have 1 to {MAX_ID} characters, none of them a control character.")
    return value or None


@cache
def _synonyms() -> Mapping[str, str]:
    """Return the field for each name of a column, in small letters."""
    content = loader.read(_FILE)
    return {name.casefold(): field for field in FIELDS for name in loader.strings(content, field, name=_FILE)}
