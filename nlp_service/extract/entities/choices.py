"""Which of the found entities a caller gets: by label and score, with or without what made them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from nlp_service.errors import InvalidField
from nlp_service.types import ENTITY_LABELS, AnalyzeOptions, Entity, EntityLabel


def choose_entities(entities: Sequence[Entity], options: AnalyzeOptions) -> tuple[Entity, ...]:
    """Return the entities with one of the labels asked for and at least the score asked for, in the same order."""
    chosen = (
        entity
        for entity in entities
        if entity.score >= options.threshold and (not options.labels or entity.label in options.labels)
    )
    return tuple(chosen) if options.explain else tuple(map(_without_explanation, chosen))


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
