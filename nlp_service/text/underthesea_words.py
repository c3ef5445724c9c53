"""Word segmentation by the model of underthesea, on our own syllables.

underthesea's ``word_tokenize`` rewrites what it is given and returns bare strings. Its conditional random field labels
tokens of any origin, so here it labels the pieces of :func:`~nlp_service.text.pieces.piece_spans`, whose places are
known: every word is an exact slice. underthesea's Python code is not imported and its pickled files are not
loaded: the model runs in its compiled core, and the two lists that go with it are read as data.
"""

from __future__ import annotations

import pickletools
import re
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

from underthesea_core import CRFFeaturizer, CRFTagger

from nlp_service.errors import ModelMissing
from nlp_service.text.pieces import piece_spans
from nlp_service.text.words import WordSpan
from nlp_service.types import ModelInfo, Sentence

_MODEL = "pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727"
_BEGIN, _INSIDE = "B-W", "I-W"
_SURROGATE = re.compile("[\ud800-\udfff]")
# Marks that end a word, whatever the model says.
_PARTING = frozenset('()[]{}"“”‘’«»,;:!?…/')
_LONGEST_RUN = 256
"""Syllables labelled at once: long enough for any sentence, short enough for any input."""


class UndertheseaSegmenter:
    """The reference segmenter."""

    name = "underthesea"
    models: tuple[ModelInfo, ...] = ()

    def __init__(self) -> None:
        """Load the model.

        Raises:
            ModelMissing: underthesea is not installed, or holds no such model.
        """
        folder = _model_folder()
        self._tagger = CRFTagger()
        self._tagger.load(str(folder / "models.bin"))
        features, dictionary = (_read_strings(folder / name) for name in ("features.bin", "dictionary.bin"))
        self._featurizer = CRFFeaturizer(features, set(dictionary))
        self._lock = Lock()

    def find_words(self, text: str, sentences: Sequence[Sentence]) -> list[WordSpan]:
        """Return the spans of the words of ``sentences``: pieces joined as the model says."""
        return [
            (sentence.start + start, sentence.start + end)
            for sentence in sentences
            for start, end in self._segment(text[sentence.start : sentence.end])
        ]

    def _segment(self, sentence: str) -> list[WordSpan]:
        sentence = _SURROGATE.sub("\ufffd", sentence)  # the model takes UTF-8; the length stays
        spans = piece_spans(sentence)
        words: list[WordSpan] = []
        for first in range(0, len(spans), _LONGEST_RUN):
            run = spans[first : first + _LONGEST_RUN]
            labels = self._label([sentence[start:end] for start, end in run])
            for index, ((start, end), label) in enumerate(zip(run, labels, strict=True)):
                if (
                    index
                    and label == _INSIDE
                    and sentence[start].isalnum()
                    and sentence[words[-1][1] - 1] not in _PARTING
                ):
                    words[-1] = (words[-1][0], end)
                else:
                    words.append((start, end))
        return words

    def _label(self, syllables: list[str]) -> list[str]:
        if not any(map(str.isalpha, syllables)):
            return [_BEGIN] * len(syllables)  # no word of several syllables among numbers and marks
        with self._lock:
            (features,) = self._featurizer.process([[[syllable] for syllable in syllables]])
            return list(self._tagger.tag(features))


def _model_folder() -> Path:
    spec = find_spec("underthesea")
    for root in spec.submodule_search_locations or () if spec else ():
        if (folder := Path(root, _MODEL)).is_dir():
            return folder
    raise ModelMissing("The word segmentation model is not installed: install underthesea 9.5.")


def _read_strings(path: Path) -> list[str]:
    """Return the strings in a pickled list or set of strings, by reading its instructions without following any."""
    return [str(argument) for opcode, argument, _ in pickletools.genops(path.read_bytes()) if "UNICODE" in opcode.name]
