"""The committed models and grammars against the floors: a figure that fell is a failed build."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp_service.evaluation.figures import judge, read_floors
from nlp_service.evaluation.tasks import TASKS, evaluate_samples
from nlp_service.pipeline import Pipeline
from tests.conftest import ROOT

FLOORS = ROOT / "tests" / "accuracy" / "floors.json"
pytestmark = [pytest.mark.accuracy, pytest.mark.xdist_group("accuracy")]


def test_own_articles(pipeline: Pipeline) -> None:
    verdicts = judge(evaluate_samples(pipeline, ROOT / "corpus"), read_floors(FLOORS))
    assert [verdict for verdict in verdicts if not verdict.holds] == []
    assert all(verdict.floor is not None for verdict in verdicts)


@pytest.mark.parametrize("task", sorted(TASKS))
def test_development_corpora(pipeline: Pipeline, corpora: Path, task: str) -> None:
    verdicts = judge(TASKS[task](pipeline, corpora), read_floors(FLOORS))
    assert [verdict for verdict in verdicts if not verdict.holds] == []
    assert all(verdict.floor is not None for verdict in verdicts)
