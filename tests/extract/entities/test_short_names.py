import pytest

from nlp_service.extract.entities.short_names import relabel_last_names
from nlp_service.types import Entity, EntityLabel

Row = tuple[str, EntityLabel, float]

# Each row: mentions with their scores, and their labels afterwards.
CASES: list[tuple[list[Row], list[EntityLabel]]] = [
    ([("Anna Steinbekk", "PER", 0.9), ("Steinbekk", "ORG", 0.6)], ["PER", "PER"]),
    ([("Steinbekk", "LOC", 0.6), ("Anna Steinbekk", "PER", 0.9)], ["PER", "PER"]),
    ([("Anna Steinbekk", "PER", 0.9), ("Steinbekk", "ORG", 0.95)], ["PER", "ORG"]),
    ([("Anna Steinbekk", "PER", 0.5), ("Steinbekk", "ORG", 0.4)], ["PER", "ORG"]),
    ([("Anna Steinbekk", "PER", 0.9), ("Anna", "ORG", 0.4)], ["PER", "ORG"]),
    ([("Lê Văn Nga", "PER", 0.9), ("Nga", "LOC", 0.6)], ["PER", "LOC"]),
    ([("hãng Steinbekk", "ORG", 0.9), ("Steinbekk", "ORG", 0.6)], ["ORG", "ORG"]),
]


@pytest.mark.parametrize(("rows", "labels"), CASES)
def test_a_last_name_is_its_person(rows: list[Row], labels: list[EntityLabel]) -> None:
    mentions = [Entity(0, len(text), text, label, score) for text, label, score in rows]
    assert [mention.label for mention in relabel_last_names(mentions)] == labels
