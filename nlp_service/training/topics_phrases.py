"""Counts phrases of one to five syllables: article frequency and keyness, for the tag suggester."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from nlp_service.extract.topics.features import split_syllables

_MIN_ARTICLES = {1: 4, 2: 4, 3: 4, 4: 5, 5: 6}
_SMOOTHING = 5.0

Ids = npt.NDArray[np.int64]


def count_phrases(
    texts: Sequence[str], sections: Sequence[str], stop: frozenset[str]
) -> tuple[list[str], list[int], list[float]]:
    """Return phrases, their article frequencies and their keyness (see :class:`PhraseStatistics`).

    A phrase neither begins nor ends with a word of ``stop``.
    """
    split = [split_syllables(text) for text in texts]
    names = sorted(set(sections))
    labels = np.array([names.index(section) for section in sections], dtype=np.int64)
    prior = np.bincount(labels, minlength=len(names)) / len(labels)
    syllables = sorted(
        item for item, count in Counter(s for row in split for s in set(row)).items() if count >= _MIN_ARTICLES[1]
    )
    ids = {item: index for index, item in enumerate(syllables)}
    rows = [np.array([ids.get(item, -1) for item in row], dtype=np.int64) for row in split]
    phrases: list[str] = []
    frequencies: list[int] = []
    keyness: list[float] = []
    for names_of, table in _levels(rows, labels, syllables, len(names)):
        totals = table.sum(axis=1)
        divergence = measure_divergence(table, prior)
        for phrase, total, value in zip(names_of, totals, divergence, strict=True):
            if not _has_stop_edge(phrase.split(" "), stop):
                phrases.append(phrase)
                frequencies.append(int(total))
                keyness.append(float(value))
    return phrases, frequencies, keyness


def _levels(
    rows: Sequence[Ids], labels: Ids, syllables: Sequence[str], width: int
) -> Iterator[tuple[list[str], npt.NDArray[np.int64]]]:
    """Yield for each length the frequent phrases and their articles by section; each grows from a frequent one."""
    size = len(syllables)
    current, names = list(rows), list(syllables)
    for length in range(1, max(_MIN_ARTICLES) + 1):
        if length > 1:
            current = [_grow(ids, row, length, size) for ids, row in zip(current, rows, strict=True)]
        present = [np.unique(ids[ids >= 0]) for ids in current]
        owners = np.repeat(np.arange(len(rows)), [len(ids) for ids in present])
        keys, places = np.unique(np.concatenate(present), return_inverse=True)
        table = np.bincount(places * width + labels[owners], minlength=len(keys) * width).reshape(-1, width)
        frequent = table.sum(axis=1) >= _MIN_ARTICLES[length]
        kept = keys[frequent]
        names = [syllables[key] if length == 1 else f"{names[key // size]} {syllables[key % size]}" for key in kept]
        yield names, table[frequent]
        current = [_renumber(ids, kept) for ids in current]


def _grow(ids: Ids, row: Ids, length: int, size: int) -> Ids:
    """Return the keys of the phrases that are one syllable longer than those of ``ids``; -1 where one part is rare."""
    last = row[length - 1 :]
    first = ids[: len(last)]
    return np.where((first >= 0) & (last >= 0), first * size + last, -1)


def _renumber(ids: Ids, kept: Ids) -> Ids:
    places = np.minimum(np.searchsorted(kept, ids), max(len(kept) - 1, 0))
    return np.where(kept[places] == ids, places, -1) if len(kept) else np.full(len(ids), -1)


def measure_divergence(table: npt.NDArray[np.int64], prior: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return for each row of counts by label the Kullback-Leibler divergence, in nats, of its shares from ``prior``."""
    prior = np.maximum(prior, 1e-9)
    smoothed = (table + _SMOOTHING * prior) / (table.sum(axis=1, keepdims=True) + _SMOOTHING)
    result: npt.NDArray[np.float64] = (smoothed * np.log(smoothed / prior)).sum(axis=1)
    return result


def _has_stop_edge(syllables: Sequence[str], stop: frozenset[str]) -> bool:
    if any(syllable.isdigit() for syllable in (syllables[0], syllables[-1])):
        return True
    return any(
        " ".join(syllables[:width]) in stop or " ".join(syllables[len(syllables) - width :]) in stop
        for width in range(1, len(syllables) + 1)
    )
