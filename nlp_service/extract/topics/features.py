"""Weighted counts of syllables and syllable pairs: the features of the topic model, by numpy alone.

Words are not needed: pairs of syllables hold most Vietnamese words, and the features stay the same whichever segmenter
runs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]

SYLLABLE = re.compile(r"\w+")
SHAPE_OF_DIGITS = str.maketrans("123456789", "000000000")


def split_syllables(text: str) -> list[str]:
    """Return the runs of letters and digits of ``text``, lower-case, every digit as 0."""
    return SYLLABLE.findall(text.lower().translate(SHAPE_OF_DIGITS))


def pair_keys(ids: IntArray, size: int) -> IntArray:
    """Return the key ``first * size + second`` of each pair of neighbours in ``ids``, which are below ``size``."""
    return ids[:-1] * size + ids[1:]


class Occurrences(NamedTuple):
    """Known features in a run of syllables: which, at which syllable each begins, and how much it counts."""

    features: IntArray
    positions: IntArray
    counts: FloatArray


@dataclass(frozen=True)
class NgramVocabulary:
    """What the model knows, and how it counts.

    Attributes:
        syllables: the known syllables; the position is the feature.
        pairs: sorted keys of the known pairs (see :func:`pair_keys`; one id more than syllables stands for the
        unknown);
            position + ``len(syllables)`` is the feature.
        idf: inverse document frequency of each feature.
        lead: how many syllables at the start of a text count ``1 + lead_boost`` times.
    """

    syllables: tuple[str, ...]
    pairs: IntArray
    idf: FloatArray
    lead: int
    lead_boost: float

    @cached_property
    def _ids(self) -> dict[str, int]:
        return {syllable: index for index, syllable in enumerate(self.syllables)}

    def __len__(self) -> int:
        return len(self.syllables) + len(self.pairs)

    def transform(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Return one row of unit length a text, (1 + log count) x idf; empty where no syllable is known."""
        found = [self.find(split_syllables(text)) for text in texts]
        owners = np.repeat(np.arange(len(found)), [len(item.features) for item in found])
        features = np.concatenate([np.zeros(0, np.int64), *(item.features for item in found)])
        counts = np.concatenate([np.zeros(0, np.float32), *(item.counts for item in found)])
        return weigh(count_matrix(features, owners, counts, (len(texts), len(self))), self.idf)

    def find(self, syllables: Sequence[str]) -> Occurrences:
        """Return where known syllables and pairs stand among ``syllables``."""
        unknown, lookup = len(self.syllables), self._ids.get
        ids = np.fromiter((lookup(item, unknown) for item in syllables), dtype=np.int64, count=len(syllables))
        weights = np.ones(len(ids), dtype=np.float32)
        weights[: self.lead] += self.lead_boost
        known = np.flatnonzero(ids < unknown)
        keys = pair_keys(ids, unknown + 1)
        places = np.searchsorted(self.pairs, keys)
        matches = np.take(self.pairs, places, mode="clip") == keys if len(self.pairs) else np.zeros(len(keys), bool)
        paired = np.flatnonzero(matches)
        return Occurrences(
            features=np.concatenate([ids[known], places[paired] + unknown]),
            positions=np.concatenate([known, paired]),
            counts=np.concatenate([weights[known], weights[paired]]),
        )


def weigh(counts: sparse.csr_matrix, idf: FloatArray) -> sparse.csr_matrix:
    """Return the counts as (1 + log count) x idf, each row of unit length."""
    values = (1 + np.log(counts.data)) * idf[counts.indices]
    lengths = np.sqrt(np.add.reduceat(np.append(values * values, 0), counts.indptr[:-1]))
    widths = np.diff(counts.indptr)
    lengths[widths == 0] = 1
    values /= np.repeat(lengths, widths)
    return sparse.csr_matrix((values.astype(np.float32), counts.indices, counts.indptr), shape=counts.shape)


def count_matrix(features: IntArray, owners: IntArray, counts: FloatArray, shape: tuple[int, int]) -> sparse.csr_matrix:
    """Return the sums of ``counts`` by owner (row) and feature (column)."""
    matrix = sparse.csr_matrix((counts, (owners, features)), shape=shape, dtype=np.float32)
    matrix.sum_duplicates()
    return matrix


def save_vocabulary(vocabulary: NgramVocabulary, folder: Path) -> None:
    """Write ``syllables.txt`` and ``features.npz`` into ``folder``; :func:`load_vocabulary` reads them."""
    (folder / "syllables.txt").write_text("\n".join(vocabulary.syllables) + "\n", encoding="utf-8")
    np.savez_compressed(
        folder / "features.npz",
        pair_steps=np.diff(vocabulary.pairs, prepend=np.int64(0)),
        idf=vocabulary.idf.astype(np.float16),
        lead=np.int64(vocabulary.lead),
        lead_boost=np.float32(vocabulary.lead_boost),
    )


def load_vocabulary(folder: Path) -> NgramVocabulary:
    """Read what :func:`save_vocabulary` wrote."""
    syllables = tuple((folder / "syllables.txt").read_text(encoding="utf-8").splitlines())
    with np.load(folder / "features.npz", allow_pickle=False) as data:
        return NgramVocabulary(
            syllables=syllables,
            pairs=np.cumsum(data["pair_steps"]),
            idf=data["idf"].astype(np.float32),
            lead=int(data["lead"]),
            lead_boost=float(data["lead_boost"]),
        )
