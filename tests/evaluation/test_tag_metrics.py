from __future__ import annotations

import pytest

from nlp_service.evaluation.tag_metrics import TagCounts, compare_tags, score_tags
from nlp_service.types import Tag

WANTED = [("Hồ Chí Minh", "Bác Hồ"), ("thành phố",), ("bầu cử",)]


@pytest.mark.parametrize(
    ("suggested", "expected"),
    [
        (["bác hồ", "Bầu cử"], TagCounts(2, 2, 3)),
        (["Hồ Chí Minh", "Bác Hồ"], TagCounts(1, 2, 3)),
        (["Ho Chi Minh"], TagCounts(0, 1, 3)),
        ([], TagCounts(0, 0, 3)),
    ],
)
def test_each_wanted_tag_is_found_once_by_any_of_its_forms(suggested: list[str], expected: TagCounts) -> None:
    assert compare_tags(suggested, WANTED) == expected


def test_only_the_first_tags_count() -> None:
    assert compare_tags(["một", "hai", "bầu cử"], WANTED, at=2).right == 0


def test_counts_add_up_to_precision_recall_and_f1() -> None:
    total = TagCounts(1, 2, 3) + TagCounts(1, 2, 1)
    assert (total.precision, total.recall, total.f1) == (0.5, 0.5, 0.5)
    assert TagCounts().f1 == TagCounts().precision == TagCounts().recall == 0.0


def test_topics_are_left_out() -> None:
    gold = [{"tags": [{"tag": "bầu cử", "surface": ["cuộc bầu cử"]}]}]
    tags = [[Tag("Chính trị", "topic", 0.9), Tag("cuộc bầu cử", "keyword", 0.5)]]
    assert score_tags(gold, tags) == TagCounts(1, 1, 1)
