"""The vocabulary of an installation, kept in its store."""

from __future__ import annotations

import json
from functools import lru_cache

from sqlalchemy import delete, insert, select

from nlp_service.extract.tags.vocabulary_files import read_vocabulary, vocabulary_to_dict
from nlp_service.store.schema_vocabularies import vocabularies
from nlp_service.store.store import Store
from nlp_service.store.times import utc_now
from nlp_service.types import Vocabulary

_KEY = 1


def load_vocabulary(store: Store) -> Vocabulary:
    """Return the vocabulary in force, an empty one where none was set."""
    with store.reading() as connection:
        body = connection.scalar(select(vocabularies.c.body).where(vocabularies.c.key == _KEY))
    return _decode(body) if body is not None else Vocabulary()


def save_vocabulary(store: Store, vocabulary: Vocabulary) -> None:
    """Put a vocabulary in force in the place of the one before; an empty one removes it.

    Raises:
        StoreLocked: others hold the store for longer than the time-out.
    """
    with store.writing() as connection:
        connection.execute(delete(vocabularies))
        if vocabulary.digest:
            body = json.dumps(vocabulary_to_dict(vocabulary), ensure_ascii=False)
            row = {"key": _KEY, "digest": vocabulary.digest, "body": body, "updated": utc_now().isoformat()}
            connection.execute(insert(vocabularies).values(row))


@lru_cache(maxsize=4)
def _decode(body: str) -> Vocabulary:
    """A pure function of the text, so what is remembered cannot be out of date."""
    return read_vocabulary(body.encode(), "json")
