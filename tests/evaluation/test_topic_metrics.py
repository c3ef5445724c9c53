from __future__ import annotations

import pytest

from nlp_service.evaluation.topic_metrics import accuracy, class_scores, expected_calibration_error, macro_f1

GOLD = ["a", "a", "a", "b"]
PREDICTED = ["a", "a", "b", "b"]


def test_accuracy_is_the_share_of_right_labels() -> None:
    assert accuracy(GOLD, PREDICTED) == 0.75


def test_class_scores() -> None:
    scores = class_scores(GOLD, PREDICTED)
    assert (scores["a"].precision, scores["a"].support) == (1.0, 3)
    assert scores["a"].recall == pytest.approx(2 / 3)
    assert scores["b"].f1 == pytest.approx(2 / 3)


def test_macro_f1_is_the_mean_over_the_gold_classes() -> None:
    assert macro_f1(GOLD, PREDICTED) == pytest.approx((0.8 + 2 / 3) / 2)
    assert macro_f1(["a", "b"], ["a", "c"]) == 0.5


@pytest.mark.parametrize(
    ("confidences", "right", "expected"),
    [
        ([1.0, 1.0], [True, True], 0.0),
        ([1.0, 1.0], [True, False], 0.5),
        ([0.75] * 4, [True, True, True, False], 0.0),
        ([0.9, 0.2], [False, True], 0.85),
    ],
)
def test_calibration_error(confidences: list[float], right: list[bool], expected: float) -> None:
    assert expected_calibration_error(confidences, right) == pytest.approx(expected)


@pytest.mark.parametrize(("gold", "predicted"), [([], []), (["a"], [])])
def test_lengths_must_agree(gold: list[str], predicted: list[str]) -> None:
    with pytest.raises(ValueError, match="as many"):
        accuracy(gold, predicted)
