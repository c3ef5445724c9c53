"""Silver data for the segmenter: news sentences with how likely two public segmenters join each piece to the last.

Sentences are written in shards, each teacher's probabilities beside them, so that labelling can be stopped and goes on
where it was. The teachers, ViNLP and pyvi, are conditional random fields: their marginal probabilities are kept, not
their decisions. Both see the pieces of this package, so that every label has its place.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import lzma
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlp_service.errors import ModelMissing
from nlp_service.text.normalize import normalize
from nlp_service.text.pieces import piece_spans
from nlp_service.text.sentences import split_sentences

TEACHERS = ("vinlp", "pyvi")
_SHARD_PIECES = 200_000
_SEED = 1
_SHORTEST = 4
_LONGEST_RUN = 200
_LEVELS = 255

Sentences = list[list[str]]
Teacher = Callable[[Sequence[str]], list[float]]
"""Probabilities that each piece of a sentence is one word with the piece before it."""


def prepare_shards(corpora: Path, cache: Path, count: int) -> list[Path]:
    """Write what is missing of ``count`` shards of sentences, their pieces parted by blanks; return their paths."""
    paths = [cache / f"{number:03d}.txt" for number in range(count)]
    if all(path.is_file() for path in paths):
        return paths
    cache.mkdir(parents=True, exist_ok=True)
    lines = _lines(corpora)
    for path in paths:
        shard: list[str] = []
        pieces = 0
        while pieces < _SHARD_PIECES and (line := next(lines, None)):
            shard.append(line)
            pieces += line.count(" ") + 1
        path.write_text("\n".join(shard) + "\n", encoding="utf-8")
    return paths


def label_shard(path: Path, name: str, teachers: Mapping[str, Callable[[], Teacher]] | None = None) -> None:
    """Write the probabilities of the teacher ``name`` beside the shard, unless they are there.

    Raises:
        ModelMissing: the teacher is not installed.
    """
    target = path.with_suffix(f".{name}.npy")
    if target.is_file():
        return
    teacher = (teachers or {"vinlp": _load_vinlp, "pyvi": _load_pyvi})[name]()
    probabilities = [value for pieces in read_shard(path) for run in _runs(pieces) for value in teacher(run)]
    part = target.with_suffix(".part")
    with part.open("wb") as file:
        np.save(file, np.round(np.array(probabilities) * _LEVELS).astype(np.uint8))
    part.rename(target)


def read_shard(path: Path) -> Sentences:
    """Return the sentences of a shard as pieces."""
    return [line.split(" ") for line in path.read_text(encoding="utf-8").split("\n") if line]


def read_labels(path: Path, name: str) -> NDArray[np.float32]:
    """Return the probabilities of the teacher ``name`` for the pieces of a shard, in order."""
    levels: NDArray[np.uint8] = np.load(path.with_suffix(f".{name}.npy"), allow_pickle=False)
    return levels.astype(np.float32) / np.float32(_LEVELS)


def read_word_list(package: str, file: str) -> list[list[str]]:
    """Return the words of a list that comes with a package, as pieces in small letters.

    Raises:
        ModelMissing: the package is not installed.
    """
    spec = importlib.util.find_spec(package)
    for root in spec.submodule_search_locations or () if spec else ():
        words = (Path(root) / file).read_text(encoding="utf-8").split("\n")
        return [normalize(word).text.lower().split() for word in words]
    raise ModelMissing(_not_installed(package))


def _lines(corpora: Path) -> Iterator[str]:
    articles = list(_articles(corpora / "topics"))
    random.Random(_SEED).shuffle(articles)  # noqa: S311 - a fixed order, no secret
    seen: set[str] = set()
    for article in articles:
        text = normalize(article).text
        for sentence in split_sentences(text):
            surface = text[sentence.start : sentence.end]
            pieces = [surface[start:end] for start, end in piece_spans(surface)]
            line = " ".join(pieces)
            if len(pieces) >= _SHORTEST and line not in seen:
                seen.add(line)
                yield line


def _articles(folder: Path) -> Iterator[str]:
    for name in ("unc_train", "vntc_train"):
        with lzma.open(folder / f"{name}.jsonl.xz", "rt", encoding="utf-8") as file:
            for line in file:
                record = json.loads(line)
                yield record.get("text") or "\n".join([record["title"], *record["paragraphs"]])


def _runs(pieces: list[str]) -> Iterator[list[str]]:
    return (pieces[first : first + _LONGEST_RUN] for first in range(0, len(pieces), _LONGEST_RUN))


def _load_vinlp() -> Teacher:
    features = _import("ViNLP.features.ws_feature", "ViNLP").WSFeature()
    tagger = _import("ViNLP.pipeline.word_tokenize", "ViNLP").crf_model.tagger_

    def label(pieces: Sequence[str]) -> list[float]:
        tagger.set(features.sentence2features([(piece, "X") for piece in pieces]))
        return [tagger.marginal("I-W", index) for index in range(len(pieces))]

    return label


def _load_pyvi() -> Teacher:
    tokenizer = _import("pyvi.ViTokenizer", "pyvi").ViTokenizer
    tagger = tokenizer.model.tagger_

    def label(pieces: Sequence[str]) -> list[float]:
        tagger.set(tokenizer.sent2features(list(pieces), False))
        return [tagger.marginal("I_W", index) for index in range(len(pieces))]

    return label


def _import(module: str, package: str):  # type: ignore[no-untyped-def]
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise ModelMissing(_not_installed(package)) from error


def _not_installed(package: str) -> str:
    return f"The teacher {package} is not installed here: install ViNLP==1.2.106 and pyvi==0.1.1 for training."
