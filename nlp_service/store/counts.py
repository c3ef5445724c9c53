"""Keeps the entities' counts, names and completions right as articles come, change and go.

Counters are moved by what one article adds or takes away, never counted anew: an entity in every article costs
no more than another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from nlp_service.store.completions import completions, level_of
from nlp_service.store.hashing import fold_words, words_of
from nlp_service.store.rows import EntityUse, Row
from nlp_service.store.schema import entities, entity_completions, entity_forms
from nlp_service.text.folding import search_key

Sign = Literal[1, -1]
T = TypeVar("T")

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class _FormCount:
    mentions: int = 0
    names: int = 0


_Forms = Mapping[str, _FormCount]
_NONE = _FormCount()


@dataclass(frozen=True, slots=True)
class _Change:
    """What one article changes of one entity; ``article_count`` is the new one."""

    key: int
    label: str
    article_count: int
    sign: Sign
    before: _Forms
    after: _Forms

    @property
    def level(self) -> int:
        return level_of(self.article_count)

    @property
    def level_before(self) -> int:
        return level_of(self.article_count - self.sign)


def chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """Cut a list into parts that fit into one statement's parameters."""
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]


def ensure_entities(connection: Connection, uses: Mapping[str, EntityUse]) -> dict[str, int]:
    """Return entity id -> key; entities that are new get a row with zero counts."""
    keys = _find_keys(connection, list(uses))
    missing = [
        {"entity_id": entity_id, "label": use.label, "article_count": 0, "mention_count": 0, **_name_columns(use.name)}
        for entity_id, use in uses.items()
        if entity_id not in keys
    ]
    if missing:
        connection.execute(insert(entities), missing)
        keys |= _find_keys(connection, [row["entity_id"] for row in missing])
    return keys


def move_counts(connection: Connection, uses: Mapping[int, EntityUse], sign: Sign) -> None:
    """Add (1) or take away (-1) what one article says of the entities, by key; entities without an article vanish."""
    if not uses:
        return
    connection.execute(
        update(entities)
        .where(entities.c.key == bindparam("entity"))
        .values(
            article_count=entities.c.article_count + sign,
            mention_count=entities.c.mention_count + bindparam("mentions"),
        ),
        [{"entity": key, "mentions": sign * use.mention_count} for key, use in uses.items()],
    )
    for part in chunks(list(uses)):
        counted = select(entities.c.key, entities.c.label, entities.c.article_count).where(entities.c.key.in_(part))
        rows = connection.execute(counted).all()
        gone = [{"entity": row.key} for row in rows if row.article_count == 0]
        if gone:
            connection.execute(delete(entities).where(entities.c.key == bindparam("entity")), gone)
        before = _load_forms(connection, part)
        changes = [
            _Change(
                row.key,
                row.label,
                row.article_count,
                sign,
                before[row.key],
                _moved(before[row.key], uses[row.key], sign),
            )
            for row in rows
            if row.article_count > 0
        ]
        _write_forms(connection, changes)
        _write_names(connection, changes)
        _write_completions(connection, changes)


def _find_keys(connection: Connection, entity_ids: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in chunks(entity_ids):
        rows = connection.execute(select(entities.c.entity_id, entities.c.key).where(entities.c.entity_id.in_(part)))
        found.update((row.entity_id, row.key) for row in rows)
    return found


def _moved(forms: _Forms, use: EntityUse, sign: Sign) -> _Forms:
    moved = dict(forms)
    for form, mention_count in use.forms.items():
        count = moved.get(form, _NONE)
        moved[form] = replace(count, mentions=count.mentions + sign * mention_count)
    count = moved.get(use.name, _NONE)
    moved[use.name] = replace(count, names=count.names + sign)
    return {form: count for form, count in moved.items() if count != _NONE}


def _load_forms(connection: Connection, keys: Sequence[int]) -> dict[int, dict[str, _FormCount]]:
    found: dict[int, dict[str, _FormCount]] = {key: {} for key in keys}
    for row in connection.execute(select(entity_forms).where(entity_forms.c.entity_key.in_(keys))):
        found[row.entity_key][row.form] = _FormCount(row.mention_count, row.name_count)
    return found


def _write_forms(connection: Connection, changes: Sequence[_Change]) -> None:
    is_form = (entity_forms.c.entity_key == bindparam("entity")) & (entity_forms.c.form == bindparam("written"))
    gone = [
        {"entity": change.key, "written": form}
        for change in changes
        for form in change.before
        if form not in change.after
    ]
    rows = [(change, form, count) for change in changes for form, count in change.after.items()]
    changed = [
        {"entity": change.key, "written": form, "mentions": count.mentions, "names": count.names}
        for change, form, count in rows
        if form in change.before and count != change.before[form]
    ]
    new = [
        {"entity_key": change.key, "form": form, "mention_count": count.mentions, "name_count": count.names}
        for change, form, count in rows
        if form not in change.before
    ]
    if gone:
        connection.execute(delete(entity_forms).where(is_form), gone)
    if changed:
        counts: Row = {"mention_count": bindparam("mentions"), "name_count": bindparam("names")}
        connection.execute(update(entity_forms).where(is_form).values(counts), changed)
    if new:
        connection.execute(insert(entity_forms), new)


def _write_names(connection: Connection, changes: Sequence[_Change]) -> None:
    """A new entity has its name already."""
    names = [(change, _best_name(change.after)) for change in changes if change.before]
    rows = [
        {"entity": change.key, **_name_columns(name)} for change, name in names if name != _best_name(change.before)
    ]
    if rows:
        values: Row = {name: bindparam(name) for name in ("name", "folded_name", "search_key")}
        connection.execute(update(entities).where(entities.c.key == bindparam("entity")).values(values), rows)


def _best_name(forms: _Forms) -> str:
    """The name is the one that most articles use, the first in the alphabet of equals."""
    return min(forms, key=lambda form: (-forms[form].names, form))


def _name_columns(name: str) -> Row:
    return {"name": name, "folded_name": fold_words(name), "search_key": words_of(search_key(name))}


def _write_completions(connection: Connection, changes: Sequence[_Change]) -> None:
    is_entity = entity_completions.c.entity_key == bindparam("entity")
    changed = [change for change in changes if change.before.keys() != change.after.keys()]
    moved = [
        {"entity": change.key, "new_level": change.level}
        for change in changes
        if change.before.keys() == change.after.keys() and change.level != change.level_before
    ]
    old = [{"entity": change.key} for change in changed if change.before]
    rows = [
        {"entity_key": change.key, "search_key": key, "folded": folded, "label": change.label, "level": change.level}
        for change in changed
        for key, folded in completions(change.after).items()
    ]
    if moved:
        connection.execute(update(entity_completions).where(is_entity).values(level=bindparam("new_level")), moved)
    if old:
        connection.execute(delete(entity_completions).where(is_entity), old)
    if rows:
        connection.execute(insert(entity_completions), rows)
