"""The committed model of words: a table of weights, and the word lists that its features look into."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlp_service.errors import ModelCorrupt
from nlp_service.text.piece_codes import Pieces
from nlp_service.text.word_features import LIST_BITS, LIST_COUNT, TABLE_BITS, WordLists, find_features

MODEL_NAME = "words"
_FILE = "weights.npz"


@dataclass(frozen=True, slots=True)
class WordModel:
    """A linear model: a gap is closed when the weights of its features add up to more than nothing."""

    weights: NDArray[np.int8] = field(repr=False)
    lists: WordLists

    def join(self, pieces: Pieces) -> NDArray[np.bool_]:
        """Return, for each piece, whether it is one word with the piece before it."""
        joined = np.zeros(len(pieces.keys), dtype=np.bool_)
        gaps = pieces.gaps()
        scores = self.weights.take(find_features(pieces, gaps, self.lists)).sum(axis=0, dtype=np.int32)
        joined[gaps[scores > 0] + 1] = True
        return joined


def load_word_model(folder: Path) -> WordModel:
    """Read the model in ``folder``, whose checksums were verified.

    Raises:
        ModelCorrupt: the arrays are not what this version reads.
    """
    with np.load(folder / _FILE, allow_pickle=False) as arrays:
        weights, lists = arrays["weights"], arrays["lists"]
    if (
        weights.shape != (1 << TABLE_BITS,)
        or weights.dtype != np.int8
        or lists.shape != (LIST_COUNT, 1 << (LIST_BITS - 3))
    ):
        raise ModelCorrupt(f"Model {MODEL_NAME}: {_FILE} is of another version. Restore it from the release.")
    table = np.zeros(1 << LIST_BITS, dtype=np.uint8)
    for number, packed in enumerate(lists):
        table |= np.unpackbits(packed) << np.uint8(number)
    return WordModel(weights, WordLists(table))


def save_word_model(folder: Path, model: WordModel) -> None:
    """Write the model into ``folder``."""
    packed = [np.packbits(model.lists.table >> np.uint8(number) & np.uint8(1)) for number in range(LIST_COUNT)]
    np.savez_compressed(folder / _FILE, weights=model.weights, lists=np.stack(packed))
