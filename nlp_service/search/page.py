"""Pages of results and the opaque cursors that lead from one to the next."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from nlp_service.errors import InvalidField

DEFAULT_LIMIT = 20
MAX_LIMIT = 100
_FINGERPRINT_DIGITS = 8
_MAX_CURSOR = 4096
_MAX_OFFSET = 1 << 40

T = TypeVar("T")
CursorValue = str | int


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page: its items, how many there are on all pages, and the cursor of the next (None on the last)."""

    items: tuple[T, ...]
    total: int
    next_cursor: str | None


def check_limit(limit: int) -> int:
    """Return the limit.

    Raises:
        InvalidField: it is not in 1..100.
    """
    if not 1 <= limit <= MAX_LIMIT:
        raise InvalidField(f"limit: {limit} is out of range; write 1 to {MAX_LIMIT}.")
    return limit


def write_cursor(query: object, values: Sequence[CursorValue]) -> str:
    """Return the cursor of the row with ``values`` in the columns of the order; it is valid for this query alone.

    ``query`` is anything whose ``repr`` says what is asked for, without the cursor and the limit.
    """
    line = json.dumps([_fingerprint(query), *values], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(line.encode()).decode().rstrip("=")


def read_cursor(cursor: str, query: object, types: Sequence[type[CursorValue]]) -> list[CursorValue]:
    """Return what :func:`write_cursor` wrote for the same query.

    Raises:
        InvalidField: it wrote no such cursor.
    """
    try:
        if len(cursor) > _MAX_CURSOR:
            raise ValueError("too long")
        line = base64.b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        fingerprint, *values = json.loads(line)
        checked = [_checked(value, kind) for value, kind in zip(values, types, strict=True)]
    except (ValueError, TypeError, binascii.Error, RecursionError) as error:
        raise InvalidField("cursor: not a cursor of this service; leave it out to start at the first page.") from error
    if fingerprint != _fingerprint(query):
        raise InvalidField("cursor: it belongs to another query; leave it out to start at the first page.")
    return checked


def _checked(value: object, kind: type[CursorValue]) -> CursorValue:
    if type(value) is not kind:
        raise ValueError(f"{value!r} is no {kind.__name__}")
    if isinstance(value, int) and not 0 <= value < _MAX_OFFSET:
        raise ValueError(f"{value!r} is out of range")
    if isinstance(value, str):
        value.encode()  # half a surrogate pair is no text
    return value


def _fingerprint(query: object) -> str:
    return hashlib.sha256(repr(query).encode("utf-8", "surrogatepass")).hexdigest()[:_FINGERPRINT_DIGITS]
