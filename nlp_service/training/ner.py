"""Trains the fast entity tagger, from raw data to the model folder.

``python -m nlp_service.training.ner --output models/ner-fast``: syllable vectors from unlabelled news, then the network
on labelled sentences, then the calibration of its scores on sentences that it has not seen, then the card and the
manifest. Vectors and epochs are kept under ``--checkpoints``, so that a run that was stopped goes on.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from spacy.language import Language

from nlp_service.extract.entities.calibration import write_curves
from nlp_service.extract.entities.networks import SpacyNetwork
from nlp_service.model_store import ModelFolder, write_manifest
from nlp_service.training.licences import TRAINED_ON_NEWS
from nlp_service.training.ner_calibration import fit_curves, predict
from nlp_service.training.ner_corpus import read_syllables
from nlp_service.training.ner_data import LabelledSentence, Variation, read_sentences, to_syllables
from nlp_service.training.ner_loop import Schedule, train
from nlp_service.training.ner_model import Architecture, create_tagger
from nlp_service.training.ner_report import write_card
from nlp_service.training.ner_vectors import SyllableVectors, learn_vectors
from nlp_service.types import ModelInfo

NAME = "ner-fast"
VERSION = "0.1.0"
_WEIGHTS_LICENCE = "MIT"
_TEMPLATE = "ner_card.md"
_CORPORA = "NLP_SERVICE_CORPORA"

_LOG = logging.getLogger(__name__)


def main(arguments: Iterable[str] | None = None) -> None:
    """Train, calibrate, measure and write the model."""
    options = _parse(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    vectors = _load_vectors(options.corpora / "topics", options.checkpoints / "vectors.npz")
    files = [options.corpora / "ner" / "train.jsonl", *options.silver]
    sentences = [to_syllables(item) for file in files for item in read_sentences(file)]
    nlp = create_tagger(vectors, Architecture())
    train(
        nlp,
        [sentence for sentence in sentences if sentence.words],
        options.checkpoints / "fast",
        Schedule(),
        Variation(),
        stop=options.stop,
    )
    held_out = list(read_sentences(options.corpora / "ner" / "dev.jsonl"))
    write_model(nlp, held_out, options.output)


def write_model(nlp: Language, held_out: list[LabelledSentence], output: Path) -> None:
    """Write the network, its calibration, its card and its manifest into the folder ``output``."""
    output.mkdir(parents=True, exist_ok=True)
    nlp.meta.update({"name": NAME, "version": VERSION, "license": _WEIGHTS_LICENCE, "performance": {}})
    nlp.to_disk(output)
    unsigned = ModelFolder(output, ModelInfo(NAME, VERSION, ""), TRAINED_ON_NEWS)
    found = predict(SpacyNetwork(unsigned), [sentence.text for sentence in held_out])
    write_curves(output, fit_curves(held_out, found))
    # The report measures the folder as the service opens it, so the manifest comes first; the card is not in it.
    write_manifest(output, name=NAME, version=VERSION, licence=TRAINED_ON_NEWS)
    write_card(output, held_out, _TEMPLATE)
    _LOG.info("written: %s", output)


def _load_vectors(topics: Path, kept: Path) -> SyllableVectors:
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        learnt = learn_vectors(read_syllables(topics))
        np.savez(kept, forms=np.array(json.dumps(learnt.forms)), rows=learnt.rows)
    with np.load(kept, allow_pickle=False) as content:
        forms = content["forms"]
        return SyllableVectors(tuple(json.loads(str(forms))), content["rows"])


def _parse(arguments: Iterable[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = Path(__file__).resolve().parents[2]
    corpora = Path(os.environ.get(_CORPORA, root.parent / "shared" / "corpora"))
    parser.add_argument("--corpora", type=Path, default=corpora, help="folder with ner/ and topics/")
    parser.add_argument("--output", type=Path, default=root / "models" / NAME, help="folder of the model")
    parser.add_argument("--checkpoints", type=Path, default=root / ".cache" / "ner", help="folder that makes it resume")
    parser.add_argument("--silver", type=Path, action="append", default=[], help="more sentences, from ner_silver")
    parser.add_argument("--stop", type=int, default=Schedule().epochs, help="epochs to run of the schedule")
    return parser.parse_args(None if arguments is None else list(arguments))


if __name__ == "__main__":
    main()
