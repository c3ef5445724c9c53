"""The trained numbers of the topic model, as plain arrays.

Two experts score the sections: one learned from the news of 2005-06, one from the news of 2020-21. The epoch
weights say how much each is believed for an article (a mixture of experts, Jacobs et al. 1991, with linear experts
and a linear gate).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nlp_service.errors import ModelCorrupt
from nlp_service.extract.topics.features import FloatArray, NgramVocabulary, load_vocabulary, save_vocabulary

_LABELS = "labels.json"
_WEIGHTS = "weights.npz"


@dataclass(frozen=True, slots=True)
class LinearHead:
    """``x @ weights + bias`` gives one calibrated logit a class; ``weights`` is features x classes."""

    weights: FloatArray
    bias: FloatArray


@dataclass(frozen=True, slots=True)
class TopicWeights:
    """A trained topic model.

    ``sections`` and ``media_topics`` name the columns; ``years`` are the gate's logits for the newest year that a
    text names (none, before ``turn``, from ``turn`` on); ``published`` is added, with its sign, when the date of
    publication is known.
    """

    vocabulary: NgramVocabulary
    sections: tuple[str, ...]
    media_topics: tuple[str, ...]
    older: LinearHead
    newer: LinearHead
    epoch: LinearHead
    iptc: LinearHead
    turn: int
    years: tuple[float, float, float]
    published: float


_HEADS = ("older", "newer", "epoch", "iptc")


def save_weights(model: TopicWeights, folder: Path) -> None:
    """Write the model into ``folder`` (weights as float16)."""
    save_vocabulary(model.vocabulary, folder)
    arrays = {name: getattr(model, name).weights.astype(np.float16) for name in _HEADS}
    biases = {f"{name}_bias": getattr(model, name).bias.astype(np.float32) for name in _HEADS}
    np.savez_compressed(folder / _WEIGHTS, **arrays, **biases)
    labels = {
        "sections": list(model.sections),
        "media_topics": list(model.media_topics),
        "turn": model.turn,
        "years": list(model.years),
        "published": model.published,
    }
    (folder / _LABELS).write_text(json.dumps(labels, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def load_weights(folder: Path) -> TopicWeights:
    """Read what :func:`save_weights` wrote.

    Raises:
        ModelCorrupt: the files do not fit together.
    """
    try:
        labels = json.loads((folder / _LABELS).read_text(encoding="utf-8"))
        vocabulary = load_vocabulary(folder)
        with np.load(folder / _WEIGHTS, allow_pickle=False) as data:
            heads = {name: LinearHead(data[name].astype(np.float32), data[f"{name}_bias"]) for name in _HEADS}
        none, before, after = (float(value) for value in labels["years"])
        model = TopicWeights(
            vocabulary=vocabulary,
            sections=_strings(labels["sections"]),
            media_topics=_strings(labels["media_topics"]),
            turn=int(labels["turn"]),
            years=(none, before, after),
            published=float(labels["published"]),
            **heads,
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelCorrupt(
            f"Topic model in {folder}: {error!r}. Restore it from the release or train it anew."
        ) from error
    _check_shapes(model, folder)
    return model


def _strings(value: Sequence[object]) -> tuple[str, ...]:
    return tuple(str(item) for item in value)


def _check_shapes(model: TopicWeights, folder: Path) -> None:
    widths = {
        "older": len(model.sections),
        "newer": len(model.sections),
        "epoch": 1,
        "iptc": len(model.media_topics),
    }
    features = len(model.vocabulary)
    for name, width in widths.items():
        head: LinearHead = getattr(model, name)
        if head.weights.shape != (features, width) or head.bias.shape != (width,):
            raise ModelCorrupt(
                f"Topic model in {folder}: {name} has shape {head.weights.shape}, not {(features, width)}. "
                "Restore it from the release or train it anew."
            )
    if len(model.vocabulary.idf) != features:
        raise ModelCorrupt(f"Topic model in {folder}: {len(model.vocabulary.idf)} idf values for {features} features.")
