"""The trained numbers of the topic model, as plain arrays.

Experts score the sections: one learned from the news of 2020-21, and one for each newspaper of the news of 2005-06,
which share what they have in common (Daumé 2007, "Frustratingly easy domain adaptation"). Gates say how much each is
believed for an article (a mixture of experts, Jacobs et al. 1991, with linear experts and linear gates).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse

from nlp_service.errors import ModelCorrupt
from nlp_service.extract.topics.features import FloatArray, NgramVocabulary, load_vocabulary, save_vocabulary
from nlp_service.extract.topics.style import StyleVocabulary, load_style, save_style

HEADS = ("older", "newer", "epoch", "newspaper", "iptc")
_LABELS = "labels.json"
_WEIGHTS = "weights.npz"
_STEPS = 127


@dataclass(frozen=True, slots=True)
class LinearHead:
    """``x @ weights + bias`` gives one calibrated logit a class; ``weights`` is features x classes."""

    weights: FloatArray
    bias: FloatArray


@dataclass(frozen=True, slots=True)
class TopicWeights:
    """A trained topic model.

    ``sections``, ``newspapers`` and ``media_topics`` name the columns; a row of features is that of ``vocabulary``,
    then that of ``style``. ``joined`` holds the heads side by side, so that one product scores all: ``older``
    (newspapers x sections), ``newer`` (sections), ``epoch`` (one column: newer against older), ``newspaper``, ``iptc``.
    ``years`` are the gate's logits for the newest year that a text names (none, before ``turn``, from ``turn`` on);
    ``published`` is added, with its sign, when the date of publication is known.
    """

    vocabulary: NgramVocabulary
    style: StyleVocabulary
    sections: tuple[str, ...]
    newspapers: tuple[str, ...]
    media_topics: tuple[str, ...]
    joined: LinearHead
    turn: int
    years: tuple[float, float, float]
    published: float

    @property
    def columns(self) -> Mapping[str, slice]:
        """The columns of each head in ``joined``."""
        widths = _widths(len(self.sections), len(self.newspapers), len(self.media_topics))
        ends = np.cumsum(widths).tolist()
        return {name: slice(end - width, end) for name, width, end in zip(HEADS, widths, ends, strict=True)}

    def transform(self, texts: Sequence[str], originals: Sequence[str]) -> sparse.csr_matrix:
        """Return a row of features for each text; ``originals`` are the whole texts, whose typesetting is read."""
        return sparse.hstack([self.vocabulary.transform(texts), self.style.transform(originals)], format="csr")


def join_heads(heads: Mapping[str, LinearHead]) -> LinearHead:
    """Return the heads of :data:`HEADS` side by side."""
    return LinearHead(
        np.concatenate([heads[name].weights for name in HEADS], axis=1),
        np.concatenate([heads[name].bias for name in HEADS]),
    )


def save_weights(model: TopicWeights, folder: Path) -> None:
    """Write the model into ``folder``: weights in one byte each, by the square root of their share of the largest."""
    save_vocabulary(model.vocabulary, folder)
    save_style(model.style, folder)
    largest = np.maximum(np.abs(model.joined.weights).max(axis=0), np.float32(1e-9))
    shares = model.joined.weights / largest
    steps = np.round(np.sign(shares) * np.sqrt(np.abs(shares)) * _STEPS).astype(np.int8)
    np.savez_compressed(folder / _WEIGHTS, steps=steps, largest=largest, bias=model.joined.bias.astype(np.float32))
    labels = {
        "sections": list(model.sections),
        "newspapers": list(model.newspapers),
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
        with np.load(folder / _WEIGHTS, allow_pickle=False) as data:
            joined = LinearHead(_expand(data["steps"], data["largest"]), data["bias"])
        none, before, after = (float(value) for value in labels["years"])
        model = TopicWeights(
            vocabulary=load_vocabulary(folder),
            style=load_style(folder),
            sections=_strings(labels["sections"]),
            newspapers=_strings(labels["newspapers"]),
            media_topics=_strings(labels["media_topics"]),
            joined=joined,
            turn=int(labels["turn"]),
            years=(none, before, after),
            published=float(labels["published"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelCorrupt(
            f"Topic model in {folder}: {error!r}. Restore it from the release or train it anew."
        ) from error
    _check_shapes(model, folder)
    return model


def _expand(steps: npt.NDArray[np.int8], largest: FloatArray) -> FloatArray:
    shares = np.arange(-_STEPS - 1, _STEPS + 1, dtype=np.float32) / _STEPS
    table = (np.sign(shares) * shares * shares).astype(np.float32)
    result: FloatArray = table[steps.astype(np.int16) + _STEPS + 1]
    result *= largest
    return result


def _strings(value: Sequence[object]) -> tuple[str, ...]:
    return tuple(str(item) for item in value)


def _widths(sections: int, newspapers: int, media_topics: int) -> tuple[int, ...]:
    return sections * newspapers, sections, 1, newspapers, media_topics


def _check_shapes(model: TopicWeights, folder: Path) -> None:
    width = sum(_widths(len(model.sections), len(model.newspapers), len(model.media_topics)))
    words = len(model.vocabulary)
    expected, found = (words + len(model.style), width), model.joined.weights.shape
    if found != expected or model.joined.bias.shape != (width,):
        raise ModelCorrupt(
            f"Topic model in {folder}: the weights have shape {found}, not {expected}. "
            "Restore it from the release or train it anew."
        )
    if len(model.vocabulary.idf) != words or len(model.style.idf) != len(model.style):
        raise ModelCorrupt(f"Topic model in {folder}: there are not as many idf values as features.")
