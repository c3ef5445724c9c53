"""Sections that an installation has learned, on top of the topic model that came with the release.

``adapt``: the release's own sections, moved by what editors said. The logits are ``log p + x W + b`` with the release's
probabilities ``p``; ``W`` and ``b`` were fitted with a pull to zero, so that what nobody judged stays as it was
(regularised adaptation: Chelba and Acero, "Adaptation of maximum entropy capitalizer", 2004).
``replace``: the newsroom's own sections, ``x W + b`` alone.
``x`` are the release's features. Media topics stay the release's.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
from scipy import sparse

from nlp_service.errors import ModelCorrupt, ModelMissing
from nlp_service.extract.protocols import TopicClassifier
from nlp_service.extract.topics.classifier import LinearTopicClassifier, Scores
from nlp_service.extract.topics.explanation import Evidence, explain_topics
from nlp_service.extract.topics.features import FloatArray, IntArray
from nlp_service.extract.topics.scores import rank_topics, softmax
from nlp_service.extract.topics.taxonomy import SECTION_SCHEME, load_taxonomy
from nlp_service.model_store import ModelFolder
from nlp_service.types import Document, ModelInfo, TopicScore

HeadMode = Literal["adapt", "replace"]
_ARRAYS = "sections.npz"
_LABELS = "sections.json"
_SMALLEST = 1e-6
"""Probabilities are not taken for smaller, so that editors can bring back what the release has ruled out."""


@dataclass(frozen=True, slots=True)
class SectionHead:
    """What was learned: ``features`` are rows of the release's vocabulary, ``weights`` is features x sections."""

    mode: HeadMode
    sections: tuple[tuple[str, str], ...]
    features: IntArray
    weights: FloatArray
    bias: FloatArray

    def logits(self, rows: object) -> npt.NDArray[np.float32]:
        """Return ``x W + b`` for sparse rows of all features."""
        result: npt.NDArray[np.float32] = rows[:, self.features] @ self.weights + self.bias  # type: ignore[index]
        return result


class LearnedTopicClassifier:
    """A :class:`~nlp_service.extract.protocols.TopicClassifier`: the release's with learned sections."""

    def __init__(self, release: LinearTopicClassifier, head: SectionHead, info: ModelInfo) -> None:
        self.release = release
        self.head = head
        self._info = info

    @property
    def info(self) -> ModelInfo:
        """The learned version."""
        return self._info

    def classify(self, documents: Sequence[Document]) -> list[tuple[TopicScore, ...]]:
        """Return, for each document, sections then media topics with a probability of 0.01 or more, best first."""
        scores = self.release.score(documents)
        return [
            (*rank_topics(SECTION_SCHEME, self.head.sections, row), *media_topics)
            for row, media_topics in zip(self._sections_of(scores), self.release.rank_media_topics(scores), strict=True)
        ]

    def explain(self, document: Document, topics: Sequence[TopicScore]) -> tuple[TopicScore, ...]:
        """Return the topics, each with the words that moved it."""
        scores = self.release.score([document])
        evidence = self.release.gather_evidence(scores)
        parts = scores.rows.data[:, None] * self._weights_at(scores.rows.indices)
        if self.head.mode == "adapt":
            parts = parts + evidence[SECTION_SCHEME].parts
        names = [name for name, _ in self.head.sections]
        evidence[SECTION_SCHEME] = Evidence(names, parts, self._sections_of(scores)[0])
        return explain_topics(topics, self.release.map_words(document, scores), evidence)

    def _weights_at(self, features: IntArray) -> FloatArray:
        """Return the learned weights of features of the release, zeros where nothing was learned."""
        order = np.argsort(self.head.features, kind="stable")
        known = np.isin(features, self.head.features)
        weights = np.zeros((len(features), len(self.head.sections)), dtype=np.float32)
        weights[known] = self.head.weights[order[np.searchsorted(self.head.features, features[known], sorter=order)]]
        return weights

    def probabilities(self, documents: Sequence[Document]) -> FloatArray:
        """Return the probabilities of the sections: documents x sections, each row sums to 1."""
        return self._sections_of(self.release.score(documents))

    def _sections_of(self, scores: Scores) -> FloatArray:
        logits = self.head.logits(scores.rows)
        if self.head.mode == "adapt":
            logits = logits + log_prior(scores)
        return softmax(logits)


