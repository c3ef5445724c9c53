"""Trains ``models/topics`` from the raw corpora: ``python -m nlp_service.training.topics --output models/topics``.

The training never reads the held-back part of :mod:`nlp_service.training.topics_corpus`; the report at the end is
measured on it with the saved model, through the classifier that the service runs.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse

from nlp_service.extract.tags.phrases import load_stop_words
from nlp_service.extract.tags.statistics import save_statistics
from nlp_service.extract.topics.classifier import LinearTopicClassifier, newest_year
from nlp_service.extract.topics.features import NgramVocabulary
from nlp_service.extract.topics.taxonomy import Taxonomy, load_taxonomy
from nlp_service.extract.topics.weights import LinearHead, TopicWeights, save_weights
from nlp_service.model_store import open_model, write_manifest
from nlp_service.training.licences import TRAINED_ON_NEWS
from nlp_service.training.topics_corpus import CorpusName, TopicArticle, find_repeats, read_articles
from nlp_service.training.topics_heads import fit_epoch, fit_media_topics, fit_sections, fit_svm
from nlp_service.training.topics_iptc import label_articles
from nlp_service.training.topics_phrases import count_phrases
from nlp_service.training.topics_report import measure
from nlp_service.training.topics_vocabulary import build_vocabulary, keep_pairs

VERSION = "1.0.0"
PAIRS = 180_000
TURN = 2012
PUBLISHED = 4.0
SELECTION_WEIGHT: Mapping[CorpusName, float] = {"vntc": 1.005, "unc": 1.3}
"""How much an article counts when pairs are chosen."""
OLDER_WEIGHT: Mapping[CorpusName, float] = {"vntc": 1.0, "unc": 0.1}
"""How much for the expert of the older news: UNC lends it the sections that VNTC lacks, and no more."""
NEWER_WEIGHT: Mapping[CorpusName, float] = {"vntc": 0.005, "unc": 1.0}
SECTION_COST = 1.0
IPTC_COST = 5.0
_LARGEST_CHANGE = 0.05


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, save, measure."""
    parser = argparse.ArgumentParser(description="Train the topic model and count the phrases for tags.")
    parser.add_argument("--output", type=Path, default=Path("models/topics"))
    parser.add_argument(
        "--corpora", type=Path, default=Path(os.environ.get("NLP_SERVICE_CORPORA", "../shared/corpora"))
    )
    options = parser.parse_args(arguments)
    articles = read_articles(options.corpora)
    repeats = find_repeats(articles)
    training = [article for article in articles if not article.held_back and article.id not in repeats]
    _say(f"{len(articles)} articles; {len(training)} to train; {len(repeats)} repeat across the split")
    options.output.mkdir(parents=True, exist_ok=True)
    model = train(training, load_taxonomy())
    save_weights(model, options.output)
    texts, sections = [article.text for article in training], [article.section for article in training]
    save_statistics(options.output, len(texts), *count_phrases(texts, sections, load_stop_words().grammar))
    _say("phrases counted")
    write_manifest(options.output, name="topics", version=VERSION, licence=TRAINED_ON_NEWS)
    classifier = LinearTopicClassifier(open_model(options.output.parent, options.output.name))
    _check_saved(model, classifier, articles)
    _say(json.dumps(measure(classifier, articles, repeats, options.corpora), ensure_ascii=False, indent=1))


def train(articles: Sequence[TopicArticle], taxonomy: Taxonomy) -> TopicWeights:
    """Fit vocabulary, experts, gate and IPTC head on ``articles``."""
    texts = [article.text for article in articles]
    present = {article.section for article in articles}
    sections = tuple(section.id for section in taxonomy.sections if section.id in present)
    labels = np.array([sections.index(article.section) for article in articles], dtype=np.int64)
    newer = np.array([article.corpus == "unc" for article in articles])
    vocabulary, rows = _choose_features(texts, labels, _weigh(articles, SELECTION_WEIGHT), len(sections))
    _say(f"{len(vocabulary)} features")
    older, younger = fit_experts(rows, labels, articles, len(sections))
    _say("section experts fitted")
    epoch, years = fit_epoch(rows, _year_columns(texts), newer)
    _say(f"gate fitted: {years}")
    shares = label_articles(texts, [article.section for article in articles], taxonomy)
    iptc = fit_media_topics(rows, shares, np.where(newer, 5.0, 1.0), cost=IPTC_COST)
    _say("IPTC head fitted")
    codes = tuple(topic.code for topic in taxonomy.media_topics)
    return TopicWeights(vocabulary, sections, codes, older, younger, epoch, iptc, TURN, years, PUBLISHED)


def fit_experts(
    rows: sparse.csr_matrix, labels: npt.NDArray[np.int64], articles: Sequence[TopicArticle], classes: int
) -> tuple[LinearHead, LinearHead]:
    """Return the expert of the older and that of the newer news."""
    newer = np.array([article.corpus == "unc" for article in articles])
    older_weights, newer_weights = _weigh(articles, OLDER_WEIGHT), _weigh(articles, NEWER_WEIGHT)
    return (
        fit_sections(rows, labels, older_weights, classes, cost=SECTION_COST, calibrate_on=~newer),
        fit_sections(rows, labels, newer_weights, classes, cost=SECTION_COST, calibrate_on=newer),
    )


def _weigh(articles: Sequence[TopicArticle], weights: Mapping[CorpusName, float]) -> npt.NDArray[np.float64]:
    return np.array([weights[article.corpus] for article in articles], dtype=np.float64)


def _choose_features(
    texts: Sequence[str], labels: npt.NDArray[np.int64], weights: npt.NDArray[np.float64], classes: int
) -> tuple[NgramVocabulary, sparse.csr_matrix]:
    everything = build_vocabulary(texts)
    _say(f"{len(everything)} candidate features")
    head = fit_svm(everything.transform(texts), labels, weights, classes, SECTION_COST)
    vocabulary = keep_pairs(everything, np.abs(head.weights).max(axis=1), PAIRS)
    return vocabulary, vocabulary.transform(texts)


def _year_columns(texts: Sequence[str]) -> npt.NDArray[np.float64]:
    columns = np.zeros((len(texts), 3))
    for row, text in enumerate(texts):
        year = newest_year(text)
        columns[row, 0 if year is None else 2 if year >= TURN else 1] = 1
    return columns


def _check_saved(model: TopicWeights, classifier: LinearTopicClassifier, articles: Sequence[TopicArticle]) -> None:
    """Compare the saved model (float16) with the trained one on the held-back articles.

    Raises:
        ValueError: a logit differs by more than 0.05.
    """
    texts = [article.text for article in articles if article.held_back]
    trained, saved = model.vocabulary.transform(texts), classifier.weights.vocabulary.transform(texts)
    for name in ("older", "newer", "iptc"):
        before: LinearHead = getattr(model, name)
        after: LinearHead = getattr(classifier.weights, name)
        first, second = trained @ before.weights + before.bias, saved @ after.weights + after.bias
        moved = int((first.argmax(axis=1) != second.argmax(axis=1)).sum())
        change = float(np.abs(first - second).max())
        _say(f"{name}: saving moved a logit by at most {change:.4f} and changed {moved} first guesses")
        if change > _LARGEST_CHANGE:
            raise ValueError(f"{name}: saving moved a logit by {change:.4f}")


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    main()
