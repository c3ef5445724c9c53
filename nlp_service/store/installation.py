"""What an installation has set in its store, and every analysis uses."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from sqlalchemy import Table, delete, insert, select

from nlp_service.extract.entities.gazetteer_files import gazetteer_to_dict, read_gazetteer
from nlp_service.extract.tags.vocabulary_files import read_vocabulary, vocabulary_to_dict
from nlp_service.serialize import JsonObject, dumps
from nlp_service.store.schema_installation import gazetteers, vocabularies
from nlp_service.store.store import Store
from nlp_service.store.times import utc_now
from nlp_service.types import AnalyzeOptions, Gazetteer, Vocabulary

_KEY = 1


def with_installation(options: AnalyzeOptions, store: Store) -> AnalyzeOptions:
    """Return the options with the gazetteer and the vocabulary in force."""
    return replace(options, gazetteer=load_gazetteer(store), vocabulary=load_vocabulary(store))


def load_gazetteer(store: Store) -> Gazetteer:
    """Return the gazetteer in force, an empty one where none was set."""
    body = _load(store, gazetteers)
    return _decode_gazetteer(body) if body is not None else Gazetteer()


def save_gazetteer(store: Store, gazetteer: Gazetteer) -> None:
    """Put a gazetteer in force in the place of the one before; an empty one removes it.

    Raises:
        StoreLocked: others hold the store for longer than the time-out.
    """
    _save(store, gazetteers, gazetteer.digest, gazetteer_to_dict(gazetteer))


def load_vocabulary(store: Store) -> Vocabulary:
    """Return the vocabulary in force, an empty one where none was set."""
    body = _load(store, vocabularies)
    return _decode_vocabulary(body) if body is not None else Vocabulary()


def save_vocabulary(store: Store, vocabulary: Vocabulary) -> None:
    """Put a vocabulary in force in the place of the one before; an empty one removes it.

    Raises:
        StoreLocked: others hold the store for longer than the time-out.
    """
    _save(store, vocabularies, vocabulary.digest, vocabulary_to_dict(vocabulary))


def _load(store: Store, table: Table) -> str | None:
    with store.reading() as connection:
        return connection.scalar(select(table.c.body).where(table.c.key == _KEY))


def _save(store: Store, table: Table, digest: str, value: JsonObject) -> None:
    with store.writing() as connection:
        connection.execute(delete(table))
        if digest:
            row = {"key": _KEY, "digest": digest, "body": dumps(value), "updated": utc_now().isoformat()}
            connection.execute(insert(table).values(row))


# Pure functions of the text, so what is remembered cannot be out of date.
@lru_cache(maxsize=4)
def _decode_gazetteer(body: str) -> Gazetteer:
    return read_gazetteer(body.encode(), "json")


@lru_cache(maxsize=4)
def _decode_vocabulary(body: str) -> Vocabulary:
    return read_vocabulary(body.encode(), "json")
