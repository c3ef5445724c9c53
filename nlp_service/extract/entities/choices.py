"""Which of the found entities a caller gets: by label and score, with or without what made them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from nlp_service.errors import InvalidField
from nlp_service.types import ENTITY_LABELS, AnalyzeOptions, Coreference, Entity, EntityLabel, PersonRole


def choose_entities(entities: Sequence[Entity], options: AnalyzeOptions) -> tuple[Entity, ...]:
    """Return the entities with one of the labels asked for and at least the score asked for, in the same order."""
    chosen = (
        entity
        for entity in entities
        if entity.score >= options.threshold and (not options.labels or entity.label in options.labels)
    )
    return tuple(chosen) if options.explain else tuple(map(_without_explanation, chosen))


def choose_coreferences(found: Iterable[Coreference], chosen: Iterable[Entity]) -> tuple[Coreference, ...]:
    """Return the coreferences to mentions that the caller gets."""
    spans = {(entity.start, entity.end) for entity in chosen}
    return tuple(item for item in found if (item.antecedent.start, item.antecedent.end) in spans)


def choose_roles(found: Iterable[PersonRole], chosen: Iterable[Entity]) -> tuple[PersonRole, ...]:
    """Return the roles of persons that the caller gets, without organisations that he does not."""
    spans = {(entity.start, entity.end) for entity in chosen}
    return tuple(_within(role, spans) for role in found if (role.person.start, role.person.end) in spans)


def _within(role: PersonRole, spans: Collection[tuple[int, int]]) -> PersonRole:
    if role.organisation is None or (role.organisation.start, role.organisation.end) in spans:
        return role
    return replace(role, organisation=None, organisation_id=None)


def order_labels(labels: Iterable[str]) -> tuple[EntityLabel, ...]:
    """Return the labels once each, in their fixed order: the same choice has the same provenance.

    Raises:
        InvalidField: one of them is unknown.
    """
    wanted = dict.fromkeys(labels)
    for label in wanted:
        if label not in ENTITY_LABELS:
            raise InvalidField(f"labels: {label!r} is unknown; choose among {', '.join(ENTITY_LABELS)}.")
    return tuple(label for label in ENTITY_LABELS if label in wanted)


def _without_explanation(entity: Entity) -> Entity:
    return replace(entity, explanation=None) if entity.explanation is not None else entity
