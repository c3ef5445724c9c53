"""Learns a new version of the topic model from feedback, and says whether it may replace the one in use."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from nlp_service.errors import NotEnoughData
from nlp_service.extract.protocols import ZoneLabeller
from nlp_service.extract.tags.preferences import Counts, save_preferences
from nlp_service.extract.topics.classifier import LinearTopicClassifier
from nlp_service.extract.topics.learned import (
    LearnedTopicClassifier,
    SectionHead,
    log_prior,
    open_classifier,
    save_head,
)
from nlp_service.extract.topics.taxonomy import load_taxonomy
from nlp_service.learning.adaptation import FOLDS, Array, Data, are_right, choose_pull, fit, logits_left_out, losses
from nlp_service.learning.examples import Example, count_tags, make_examples, to_document, to_masks
from nlp_service.model_store import ModelFolder, write_manifest
from nlp_service.model_versions import ModelVersions
from nlp_service.store.feedback import FeedbackBook

LEARNED_FILE = "learned.json"
MIN_EXAMPLES = 10
MIN_JUDGES = 5
"""So many examples that the version in use has not learned from are needed to compare it with a new one."""

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Score:
    """How a version does on examples that it has not learned from: share right, mean loss (nats)."""

    accuracy: float
    loss: float


@dataclass(frozen=True, slots=True)
class LearnReport:
    """What came of learning. ``better``: the new version may replace the one in use; ``reason`` says why or why not."""

    version: str
    examples: int
    judged_on: int
    tags_judged: int
    current: Score
    new: Score
    better: bool
    reason: str


def learn_from_feedback(
    book: FeedbackBook, release: ModelFolder, versions: ModelVersions, zones: ZoneLabeller, report: Report
) -> LearnReport:
    """Make a new version from all feedback, beside the others; it is not yet in use.

    The new version's figures are of examples that were left out when it was fitted; those of the one in use are of the
    same examples, and of these only such as it has not learned from either.

    Raises:
        NotEnoughData: there is too little feedback on sections to learn from or to judge by.
        ModelError: a model is damaged.
    """
    base = LinearTopicClassifier(release)
    feedback, _ = book.list()
    examples = make_examples(feedback, dict(book.versions()), base.weights.sections)
    if len(examples) < MIN_EXAMPLES:
        raise NotEnoughData(
            f"Feedback on the sections of {len(examples)} articles; {MIN_EXAMPLES} are needed to learn from."
        )
    report(f"{len(examples)} examples")
    current = versions.open_active()
    seen = _seen_by(current)
    judges = np.array([example.key not in seen for example in examples])
    if judges.sum() < MIN_JUDGES:
        raise NotEnoughData(
            f"Only {int(judges.sum())} examples are new to the version in use; {MIN_JUDGES} are needed to judge by."
        )
    data = to_data(base, examples, zones)
    left_out = logits_left_out(data, FOLDS, lambda part: fit(part, choose_pull(part)))
    report("compared with the version in use")
    in_use = data.prior if current is None else _current_logits(current, examples, zones)
    scores = (_score(in_use, data, judges), _score(left_out, data, judges))
    change = fit(data, choose_pull(data))
    labels = {section.id: section.label for section in load_taxonomy().sections}
    head = SectionHead(
        mode="adapt",
        sections=tuple((name, labels[name]) for name in base.weights.sections),
        features=change.features,
        weights=change.weights.astype(np.float32),
        bias=change.bias.astype(np.float32),
    )
    tags = count_tags(feedback)
    keys = [example.key for example in examples]
    version = f"{release.info.version}-fb{hashlib.sha256(repr((keys, tags)).encode()).hexdigest()[:8]}"
    verdict = _compare(version, len(examples), int(judges.sum()), len(tags), *scores)
    versions.add(version, lambda folder: _write(folder, release, version, head, tags, keys, verdict))
    report(f"wrote {version}")
    return verdict


def to_data(base: LinearTopicClassifier, examples: Sequence[Example], zones: ZoneLabeller) -> Data:
    """Return the examples as numbers, with the release's log-probabilities."""
    documents = [to_document(example.article, zones) for example in examples]
    scores = base.score(documents)
    words = scores.rows[:, : len(base.weights.vocabulary)]  # how a page is set teaches nothing about its section
    return Data(words, log_prior(scores).astype(np.float64), *to_masks(examples, base.weights.sections))


def _current_logits(current: ModelFolder, examples: Sequence[Example], zones: ZoneLabeller) -> Array:
    classifier = open_classifier(current)
    documents = [to_document(example.article, zones) for example in examples]
    if not isinstance(classifier, LearnedTopicClassifier) or classifier.head.mode != "adapt":
        raise NotEnoughData("The version in use has sections of its own; feedback moves the release's sections only.")
    return np.log(np.maximum(classifier.probabilities(documents).astype(np.float64), 1e-12))


def _score(logits: Array, data: Data, judges: np.ndarray[Any, np.dtype[np.bool_]]) -> Score:
    part = data.part(judges)
    right = are_right(logits[judges], part.right, part.wrong)
    mean = float(losses(logits[judges], part.right, part.wrong).mean())
    return Score(round(sum(right) / len(right), 4), round(mean, 4))


def _compare(version: str, examples: int, judged: int, tags: int, current: Score, new: Score) -> LearnReport:
    verdict = LearnReport(version, examples, judged, tags, current, new, better=False, reason="")
    if new.accuracy < current.accuracy:
        return replace(verdict, reason="It guesses fewer sections right than the version in use.")
    if new.loss >= current.loss:
        return replace(verdict, reason="It is no surer of the right sections than the version in use.")
    return replace(verdict, better=True, reason="It guesses no fewer sections right and is surer of them.")


def _seen_by(current: ModelFolder | None) -> frozenset[str]:
    path = None if current is None else current.path / LEARNED_FILE
    if path is None or not path.exists():
        return frozenset()
    return frozenset(json.loads(path.read_text(encoding="utf-8"))["examples"])


def _write(
    folder: Path,
    release: ModelFolder,
    version: str,
    head: SectionHead,
    tags: Counts,
    keys: Sequence[str],
    verdict: LearnReport,
) -> None:
    copy_release(release, folder)
    save_head(head, folder)
    save_preferences(tags, folder)
    learned: Mapping[str, object] = {"examples": list(keys), "report": asdict(verdict)}
    (folder / LEARNED_FILE).write_text(json.dumps(learned, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    write_manifest(folder, name="topics", version=version, licence=release.licence)


def copy_release(release: ModelFolder, folder: Path) -> None:
    """Copy the files of the release's model, so that a version is complete in itself."""
    for path in sorted(release.path.rglob("*")):
        if path.is_file() and path.name != "manifest.json":
            target = folder / path.relative_to(release.path)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
