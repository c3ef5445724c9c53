"""The gazetteer of an installation, kept in its store."""

from __future__ import annotations

import json
from functools import lru_cache

from sqlalchemy import delete, insert, select

from nlp_service.extract.entities.gazetteer_files import gazetteer_to_dict, read_gazetteer
from nlp_service.store.schema_entities import gazetteers
from nlp_service.store.store import Store
from nlp_service.store.times import utc_now
from nlp_service.types import Gazetteer

_KEY = 1


def load_gazetteer(store: Store) -> Gazetteer:
    """Return the gazetteer in force, an empty one where none was set."""
    with store.reading() as connection:
        body = connection.scalar(select(gazetteers.c.body).where(gazetteers.c.key == _KEY))
    return _decode(body) if body is not None else Gazetteer()


def save_gazetteer(store: Store, gazetteer: Gazetteer) -> None:
    """Put a gazetteer in force in the place of the one before; an empty one removes it.

    Raises:
        StoreLocked: others hold the store for longer than the time-out.
    """
    with store.writing() as connection:
        connection.execute(delete(gazetteers))
        if gazetteer.digest:
            body = json.dumps(gazetteer_to_dict(gazetteer), ensure_ascii=False)
            row = {"key": _KEY, "digest": gazetteer.digest, "body": body, "updated": utc_now().isoformat()}
            connection.execute(insert(gazetteers).values(row))


@lru_cache(maxsize=4)
def _decode(body: str) -> Gazetteer:
    """A pure function of the text, so what is remembered cannot be out of date."""
    return read_gazetteer(body.encode(), "json")
