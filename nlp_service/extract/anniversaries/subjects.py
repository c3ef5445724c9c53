"""The entity that an anniversary is of: named in the event, or the one whose event it is in the same sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from nlp_service.extract.anniversaries.context import SentenceIndex
from nlp_service.extract.anniversaries.naming import load_event_names
from nlp_service.types import Anniversary, Entity, EntityLabel

_REACH: Final = 200
_PREFERRED: Final[dict[str, tuple[EntityLabel, ...]]] = {
    "birth": ("PER", "ORG"),
    "death": ("PER",),
    "founding": ("ORG", "LOC"),
    "liberation": ("LOC",),
    "victory": ("LOC",),
    "tradition_day": ("ORG",),
    "diplomatic": (),
    "wedding": (),
    "other": ("PER", "ORG", "LOC"),
}
"""Which entities an event of each kind is of; relations and weddings are of two."""


class SubjectFinder:
    """Finds the subjects in one document."""

    def __init__(self, entities: Iterable[Entity], sentences: SentenceIndex) -> None:
        self._entities = sorted(entities, key=lambda entity: entity.start)
        self._starts = [entity.start for entity in self._entities]
        self._sentences = sentences

    def add(self, item: Anniversary) -> Anniversary:
        """Return the anniversary with its subject, as far as the sentence names one."""
        if not self._entities:
            return item
        labels = _PREFERRED.get(item.event_type, ())
        entity = _first(self._within(item.event_start, item.event_end), labels)
        if entity is None:
            start, _ = self._sentences.around(item.start)
            before = self._within(max(start, item.start - _REACH), item.start)
            entity = _first((found for found in reversed(before) if found.label != "LOC"), labels)
            if entity is None or not _is_bare(item):
                return item
        return replace(item, subject=entity.name or entity.text, subject_id=entity.entity_id or None)

    def _within(self, start: int, end: int) -> Sequence[Entity]:
        found = self._entities[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [entity for entity in found if entity.end <= end]


def _is_bare(item: Anniversary) -> bool:
    """``kỷ niệm 60 năm thành lập``: whose it is stands before."""
    return not load_event_names().identify(item.event, item.event_type).specific


def _first(entities: Iterable[Entity], labels: Sequence[EntityLabel]) -> Entity | None:
    kept = list(entities)
    for label in labels:
        found = next((entity for entity in kept if entity.label == label), None)
        if found is not None:
            return found
    return None
