"""B-cubed of name clusters: are the strings that mean one thing in an article one entity (Bagga and Baldwin, 1998)?

Counted are the strings of the gold things that have two or more; a string that no mention of the same label bears
stands alone, so what the tagger misses costs recall.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nlp_service.types import Entity


@dataclass(frozen=True, slots=True)
class ClusterFigures:
    """Mean precision and recall over ``strings`` strings."""

    precision: float
    recall: float
    strings: int

    @property
    def f1(self) -> float:
        """The harmonic mean of both means."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def score_clusters(gold: Sequence[Mapping[str, Any]], found: Sequence[Sequence[Entity]]) -> ClusterFigures:
    """Compare the entities of many articles with gold records ``{"entities": [{"name", "label", "aliases"}]}``.

    Raises:
        ValueError: the sequences differ in length.
    """
    precision = recall = 0.0
    strings = 0
    for record, entities in zip(gold, found, strict=True):
        for right, own, true in _overlaps(record["entities"], entities):
            precision += right / own
            recall += right / true
            strings += 1
    return ClusterFigures(precision / max(strings, 1), recall / max(strings, 1), strings)


def _overlaps(things: Sequence[Mapping[str, Any]], entities: Sequence[Entity]) -> list[tuple[int, int, int]]:
    """Return, for each counted string, the size of its overlap, of its found and of its true cluster."""
    ids = {(_fold(entity.text), entity.label): entity.entity_id for entity in entities}
    true = [[(_fold(text), number) for text in _texts(thing)] for number, thing in enumerate(things)]
    found: dict[tuple[str, int], Hashable] = {}
    for thing, strings in zip(things, true, strict=True):
        for text, number in strings:
            found[text, number] = ids.get((text, thing["label"]), ("alone", text, number))
    clusters: dict[Hashable, set[tuple[str, int]]] = {}
    for string, cluster in found.items():
        clusters.setdefault(cluster, set()).add(string)
    return [
        (len(clusters[found[string]] & set(strings)), len(clusters[found[string]]), len(set(strings)))
        for strings in true
        if len(strings) > 1
        for string in strings
    ]


def _texts(thing: Mapping[str, Any]) -> list[str]:
    return list(dict.fromkeys([thing["name"], *thing["aliases"]]))


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
