"""Reads a newsroom's vocabulary from CSV or JSON; :mod:`nlp_service.extract.tags.skos` reads SKOS.

CSV has a header ``id,preferred,alternatives,broader``; alternatives are separated by ``|``; only ``preferred`` is
always needed: it is the id where none is given. ``broader`` is an id or a preferred label.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Literal

from nlp_service.errors import InvalidField, InvalidJson
from nlp_service.extract.tags.vocabulary import make_vocabulary
from nlp_service.serialize import JsonObject
from nlp_service.text.validation import decode_utf8
from nlp_service.types import Vocabulary, VocabularyTerm

VocabularyFormat = Literal["csv", "json"]
_COLUMNS = ("id", "preferred", "alternatives", "broader")


def read_vocabulary(content: bytes, form: VocabularyFormat) -> Vocabulary:
    """Return the vocabulary in ``content``.

    Raises:
        InvalidEncoding: it is not UTF-8.
        InvalidJson: what should be JSON is not.
        InvalidField: a row or a label is not valid; the message says which.
    """
    text = decode_utf8(content).removeprefix("\ufeff")
    return make_vocabulary(_resolved(_read_csv(text) if form == "csv" else _read_json(text)))


def vocabulary_to_dict(vocabulary: Vocabulary) -> JsonObject:
    """Return what :func:`read_vocabulary` reads as JSON, with the digest."""
    terms = [asdict(term) | {"alternatives": list(term.alternatives)} for term in vocabulary.terms]
    return {"digest": vocabulary.digest, "terms": terms}


def _read_csv(text: str) -> Iterator[VocabularyTerm]:
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), restkey="", strict=True))
    except csv.Error as error:
        raise InvalidField(f"vocabulary: the CSV is malformed ({error}).") from error
    for number, row in enumerate(rows, 2):
        if row.keys() - set(_COLUMNS) or "preferred" not in row:
            raise InvalidField(f"line {number}: write the columns {', '.join(_COLUMNS)}; preferred is always needed.")
        values = {key: (value or "").strip() for key, value in row.items()}
        names = tuple(name.strip() for name in values.get("alternatives", "").split("|") if name.strip())
        yield VocabularyTerm(
            values.get("id") or values["preferred"], values["preferred"], names, values.get("broader") or None
        )


def _read_json(text: str) -> Iterator[VocabularyTerm]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidJson(f"The vocabulary is not JSON ({error}).") from error
    terms = value.get("terms") if isinstance(value, dict) else None
    if not isinstance(terms, list) or value.keys() - {"terms", "digest"}:
        raise InvalidField('vocabulary: write {"terms": [{"id", "preferred", "alternatives", "broader"}]}.')
    for number, item in enumerate(terms):
        if not isinstance(item, dict) or item.keys() - set(_COLUMNS):
            raise InvalidField(f"terms.{number}: write an object with {', '.join(_COLUMNS)}.")
        names, texts = item.get("alternatives") or [], [item.get(key) or "" for key in ("id", "preferred", "broader")]
        if not isinstance(names, list) or not all(isinstance(name, str) for name in [*texts, *names]):
            raise InvalidField(f"terms.{number}: alternatives is a list of strings, the others are strings.")
        term_id, preferred, broader = texts
        yield VocabularyTerm(term_id or preferred, preferred, tuple(names), broader or None)


def _resolved(terms: Iterable[VocabularyTerm]) -> Iterator[VocabularyTerm]:
    """Yield the terms with ``broader`` as an id, where it was written as a preferred label."""
    given = list(terms)
    ids = {term.id for term in given}
    labels = {term.preferred: term.id for term in given}
    for term in given:
        broader = (
            term.broader if term.broader in ids or term.broader is None else labels.get(term.broader, term.broader)
        )
        yield VocabularyTerm(term.id, term.preferred, tuple(dict.fromkeys(term.alternatives)), broader)
