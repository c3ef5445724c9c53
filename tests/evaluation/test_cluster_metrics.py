import pytest

from nlp_service.evaluation.cluster_metrics import score_clusters
from nlp_service.types import Entity, EntityLabel

GOLD = {
    "entities": [
        {"name": "Lê An", "label": "PER", "aliases": ["An", "ông An"]},
        {"name": "Huế", "label": "LOC", "aliases": ["TP Huế"]},
        {"name": "Vinh", "label": "LOC", "aliases": []},
    ]
}


def entity(text: str, label: EntityLabel, entity_id: str) -> Entity:
    return Entity(0, len(text), text, label, 1.0, entity_id)


# Each row: entities, precision, recall over the five strings of things with two or more.
CASES = [
    ([], 1.0, (3 * (1 / 3) + 2 * (1 / 2)) / 5),
    (
        [
            ("lê an", "PER", "1"),
            ("An", "PER", "1"),
            ("ông An", "PER", "1"),
            ("Huế", "LOC", "2"),
            ("TP Huế", "LOC", "2"),
        ],
        1,
        1,
    ),
    ([("Huế", "LOC", "2"), ("TP Huế", "LOC", "2"), ("Vinh", "LOC", "2")], (3 + 2 * (2 / 3)) / 5, (1 + 2) / 5),
    ([("Huế", "PER", "2"), ("TP Huế", "LOC", "2")], 1, (1 + 1) / 5),
]


@pytest.mark.parametrize(("rows", "precision", "recall"), CASES)
def test_counts_each_string(rows: list[tuple[str, EntityLabel, str]], precision: float, recall: float) -> None:
    figures = score_clusters([GOLD], [[entity(*row) for row in rows]])
    assert figures.precision == pytest.approx(precision)
    assert figures.recall == pytest.approx(recall)
    assert figures.strings == 5


def test_nothing_to_count_is_no_error() -> None:
    assert score_clusters([{"entities": []}], [[]]).f1 == 0.0
