"""Counts, ratios and false hits of the temporal score."""

from __future__ import annotations

import pytest

from nlp_service.evaluation.temporal_metrics import Score, TemporalSpan, score_temporal

DAY = TemporalSpan(0, 10, "DATE", "2021-04-21")
NOON = TemporalSpan(20, 30, "TIME", "2021-04-21TMI")


def test_right_span_with_wrong_value_counts_as_span_only() -> None:
    scores = score_temporal([([DAY, NOON], [DAY, TemporalSpan(20, 30, "TIME", "2021-04-22TMI")])])
    assert (scores.span.f1, scores.span_value.f1) == (1.0, 0.5)


def test_shifted_span_is_wrong() -> None:
    scores = score_temporal([([DAY], [TemporalSpan(0, 9, "DATE", "2021-04-21")])])
    assert (scores.span.precision, scores.span.recall, scores.span.f1) == (0.0, 0.0, 0.0)


def test_values_are_compared_without_case_and_with_either_noon() -> None:
    scores = score_temporal([([NOON], [TemporalSpan(20, 30, "TIME", "2021-04-21tmd")])])
    assert scores.span_value.f1 == 1.0


def test_false_hits_are_counted_on_records_without_gold() -> None:
    scores = score_temporal([([], [DAY]), ([], []), ([DAY], [DAY])])
    assert (scores.negatives, scores.false_hits) == (2, 1)
    assert scores.span.precision == 0.5
    assert scores.span.recall == 1.0


@pytest.mark.parametrize(("counts", "f1"), [((0, 0, 0), 1.0), ((0, 3, 0), 0.0), ((0, 0, 3), 0.0), ((2, 4, 2), 2 / 3)])
def test_ratios_over_nothing(counts: tuple[int, int, int], f1: float) -> None:
    assert Score(*counts).f1 == pytest.approx(f1)
