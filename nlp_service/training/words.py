"""Trains ``models/words`` from the raw corpora: ``python -m nlp_service.training.words --output models/words``.

First the model learns from news that two public segmenters labelled (:mod:`nlp_service.training.words_silver`), then
from the treebank's training part, whose conventions win. The settings were chosen on the treebank's dev part, which is
never trained on; its test part is never read. Labelling is kept in ``--cache`` and goes on where it was stopped.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlp_service.model_store import write_manifest
from nlp_service.text.piece_codes import Pieces, Shape, pieces_of
from nlp_service.text.word_features import WordLists, find_features, make_word_lists
from nlp_service.text.word_model import MODEL_NAME, WordModel, save_word_model
from nlp_service.training.words_fit import Examples, Weights, fit, new_weights, quantise
from nlp_service.training.words_gold import Labelled, read_gold, rewrite
from nlp_service.training.words_silver import (
    TEACHERS,
    label_shard,
    prepare_shards,
    read_labels,
    read_shard,
    read_word_list,
)

VERSION = "1.0.0"
LICENCE = (
    "CC BY-SA 4.0 (weights); trained on UD Vietnamese-VTB (CC BY-SA 4.0), and on VNTC (MIT) and "
    "UNC (repository GPL-3.0) as ViNLP and pyvi (MIT) segment them"
)
SHARDS = 36
WORD_LISTS = (("ViNLP", "data/Viet74K.txt"), ("pyvi", "models/words.txt"))
TEACHER_WEIGHTS = {"vinlp": 0.8, "pyvi": 0.35}
"""How much each teacher's log-odds count: set by hand, the better teacher more."""
_CERTAIN = 2e-3


def main(arguments: Sequence[str] | None = None) -> None:
    """Label, train, save."""
    parser = argparse.ArgumentParser(description="Train the word segmenter.")
    parser.add_argument("--output", type=Path, default=Path("models/words"))
    parser.add_argument("--cache", type=Path, default=Path(".cache/words/shards"))
    parser.add_argument("--shards", type=int, default=SHARDS, help="shards of 200,000 pieces of news")
    parser.add_argument(
        "--corpora", type=Path, default=Path(os.environ.get("NLP_SERVICE_CORPORA", "../shared/corpora"))
    )
    options = parser.parse_args(arguments)
    shards = prepare_shards(options.corpora, options.cache, options.shards)
    for shard in shards:
        for teacher in TEACHERS:
            label_shard(shard, teacher)
        _say(f"{shard.name} labelled")
    gold = list(read_gold(options.corpora / "segmentation" / "vi_vtb-ud-train.conllu"))
    lists = make_word_lists([read_word_list(package, file) for package, file in WORD_LISTS])
    model = WordModel(quantise(train(shards, gold, lists)), lists)
    options.output.mkdir(parents=True, exist_ok=True)
    save_word_model(options.output, model)
    write_manifest(options.output, name=MODEL_NAME, version=VERSION, licence=LICENCE)


def train(shards: Sequence[Path], gold: Sequence[Labelled], lists: WordLists) -> Weights:
    """Return the weights after the silver data and the treebank."""
    weights = new_weights()

    def silver(epoch: int) -> Iterator[Examples]:
        for number, shard in enumerate(shards):
            yield _examples(_with_rewritten(_read_silver(shard), seed=epoch * len(shards) + number), lists)
            _say(f"epoch {epoch + 1}, {shard.name}")

    def treebank(epoch: int) -> Iterator[Examples]:
        yield _examples(_with_rewritten(gold, seed=epoch), lists)

    fit(weights, silver, rate=0.1, epochs=2, batch=4096)
    fit(weights, treebank, rate=0.05, epochs=4, batch=256)
    return weights


def _read_silver(shard: Path) -> list[Labelled]:
    odds = sum(weight * _log_odds(read_labels(shard, name)) for name, weight in TEACHER_WEIGHTS.items())
    blended = iter((1.0 / (1.0 + np.exp(-odds))).tolist())
    return [(pieces, [next(blended) for _ in pieces]) for pieces in read_shard(shard)]


def _with_rewritten(sentences: Sequence[Labelled], seed: int) -> list[Labelled]:
    return [*sentences, *rewrite(sentences, seed)]


def _examples(sentences: Iterable[Labelled], lists: WordLists) -> Examples:
    known = list(sentences)
    pieces = pieces_of(pieces for pieces, _ in known)
    gaps = pieces.gaps()
    targets = _lay_out(pieces, [label for _, labels in known for label in labels])
    return Examples(find_features(pieces, gaps, lists), targets[gaps + 1])


def _lay_out(pieces: Pieces, labels: Sequence[float]) -> NDArray[np.float32]:
    """Return the labels with the places between sentences left empty, as in ``pieces``."""
    targets = np.zeros(len(pieces.keys), dtype=np.float32)
    targets[pieces.shapes != Shape.NONE] = labels
    return targets


def _log_odds(probabilities: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.log((probabilities + _CERTAIN) / (1 - probabilities + _CERTAIN))


def _say(message: str) -> None:
    sys.stderr.write(message + "\n")


if __name__ == "__main__":
    main()
