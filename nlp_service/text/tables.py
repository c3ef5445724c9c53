"""Word lists of the data files that are written in rows, one list of words a row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nlp_service.errors import ResourceError


def words_in_rows(content: Mapping[str, Any], key: str, *, name: str) -> tuple[str, ...]:
    """Return the words of the list of lists under ``key``; ``name`` is the file, for the message.

    Raises:
        ResourceError: the value is no list of lists of strings.
    """
    rows = content.get(key)
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise ResourceError(f"Resource {name}: {key} must be a list of lists of strings.")
    words = tuple(word for row in rows for word in row)
    if not all(isinstance(word, str) for word in words):
        raise ResourceError(
            f"Resource {name}: {key} must hold strings; quote what YAML reads as a number or truth value."
        )
    return words
