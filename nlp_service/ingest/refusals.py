"""The file of refused documents: one JSON object a line, to be read by people and to be given back for another try."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nlp_service.errors import InvalidField
from nlp_service.ingest.documents import DocumentOutcome
from nlp_service.serialize import JsonObject, error_to_dict


@dataclass(frozen=True, slots=True)
class RefusedSource:
    """A document to try again: where it is, and the name that ids are made from."""

    origin: str
    name: str


def refusals_to_dicts(outcome: DocumentOutcome) -> Iterator[JsonObject]:
    """Yield ``{"source", "name", "id", "error"}`` for each refusal of a document."""
    for article in outcome.articles:
        if article.error is not None:
            yield {
                "source": outcome.origin,
                "name": outcome.name,
                "id": article.id,
                "error": error_to_dict(article.error),
            }


def read_refused(path: Path) -> list[RefusedSource]:
    """Return the documents that a file of refusals names, each once, in order.

    Raises:
        InvalidField: the file cannot be read, or a line is no refusal.
    """
    found: dict[RefusedSource, None] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidField(f"{path}: cannot be read ({error}).") from error
    for number, line in enumerate(lines, start=1):
        try:
            value = json.loads(line)
            found[RefusedSource(str(value["source"]), str(value["name"]))] = None
        except (ValueError, KeyError, TypeError) as error:
            raise InvalidField(f"{path}: line {number} is no refusal that an ingest wrote.") from error
    return list(found)
