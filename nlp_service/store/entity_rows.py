"""Writes and erases the rows of one article's entities, as the analysis found them and people decided about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, insert, select

from nlp_service.store.counts import ensure_entities, move_counts
from nlp_service.store.decisions import Decisions
from nlp_service.store.rows import EntityUse, Row, display_form, read_body
from nlp_service.store.schema import analyses, article_entities, articles, mentions


def write_entities(
    connection: Connection, key: int, found: Sequence[Row], uses: Mapping[str, EntityUse], sort_published: str
) -> None:
    """Write the mentions (with ``entity_id``) and the uses of entities of the article ``key``, and count them."""
    keys = ensure_entities(connection, uses)
    by_key = {keys[entity_id]: use for entity_id, use in uses.items()}
    rows = [_with_key(row, keys) | {"article_key": key} for row in found]
    if rows:
        connection.execute(insert(mentions), rows)
    if by_key:
        values = [_use_row(entity, use, sort_published) | {"article_key": key} for entity, use in by_key.items()]
        connection.execute(insert(article_entities), values)
    move_counts(connection, by_key, 1)


def erase_entities(connection: Connection, key: int) -> None:
    """Erase what :func:`write_entities` wrote."""
    uses = _stored_uses(connection, key)
    for table in (mentions, article_entities):
        connection.execute(delete(table).where(table.c.article_key == key))
    move_counts(connection, uses, -1)


def decide_entities(
    found: Sequence[Row], uses: Mapping[str, EntityUse], decisions: Decisions, article_id: str
) -> tuple[list[Row], dict[str, EntityUse]]:
    """Return mentions and uses with the ids and names that people decided on."""
    if decisions.is_empty:
        return list(found), dict(uses)
    resolved = decisions.resolve_all(uses, article_id)
    rows = [
        row | {"entity_id": resolved[row["entity_id"]].entity_id} if row["entity_id"] in resolved else row
        for row in found
    ]
    decided: dict[str, EntityUse] = {}
    for entity_id, use in uses.items():
        outcome = resolved[entity_id]
        joined = decided.setdefault(outcome.entity_id, EntityUse(use.label, outcome.name or use.name))
        joined.forms.update(use.forms)
    return rows, decided


def rewrite_entities(connection: Connection, key: int, decisions: Decisions) -> None:
    """Write the entities of a stored article anew from its analysis, as decided now."""
    row = connection.execute(
        select(articles.c.id, articles.c.sort_published, analyses.c.body).join(analyses).where(articles.c.key == key)
    ).one()
    found = [_found_row(position, entity) for position, entity in enumerate(read_body(row.body)["entities"])]
    uses = _count_uses(found)
    rows = [{name: value for name, value in item.items() if name != "name"} for item in found]
    erase_entities(connection, key)
    write_entities(connection, key, *decide_entities(rows, uses, decisions, row.id), row.sort_published)


def _found_row(position: int, entity: Row) -> Row:
    kept = ("entity_id", "name", "start", "end", "text", "label", "score")
    return {"position": position, **{name: entity[name] for name in kept}}


def _count_uses(found: Sequence[Row]) -> dict[str, EntityUse]:
    uses: dict[str, EntityUse] = {}
    for row in found:
        if row["entity_id"]:
            form = display_form(row["text"])
            use = uses.setdefault(row["entity_id"], EntityUse(row["label"], display_form(row["name"]) or form))
            use.forms[form] += 1
    return uses


def _stored_uses(connection: Connection, key: int) -> dict[int, EntityUse]:
    """Read back what was said of the entities when the article was written."""
    stored = connection.execute(select(article_entities).where(article_entities.c.article_key == key))
    uses = {row.entity_key: EntityUse(row.label, row.name, Counter()) for row in stored}
    written = select(mentions.c.entity_key, mentions.c.text).where(
        mentions.c.article_key == key, mentions.c.entity_key.is_not(None)
    )
    for entity_key, text in connection.execute(written):
        uses[entity_key].forms[display_form(text)] += 1
    return uses


def _use_row(key: int, use: EntityUse, sort_published: str) -> Row:
    return {
        "entity_key": key,
        "name": use.name,
        "label": use.label,
        "mention_count": use.mention_count,
        "sort_published": sort_published,
    }


def _with_key(row: Row, keys: Mapping[str, int]) -> Row:
    """Replace the public id by the key inside the store."""
    values = dict(row)
    values["entity_key"] = keys.get(values.pop("entity_id"))
    return values
