"""JSONL: one article a line, ``{"id", "text", "title"?, "published"?, "author"?, "source"?}``, checked strictly."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, BinaryIO

from nlp_service.errors import InputError, InvalidField, InvalidJson, TextTooLong
from nlp_service.ingest.decoding import decode_unicode
from nlp_service.serialize import parse_published
from nlp_service.types import VIETNAM_TIME, Article, Published

ALLOWED = ("id", "text", "title", "published", "author", "source")
MAX_ID = 200
"""Code points of an article's id."""
MAX_LINE_BYTES = 16 << 20
"""A text of the longest allowed length, every character escaped, fits."""

Refusal = tuple[str | None, InputError]
"""The id of a refused line, where one could be read, and what is wrong."""


def read_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | InputError]]:
    """Yield each line that is not blank with its number, from 1; one over :data:`MAX_LINE_BYTES` is refused."""
    number = 0
    while line := stream.readline(MAX_LINE_BYTES + 1):
        number += 1
        if len(line) > MAX_LINE_BYTES and not line.endswith(b"\n"):
            while not line.endswith(b"\n") and line:
                line = stream.readline(MAX_LINE_BYTES)
            yield number, TextTooLong(f"line {number}: longer than {MAX_LINE_BYTES >> 20} MiB; split the article.")
        elif line.strip():
            yield number, line


def read_jsonl(stream: BinaryIO, *, default_id: str | None = None) -> Iterator[Article | Refusal]:
    """Yield one article or one refusal for each line that is not blank, in order, without reading ahead.

    Without ``default_id`` every line must bear its id; with it a line without one is called ``DEFAULT_ID-NUMBER``.
    """
    for number, line in read_lines(stream):
        if isinstance(line, InputError):
            yield None, line
            continue
        try:
            value = load_line(line, number=number)
        except InputError as error:
            yield None, error
            continue
        try:
            yield parse_article(
                value, default_id=f"{default_id}-{number}" if default_id else None, where=f"line {number}"
            )
        except InputError as error:
            yield read_id(value), error


def load_line(content: bytes, *, number: int) -> object:
    """Return the JSON value on one line.

    Raises:
        InvalidEncoding, BinaryInput, InvalidJson: it holds none.
    """
    text = decode_unicode(content, name=f"line {number}").text
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        column = f" at column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise InvalidJson(f"line {number}: this is no JSON{column}; write one object a line.") from error


def parse_article(value: object, *, default_id: str | None, where: str = "article") -> Article:
    """Return the article that a JSON value describes; ``default_id`` is its id when it bears none.

    Raises:
        InvalidField: the value is no object, lacks a field, or has an unknown one or one of a wrong type.
    """
    if not isinstance(value, Mapping):
        raise InvalidField(f"{where}: an article is a JSON object with {', '.join(ALLOWED)}; got {_kind(value)}.")
    unknown = sorted(str(key) for key in value if key not in ALLOWED)
    if unknown:
        raise InvalidField(f"{where}: unknown field {unknown[0]!r}; allowed: {', '.join(ALLOWED)}.")
    return Article(
        id=_parse_id(value.get("id", default_id), where=where),
        text=_required_string(value, "text", where=where),
        title=_optional_string(value, "title", where=where),
        published=_parse_published(value, where=where),
        author=_optional_string(value, "author", where=where),
        source=_optional_string(value, "source", where=where),
    )


def read_id(value: object) -> str | None:
    """Return the id of a refused article, when it has a valid one."""
    found = value.get("id") if isinstance(value, Mapping) else None
    return found if isinstance(found, str) and is_id(found) else None


def _parse_id(value: object, *, where: str) -> str:
    if not isinstance(value, str):
        got = "nothing" if value is None else _kind(value)
        raise InvalidField(f"{where}: id must be a string, got {got}.")
    if not is_id(value):
        raise InvalidField(f"{where}: id must have 1 to {MAX_ID} characters, none of them a control character.")
    return value


def is_id(value: str) -> bool:
    """Whether ``value`` can be an article's id."""
    return 0 < len(value) <= MAX_ID and bool(value.strip()) and all(map(_is_plain, value))


def _is_plain(character: str) -> bool:
    return character == " " or character.isprintable()


def _required_string(value: Mapping[str, Any], key: str, *, where: str) -> str:
    if key not in value:
        raise InvalidField(f"{where}: {key} is missing.")
    if not isinstance(value[key], str):
        raise InvalidField(f"{where}: {key} must be a string, got {_kind(value[key])}.")
    return str(value[key])


def _optional_string(value: Mapping[str, Any], key: str, *, where: str) -> str | None:
    found = value.get(key)
    if found is not None and not isinstance(found, str):
        raise InvalidField(f"{where}: {key} must be a string or null, got {_kind(found)}.")
    return found


def _parse_published(value: Mapping[str, Any], *, where: str) -> Published | None:
    found = _optional_string(value, "published", where=where)
    try:
        published = parse_published(found)
    except InvalidField as error:
        raise InvalidField(f"{where}: {error}") from error
    if isinstance(published, datetime) and published.tzinfo is None:
        return published.replace(tzinfo=VIETNAM_TIME)
    return published


def _kind(value: object) -> str:
    names: tuple[tuple[type, str], ...] = (
        (bool, "true or false"),
        (int, "a number"),
        (float, "a number"),
        (str, "a string"),
        (list, "a list"),
        (dict, "an object"),
    )
    return next((name for kind, name in names if isinstance(value, kind)), "null")


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
