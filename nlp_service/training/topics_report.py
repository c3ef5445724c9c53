"""Measures a topic classifier on the held-back articles and on the tags development set."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from nlp_service.evaluation.corpora import read_records
from nlp_service.evaluation.topic_metrics import accuracy, class_scores, expected_calibration_error, macro_f1
from nlp_service.extract.topics.classifier import LinearTopicClassifier
from nlp_service.extract.topics.taxonomy import load_taxonomy
from nlp_service.training.topics_corpus import TopicArticle, find_repeats, read_articles
from nlp_service.types import Document

_BATCH = 256
Report = dict[str, Any]


def measure(
    classifier: LinearTopicClassifier, articles: Sequence[TopicArticle], repeats: set[str], corpora: Path
) -> Report:
    """Return the report: VNTC and UNC held-back parts, and IPTC and section on ``tags/dev``."""
    gold = {record["id"]: record for record in read_records(corpora / "tags" / "dev.jsonl")}
    held_back = [article for article in articles if article.held_back and article.id not in gold]
    report: Report = {}
    for corpus in ("vntc", "unc"):
        part = [article for article in held_back if article.corpus == corpus]
        report[corpus] = _measure_sections(classifier, part)
        fresh = [article for article in part if article.id not in repeats]
        report[corpus]["accuracy without repeats of training articles"] = _measure_sections(classifier, fresh)[
            "accuracy"
        ]
    undated = [
        TopicArticle(a.id, a.corpus, a.section, a.title, a.body, None, True) for a in held_back if a.corpus == "unc"
    ]
    report["unc, date of publication unknown"] = _measure_sections(classifier, undated)
    report["tags/dev"] = _measure_tags(classifier, [article for article in articles if article.id in gold], gold)
    return report


def _measure_sections(classifier: LinearTopicClassifier, articles: Sequence[TopicArticle]) -> Report:
    names = classifier.weights.sections
    probabilities = _probabilities(classifier, [article.document() for article in articles])[0]
    gold = [article.section for article in articles]
    inside = np.array([name in set(gold) for name in names])
    restricted = [names[index] for index in np.where(inside, probabilities, -1).argmax(axis=1)]
    free = [names[index] for index in probabilities.argmax(axis=1)]
    right = [a == b for a, b in zip(gold, free, strict=True)]
    return {
        "articles": len(articles),
        "accuracy": round(accuracy(gold, restricted), 4),
        "macro-F1": round(macro_f1(gold, restricted), 4),
        "accuracy over all sections": round(accuracy(gold, free), 4),
        "expected calibration error": round(expected_calibration_error(probabilities.max(axis=1).tolist(), right), 4),
        "F1": {name: round(score.f1, 3) for name, score in sorted(class_scores(gold, restricted).items())},
    }


def _measure_tags(
    classifier: LinearTopicClassifier, articles: Sequence[TopicArticle], gold: dict[str, Report]
) -> Report:
    labels = {section.id: section.label for section in load_taxonomy().sections}
    sections, topics = _probabilities(classifier, [article.document() for article in articles])
    codes = [classifier.weights.media_topics[index] for index in topics.argmax(axis=1)]
    firsts = [labels[classifier.weights.sections[index]] for index in sections.argmax(axis=1)]
    records = [gold[article.id] for article in articles]
    return {
        "articles": len(records),
        "IPTC main topic right": round(accuracy([record["topics"][0] for record in records], codes), 4),
        "IPTC first guess among the gold topics": round(
            sum(code in record["topics"] for code, record in zip(codes, records, strict=True)) / len(records), 4
        ),
        "section right": round(accuracy([record["section"] for record in records], firsts), 4),
    }


def _probabilities(classifier: LinearTopicClassifier, documents: Sequence[Document]) -> tuple[np.ndarray, np.ndarray]:
    parts = [classifier.probabilities(documents[start : start + _BATCH]) for start in range(0, len(documents), _BATCH)]
    return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])


def measure_committed(classifier: LinearTopicClassifier, corpora: Path) -> Report:
    """Read the corpora and measure: what ``make evaluate`` calls."""
    articles = read_articles(corpora)
    return measure(classifier, articles, find_repeats(articles), corpora)
