"""What people decided about entities: two are one (merge), or one is two (split); in force until it is taken back.

An analysis names an entity by what the text says; here that id is led to the one that people decided on. A split holds
for the articles that it names, and for every article that also mentions one of its evidence entities: a namesake is
told by the company that he keeps.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, select

from nlp_service.serialize import JsonObject
from nlp_service.store.schema_entities import entity_decisions

DecisionKind = Literal["merge", "split"]


@dataclass(frozen=True, slots=True)
class EntityDecision:
    """A merge of ``entity_id`` into ``target_id``, or a split of ``target_id`` from it; ``created`` is in UTC."""

    id: int
    kind: DecisionKind
    entity_id: str
    target_id: str
    name: str
    articles: tuple[str, ...]
    evidence: tuple[str, ...]
    created: datetime


@dataclass(frozen=True, slots=True)
class Resolved:
    """An entity as decided; ``name`` is empty where nothing was."""

    entity_id: str
    name: str = ""


class Decisions:
    """All decisions in force."""

    def __init__(self, decisions: Iterable[EntityDecision]) -> None:
        self._merges: dict[str, EntityDecision] = {}
        self._splits: dict[str, list[EntityDecision]] = defaultdict(list)
        for decision in decisions:
            if decision.kind == "merge":
                self._merges[decision.entity_id] = decision
            else:
                self._splits[decision.entity_id].append(decision)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was decided."""
        return not self._merges and not self._splits

    def resolve_all(self, entity_ids: Iterable[str], article_id: str) -> dict[str, Resolved]:
        """Return what each entity of an article is; ``entity_ids`` are all that the analysis found in it."""
        found = list(entity_ids)
        company = {*found, *map(self.successor, found)}
        return {entity_id: self._resolve(entity_id, article_id, company) for entity_id in found}

    def _resolve(self, entity_id: str, article_id: str, company: Collection[str]) -> Resolved:
        seen, current = {entity_id}, Resolved(entity_id)
        while True:
            decision = self._applicable(current.entity_id, article_id, company)
            if decision is None or decision.target_id in seen:
                return current
            current = Resolved(decision.target_id, decision.name)
            seen.add(decision.target_id)

    def successor(self, entity_id: str) -> str:
        """Return the id that an entity was merged into, at last, or its own."""
        seen = {entity_id}
        while (merge := self._merges.get(entity_id)) is not None and merge.target_id not in seen:
            entity_id = merge.target_id
            seen.add(entity_id)
        return entity_id

    def _applicable(self, entity_id: str, article_id: str, company: Collection[str]) -> EntityDecision | None:
        for split in self._splits.get(entity_id, ()):
            if article_id in split.articles or any(other in company for other in split.evidence):
                return split
        return self._merges.get(entity_id)


def load_decisions(connection: Connection) -> Decisions:
    """Return the decisions in force."""
    return Decisions(list_decisions(connection))


def list_decisions(connection: Connection) -> list[EntityDecision]:
    """Return the decisions in force, the first first."""
    rows = connection.execute(select(entity_decisions).order_by(entity_decisions.c.key))
    return [to_decision(row) for row in rows]


def to_decision(row: Row[Any]) -> EntityDecision:
    """Return the decision in a row."""
    return EntityDecision(
        id=row.key,
        kind=row.kind,
        entity_id=row.entity_id,
        target_id=row.target_id,
        name=row.name,
        articles=tuple(json.loads(row.articles)),
        evidence=tuple(json.loads(row.evidence)),
        created=datetime.fromisoformat(row.created),
    )


def decide_analysis(analysis: JsonObject, decisions: Decisions) -> JsonObject:
    """Return a stored analysis with the ids and names that people decided on."""
    if decisions.is_empty:
        return analysis
    found = {entity["entity_id"] for entity in analysis["entities"]} - {""}
    resolved = decisions.resolve_all(sorted(found), analysis["id"])
    entities = [
        entity | {"entity_id": outcome.entity_id, "name": outcome.name or entity["name"]}
        if (outcome := resolved.get(entity["entity_id"])) is not None
        else entity
        for entity in analysis["entities"]
    ]
    decided = {"entities": entities}
    for layer, keys in _REFERENCES.items():
        if layer in analysis:
            decided[layer] = [_with_ids(item, keys, resolved) for item in analysis[layer]]
    return analysis | decided


_REFERENCES: Mapping[str, tuple[str, ...]] = {
    "coreferences": ("entity_id",),
    "roles": ("person_id", "organisation_id"),
}


def _with_ids(item: JsonObject, keys: Iterable[str], resolved: Mapping[str, Resolved]) -> JsonObject:
    return item | {key: resolved[item[key]].entity_id for key in keys if item[key] in resolved}
