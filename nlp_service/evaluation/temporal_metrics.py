"""Scores temporal expressions against gold: strict spans, their values, and false hits where there is nothing.

Precision, recall and F1 are over all records together (micro), as in TempEval-3 (UzZaman et al. 2013), with strict
spans only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TemporalSpan:
    """One expression: code points ``[start, end)``, TIMEX3 type and value."""

    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Score:
    """Counts and what follows from them; a ratio over nothing is 1 when nothing was asked for, else 0."""

    correct: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """The part of the predictions that is right."""
        return _ratio(self.correct, self.predicted, self.gold)

    @property
    def recall(self) -> float:
        """The part of the gold that was found."""
        return _ratio(self.correct, self.gold, self.predicted)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class TemporalScores:
    """``span`` counts equal spans, ``span_value`` equal spans with equal values.

    ``false_hits`` are records without any gold expression in which something was predicted, out of ``negatives``.
    """

    span: Score
    span_value: Score
    negatives: int
    false_hits: int


def score_temporal(records: Iterable[tuple[Sequence[TemporalSpan], Sequence[TemporalSpan]]]) -> TemporalScores:
    """Score pairs of (gold, predicted) expressions, one pair a record.

    Values are compared in upper case, and noon as ``TMD`` counts as ``TMI``. A span predicted twice is right once.
    """
    spans = values = predicted_total = gold_total = negatives = false_hits = 0
    for gold, predicted in records:
        gold_values = {(item.start, item.end): _comparable(item.value) for item in gold}
        found = {(item.start, item.end): _comparable(item.value) for item in predicted}
        shared = gold_values.keys() & found.keys()
        spans += len(shared)
        values += sum(gold_values[place] == found[place] for place in shared)
        predicted_total += len(predicted)
        gold_total += len(gold)
        if not gold:
            negatives += 1
            false_hits += bool(predicted)
    return TemporalScores(
        span=Score(spans, predicted_total, gold_total),
        span_value=Score(values, predicted_total, gold_total),
        negatives=negatives,
        false_hits=false_hits,
    )


def _comparable(value: str) -> str:
    return value.strip().upper().replace("TMD", "TMI")


def _ratio(part: int, whole: int, other: int) -> float:
    if whole:
        return part / whole
    return 0.0 if other else 1.0
