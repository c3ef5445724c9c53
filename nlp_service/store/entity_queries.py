"""Reads entities: completion of a prefix, one entity with its forms, and what is mentioned beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, bindparam, exists, func, literal_column, select

from nlp_service.store.completions import TOP_LEVEL
from nlp_service.store.keyset import SortColumn, after, ordered
from nlp_service.store.schema import article_entities, entities, entity_completions, entity_forms

_LAST_CHARACTER = "\U0010ffff"
_RELATED_ARTICLES = 1000
MAX_COUNTED = 10_000
_MOST_ARTICLES = (
    SortColumn(entities.c.article_count, descending=True),
    SortColumn(entities.c.name),
    SortColumn(entities.c.entity_id),
)


@dataclass(frozen=True, slots=True)
class Prefix:
    """What was typed, as completions are written: its search key and the same folded."""

    search_key: str
    folded: str

    @property
    def accented(self) -> bool:
        """Whether accents were typed."""
        return self.search_key != self.folded


@dataclass(frozen=True, slots=True)
class EntityFilter:
    """Which entities: with a form that has the prefix at one of its syllables, and with the label."""

    prefix: Prefix | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class RankedEntity:
    """An entity's row, and the tier that it was found in: 0 with the accents as typed, 1 with others."""

    tier: int
    row: Row[Any]

    @property
    def position(self) -> tuple[int, int, str, str]:
        """The place in the order of :func:`list_entities`."""
        return self.tier, self.row.article_count, self.row.name, self.row.entity_id


def count_entities(connection: Connection, wanted: EntityFilter) -> int:
    """Return how many entities pass the filter; those of a prefix are counted up to :data:`MAX_COUNTED`."""
    statement = _counting(prefixed=wanted.prefix is not None, labelled=wanted.label is not None)
    return connection.scalar(statement, _parameters(wanted)) or 0


def list_entities(
    connection: Connection, wanted: EntityFilter, *, last: Sequence[Any] | None, limit: int
) -> list[RankedEntity]:
    """Return entities after the position ``last``: those with the accents as typed, then those in most articles."""
    found: list[RankedEntity] = []
    for tier, exact, level in _places(wanted.prefix):
        if last is not None and tier < last[0]:
            continue
        parameters = _parameters(wanted) | {"level": level, "limit": limit - len(found)}
        continued = last is not None and tier == last[0]
        if last is not None:
            parameters |= {"last_count": last[1], "last_name": last[2], "last_id": last[3]}
        prefixed, labelled = wanted.prefix is not None, wanted.label is not None
        statement = _listing(prefixed=prefixed, exact=exact, labelled=labelled, continued=continued)
        found += [RankedEntity(tier, row) for row in connection.execute(statement, parameters)]
        if len(found) >= limit:
            break
    return found


def _places(prefix: Prefix | None) -> list[tuple[int, bool | None, int]]:
    """Return tier, :func:`_completing`'s ``exact`` and level, in the order of the result."""
    if prefix is None:
        return [(0, None, 0)]
    tiers = [(0, True), (1, False)] if prefix.accented else [(0, None)]
    return [(tier, exact, level) for tier, exact in tiers for level in range(TOP_LEVEL, -1, -1)]


def _parameters(wanted: EntityFilter) -> dict[str, Any]:
    parameters: dict[str, Any] = {"label": wanted.label}
    if wanted.prefix is not None:
        for name, prefix in (("folded", wanted.prefix.folded), ("search_key", wanted.prefix.search_key)):
            parameters |= {name: prefix, f"{name}_end": prefix + _LAST_CHARACTER}
    return parameters


# A keystroke runs up to ten of these statements, and building one costs more than running it: they are built once.


@cache
def _counting(*, prefixed: bool, labelled: bool) -> Select[Any]:
    if not prefixed:
        everything = select(func.count()).select_from(entities)
        return everything.where(entities.c.label == bindparam("label")) if labelled else everything
    levels = entity_completions.c.level.in_([literal_column(str(level)) for level in range(TOP_LEVEL + 1)])
    found = _completing(levels, exact=None, labelled=labelled).limit(MAX_COUNTED).subquery()
    return select(func.count()).select_from(found)


@cache
def _listing(*, prefixed: bool, exact: bool | None, labelled: bool, continued: bool) -> Select[Any]:
    statement = select(entities).order_by(*ordered(_MOST_ARTICLES)).limit(bindparam("limit"))
    if prefixed:
        at_level = entity_completions.c.level == bindparam("level")
        completing = _completing(at_level, exact=exact, labelled=labelled).subquery()
        statement = statement.join(completing, completing.c.entity_key == entities.c.key)
    elif labelled:
        statement = statement.where(entities.c.label == bindparam("label"))
    if continued:
        last: list[Any] = [bindparam("last_count"), bindparam("last_name"), bindparam("last_id")]
        statement = statement.where(after(_MOST_ARTICLES, last))
    return statement


def _completing(levels: ColumnElement[bool], *, exact: bool | None, labelled: bool) -> Select[Any]:
    """Select the keys of the entities with a completion that has the prefix.

    ``exact``: with the accents as typed (True), only with others (False), or with any (None).
    """
    completion = entity_completions.c
    starts = _starts(completion.search_key, "search_key") if exact else _starts(completion.folded, "folded")
    statement = select(completion.entity_key).where(levels, starts).distinct()
    if exact is False:
        same = entity_completions.alias("same")
        is_same = same.c.entity_key == completion.entity_key
        statement = statement.where(~exists().where(is_same, _starts(same.c.search_key, "search_key")))
    return statement.where(completion.label == bindparam("label")) if labelled else statement


def _starts(column: ColumnElement[str], name: str) -> ColumnElement[bool]:
    """A range, not LIKE: it needs no escapes and always uses the index."""
    return and_(column >= bindparam(name), column < bindparam(f"{name}_end"))


def find_entity(connection: Connection, entity_id: str) -> Row[Any] | None:
    """Return the entity's row, or None."""
    return connection.execute(select(entities).where(entities.c.entity_id == entity_id)).one_or_none()


def list_forms(connection: Connection, entity_key: int) -> list[tuple[str, int]]:
    """Return how the entity is written and how often, the most frequent first."""
    form = entity_forms.c
    rows = connection.execute(
        select(form.form, form.mention_count)
        .where(form.entity_key == entity_key, form.mention_count > 0)
        .order_by(form.mention_count.desc(), form.form)
    )
    return [(row.form, row.mention_count) for row in rows]


def list_related(connection: Connection, entity_key: int, limit: int) -> list[Row[Any]]:
    """Return the entities that share most articles with this one, with that count as ``shared``.

    Counted over its newest thousand articles, so that the most frequent entity costs no more than others.
    """
    own, other = article_entities.alias("own"), article_entities.alias("other")
    newest = (
        select(own.c.article_key)
        .where(own.c.entity_key == entity_key)
        .order_by(own.c.sort_published.desc(), own.c.article_key.desc())
        .limit(_RELATED_ARTICLES)
    )
    shared = func.count().label("shared")
    most = (
        select(other.c.entity_key, shared)
        .where(other.c.article_key.in_(newest), other.c.entity_key != entity_key)
        .group_by(other.c.entity_key)
        .order_by(shared.desc(), other.c.entity_key)
        .limit(limit)
        .subquery()
    )
    statement = select(entities, most.c.shared).join(most, most.c.entity_key == entities.c.key)
    return list(connection.execute(statement.order_by(most.c.shared.desc(), entities.c.name, entities.c.entity_id)))
