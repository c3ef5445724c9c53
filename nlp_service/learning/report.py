"""Figures that a learned version is judged by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_BINS = 10


@dataclass(frozen=True, slots=True)
class SectionFigures:
    """How well one section is found: precision, recall and F1 in [0, 1], ``articles`` that belong to it."""

    section: str
    articles: int
    precision: float
    recall: float
    f1: float


def accuracy(guesses: npt.NDArray[np.int64], labels: npt.NDArray[np.int64]) -> float:
    """Return the share of right guesses."""
    return round(float((guesses == labels).mean()), 4)


def confusion(guesses: npt.NDArray[np.int64], labels: npt.NDArray[np.int64], classes: int) -> list[list[int]]:
    """Return how many articles of each section (rows) were taken for each section (columns)."""
    table = np.zeros((classes, classes), dtype=np.int64)
    np.add.at(table, (labels, guesses), 1)
    return [[int(count) for count in row] for row in table]


def figures_by_section(table: Sequence[Sequence[int]], sections: Sequence[str]) -> list[SectionFigures]:
    """Return the figures of each section from a confusion table."""
    counts = np.array(table, dtype=np.float64)
    right = counts.diagonal()
    precision = right / np.maximum(counts.sum(axis=0), 1)
    recall = right / np.maximum(counts.sum(axis=1), 1)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    return [
        SectionFigures(
            name,
            int(counts[row].sum()),
            round(float(precision[row]), 4),
            round(float(recall[row]), 4),
            round(float(f1[row]), 4),
        )
        for row, name in enumerate(sections)
    ]


def calibration_error(probabilities: npt.NDArray[np.float64], labels: npt.NDArray[np.int64]) -> float:
    """Return the expected calibration error of the best guesses over ten equal bins (Guo et al., ICML 2017)."""
    best, sure = probabilities.argmax(axis=1), probabilities.max(axis=1)
    bins = np.minimum((sure * _BINS).astype(np.int64), _BINS - 1)
    right = best == labels
    gaps = [
        float((bins == number).mean()) * abs(float(right[bins == number].mean()) - float(sure[bins == number].mean()))
        for number in np.unique(bins)
    ]
    return round(sum(gaps), 4)