def log_prior(scores: Scores) -> FloatArray:
    """Return the logarithms of the release's probabilities of the sections."""
    result: FloatArray = np.log(np.maximum(scores.sections, _SMALLEST))
    return result


def save_head(head: SectionHead, folder: Path) -> None:
    """Write the head into ``folder``; :func:`load_head` reads it."""
    np.savez_compressed(folder / _ARRAYS, features=head.features, weights=head.weights, bias=head.bias)
    labels = {"mode": head.mode, "sections": [{"id": name, "label": label} for name, label in head.sections]}
    (folder / _LABELS).write_text(json.dumps(labels, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def load_head(folder: Path) -> SectionHead | None:
    """Return the head of a learned version, None in the folder of a release.

    Raises:
        ModelCorrupt: its files do not fit together.
    """
    if not (folder / _LABELS).exists():
        return None
    try:
        labels = json.loads((folder / _LABELS).read_text(encoding="utf-8"))
        if labels["mode"] not in get_args(HeadMode):
            raise ValueError(f"mode {labels['mode']!r}")
        with np.load(folder / _ARRAYS, allow_pickle=False) as data:
            head = SectionHead(
                mode=labels["mode"],
                sections=tuple((str(item["id"]), str(item["label"])) for item in labels["sections"]),
                features=data["features"].astype(np.int64),
                weights=data["weights"].astype(np.float32),
                bias=data["bias"].astype(np.float32),
            )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelCorrupt(f"Learned sections in {folder}: {error!r}. Roll back, or learn anew.") from error
    if head.weights.shape != (len(head.features), len(head.sections)) or head.bias.shape != (len(head.sections),):
        raise ModelCorrupt(f"Learned sections in {folder}: the arrays do not fit together. Roll back, or learn anew.")
    return head


def open_classifier(folder: ModelFolder) -> LinearTopicClassifier | LearnedTopicClassifier:
    """Return the classifier of a model folder, learned or the release's.

    Raises:
        ModelCorrupt: its files do not fit together.
    """
    release, head = LinearTopicClassifier(folder), load_head(folder.path)
    if head is None:
        return release
    if head.mode == "adapt" and len(head.sections) != len(release.weights.sections):
        raise ModelCorrupt(f"Learned sections in {folder.path} are of another model. Roll back, or learn anew.")
    if len(head.features) and int(head.features.max()) >= len(release.weights.vocabulary):
        raise ModelCorrupt(f"Learned sections in {folder.path} are of another vocabulary. Roll back, or learn anew.")
    return LearnedTopicClassifier(release, head, folder.info)


def section_ids(classifier: TopicClassifier) -> frozenset[str]:
    """Return the ids of the sections that a classifier can give: learned ones, else those of the taxonomy."""
    if isinstance(classifier, LearnedTopicClassifier):
        return frozenset(name for name, _ in classifier.head.sections)
    return frozenset(section.id for section in load_taxonomy().sections)


def embed_texts(classifier: TopicClassifier, texts: Sequence[str]) -> sparse.csr_matrix:
    """Return the vectors of texts in the feature space of the release's model, each of unit length.

    Raises:
        ModelMissing: the classifier has no such space.
    """
    release = classifier.release if isinstance(classifier, LearnedTopicClassifier) else classifier
    if not isinstance(release, LinearTopicClassifier):
        raise ModelMissing("The topic model that compares texts is not installed.")
    return release.weights.vocabulary.transform(texts)
