"""Fits the curves that turn the network's raw probability into the share of mentions that are right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from nlp_service.evaluation.entity_metrics import LabelledSpan
from nlp_service.extract.entities.calibration import Curve, logit_of
from nlp_service.extract.entities.networks import MentionNetwork, SyllableSentence
from nlp_service.text.syllables import syllable_spans
from nlp_service.training.ner_data import LabelledSentence

ScoredSpan = tuple[LabelledSpan, float]
"""A mention and the logarithm of its raw probability."""

_FEWEST = 60
"""Mentions that a label needs for a curve of its own; with fewer it takes the curve of all."""
_BATCH = 64


def predict(network: MentionNetwork, texts: Sequence[str]) -> list[list[ScoredSpan]]:
    """Return the mentions that the network alone finds in each text, with the logarithms of their raw probabilities."""
    results: list[list[ScoredSpan]] = []
    for first in range(0, len(texts), _BATCH):
        sentences = [SyllableSentence(text, tuple(syllable_spans(text))) for text in texts[first : first + _BATCH]]
        for sentence, mentions in zip(sentences, network.decode(sentences), strict=True):
            spans = sentence.spans
            results.append(
                [
                    ((spans[item.first][0], spans[item.last][1], item.label), item.log_probability)  # type: ignore[misc]
                    for item in mentions
                ]
            )
    return results


def fit_curves(sentences: Iterable[LabelledSentence], found: Iterable[Sequence[ScoredSpan]]) -> Mapping[str, Curve]:
    """Fit one curve for each label on sentences that the network has not learnt from."""
    rows: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for sentence, mentions in zip(sentences, found, strict=True):
        gold = set(sentence.spans)
        for span, log_probability in mentions:
            rows[span[2]].append((logit_of(log_probability), span in gold))
    everything = [row for label in sorted(rows) for row in rows[label]]
    return {label: _fit(rows[label] if len(rows[label]) >= _FEWEST else everything) for label in sorted(rows)}


def _fit(rows: Sequence[tuple[float, bool]]) -> Curve:
    logits = np.array([[logit] for logit, _ in rows])
    right = np.array([is_right for _, is_right in rows])
    model = LogisticRegression(C=10.0).fit(logits, right)
    return Curve(round(float(model.intercept_[0]), 4), round(float(model.coef_[0][0]), 4))
