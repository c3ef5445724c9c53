"""A newsroom's own sections, learned from its archive: articles that bear the section that they were printed in."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from nlp_service.errors import InputError, InvalidField, NotEnoughData
from nlp_service.extract.topics.classifier import LinearTopicClassifier
from nlp_service.extract.topics.learned import SectionHead, save_head
from nlp_service.extract.topics.scores import softmax
from nlp_service.ingest.decoding import decode_text
from nlp_service.ingest.jsonl import load_line, read_lines
from nlp_service.learning.feedback import Report, copy_release
from nlp_service.learning.report import SectionFigures, accuracy, calibration_error, confusion, figures_by_section
from nlp_service.model_store import ModelFolder, write_manifest
from nlp_service.model_versions import ModelVersions
from nlp_service.text.folding import fold
from nlp_service.text.normalize import normalize

FIELDS = ("id", "title", "text", "section")
MIN_ARTICLES = 10
"""Of one section."""
FOLDS = 5
SEED = 20_240_322
_MOST_LISTED = 50
_SURE_OF_ANOTHER = 0.8
_DOUBTS_GIVEN = 0.05

Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class SortedArticle:
    """An article of an archive with its section's name."""

    id: str
    text: str
    section: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """An article that the learned model would put elsewhere, or cannot place: for somebody to look at."""

    id: str
    given: str
    guess: str
    given_probability: float
    guess_probability: float


@dataclass(frozen=True, slots=True)
class ArchiveReport:
    """What came of learning, measured on folds of the archive that were left out.

    ``confusion`` counts articles of each section (rows) by the section guessed (columns), in the order of ``sections``;
    ``uncertain`` are those between two sections; ``suspected`` those whose own section looks wrong.
    """

    version: str
    articles: int
    accuracy: float
    macro_f1: float
    calibration_error: float
    sections: tuple[SectionFigures, ...]
    confusion: list[list[int]]
    uncertain: tuple[Doubt, ...]
    suspected: tuple[Doubt, ...]
    left_out: Mapping[str, int]


def read_archive(path: Path, columns: Mapping[str, str]) -> Iterator[SortedArticle]:
    """Yield the articles of a JSONL or CSV file; ``columns`` maps ``id, title, text, section`` to its own names.

    Raises:
        InputError: a row is malformed, or lacks text or section; the message names it.
    """
    wanted = {field: columns.get(field, field) for field in FIELDS}
    rows = _read_jsonl(path) if path.suffix.lower() in (".jsonl", ".ndjson") else _read_csv(path)
    for number, row in rows:
        values = {field: row.get(column) for field, column in wanted.items()}
        for field in ("text", "section"):
            if not isinstance(value := values[field], str) or not value.strip():
                raise InvalidField(
                    f"{path.name}, row {number}: {wanted[field]} is missing or empty; it must be a string."
                )
        text = "\n".join(str(values[field]) for field in ("title", "text") if values[field])
        name = str(values["id"]) if values["id"] not in (None, "") else f"{path.stem}-{number}"
        yield SortedArticle(name, normalize(text).text, " ".join(str(values["section"]).split()))


def learn_from_archive(
    articles: Sequence[SortedArticle], release: ModelFolder, versions: ModelVersions, report: Report
) -> ArchiveReport:
    """Make a new version whose sections are those of the archive, beside the others; it is not yet in use.

    Sections with fewer than ten articles are left out.

    Raises:
        NotEnoughData: fewer than two sections are left.
        ModelError: the release's model is damaged.
    """
    chosen, left_out = _without_rare(articles)
    names = sorted({article.section for article in chosen})
    if len(names) < 2:
        raise NotEnoughData(
            f"{len(names)} sections with {MIN_ARTICLES} articles or more; two are needed to tell them apart."
        )
    vocabulary = LinearTopicClassifier(release).weights.vocabulary
    rows = vocabulary.transform([article.text for article in chosen])
    labels = np.array([names.index(article.section) for article in chosen], dtype=np.int64)
    report(f"{len(chosen)} articles of {len(names)} sections")
    scores = _scores_left_out(rows, labels, len(names), report)
    scale = _temperature(scores, labels)
    weights, bias = _fit(rows, labels, len(names))
    features = np.flatnonzero(np.abs(weights).max(axis=1)).astype(np.int64)
    head = SectionHead(
        mode="replace",
        sections=tuple(zip(make_ids(names), names, strict=True)),
        features=features,
        weights=(weights[features] * scale).astype(np.float32),
        bias=(bias * scale).astype(np.float32),
    )
    digest = hashlib.sha256(repr([(article.id, article.section, article.text) for article in chosen]).encode())
    version = f"{release.info.version}-own{digest.hexdigest()[:8]}"
    versions.add(version, lambda folder: _write(folder, release, version, head))
    report(f"wrote {version}")
    return _describe(version, chosen, names, labels, softmax(scores * scale), left_out)


