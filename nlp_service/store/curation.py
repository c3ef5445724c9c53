"""Merges and splits entities, remembers it for later articles, and takes it back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from nlp_service.errors import DecisionNotFound, EntityNotFound, InvalidField
from nlp_service.store.decisions import DecisionKind, EntityDecision, list_decisions, load_decisions, to_decision
from nlp_service.store.entity_queries import find_entity
from nlp_service.store.entity_rows import rewrite_entities
from nlp_service.store.schema import article_entities, entities
from nlp_service.store.schema_entities import entity_decisions
from nlp_service.store.store import Store
from nlp_service.store.times import utc_now


class EntityCurator:
    """Decides about the entities of one store. Each call is one transaction: the decision and all that follows."""

    def __init__(self, store: Store, now: Callable[[], datetime] = utc_now) -> None:
        self._store = store
        self._now = now

    def merge(self, entity_id: str, into: str) -> EntityDecision:
        """Make ``entity_id`` the same as ``into``, in all articles stored and to come.

        Raises:
            EntityNotFound: one of them is not there.
            InvalidField: they are one already, or of different labels.
        """
        with self._store.writing() as connection:
            source, target = _find(connection, entity_id), _find(connection, into)
            if source.label != target.label:
                raise InvalidField(f"into: a {target.label} cannot be the same as a {source.label}.")
            if into == entity_id or load_decisions(connection).successor(into) == entity_id:
                raise InvalidField("into: the two are one already.")
            origin = select(entity_decisions.c.key).where(
                entity_decisions.c.kind == "split",
                entity_decisions.c.entity_id == into,
                entity_decisions.c.target_id == entity_id,
            )
            if connection.scalar(origin) is not None:
                raise InvalidField("into: it was split from there; take the split back instead.")
            decision = self._write(connection, "merge", entity_id, into, target.name)
            _rewrite(connection, [entity_id])
        return decision

    def split(
        self, entity_id: str, name: str, *, articles: Sequence[str] = (), evidence: Sequence[str] = ()
    ) -> EntityDecision:
        """Take another thing of the same name out of ``entity_id``: it gets an id of its own and the ``name``.

        It is meant in the ``articles`` and wherever one of the ``evidence`` entities is mentioned too, also in articles
        to come.

        Raises:
            EntityNotFound: the entity is not there.
            InvalidField: neither articles nor evidence, or the entity itself as evidence.
        """
        if not articles and not evidence:
            raise InvalidField("articles: name articles or evidence, so that the two can be told apart.")
        if entity_id in evidence:
            raise InvalidField("evidence: the entity itself is in every article of both.")
        with self._store.writing() as connection:
            _find(connection, entity_id)
            target = _free_id(connection, entity_id)
            decision = self._write(connection, "split", entity_id, target, name, articles, evidence)
            _rewrite(connection, [entity_id])
        return decision

    def undo(self, decision_id: int) -> None:
        """Take a decision back: what is stored becomes what it would be without it.

        Raises:
            DecisionNotFound: there is none with this id.
        """
        with self._store.writing() as connection:
            row = connection.execute(
                select(entity_decisions).where(entity_decisions.c.key == decision_id)
            ).one_or_none()
            if row is None:
                raise DecisionNotFound(f"No decision has the id {decision_id}.")
            decision = to_decision(row)
            touched = _reachable(list_decisions(connection), [decision.entity_id, decision.target_id])
            connection.execute(delete(entity_decisions).where(entity_decisions.c.key == decision_id))
            _rewrite(connection, touched)

    def list(self) -> list[EntityDecision]:
        """Return the decisions in force, the first first."""
        with self._store.reading() as connection:
            return list_decisions(connection)

    def successor(self, entity_id: str) -> str:
        """Return the id that an entity was merged into, or its own."""
        with self._store.reading() as connection:
            return load_decisions(connection).successor(entity_id)

    def _write(
        self,
        connection: Connection,
        kind: DecisionKind,
        entity_id: str,
        target_id: str,
        name: str,
        articles: Sequence[str] = (),
        evidence: Sequence[str] = (),
    ) -> EntityDecision:
        values = {
            "kind": kind,
            "entity_id": entity_id,
            "target_id": target_id,
            "name": name,
            "articles": json.dumps(sorted(set(articles))),
            "evidence": json.dumps(sorted(set(evidence))),
            "created": self._now().isoformat(),
        }
        row = connection.execute(insert(entity_decisions).values(values).returning(entity_decisions)).one()
        return to_decision(row)


def _find(connection: Connection, entity_id: str) -> Row[Any]:
    row = find_entity(connection, entity_id)
    if row is None:
        raise EntityNotFound(f"No stored article mentions an entity with the id {entity_id!r}.")
    return row


def _free_id(connection: Connection, entity_id: str) -> str:
    """Return the next id beside ``entity_id`` that no decision in force has."""
    taken = set(connection.scalars(select(entity_decisions.c.target_id)))
    number = 2
    while f"{entity_id}-{number}" in taken:
        number += 1
    return f"{entity_id}-{number}"


def _reachable(decisions: Sequence[EntityDecision], entity_ids: Iterable[str]) -> set[str]:
    """Return the ids and all that decisions lead to from them."""
    found = set(entity_ids)
    while more := {item.target_id for item in decisions if item.entity_id in found} - found:
        found |= more
    return found


def _rewrite(connection: Connection, entity_ids: Iterable[str]) -> None:
    """Write the entities of all articles that mention one of these anew."""
    found = (
        select(article_entities.c.article_key)
        .join(entities, entities.c.key == article_entities.c.entity_key)
        .where(entities.c.entity_id.in_(list(entity_ids)))
        .order_by(article_entities.c.article_key)
        .distinct()
    )
    keys, decisions = connection.scalars(found).all(), load_decisions(connection)
    for key in keys:
        rewrite_entities(connection, key, decisions)
