"""Chooses the syllables and pairs that the topic model counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from nlp_service.extract.topics.features import FloatArray, IntArray, NgramVocabulary, pair_keys, split_syllables

MIN_DOCUMENTS = 3
LEAD = 50
LEAD_BOOST = 1.0


def build_vocabulary(texts: Sequence[str]) -> NgramVocabulary:
    """Return every syllable and pair that at least three texts have, with its smoothed inverse document frequency."""
    split = [split_syllables(text) for text in texts]
    frequencies = Counter(syllable for syllables in split for syllable in set(syllables))
    known = tuple(sorted(item for item, count in frequencies.items() if count >= MIN_DOCUMENTS))
    ids = {item: index for index, item in enumerate(known)}
    pairs, pair_counts = _frequent_pairs([_ids(syllables, ids) for syllables in split], len(known))
    counts = np.concatenate([np.array([frequencies[item] for item in known], dtype=np.int64), pair_counts])
    idf = np.log((1 + len(texts)) / (1 + counts)) + 1
    return NgramVocabulary(known, pairs, idf.astype(np.float32), LEAD, LEAD_BOOST)


def keep_pairs(vocabulary: NgramVocabulary, importance: FloatArray, limit: int) -> NgramVocabulary:
    """Return the vocabulary with all syllables and the ``limit`` most important pairs (one value a feature)."""
    size = len(vocabulary.syllables)
    order = np.argsort(-importance[size:], kind="stable")[:limit]
    kept = np.sort(order)
    return NgramVocabulary(
        syllables=vocabulary.syllables,
        pairs=vocabulary.pairs[kept],
        idf=np.concatenate([vocabulary.idf[:size], vocabulary.idf[size:][kept]]),
        lead=vocabulary.lead,
        lead_boost=vocabulary.lead_boost,
    )


def _ids(syllables: Sequence[str], ids: dict[str, int]) -> IntArray:
    return np.array([ids.get(item, len(ids)) for item in syllables], dtype=np.int64)


def _frequent_pairs(rows: Sequence[IntArray], size: int) -> tuple[IntArray, IntArray]:
    """Return the sorted keys of the pairs of known syllables that three rows have, and in how many rows each stands."""
    keys = [np.unique(pair_keys(row, size + 1)[(row[:-1] < size) & (row[1:] < size)]) for row in rows if len(row) > 1]
    unique, counts = np.unique(np.concatenate(keys), return_counts=True)
    frequent = counts >= MIN_DOCUMENTS
    return unique[frequent], counts[frequent]
