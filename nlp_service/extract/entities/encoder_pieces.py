"""From the tokens of a sentence to the numbers of the pieces that the encoder knows."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from tokenizers.models import Unigram

from nlp_service.extract.entities.encoder_casing import restore_case

START, PADDING, END, UNKNOWN = range(4)
"""The first four pieces, as XLM-RoBERTa numbers them."""
_BLANK = "\u2581"
_CACHED = 50_000
_LETTERS, _MOST = 128, 16
"""Characters and pieces of one token that are read; the rest of a long address or of nonsense says nothing more."""


class PieceVocabulary:
    """A SentencePiece unigram vocabulary; ``pieces`` are pairs of a piece and its log-probability.

    Raises:
        ValueError: the vocabulary lacks the four marks, or is otherwise not one.
    """

    def __init__(self, pieces: Iterable[tuple[str, float]]) -> None:
        self._model = Unigram([(piece, score) for piece, score in pieces], UNKNOWN, False)
        self._numbers = lru_cache(_CACHED)(self._tokenize)

    def encode(self, words: Sequence[str], spaces: Sequence[bool]) -> list[tuple[int, ...]]:
        """Return the pieces of each token, one or more; ``spaces`` tells whether a blank follows it."""
        leading = (True, *spaces[:-1])
        forms = [word[:_LETTERS] for word in restore_case(words)]
        return [self._numbers(_BLANK + form if lead else form) for form, lead in zip(forms, leading, strict=True)]

    def _tokenize(self, form: str) -> tuple[int, ...]:
        readable = form.encode("utf-8", "replace").decode("utf-8")  # lone surrogates are no characters
        tokens = self._model.tokenize(unicodedata.normalize("NFKC", readable))
        return tuple(token.id for token in tokens[:_MOST]) or (UNKNOWN,)


def read_vocabulary(path: Path) -> PieceVocabulary:
    """Read a JSON list of pairs.

    Raises:
        OSError, ValueError: it cannot be read, or is no vocabulary.
    """
    return PieceVocabulary((str(piece), float(score)) for piece, score in json.loads(path.read_text(encoding="utf-8")))
