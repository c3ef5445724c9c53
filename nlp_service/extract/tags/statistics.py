"""In how many articles a phrase stands, and how much it tells about their section: what makes a phrase worth a tag."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from nlp_service.errors import ModelCorrupt

_FILE = "phrases.npz"
_FREQUENCY_STEPS = 12
_KEYNESS_STEPS = 60


@dataclass(frozen=True, slots=True)
class PhraseStatistics:
    """Statistics of phrases under the CRC-32 of their syllables (lower-case, digits as 0, single blanks).

    Attributes:
        articles: how many articles were counted.
        keys: sorted checksums.
        frequencies: in how many articles each phrase stands.
        keyness: the Kullback-Leibler divergence, in nats, of the sections of the phrase's articles from those of all.
    """

    articles: int
    keys: npt.NDArray[np.uint32]
    frequencies: npt.NDArray[np.float32]
    keyness: npt.NDArray[np.float32]

    def look_up(self, phrases: Sequence[str]) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        """Return frequency and keyness of each phrase; 0 for those that were too rare to be counted."""
        wanted = np.fromiter((phrase_key(phrase) for phrase in phrases), dtype=np.uint32, count=len(phrases))
        places = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        known = self.keys[places] == wanted
        return np.where(known, self.frequencies[places], 0), np.where(known, self.keyness[places], 0)


def phrase_key(phrase: str) -> int:
    """Return the checksum under which a phrase is stored."""
    return zlib.crc32(phrase.encode())


def save_statistics(
    folder: Path, articles: int, phrases: Iterable[str], frequencies: Sequence[int], keyness: Sequence[float]
) -> None:
    """Write ``phrases.npz``: logarithms of the frequencies and keyness in one byte each."""
    keys = np.fromiter(map(phrase_key, phrases), dtype=np.uint32)
    unique, first = np.unique(keys, return_index=True)
    logs = np.round(np.log2(np.asarray(frequencies)[first]) * _FREQUENCY_STEPS)
    steps = np.round(np.asarray(keyness)[first] * _KEYNESS_STEPS)
    np.savez_compressed(
        folder / _FILE,
        articles=np.int64(articles),
        key_steps=np.diff(unique, prepend=np.uint32(0)),
        frequencies=logs.clip(0, 255).astype(np.uint8),
        keyness=steps.clip(0, 255).astype(np.uint8),
    )


def load_statistics(folder: Path) -> PhraseStatistics:
    """Read what :func:`save_statistics` wrote.

    Raises:
        ModelCorrupt: the file is missing or malformed.
    """
    try:
        with np.load(folder / _FILE, allow_pickle=False) as data:
            statistics = PhraseStatistics(
                articles=int(data["articles"]),
                keys=np.cumsum(data["key_steps"], dtype=np.uint32),
                frequencies=np.exp2(data["frequencies"].astype(np.float32) / _FREQUENCY_STEPS),
                keyness=data["keyness"].astype(np.float32) / _KEYNESS_STEPS,
            )
    except (OSError, ValueError, KeyError) as error:
        raise ModelCorrupt(f"Phrase statistics in {folder}: {error!r}. Restore them from the release.") from error
    if not len(statistics.keys) or not len(statistics.keys) == len(statistics.frequencies) == len(statistics.keyness):
        raise ModelCorrupt(f"Phrase statistics in {folder}: the columns differ in length or are empty.")
    return statistics
