from collections.abc import Callable, Sequence

import pytest

from nlp_service.extract.entities.linker import RuleEntityLinker
from nlp_service.types import Document, Entity, EntityLabel, Sentence

Mark = Callable[..., tuple[Document, list[Entity]]]


@pytest.fixture(scope="session")
def linker() -> RuleEntityLinker:
    return RuleEntityLinker()


@pytest.fixture(scope="session")
def mark() -> Mark:
    """Make a document and its mentions from text in which names stand as ``[name|LABEL]``."""

    def build(marked: str, score: float = 0.9) -> tuple[Document, list[Entity]]:
        text, mentions = "", []
        for piece in marked.replace("]", "[").split("["):
            name, bar, label = piece.rpartition("|")
            if bar:
                mentions.append(Entity(len(text), len(text) + len(name), name, _label(label), score))
            text += name if bar else piece
        return Document(text, (Sentence(0, len(text)),)), mentions

    return build


def clusters_of(linked: Sequence[Entity]) -> list[set[int]]:
    """Return which mentions have one identifier, by their number, in the order of the text."""
    clusters: dict[str, set[int]] = {}
    for place, mention in enumerate(linked):
        clusters.setdefault(mention.entity_id, set()).add(place)
    return list(clusters.values())


def _label(text: str) -> EntityLabel:
    labels: dict[str, EntityLabel] = {label: label for label in ("PER", "ORG", "LOC", "EVENT", "LAW")}
    return labels[text]
