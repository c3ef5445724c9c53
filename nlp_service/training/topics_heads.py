"""Fits the linear heads of the topic model and calibrates their logits on folds that a head did not see."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import minimize, minimize_scalar
from scipy.special import log_expit, log_softmax
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from nlp_service.extract.topics.weights import LinearHead

SEED = 20_240_322
FOLDS = 5
_NEVER = -5.0

Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]


def fit_sections(
    rows: sparse.csr_matrix,
    labels: Labels,
    weights: Array,
    classes: int,
    *,
    cost: float,
    calibrate_on: npt.NDArray[np.bool_],
) -> LinearHead:
    """Return a linear SVM (one against the rest) whose logits give calibrated probabilities by softmax.

    Its scores are divided by one temperature, which minimises the log loss of the rows of ``calibrate_on``, each scored
    by a machine that was fitted without its fold.
    """
    folds = np.arange(rows.shape[0]) % FOLDS
    scores = np.zeros((rows.shape[0], classes))
    for fold in range(FOLDS):
        judged = (folds == fold) & calibrate_on
        part = fit_svm(rows[folds != fold], labels[folds != fold], weights[folds != fold], classes, cost)
        scores[judged] = rows[judged] @ part.weights + part.bias
    scale = fit_temperature(scores[calibrate_on], labels[calibrate_on])
    return scale_head(fit_svm(rows, labels, weights, classes, cost), scale)


def fit_newspapers(
    rows: sparse.csr_matrix, labels: Labels, newspapers: Labels, weights: Array, classes: int, *, cost: float
) -> LinearHead:
    """Return one linear SVM of sections a newspaper, side by side; what newspapers share is learned once.

    Each row stands beside a copy of itself in the columns of its newspaper (Daumé 2007). A row of another corpus, whose
    newspaper is -1, teaches what is shared alone.
    """
    count, width = int(newspapers.max()) + 1, rows.shape[1]
    owned = [sparse.diags((newspapers == index).astype(np.float32)) @ rows for index in range(count)]
    head = fit_svm(sparse.hstack([rows, *owned], format="csr"), labels, weights, classes, cost)
    blocks = head.weights.reshape(count + 1, width, classes)
    return LinearHead(np.concatenate([blocks[0] + block for block in blocks[1:]], axis=1), np.tile(head.bias, count))


def mix_newspapers(scores: Array, beliefs: Array) -> Array:
    """Return the scores of sections (rows x newspapers * sections), mixed by the beliefs in each newspaper."""
    mixed: Array = np.einsum("rn,rns->rs", beliefs, scores.reshape(len(scores), beliefs.shape[1], -1))
    return mixed


def scale_head(head: LinearHead, scale: float) -> LinearHead:
    """Return the head with all logits times ``scale``."""
    return LinearHead((head.weights * scale).astype(np.float32), (head.bias * scale).astype(np.float32))


def fit_svm(rows: sparse.csr_matrix, labels: Labels, weights: Array, classes: int, cost: float) -> LinearHead:
    """Return a linear SVM, one class against the rest; classes without rows are never chosen."""
    machine = LinearSVC(C=cost, tol=1e-2, max_iter=2000, random_state=SEED)
    machine.fit(rows, labels, sample_weight=weights)
    head = np.zeros((rows.shape[1], classes), dtype=np.float64)
    bias = np.full(classes, _NEVER)
    head[:, machine.classes_], bias[machine.classes_] = machine.coef_.T, machine.intercept_
    return LinearHead(head.astype(np.float32), bias.astype(np.float32))


def fit_epoch(
    rows: sparse.csr_matrix, years: Array, newer: npt.NDArray[np.bool_]
) -> tuple[LinearHead, tuple[float, float, float]]:
    """Return the gate and its logits for the three kinds of ``years`` (one-hot columns), both epochs in balance."""
    features = sparse.hstack([rows, sparse.csr_matrix(years)]).tocsr()
    outside = np.arange(rows.shape[0]) % FOLDS == 0
    part = _fit_gate(features[~outside], newer[~outside])
    scale, shift = _platt(part.decision_function(features[outside]), newer[outside])
    gate = _fit_gate(features, newer)
    width = rows.shape[1]
    coefficients = gate.coef_[0] * scale
    none, before, after = (float(value) for value in coefficients[width:])
    bias = np.array([gate.intercept_[0] * scale + shift], dtype=np.float32)
    return LinearHead(coefficients[:width, None].astype(np.float32), bias), (none, before, after)


def fit_media_topics(rows: sparse.csr_matrix, shares: Array, weights: Array, *, cost: float) -> LinearHead:
    """Return a multinomial logistic regression of ``shares``: each row teaches its two best topics."""
    best = np.argsort(-shares, axis=1, kind="stable")[:, :2]
    index = np.arange(len(shares))
    doubled = sparse.vstack([rows, rows]).tocsr()
    labels = np.concatenate([best[:, 0], best[:, 1]])
    mass = np.concatenate([shares[index, best[:, 0]] * weights, shares[index, best[:, 1]] * weights])
    model = LogisticRegression(C=cost, max_iter=200, tol=1e-3, random_state=SEED)
    model.fit(doubled, labels, sample_weight=mass)
    head = np.zeros((rows.shape[1], shares.shape[1]), dtype=np.float32)
    bias = np.full(shares.shape[1], -20.0, dtype=np.float32)
    head[:, model.classes_], bias[model.classes_] = model.coef_.T, model.intercept_
    return LinearHead(head, bias)


def _fit_gate(features: sparse.csr_matrix, newer: npt.NDArray[np.bool_]) -> LogisticRegression:
    model = LogisticRegression(C=10.0, solver="liblinear", class_weight="balanced", random_state=SEED)
    return model.fit(features, newer)


def fit_temperature(scores: Array, labels: Labels) -> float:
    """Return the factor of ``scores`` whose softmax has the least log loss."""
    index = np.arange(len(labels))

    def loss(scale: float) -> float:
        return -float(np.mean(log_softmax(scores * scale, axis=1)[index, labels]))

    return float(minimize_scalar(loss, bounds=(0.5, 20.0), method="bounded").x)


def _platt(scores: Array, positive: npt.NDArray[np.bool_]) -> tuple[float, float]:
    balance = np.where(positive, 0.5 / positive.sum(), 0.5 / (~positive).sum())
    signs = np.where(positive, 1.0, -1.0)

    def loss(parameters: Sequence[float]) -> float:
        scale, shift = parameters
        return -float(np.sum(balance * log_expit(signs * (scores * scale + shift))))

    scale, shift = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return float(scale), float(shift)
