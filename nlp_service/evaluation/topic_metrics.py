"""Accuracy, macro-F1 and calibration of a classifier of one label an item."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Label = TypeVar("Label", bound=Hashable)


@dataclass(frozen=True, slots=True)
class ClassScore:
    """Precision, recall and F1 of one class in [0, 1]; ``support`` counts its gold items."""

    precision: float
    recall: float
    f1: float
    support: int


def accuracy(gold: Sequence[Hashable], predicted: Sequence[Hashable]) -> float:
    """Return the share of items with the right label.

    Raises:
        ValueError: the sequences differ in length or are empty.
    """
    _check(gold, predicted)
    return sum(a == b for a, b in zip(gold, predicted, strict=True)) / len(gold)


def class_scores(gold: Sequence[Label], predicted: Sequence[Label]) -> dict[Label, ClassScore]:
    """Return the scores of every class that gold has, in the order in which the classes first appear.

    Raises:
        ValueError: the sequences differ in length or are empty.
    """
    _check(gold, predicted)
    pairs = list(zip(gold, predicted, strict=True))
    scores = {}
    for label in dict.fromkeys(gold):
        right = sum(a == b == label for a, b in pairs)
        found, support = sum(b == label for _, b in pairs), sum(a == label for a, _ in pairs)
        precision, recall = right / found if found else 0.0, right / support
        f1 = 2 * precision * recall / (precision + recall) if right else 0.0
        scores[label] = ClassScore(precision, recall, f1, support)
    return scores


def macro_f1(gold: Sequence[Hashable], predicted: Sequence[Hashable]) -> float:
    """Return the mean F1 over the classes that gold has.

    Raises:
        ValueError: the sequences differ in length or are empty.
    """
    scores = class_scores(gold, predicted)
    return sum(score.f1 for score in scores.values()) / len(scores)


def expected_calibration_error(confidences: Sequence[float], right: Sequence[bool], *, bins: int = 15) -> float:
    """Return the mean distance of confidence and accuracy over equal bins of [0, 1], weighted by size (Guo et al.
    2017).

    Raises:
        ValueError: the sequences differ in length or are empty.
    """
    _check(confidences, right)
    sums: list[tuple[float, int, int]] = [(0.0, 0, 0)] * bins
    for confidence, hit in zip(confidences, right, strict=True):
        index = min(bins - 1, int(confidence * bins))
        total, hits, count = sums[index]
        sums[index] = (total + confidence, hits + hit, count + 1)
    return sum(abs(total - hits) for total, hits, _ in sums) / len(confidences)


def _check(gold: Sequence[object], predicted: Sequence[object]) -> None:
    if len(gold) != len(predicted) or not gold:
        raise ValueError(
            f"{len(gold)} gold and {len(predicted)} predicted items: there must be as many, and at least one."
        )
