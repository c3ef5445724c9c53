"""Reads entities: completion of a prefix, one entity with its forms, and what is mentioned beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, func, select

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
    if wanted.prefix is None:
        conditions = [] if wanted.label is None else [entities.c.label == wanted.label]
        return connection.scalar(select(func.count()).select_from(entities).where(*conditions)) or 0
    found = _completing(wanted, range(TOP_LEVEL + 1), exact=None).limit(MAX_COUNTED).subquery()
    return connection.scalar(select(func.count()).select_from(found)) or 0


def list_entities(
    connection: Connection, wanted: EntityFilter, *, last: Sequence[Any] | None, limit: int
) -> list[RankedEntity]:
    """Return entities after the position ``last``: those with the accents as typed, then those in most articles."""
    found: list[RankedEntity] = []
    for tier, matching in _matching(wanted):
        if last is not None and tier < last[0]:
            continue
        statement = matching.order_by(*ordered(_MOST_ARTICLES)).limit(limit - len(found))
        if last is not None and tier == last[0]:
            statement = statement.where(after(_MOST_ARTICLES, last[1:]))
        found += [RankedEntity(tier, row) for row in connection.execute(statement)]
        if len(found) >= limit:
            break
    return found


def _matching(wanted: EntityFilter) -> Iterator[tuple[int, Select[Any]]]:
    """Yield the parts of the result in its order, with their tiers: all of one part come before all of the next."""
    if wanted.prefix is None:
        everything = select(entities)
        yield 0, everything if wanted.label is None else everything.where(entities.c.label == wanted.label)
        return
    for tier, exact in [(0, True), (1, False)] if wanted.prefix.accented else [(0, None)]:
        for level in range(TOP_LEVEL, -1, -1):
            completing = _completing(wanted, [level], exact=exact).subquery()
            yield tier, select(entities).join(completing, completing.c.entity_key == entities.c.key)


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
    statement = (
        select(entities, shared)
        .join(other, other.c.entity_key == entities.c.key)
        .where(other.c.article_key.in_(newest), other.c.entity_key != entity_key)
        .group_by(entities.c.key)
        .order_by(shared.desc(), entities.c.name, entities.c.entity_id)
    )
    return list(connection.execute(statement.limit(limit)))


def _completing(wanted: EntityFilter, levels: Iterable[int], *, exact: bool | None) -> Select[Any]:
    """Return the keys of the entities with a completion that has the prefix, on these levels.

    ``exact``: with the accents as typed (True), only with others (False), or with any (None).
    """
    assert wanted.prefix is not None
    completion = entity_completions.c
    by_accents = _starts(completion.search_key, wanted.prefix.search_key)
    statement = select(completion.entity_key).where(
        completion.level.in_(list(levels)),
        by_accents if exact else _starts(completion.folded, wanted.prefix.folded),
    )
    if exact is False:
        same = entity_completions.alias("same")
        is_same = and_(same.c.entity_key == completion.entity_key, _starts(same.c.search_key, wanted.prefix.search_key))
        statement = statement.where(~exists().where(is_same))
    if wanted.label is not None:
        statement = statement.where(completion.label == wanted.label)
    return statement.distinct()


def _starts(column: ColumnElement[str], prefix: str) -> ColumnElement[bool]:
    """A range, not LIKE: it needs no escapes and always uses the index."""
    return and_(column >= prefix, column < prefix + _LAST_CHARACTER)
