"""The fine-tuned encoder behind the accurate tagger: ONNX Runtime on one CPU thread, then a chain of tags.

A sentence is run on its own: its scores hang on nothing but its text, whatever else is analysed at the time.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidGraph, InvalidProtobuf, NoSuchFile

from nlp_service.errors import ModelCorrupt
from nlp_service.extract.entities.decoding import TokenSpan
from nlp_service.extract.entities.encoder_pieces import END, START, read_vocabulary
from nlp_service.extract.entities.networks import SyllableSentence
from nlp_service.extract.entities.tag_chain import Scores, TagChain
from nlp_service.model_store import ModelFolder

NETWORK = "encoder.onnx"
PIECES = "pieces.json"
CHAIN = "chain.json"
_LONGEST = 510
"""Pieces that the encoder has positions for, without the marks at both ends."""


class EncoderNetwork:
    """Finds mentions with the encoder in a verified folder. Safe to share between threads.

    Raises:
        ModelCorrupt: the folder passes its checksums but holds no encoder that can be loaded.
    """

    def __init__(self, model: ModelFolder) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        try:
            self._vocabulary = read_vocabulary(model.path / PIECES)
            self._chain = read_chain(model.path / CHAIN)
            self._session = onnxruntime.InferenceSession(
                model.path / NETWORK, options, providers=["CPUExecutionProvider"]
            )
        except (OSError, ValueError, KeyError, TypeError, Fail, InvalidGraph, InvalidProtobuf, NoSuchFile) as error:
            raise ModelCorrupt(
                f"Model {model.info.name} cannot be loaded ({error}). Restore it from the release."
            ) from error

    def decode(self, sentences: Sequence[SyllableSentence]) -> list[tuple[TokenSpan, ...]]:
        """Return the mentions of each sentence, in order."""
        return [self._decode(sentence) for sentence in sentences]

    def _decode(self, sentence: SyllableSentence) -> tuple[TokenSpan, ...]:
        words = self._vocabulary.encode(sentence.words, sentence.spaces)
        return self._chain.find_mentions(np.concatenate([self._score(part) for part in _split(words)]))

    def _score(self, tokens: Sequence[tuple[int, ...]]) -> Scores:
        """Return the scores of each token: the mean over its pieces."""
        numbers = np.array([[START, *(piece for token in tokens for piece in token), END]], dtype=np.int64)
        (scores,) = self._session.run(None, {"pieces": numbers})
        sizes = np.array([len(token) for token in tokens])
        sums = np.add.reduceat(scores[0, 1:-1], np.cumsum(sizes) - sizes, axis=0)
        means: Scores = (sums / sizes[:, None]).astype(np.float32)
        return means


def read_chain(path: Path) -> TagChain:
    """Read the chain of tags that :func:`write_chain` wrote.

    Raises:
        OSError, ValueError, KeyError, TypeError: it cannot be read, or is no chain.
    """
    content = json.loads(path.read_text(encoding="utf-8"))
    moves, first, last = (np.array(content[name], dtype=np.float32) for name in ("moves", "first", "last"))
    return TagChain(tuple(content["tags"]), moves, first, last)


def write_chain(path: Path, chain: TagChain) -> None:
    """Write ``chain`` as JSON."""
    content = {
        "tags": chain.tags,
        "moves": [[round(float(value), 6) for value in row] for row in chain.moves],
        "first": [round(float(value), 6) for value in chain.first],
        "last": [round(float(value), 6) for value in chain.last],
    }
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def _split(tokens: Sequence[tuple[int, ...]]) -> list[Sequence[tuple[int, ...]]]:
    """Cut a sentence of too many pieces."""
    parts, start, size = [], 0, 0
    for place, token in enumerate(tokens):
        if size + len(token) > _LONGEST:
            parts.append(tokens[start:place])
            start, size = place, 0
        size += len(token)
    parts.append(tokens[start:])
    return parts
