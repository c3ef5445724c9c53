"""Chooses the syllables, the pairs and the features of typesetting that the topic model counts."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from nlp_service.extract.topics.features import FloatArray, IntArray, NgramVocabulary, pair_keys, split_syllables
from nlp_service.extract.topics.style import StyleVocabulary, describe_style
from nlp_service.training.topics_phrases import measure_divergence

MIN_DOCUMENTS = 3
LEAD = 50
LEAD_BOOST = 1.0
STYLE_SCALE = 0.7

Labels = npt.NDArray[np.int64]


def build_vocabulary(texts: Sequence[str], labels: Labels, *, limit: int) -> NgramVocabulary:
    """Return every syllable that three texts have, and of the pairs the ``limit`` ones that tell most of the labels.

    A pair tells as much as the Kullback-Leibler divergence of the labels of its texts from those of all, times the
    number of its texts.
    """
    split = [split_syllables(text) for text in texts]
    frequencies = Counter(syllable for syllables in split for syllable in set(syllables))
    known = tuple(sorted(item for item, count in frequencies.items() if count >= MIN_DOCUMENTS))
    ids = {item: index for index, item in enumerate(known)}
    rows = [np.array([ids.get(item, len(ids)) for item in syllables], dtype=np.int64) for syllables in split]
    pairs, table = _frequent(_present_pairs(rows, len(known)), labels)
    value = measure_divergence(table, _shares(labels)) * table.sum(axis=1)
    kept = np.sort(np.argsort(-value, kind="stable")[:limit])
    counts = np.concatenate([[frequencies[item] for item in known], table.sum(axis=1)[kept]]).astype(np.int64)
    return NgramVocabulary(known, pairs[kept], _inverse_frequency(counts, len(texts)), LEAD, LEAD_BOOST)


def build_style(
    texts: Sequence[str], newspapers: Labels, *, limit: int
) -> tuple[StyleVocabulary, npt.NDArray[np.bool_]]:
    """Return the ``limit`` features of typesetting that tell most of the newspapers, and which describe the begin."""
    names = [sorted(set(describe_style(text))) for text in texts]
    sums = {name: zlib.crc32(name.encode()) for row in names for name in row}
    opening = np.array(sorted({key for name, key in sums.items() if name.startswith("h")}), dtype=np.int64)
    present = [np.unique(np.array([sums[name] for name in row], dtype=np.int64)) for row in names]
    keys, table = _frequent(present, newspapers)
    value = measure_divergence(table, _shares(newspapers)) * table.sum(axis=1)
    kept = np.sort(np.argsort(-value, kind="stable")[:limit])
    idf = _inverse_frequency(table.sum(axis=1)[kept], len(texts))
    return StyleVocabulary(keys[kept].astype(np.uint32), idf, STYLE_SCALE), np.isin(keys[kept], opening)


def _present_pairs(rows: Sequence[IntArray], size: int) -> list[IntArray]:
    return [np.unique(pair_keys(row, size + 1)[(row[:-1] < size) & (row[1:] < size)]) for row in rows]


def _frequent(present: Sequence[IntArray], labels: Labels) -> tuple[IntArray, npt.NDArray[np.int64]]:
    """Return the sorted keys that enough rows have, and in how many rows of each label each stands."""
    width = int(labels.max()) + 1
    owners = np.repeat(labels, [len(keys) for keys in present])
    keys, places = np.unique(np.concatenate(present), return_inverse=True)
    table = np.bincount(places * width + owners, minlength=len(keys) * width).reshape(-1, width)
    frequent = table.sum(axis=1) >= MIN_DOCUMENTS
    return keys[frequent], table[frequent]


def _shares(labels: Labels) -> npt.NDArray[np.float64]:
    result: npt.NDArray[np.float64] = np.bincount(labels) / len(labels)
    return result


def _inverse_frequency(counts: npt.NDArray[np.int64], texts: int) -> FloatArray:
    return (np.log((1 + texts) / (1 + counts)) + 1).astype(np.float32)
