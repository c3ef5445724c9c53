"""Analyses and articles as plain JSON values, one shape for files, command line, HTTP and store."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Literal

from nlp_service.errors import InvalidField, NlpServiceError
from nlp_service.types import Analysis, Published

OffsetUnit = Literal["codepoint", "utf16", "utf8"]
JsonObject = dict[str, Any]

_OFFSET_KEYS = frozenset({"start", "end", "event_start", "event_end", "role_start", "role_end"})


def analysis_to_dict(analysis: Analysis, text: str, *, unit: OffsetUnit = "codepoint") -> JsonObject:
    """Return the analysis as JSON values; ``text`` is the text as received, ``unit`` counts the offsets into it."""
    result = {"id": analysis.id, "offset_unit": "codepoint", **asdict(analysis)}
    result["published"] = format_published(analysis.published)
    for part in (*result["entities"], *result["topics"]):
        if part["explanation"] is None:  # nobody asked
            del part["explanation"]
    return convert_offsets(result, text, unit)


def convert_offsets(analysis: JsonObject, text: str, unit: OffsetUnit) -> JsonObject:
    """Return an analysis in code points of ``text`` with its offsets counted in ``unit``."""
    if unit == "codepoint":
        return analysis
    converted: JsonObject = _with_offsets(analysis, _offset_table(text, unit))
    return converted | {"offset_unit": unit}


def error_to_dict(error: NlpServiceError) -> JsonObject:
    """Return ``{"type", "detail"}`` of an error."""
    return {"type": error.code, "detail": error.detail}


def dumps(value: JsonObject) -> str:
    """Return one line of JSON that is the same for the same value: keys as ordered by the value, no ASCII escapes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=list)


def format_published(published: Published | None) -> str | None:
    """Return ISO 8601: a day, or a moment with its offset."""
    return published.isoformat() if published is not None else None


def parse_published(value: str | None) -> Published | None:
    """Read what :func:`format_published` writes, and any other ISO 8601 day or moment.

    Raises:
        InvalidField: the value is neither.
    """
    if value is None:
        return None
    try:
        return date.fromisoformat(value) if len(value) <= len("2024-03-22") else datetime.fromisoformat(value)
    except ValueError as error:
        raise InvalidField(
            f"published: {value!r} is no ISO 8601 date; write 2024-03-22 or 2024-03-22T10:48:00+07:00."
        ) from error


def _offset_table(text: str, unit: OffsetUnit) -> Callable[[int], int]:
    encoding, width = ("utf-16-le", 2) if unit == "utf16" else ("utf-8", 1)
    table = [0]
    for character in text:
        table.append(table[-1] + len(character.encode(encoding)) // width)
    return table.__getitem__


def _with_offsets(value: Any, convert: Callable[[int], int]) -> Any:
    if isinstance(value, dict):
        return {
            key: convert(item) if key in _OFFSET_KEYS else _with_offsets(item, convert) for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [_with_offsets(item, convert) for item in value]
    return value
