"""Fitting the linear model of words: logistic regression by AdaGrad (Duchi et al. 2011) over hashed features."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from nlp_service.text.word_features import TABLE_BITS, Places

_FIRST_SQUARE = 0.1
_LARGEST = 127
_WIDEST = 5.0

Weights = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Examples:
    """Gaps with their features and the probability, or the truth, that they are inside a word."""

    places: Places = field(repr=False)
    targets: NDArray[np.float32] = field(repr=False)


def new_weights() -> Weights:
    """Return weights of nothing."""
    return np.zeros(1 << TABLE_BITS, dtype=np.float32)


def fit(
    weights: Weights,
    parts: Callable[[int], Iterable[Examples]],
    *,
    rate: float,
    epochs: int,
    batch: int,
    seed: int = 0,
) -> None:
    """Move ``weights`` towards the targets of ``parts(epoch)``, one part in memory at a time."""
    squares = np.full_like(weights, _FIRST_SQUARE)
    order = np.random.default_rng(seed)
    for epoch in range(epochs):
        for examples in parts(epoch):
            shuffled = order.permutation(len(examples.targets))
            places = np.ascontiguousarray(examples.places.T[shuffled]).astype(np.int64)
            targets = examples.targets[shuffled]
            for first in range(0, len(targets), batch):
                _step(weights, squares, places[first : first + batch], targets[first : first + batch], rate)


def quantise(weights: Weights) -> NDArray[np.int8]:
    """Return the weights in whole steps of the largest weight that is kept, which is ``_WIDEST`` at most."""
    widest = min(float(np.abs(weights).max()), _WIDEST) or 1.0
    return np.clip(np.round(weights * (_LARGEST / widest)), -_LARGEST, _LARGEST).astype(np.int8)


def _step(weights: Weights, squares: Weights, places: NDArray[np.int64], targets: Weights, rate: float) -> None:
    scores = weights[places].sum(axis=1)
    gradient = 1.0 / (1.0 + np.exp(-scores)) - targets
    touched = places.ravel()
    each = np.repeat(gradient, places.shape[1]).astype(np.float32)
    np.add.at(squares, touched, each * each)
    np.add.at(weights, touched, -rate * each / np.sqrt(squares[touched]))
