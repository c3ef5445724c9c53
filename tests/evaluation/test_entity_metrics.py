import pytest

from nlp_service.evaluation.entity_metrics import Counts, LabelledSpan, score_entities

GOLD: list[list[LabelledSpan]] = [[(0, 5, "PER"), (9, 15, "ORG")], [(3, 8, "LOC"), (20, 25, "EVENT")]]


def test_counts_a_mention_only_when_span_and_label_agree() -> None:
    found: list[list[LabelledSpan]] = [[(0, 5, "PER"), (9, 14, "ORG")], [(3, 8, "ORG")]]
    figures = score_entities(GOLD, found)
    assert figures.labels["PER"] == Counts(right=1)
    assert figures.labels["ORG"] == Counts(wrong=2, missed=1)
    assert figures.labels["LOC"] == Counts(missed=1)
    assert figures.micro == Counts(right=1, wrong=2, missed=3)
    assert figures.micro.precision == pytest.approx(1 / 3)
    assert figures.micro.recall == pytest.approx(1 / 4)
    assert figures.micro.f1 == pytest.approx(2 / 7)


def test_leaves_out_what_overlaps_gold_of_a_label_that_is_not_asked_for() -> None:
    found: list[list[LabelledSpan]] = [[], [(3, 8, "LOC"), (19, 24, "ORG")]]
    figures = score_entities(GOLD, found, labels=("PER", "ORG", "LOC"))
    assert figures.micro == Counts(right=1, wrong=0, missed=2)


def test_nothing_found_is_zero_and_no_error() -> None:
    figures = score_entities([[]], [[]])
    assert (figures.micro.precision, figures.micro.recall, figures.micro.f1) == (0.0, 0.0, 0.0)


def test_refuses_lists_of_different_lengths() -> None:
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        score_entities(GOLD, [[]])
