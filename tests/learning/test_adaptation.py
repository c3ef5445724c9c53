"""The change that feedback makes: the right slope, no change without reason, and the way it is judged."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from nlp_service.learning.adaptation import Data, are_right, choose_pull, fit, logits_left_out, losses, slopes


def make_data(seed: int, amount: int = 12, features: int = 6, classes: int = 3) -> Data:
    rng = np.random.default_rng(seed)
    right = rng.random((amount, classes)) < 0.4
    wrong = (rng.random((amount, classes)) < 0.3) & ~right
    prior = np.log(rng.dirichlet(np.ones(classes), size=amount))
    return Data(sparse.csr_matrix(rng.random((amount, features))), prior, right, wrong)


@given(st.integers(0, 10_000))
def test_slopes_are_those_of_the_losses(seed: int) -> None:
    data = make_data(seed)
    step = 1e-6
    for column in range(3):
        moved = data.prior.copy()
        moved[:, column] += step
        numeric = (losses(moved, data.right, data.wrong) - losses(data.prior, data.right, data.wrong)) / step
        assert slopes(data.prior, data.right, data.wrong)[:, column] == pytest.approx(numeric, abs=1e-3)


def test_nothing_said_changes_nothing() -> None:
    data = make_data(1)
    silent = Data(data.rows, data.prior, np.zeros_like(data.right), np.zeros_like(data.wrong))
    assert fit(silent, 1.0).logits(silent) == pytest.approx(data.prior)


@pytest.mark.parametrize("pull", [0.1, 1.0, 10.0])
def test_a_stronger_pull_changes_less_and_both_lower_the_loss(pull: float) -> None:
    data = make_data(2)
    change, weaker = fit(data, pull), fit(data, pull / 10)
    assert np.square(change.weights).sum() < np.square(weaker.weights).sum()
    before = losses(data.prior, data.right, data.wrong).sum()
    assert losses(weaker.logits(data), data.right, data.wrong).sum() < before
    assert losses(change.logits(data), data.right, data.wrong).sum() < before


def test_left_out_means_left_out() -> None:
    """What is said of an example must not move its own judgement: one example a fold, features of its own each."""
    data = make_data(3, amount=5, features=5)
    alone = Data(sparse.identity(5, format="csr"), data.prior, data.right, data.wrong)
    seen = fit(alone, 0.1)
    weights_only = logits_left_out(alone, 5, lambda part: fit(part, 0.1)) - alone.prior
    assert np.abs(weights_only - weights_only.mean(axis=0)).max() < np.abs(seen.logits(alone) - alone.prior).max()


def test_one_pull_is_chosen_from_few_examples() -> None:
    assert choose_pull(make_data(4).part(np.array([True, True] + [False] * 10))) == 3.0


def test_rejections_alone_are_right_when_the_best_is_another() -> None:
    logits = np.array([[2.0, 1.0], [2.0, 1.0], [0.0, 1.0]])
    right = np.array([[False, False], [False, False], [False, True]])
    wrong = np.array([[True, False], [False, True], [True, False]])
    assert are_right(logits, right, wrong) == [False, True, True]
