"""A linear-chain conditional random field over the tags of one sentence (Lafferty et al. 2001): the best mentions and
how probable each is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp_service.extract.entities.decoding import TokenSpan

Scores = NDArray[np.float32]
OUTSIDE = "O"
ILLEGAL = np.float32(-1e4)
_LEAST = 1e-12
"""Keeps logarithms finite."""


def tag_names(labels: Sequence[str]) -> tuple[str, ...]:
    """Return ``O`` and, for each label, the tags of the first and of the other tokens of a mention."""
    return (OUTSIDE, *(f"{kind}-{label}" for label in labels for kind in "BI"))


def illegal_moves(tags: Sequence[str]) -> tuple[Scores, Scores]:
    """Return what to add to the scores (from, to) of moves and of the first tag: an inner tag must go on a mention."""
    inner = np.array([tag.startswith("I-") for tag in tags])
    same = np.array([[former[1:] == tag[1:] for tag in tags] for former in tags])
    moves = np.where(inner[None, :] & ~same, ILLEGAL, np.float32(0))
    return moves.astype(np.float32), np.where(inner, ILLEGAL, np.float32(0)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class TagChain:
    """Scores of moves (from, to), of the first and of the last tag; what is illegal is far below zero."""

    tags: tuple[str, ...]
    moves: Scores
    first: Scores
    last: Scores

    def find_mentions(self, scores: Scores) -> tuple[TokenSpan, ...]:
        """Return the mentions of the most probable tags for ``scores`` (tokens, tags), each with its own probability.

        The probability of a mention is that of all tag sequences that have just this one there, by the forward and
        backward sums (Culotta and McCallum 2004).
        """
        mentions = tuple(_mentions([self.tags[number] for number in self._best_path(scores)])) if len(scores) else ()
        if not mentions:
            return ()
        sums = _Sums.of(self, scores)
        return tuple(
            TokenSpan(first, last, label, math.log(min(max(sums.probability(first, last, label), _LEAST), 1.0)))
            for first, last, label in mentions
        )

    def _best_path(self, scores: Scores) -> list[int]:
        origins = np.zeros(scores.shape, dtype=np.int64)
        sums = self.first + scores[0]
        columns = np.arange(len(self.tags))
        for step in range(1, len(scores)):
            options = sums[:, None] + self.moves
            origins[step] = options.argmax(axis=0)
            sums = options[origins[step], columns] + scores[step]
        path = [int((sums + self.last).argmax())]
        for step in range(len(scores) - 1, 0, -1):
            path.append(int(origins[step, path[-1]]))
        return path[::-1]


@dataclass(frozen=True, slots=True)
class _Sums:
    """The forward and backward sums of one sentence, scaled to 1 at each token by ``scales`` (Rabiner 1989)."""

    chain: TagChain
    moves: NDArray[np.float64]
    weights: NDArray[np.float64]
    scales: NDArray[np.float64]
    before: NDArray[np.float64]
    after: NDArray[np.float64]

    @classmethod
    def of(cls, chain: TagChain, scores: Scores) -> _Sums:
        wide = scores.astype(np.float64)
        weights = np.exp(wide - wide.max(axis=1, keepdims=True))
        moves = np.exp(chain.moves.astype(np.float64))
        before, scales = np.empty_like(weights), np.empty(len(weights))
        current = np.exp(chain.first.astype(np.float64)) * weights[0]
        for step in range(len(weights)):
            if step:
                current = (before[step - 1] @ moves) * weights[step]
            scales[step] = current.sum()
            before[step] = current / scales[step]
        after = np.empty_like(weights)
        final = np.exp(chain.last.astype(np.float64))
        after[-1] = final / (before[-1] @ final)
        for step in range(len(weights) - 2, -1, -1):
            after[step] = moves @ (weights[step + 1] * after[step + 1]) / scales[step + 1]
        return cls(chain, moves, weights, scales, before, after)

    def probability(self, first: int, last: int, label: str) -> float:
        """Return the share of all tag sequences that have the mention of tokens ``first`` to ``last``."""
        begin, inner = self.chain.tags.index(f"B-{label}"), self.chain.tags.index(f"I-{label}")
        entered = self.before[first - 1] @ self.moves[:, begin] if first else math.exp(self.chain.first[begin])
        share = entered * self.weights[first, begin] / self.scales[first]
        tag = begin
        for step in range(first + 1, last + 1):
            share *= self.moves[tag, inner] * self.weights[step, inner] / self.scales[step]
            tag = inner
        if last + 1 == len(self.weights):
            return float(share * self.after[last, tag])
        left = self.moves[tag] * self.weights[last + 1] * self.after[last + 1]
        return float(share * (left.sum() - left[inner]) / self.scales[last + 1])


def _mentions(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    first = 0
    for place, tag in enumerate(tags):
        if tag.startswith("B-"):
            first = place
        goes_on = place + 1 < len(tags) and tags[place + 1].startswith("I-")
        if tag != OUTSIDE and not goes_on:
            yield first, place, tag[2:]
