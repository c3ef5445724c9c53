"""From logits to the list of topics that an analysis gives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from nlp_service.types import TopicScore

MIN_SCORE = 0.01
Floats = TypeVar("Floats", npt.NDArray[np.float32], npt.NDArray[np.float64])


def softmax(logits: Floats) -> Floats:
    """Return the probabilities of each row of logits."""
    powers: Floats = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=1, keepdims=True)
    return shares


def rank_topics(scheme: str, topics: Sequence[tuple[str, str]], row: npt.NDArray[np.float32]) -> list[TopicScore]:
    """Return the topics, given by id and label, with a probability of 0.01 or more in ``row``, best first."""
    scores = [TopicScore(scheme, *topic, round(float(score), 4)) for topic, score in zip(topics, row, strict=True)]
    return sorted((item for item in scores if item.score >= MIN_SCORE), key=lambda item: (-item.score, item.id))