def make_ids(names: Sequence[str]) -> list[str]:
    """Return an id for each section: its name without accents, words joined by hyphens, told apart by a number."""
    ids: list[str] = []
    for name in names:
        plain = "-".join(re.findall(r"[a-z0-9]+", fold(name))) or "section"
        number = sum(known == plain or known.startswith(f"{plain}~") for known in ids)
        ids.append(f"{plain}~{number + 1}" if number else plain)
    return ids


def _read_jsonl(path: Path) -> Iterator[tuple[int, Mapping[str, object]]]:
    with path.open("rb") as file:
        for number, line in read_lines(file):
            if isinstance(line, InputError):
                raise line
            value = load_line(line, number=number)
            if not isinstance(value, dict):
                raise InvalidField(f"{path.name}, row {number}: must be a JSON object.")
            yield number, value


def _read_csv(path: Path) -> Iterator[tuple[int, Mapping[str, object]]]:
    text = decode_text(path.read_bytes(), name=path.name).text
    try:
        yield from enumerate(csv.DictReader(io.StringIO(text, newline=""), strict=True), 1)
    except csv.Error as error:
        raise InvalidField(f"{path.name}: is no CSV ({error}).") from error


def _without_rare(articles: Sequence[SortedArticle]) -> tuple[list[SortedArticle], dict[str, int]]:
    sizes = Counter(article.section for article in articles)
    rare = {name: size for name, size in sorted(sizes.items()) if size < MIN_ARTICLES}
    return [article for article in articles if article.section not in rare], rare


def _fit(rows: sparse.csr_matrix, labels: Labels, classes: int) -> tuple[Array, Array]:
    machine = LinearSVC(C=1.0, tol=1e-2, max_iter=2000, random_state=SEED)
    machine.fit(rows, labels)
    weights, bias = machine.coef_.T.astype(np.float64), machine.intercept_.astype(np.float64)
    if classes == 2:  # scikit-learn gives one column for two classes
        return np.hstack([-weights, weights]), np.array([-bias[0], bias[0]])
    return weights, bias


def _scores_left_out(rows: sparse.csr_matrix, labels: Labels, classes: int, report: Report) -> Array:
    scores = np.zeros((len(labels), classes))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    for number, (train, test) in enumerate(folds.split(np.zeros(len(labels)), labels), 1):
        weights, bias = _fit(rows[train], labels[train], classes)
        scores[test] = rows[test] @ weights + bias
        report(f"fold {number} of {FOLDS}")
    return scores


def _temperature(scores: Array, labels: Labels) -> float:
    index = np.arange(len(labels))

    def loss(scale: float) -> float:
        return -float(np.mean(log_softmax(scores * scale, axis=1)[index, labels]))

    return float(minimize_scalar(loss, bounds=(0.5, 20.0), method="bounded").x)


def _describe(
    version: str,
    articles: Sequence[SortedArticle],
    names: Sequence[str],
    labels: Labels,
    probabilities: Array,
    left_out: Mapping[str, int],
) -> ArchiveReport:
    guesses = probabilities.argmax(axis=1)
    table = confusion(guesses, labels, len(names))
    figures = figures_by_section(table, names)
    index = np.arange(len(labels))
    doubts = [
        Doubt(article.id, article.section, names[guess], round(float(given), 4), round(float(best), 4))
        for article, guess, given, best in zip(
            articles, guesses, probabilities[index, labels], probabilities.max(axis=1), strict=True
        )
    ]
    suspected = [
        doubt
        for doubt in doubts
        if doubt.guess_probability >= _SURE_OF_ANOTHER and doubt.given_probability <= _DOUBTS_GIVEN
    ]
    uncertain = sorted(doubts, key=lambda doubt: (doubt.guess_probability, doubt.id))
    return ArchiveReport(
        version=version,
        articles=len(articles),
        accuracy=accuracy(guesses, labels),
        macro_f1=round(float(np.mean([figure.f1 for figure in figures])), 4),
        calibration_error=calibration_error(probabilities, labels),
        sections=tuple(figures),
        confusion=table,
        uncertain=tuple(uncertain[:_MOST_LISTED]),
        suspected=tuple(sorted(suspected, key=lambda doubt: (-doubt.guess_probability, doubt.id))[:_MOST_LISTED]),
        left_out=left_out,
    )


def _write(folder: Path, release: ModelFolder, version: str, head: SectionHead) -> None:
    copy_release(release, folder)
    save_head(head, folder)
    write_manifest(folder, name="topics", version=version, licence=release.licence)
