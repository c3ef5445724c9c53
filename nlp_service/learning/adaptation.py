"""Fits the change of the sections' logits that explains what editors said, pulled to no change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import minimize

from nlp_service.extract.topics.scores import softmax
from nlp_service.learning.examples import BoolArray

Array = npt.NDArray[np.float64]
PULLS = (0.1, 0.3, 1.0, 3.0)
"""How strongly the weights are held at zero; which one is best is asked of examples that were left out."""
FOLDS = 5
_INNER_FOLDS = 3
_MOST_STEPS = 200
_SMALLEST = 1e-12


@dataclass(frozen=True, slots=True)
class Data:
    """Examples as numbers: sparse ``rows`` of features, the release's log-probabilities, what is right and wrong."""

    rows: sparse.csr_matrix
    prior: Array
    right: BoolArray
    wrong: BoolArray

    def __len__(self) -> int:
        return len(self.prior)

    def part(self, chosen: npt.NDArray[np.bool_]) -> Data:
        """Return the chosen examples."""
        return Data(self.rows[chosen], self.prior[chosen], self.right[chosen], self.wrong[chosen])


@dataclass(frozen=True, slots=True)
class Change:
    """What is added to the release's log-probabilities: ``rows[:, features] @ weights + bias``."""

    features: npt.NDArray[np.int64]
    weights: Array
    bias: Array

    def logits(self, data: Data) -> Array:
        """Return the new logits of ``data``."""
        result: Array = data.prior + data.rows[:, self.features] @ self.weights + self.bias
        return result


def losses(logits: Array, right: BoolArray, wrong: BoolArray) -> Array:
    """Return the loss of each example: the mean surprise at its right sections, and at its wrong ones not being it."""
    shares = softmax(logits)
    amount = np.maximum(right.sum(axis=1), 1)
    missed = -(np.log(np.maximum(shares, _SMALLEST)) * right).sum(axis=1) / amount
    taken = -(np.log(np.maximum(1 - shares, _SMALLEST)) * wrong).sum(axis=1)
    result: Array = missed + taken
    return result


def slopes(logits: Array, right: BoolArray, wrong: BoolArray) -> Array:
    """Return the derivative of :func:`losses` by the logits."""
    shares = softmax(logits)
    amount = np.maximum(right.sum(axis=1, keepdims=True), 1)
    has_right = right.any(axis=1, keepdims=True)
    result: Array = np.where(has_right, shares - right / amount, 0.0)
    odds = wrong * shares / np.maximum(1 - shares, _SMALLEST)
    result += odds - odds.sum(axis=1, keepdims=True) * shares
    return result


def fit(data: Data, pull: float) -> Change:
    """Return the change that minimises the summed loss plus ``pull / 2`` times the squared weights (L-BFGS)."""
    features = np.unique(data.rows.indices).astype(np.int64)
    rows = data.rows[:, features]
    classes = data.prior.shape[1]
    size = len(features) * classes

    def objective(parameters: Array) -> tuple[float, Array]:
        weights, bias = parameters[:size].reshape(len(features), classes), parameters[size:]
        logits = data.prior + rows @ weights + bias
        slope = slopes(logits, data.right, data.wrong)
        gradient = np.concatenate([(rows.T @ slope).ravel(), slope.sum(axis=0)]) + pull * parameters
        value = losses(logits, data.right, data.wrong).sum() + pull / 2 * float(parameters @ parameters)
        return float(value), gradient

    start = np.zeros(size + classes)
    found = minimize(objective, start, jac=True, method="L-BFGS-B", options={"maxiter": _MOST_STEPS}).x
    return Change(features, found[:size].reshape(len(features), classes), found[size:])


def choose_pull(data: Data) -> float:
    """Return the pull with the smallest loss on examples that were left out."""
    if len(data) < _INNER_FOLDS:
        return PULLS[-1]
    return min(PULLS, key=lambda pull: float(losses_left_out(data, _INNER_FOLDS, lambda part: fit(part, pull)).sum()))


def losses_left_out(data: Data, folds: int, learn: Callable[[Data], Change]) -> Array:
    """Return the loss of each example under a change that was learned without its fold."""
    return losses(logits_left_out(data, folds, learn), data.right, data.wrong)


def logits_left_out(data: Data, folds: int, learn: Callable[[Data], Change]) -> Array:
    """Return the logits of each example under a change that was learned without its fold."""
    logits = data.prior.astype(np.float64).copy()
    number = np.arange(len(data)) % folds
    for fold in range(min(folds, len(data))):
        inside = number == fold
        if inside.all():
            continue
        logits[inside] = learn(data.part(~inside)).logits(data.part(inside))
    return logits


def are_right(logits: Array, right: BoolArray, wrong: BoolArray) -> Sequence[bool]:
    """Say of each example whether its best section is a right one, or where none is known to be, no wrong one."""
    best = logits.argmax(axis=1)
    index = np.arange(len(logits))
    verdicts: npt.NDArray[np.bool_] = np.where(right.any(axis=1), right[index, best], ~wrong[index, best])
    return [bool(verdict) for verdict in verdicts]
