"""Silver labels for the IPTC head: the section's usual media topics, moved by the cue words of the article.

No large Vietnamese corpus carries IPTC codes. Each training article therefore gets a distribution over the 17 top-level
codes: the shares of its section (``topics/sections.yml``) times the evidence of the cues (``topics/iptc.yml``)
found in it. A linear head trained on these distributions then learns every word that goes along with the cues.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from nlp_service.extract.topics.features import split_syllables
from nlp_service.extract.topics.taxonomy import MediaTopic, Taxonomy

_LEAD = 60
_LEAD_BOOST = 2.0
_STRENGTH = 1.5
_FLOOR = 0.002


def label_articles(
    texts: Iterable[str], sections: Iterable[str], taxonomy: Taxonomy, *, strength: float = _STRENGTH
) -> npt.NDArray[np.float64]:
    """Return one distribution over ``taxonomy.media_topics`` an article, from its text and the id of its section."""
    index = _cue_index(taxonomy.media_topics)
    longest = max(map(len, index))
    codes = [topic.code for topic in taxonomy.media_topics]
    shares = {
        section.id: np.array([max(_FLOOR, section.iptc.get(code, 0.0)) for code in codes])
        for section in taxonomy.sections
    }
    rows = []
    for text, section in zip(texts, sections, strict=True):
        syllables = split_syllables(text)
        evidence = _evidence(_count_cues(syllables, index, longest), len(syllables), len(codes))
        logits = np.log(shares[section]) + strength * evidence
        powers = np.exp(logits - logits.max())
        rows.append(powers / powers.sum())
    return np.array(rows)


def _cue_index(topics: Sequence[MediaTopic]) -> Mapping[tuple[str, ...], tuple[int, ...]]:
    index: dict[tuple[str, ...], tuple[int, ...]] = {}
    for position, topic in enumerate(topics):
        for cue in topic.cues:
            key = tuple(split_syllables(cue))
            index[key] = (*index.get(key, ()), position)
    return index


def _count_cues(
    syllables: Sequence[str], index: Mapping[tuple[str, ...], tuple[int, ...]], longest: int
) -> Counter[tuple[int, tuple[str, ...]]]:
    counts: Counter[tuple[int, tuple[str, ...]]] = Counter()
    start = 0
    while start < len(syllables):
        step = 1
        for width in range(min(longest, len(syllables) - start), 0, -1):
            cue = tuple(syllables[start : start + width])
            if cue in index:
                for position in index[cue]:
                    counts[position, cue] += 1 + (_LEAD_BOOST if start < _LEAD else 0)  # type: ignore[assignment]
                step = width
                break
        start += step
    return counts


def _evidence(counts: Counter[tuple[int, tuple[str, ...]]], length: int, width: int) -> npt.NDArray[np.float64]:
    """Return how much the cues speak for each topic: logarithms of their counts, against the length of the text."""
    evidence = np.zeros(width, dtype=np.float64)
    for (position, _), count in counts.items():
        evidence[position] += np.log1p(count)
    result: npt.NDArray[np.float64] = evidence / np.sqrt(max(length, 100) / 100)
    return result
