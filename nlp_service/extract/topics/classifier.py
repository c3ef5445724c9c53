"""Topics of an article: the newsroom's sections and the IPTC's top-level Media Topics, from one linear model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy import sparse

from nlp_service.errors import ModelCorrupt
from nlp_service.extract.topics.explanation import Evidence, WordMap, explain_topics
from nlp_service.extract.topics.features import FloatArray
from nlp_service.extract.topics.scores import rank_topics, softmax
from nlp_service.extract.topics.taxonomy import IPTC_SCHEME, SECTION_SCHEME, load_taxonomy
from nlp_service.extract.topics.weights import TopicWeights, load_weights
from nlp_service.model_store import ModelFolder
from nlp_service.types import MARGIN_ZONES, Document, ModelInfo, Span, TopicScore, ZoneLabel

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


class LinearTopicClassifier:
    """Scores sections and media topics; ``weights`` stays open to who explains a score."""

    def __init__(self, folder: ModelFolder) -> None:
        """Load the model of ``folder``, already verified.

        Raises:
            ModelCorrupt: its files do not fit together, or it names a topic that the taxonomy lacks.
        """
        self._info = folder.info
        self.weights: TopicWeights = load_weights(folder.path)
        taxonomy = load_taxonomy()
        self._sections = {section.id: (section.id, section.label) for section in taxonomy.sections}
        self._media_topics = {topic.code: (topic.id, topic.label) for topic in taxonomy.media_topics}
        unknown = [
            *(name for name in self.weights.sections if name not in self._sections),
            *(code for code in self.weights.media_topics if code not in self._media_topics),
        ]
        if unknown:
            raise ModelCorrupt(f"Topic model in {folder.path}: {', '.join(unknown)} is not in the taxonomy.")

    @property
    def info(self) -> ModelInfo:
        """The model behind it."""
        return self._info

    def classify(self, documents: Sequence[Document]) -> list[tuple[TopicScore, ...]]:
        """Return, for each document, sections then media topics with a probability of 0.01 or more, best first."""
        scores = self.score(documents)
        sections = [self._sections[name] for name in self.weights.sections]
        return [
            (*rank_topics(SECTION_SCHEME, sections, row), *media_topics)
            for row, media_topics in zip(scores.sections, self.rank_media_topics(scores), strict=True)
        ]

    def rank_media_topics(self, scores: Scores) -> list[list[TopicScore]]:
        """Return the media topics of each document, best first."""
        media_topics = [self._media_topics[code] for code in self.weights.media_topics]
        return [rank_topics(IPTC_SCHEME, media_topics, row) for row in scores.media_topics]

    def explain(self, document: Document, topics: Sequence[TopicScore]) -> tuple[TopicScore, ...]:
        """Return the topics, each with the words that moved it."""
        scores = self.score([document])
        return explain_topics(topics, self.map_words(document, scores), self.gather_evidence(scores))

    def map_words(self, document: Document, scores: Scores) -> WordMap:
        """Return how the features of one document's row are shared out to its words."""
        return WordMap(document, topic_spans(document), self.weights.vocabulary, scores.rows.indices)

    def gather_evidence(self, scores: Scores) -> dict[str, Evidence]:
        """Return for each scheme what the features of one document's row add to the logits of its topics."""
        model = self.weights
        parts = scores.rows.data[:, None] * model.joined.weights[scores.rows.indices]
        older = parts[:, model.columns["older"]].reshape(len(parts), len(model.newspapers), len(model.sections))
        newer = float(scores.newer[0, 0])
        sections = (1 - newer) * np.einsum("n,fns->fs", scores.newspapers[0], older)
        sections += newer * parts[:, model.columns["newer"]]
        codes = [self._media_topics[code][0] for code in model.media_topics]
        return {
            SECTION_SCHEME: Evidence(model.sections, sections, scores.sections[0]),
            IPTC_SCHEME: Evidence(codes, parts[:, model.columns["iptc"]], scores.media_topics[0]),
        }

    def probabilities(self, documents: Sequence[Document]) -> tuple[FloatArray, FloatArray]:
        """Return the probabilities of the sections and of the media topics: documents x classes, each row sums to 1."""
        scores = self.score(documents)
        return scores.sections, scores.media_topics

    def score(self, documents: Sequence[Document]) -> Scores:
        """Return the probabilities with what they were made of."""
        model, texts = self.weights, [topic_text(document) for document in documents]
        rows = model.transform(texts, [document.text for document in documents])
        logits = rows @ model.joined.weights + model.joined.bias
        parts = {name: logits[:, columns] for name, columns in model.columns.items()}
        prior = np.array(
            [_epoch_prior(model, document, text) for document, text in zip(documents, texts, strict=True)],
            dtype=np.float32,
        )
        newer = 1 / (1 + np.exp(-(parts["epoch"][:, 0] + prior)))[:, None]
        newspapers = softmax(parts["newspaper"])
        shape = (len(documents), len(model.newspapers), len(model.sections))
        older = np.einsum("dn,dns->ds", newspapers, parts["older"].reshape(shape))
        sections = (1 - newer) * softmax(older) + newer * softmax(parts["newer"])
        return Scores(rows, newer, newspapers, sections.astype(np.float32), softmax(parts["iptc"]))


class Scores(NamedTuple):
    """What was computed for documents: rows of features, the beliefs of both gates, and the probabilities."""

    rows: sparse.csr_matrix
    newer: FloatArray
    newspapers: FloatArray
    sections: FloatArray
    media_topics: FloatArray


def topic_text(document: Document) -> str:
    """Return what a topic is read from: the title, then every zone that is the article's own words."""
    parts = [document.text[span.start : span.end] for span in topic_spans(document)]
    return "\n".join([document.title, *parts] if document.title else parts)


def topic_spans(document: Document) -> list[Span]:
    """Return the parts of the text that a topic is read from, besides the title."""
    if not document.zones:
        return [Span(0, len(document.text))]
    return [
        zone
        for zone in document.zones
        if zone.zone not in MARGIN_ZONES and not (document.title and zone.zone is ZoneLabel.HEADLINE)
    ]


def newest_year(text: str) -> int | None:
    """Return the largest year from 1900 to 2099 that ``text`` names, or None."""
    return max((int(year) for year in _YEAR.findall(text)), default=None)


def _epoch_prior(model: TopicWeights, document: Document, text: str) -> float:
    none, before, after = model.years
    year = newest_year(text)
    logit = none if year is None else after if year >= model.turn else before
    if document.published is None:
        return logit
    return logit + (model.published if document.published.year >= model.turn else -model.published)
