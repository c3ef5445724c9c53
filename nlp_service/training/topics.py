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
from scipy.special import softmax

from nlp_service.extract.tags.phrases import load_stop_words
from nlp_service.extract.tags.statistics import save_statistics
from nlp_service.extract.topics.classifier import LinearTopicClassifier, newest_year
from nlp_service.extract.topics.taxonomy import Taxonomy, load_taxonomy
from nlp_service.extract.topics.weights import LinearHead, TopicWeights, join_heads, save_weights
from nlp_service.model_store import open_model, write_manifest
from nlp_service.training.licences import TRAINED_ON_NEWS
from nlp_service.training.topics_corpus import CorpusName, TopicArticle, find_repeats, read_articles
from nlp_service.training.topics_heads import (
    FOLDS,
    fit_epoch,
    fit_media_topics,
    fit_newspapers,
    fit_sections,
    fit_svm,
    fit_temperature,
    mix_newspapers,
    scale_head,
)
from nlp_service.training.topics_iptc import label_articles
from nlp_service.training.topics_phrases import count_phrases
from nlp_service.training.topics_report import measure
from nlp_service.training.topics_vocabulary import build_style, build_vocabulary

VERSION = "2.0.0"
PAIRS = 130_000
STYLE_FEATURES = 60_000
TURN = 2012
PUBLISHED = 4.0
NEWER_PAPER = "unc"
OLDER_WEIGHT: Mapping[CorpusName, float] = {"vntc": 1.0, "unc": 0.1}
"""How much an article counts for the experts of the older news: UNC lends them sections that VNTC lacks, no more."""
NEWER_WEIGHT: Mapping[CorpusName, float] = {"vntc": 0.005, "unc": 1.0}
SECTION_COST = 1.0
NEWER_COST = 2.0
NEWSPAPER_COST = 1.0
IPTC_COST = 5.0

Labels = npt.NDArray[np.int64]


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
    """Fit vocabularies, experts, gates and IPTC head on ``articles``."""
    texts, bodies = [article.text for article in articles], [article.body for article in articles]
    present = {article.section for article in articles}
    sections = tuple(section.id for section in taxonomy.sections if section.id in present)
    labels = np.array([sections.index(article.section) for article in articles], dtype=np.int64)
    names = sorted({article.newspaper for article in articles})
    papers = np.array([names.index(article.newspaper) for article in articles], dtype=np.int64)
    vocabulary = build_vocabulary(texts, labels, limit=PAIRS)
    style, opening = build_style(bodies, papers, limit=STYLE_FEATURES)
    words, layout = vocabulary.transform(texts), style.transform(bodies)
    _say(f"{len(vocabulary)} features of words, {len(style)} of typesetting")
    rows = sparse.hstack([words, layout], format="csr")
    # How a text begins tells the newspaper; it would only distract who looks for the section.
    content = sparse.hstack([words, layout @ sparse.diags((~opening).astype(np.float32))], format="csr")
    older_papers = tuple(name for name in names if name != NEWER_PAPER)
    places = np.array([older_papers.index(names[p]) if names[p] in older_papers else -1 for p in papers])
    heads = fit_experts(rows, content, labels, places, articles, len(sections))
    _say("section experts fitted")
    newer = np.array([article.corpus == "unc" for article in articles])
    epoch, years = fit_epoch(words, _year_columns(texts), newer)
    _say(f"gate fitted: {years}")
    shares = label_articles(texts, [article.section for article in articles], taxonomy)
    iptc = fit_media_topics(words, shares, np.where(newer, 5.0, 1.0), cost=IPTC_COST)
    _say("IPTC head fitted")
    heads |= {"epoch": _without_style(epoch, len(style)), "iptc": _without_style(iptc, len(style))}
    codes = tuple(topic.code for topic in taxonomy.media_topics)
    return TopicWeights(vocabulary, style, sections, older_papers, codes, join_heads(heads), TURN, years, PUBLISHED)


def fit_experts(
    rows: sparse.csr_matrix,
    content: sparse.csr_matrix,
    labels: Labels,
    places: Labels,
    articles: Sequence[TopicArticle],
    classes: int,
) -> dict[str, LinearHead]:
    """Return the experts of the older news with their gate, and that of the newer news.

    ``places`` says which of the older newspapers each article is from, -1 for none.
    """
    older, newer_rows = places >= 0, places < 0
    weights, newer_weights = _weigh(articles, OLDER_WEIGHT), _weigh(articles, NEWER_WEIGHT)

    def fit(chosen: npt.NDArray[np.bool_]) -> tuple[LinearHead, LinearHead]:
        known = chosen & older
        gate = fit_svm(rows[known], places[known], np.ones(int(known.sum())), int(places.max()) + 1, NEWSPAPER_COST)
        return gate, fit_newspapers(
            content[chosen], labels[chosen], places[chosen], weights[chosen], classes, cost=SECTION_COST
        )

    outside = np.arange(len(labels)) % FOLDS == 0
    judged = outside & older
    gate, experts = fit(~outside)
    scores = rows[judged] @ gate.weights + gate.bias
    gate_scale = fit_temperature(scores, places[judged])
    beliefs = softmax(scores * gate_scale, axis=1)
    scale = fit_temperature(mix_newspapers(content[judged] @ experts.weights + experts.bias, beliefs), labels[judged])
    _say(f"scales: newspapers {gate_scale:.2f}, sections {scale:.2f}")
    gate, experts = fit(np.ones(len(labels), dtype=np.bool_))
    newer = fit_sections(content, labels, newer_weights, classes, cost=NEWER_COST, calibrate_on=newer_rows)
    return {"older": scale_head(experts, scale), "newspaper": scale_head(gate, gate_scale), "newer": newer}


def _without_style(head: LinearHead, features: int) -> LinearHead:
    """Return a head of words alone, with zeros for the typesetting."""
    return LinearHead(np.vstack([head.weights, np.zeros((features, head.weights.shape[1]), np.float32)]), head.bias)


def _weigh(articles: Sequence[TopicArticle], weights: Mapping[CorpusName, float]) -> npt.NDArray[np.float64]:
    return np.array([weights[article.corpus] for article in articles], dtype=np.float64)


def _year_columns(texts: Sequence[str]) -> npt.NDArray[np.float64]:
    columns = np.zeros((len(texts), 3))
    for row, text in enumerate(texts):
        year = newest_year(text)
        columns[row, 0 if year is None else 2 if year >= TURN else 1] = 1
    return columns


def _check_saved(model: TopicWeights, classifier: LinearTopicClassifier, articles: Sequence[TopicArticle]) -> None:
    """Compare the saved model (one byte a weight) with the trained one on the held-back articles."""
    held_back = [article for article in articles if article.held_back]
    rows = model.transform([article.text for article in held_back], [article.body for article in held_back])
    before = rows @ model.joined.weights + model.joined.bias
    saved = classifier.weights.joined
    after = rows @ saved.weights + saved.bias
    for name, columns in model.columns.items():
        moved = int((before[:, columns].argmax(axis=1) != after[:, columns].argmax(axis=1)).sum())
        change = float(np.abs(before[:, columns] - after[:, columns]).max())
        _say(f"{name}: saving moved a logit by at most {change:.4f} and changed {moved} first guesses")


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    main()
