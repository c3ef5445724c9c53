"""Greedy decoding of spaCy's transition NER that also tells how sure each mention is.

spaCy's own greedy parser keeps no scores. Here the same network scores the same transitions (one a token: begin, in,
last, unit, out), forbidden ones are masked, and the softmax over the rest gives each step a probability. A mention's
raw probability is the product over its steps; :mod:`nlp_service.extract.entities.calibration` turns it into the share
of such mentions that are right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc

_OUTSIDE = 0
_FORBIDDEN = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class TokenSpan:
    """A mention over tokens ``first`` to ``last``, both inside, with the log of its raw probability."""

    first: int
    last: int
    label: str
    log_probability: float


@dataclass(frozen=True, slots=True)
class Decoder:
    """The transitions of one recogniser, as tables; build it with :func:`create_decoder`.

    ``allowed[state]`` masks the actions that are legal when the entity of label ``state - 1`` is open (0: none is);
    ``final[state]`` the same for the last token. ``following[action]`` is the state after an action.
    """

    recognizer: EntityRecognizer
    moves: tuple[str, ...]
    labels: tuple[str, ...]
    following: NDArray[np.int64]
    allowed: NDArray[np.bool_]
    final: NDArray[np.bool_]

    def decode(self, docs: Sequence[Doc]) -> list[tuple[TokenSpan, ...]]:
        """Return the mentions of each document, in order; documents may be empty."""
        paths, steps = self._follow(docs)
        return [
            tuple(self._spans(paths[place, : len(doc)], steps[place, : len(doc)])) for place, doc in enumerate(docs)
        ]

    def _follow(self, docs: Sequence[Doc]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        lengths = np.array([len(doc) for doc in docs], dtype=np.int64)
        paths = np.zeros((len(docs), max(lengths, default=0)), dtype=np.int64)
        steps = np.zeros(paths.shape)
        alive = np.flatnonzero(lengths)
        if not alive.size:
            return paths, steps
        spoken = [doc for doc in docs if len(doc)]
        network = self.recognizer.model.predict(spoken)
        states = self.recognizer.moves.init_batch(spoken)
        opened = np.full(len(docs), _OUTSIDE)
        for position in range(paths.shape[1]):
            scores = np.array(network.predict(states), dtype=np.float32)
            is_last = (lengths[alive] == position + 1)[:, None]
            legal = np.where(is_last, self.final[opened[alive]], self.allowed[opened[alive]])
            scores[~legal] = _FORBIDDEN
            actions = scores.argmax(axis=1)
            paths[alive, position] = actions
            steps[alive, position] = _log_softmax(scores)[np.arange(len(actions)), actions]
            opened[alive] = self.following[actions]
            states = self.recognizer.transition_states(states, scores)
            alive = alive[lengths[alive] > position + 1]
            if not alive.size:
                break
        network.clear_memory()
        return paths, steps

    def _spans(self, path: NDArray[np.int64], steps: NDArray[np.float64]) -> list[TokenSpan]:
        spans: list[TokenSpan] = []
        first = 0
        for position, action in enumerate(path):
            kind, _, label = self.moves[action].partition("-")
            if kind in ("B", "U"):
                first = position
            if kind in ("L", "U"):
                spans.append(TokenSpan(first, position, label, float(steps[first : position + 1].sum())))
        return spans


def create_decoder(recognizer: EntityRecognizer) -> Decoder:
    """Read the transitions of ``recognizer``."""
    system = recognizer.moves
    moves = tuple(str(system.get_class_name(place)) for place in range(system.n_moves))
    labels = tuple(sorted({move[2:] for move in moves if len(move) > 2}))
    state_of = {label: place for place, label in enumerate(labels, 1)}
    following = np.array([state_of[move[2:]] if move[:2] in ("B-", "I-") else _OUTSIDE for move in moves])
    allowed = np.array([[_is_legal(move, label) for move in moves] for label in ("", *labels)])
    ends = np.array([move[0] not in "BI" for move in moves])
    return Decoder(recognizer, moves, labels, following, allowed, allowed & ends)


def _is_legal(move: str, opened: str) -> bool:
    kind, _, label = move.partition("-")
    if opened:
        return kind in ("I", "L") and label == opened
    return kind == "O" or (kind in ("B", "U") and label != "")


def _log_softmax(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    shifted = scores.astype(np.float64) - scores.max(axis=1, keepdims=True)
    result: NDArray[np.float64] = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result
