"""Which words moved a topic, for and against, and where they stand.

A score is a sum over features, so each feature's part is exact: its value times its weight. The part of a topic is held
against the mean of the other topics, weighted by their probabilities: what the words add to the log-odds, to first
order. A syllable's feature is shared out to its places, that of a pair to both its syllables, and the syllables of a
word are added up. What typesetting and dates add is not told, nor what function words, numbers, and words of little
weight do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

from nlp_service.extract.topics.features import SHAPE_OF_DIGITS, SYLLABLE, FloatArray, IntArray, NgramVocabulary
from nlp_service.extract.topics.function_words import is_function_word
from nlp_service.types import Document, Span, Token, TopicReason, TopicScore

MAX_REASONS = 10
"""How many words for a topic, and how many against it."""
_LEAST = 0.05
"""The weight from which a word is told, in log-odds: one that changes the odds by a twentieth."""
_TITLE_WORD = 4


class _Syllable(NamedTuple):
    """A syllable with its span in the text, None in the title."""

    norm: str
    span: Span | None


@dataclass(slots=True)
class _Word:
    words: str
    evidence: list[Span]
    in_title: bool = False


class WordMap:
    """The words of a document, and how the features of its row are shared out to them."""

    def __init__(self, document: Document, parts: Sequence[Span], vocabulary: NgramVocabulary, row: IntArray) -> None:
        """``parts`` are the spans that the topic was read from, ``row`` the sorted features of the document's row."""
        syllables = list(_syllables(document, parts))
        owners, self._words = _group_words(syllables, document.tokens)
        self._shares = _share_features(vocabulary, syllables, row)
        self._owners = owners
        self._telling = np.array([not is_function_word(word.words) for word in self._words], dtype=bool)

    def reasons(self, effects: FloatArray) -> tuple[TopicReason, ...]:
        """Return the words that move most, strongest first; ``effects`` has one value a feature of the row."""
        totals = np.bincount(self._owners, weights=self._shares @ effects, minlength=len(self._words))
        telling = np.flatnonzero(self._telling & (np.abs(totals) >= _LEAST)).tolist()
        speaking = sorted(telling, key=lambda index: (-abs(totals[index]), self._words[index].words))
        strongest = {
            *[index for index in speaking if totals[index] > 0][:MAX_REASONS],
            *[index for index in speaking if totals[index] < 0][:MAX_REASONS],
        }
        return tuple(self._reason(index, float(totals[index])) for index in speaking if index in strongest)

    def _reason(self, index: int, weight: float) -> TopicReason:
        word = self._words[index]
        return TopicReason(word.words, round(weight, 4), tuple(word.evidence), word.in_title)


class Evidence(NamedTuple):
    """What each feature of a row (first axis) adds to the logits of the topics ``ids``, and their probabilities."""

    ids: Sequence[str]
    parts: FloatArray
    probabilities: FloatArray


def explain_topics(
    topics: Sequence[TopicScore], words: WordMap, evidence: Mapping[str, Evidence]
) -> tuple[TopicScore, ...]:
    """Return the topics, each with the words that moved it; ``evidence`` is by scheme."""
    explained = []
    for topic in topics:
        ids, parts, probabilities = evidence[topic.scheme]
        effects = _contrast(parts, probabilities, ids.index(topic.id))
        explained.append(replace(topic, explanation=words.reasons(effects)))
    return tuple(explained)


def _contrast(parts: FloatArray, probabilities: FloatArray, column: int) -> FloatArray:
    """Return what each feature (row of ``parts``) adds to a topic's log-odds against the other topics."""
    others = probabilities.astype(np.float64)
    others[column] = 0
    others = others / others.sum() if others.sum() > 0 else others
    result: FloatArray = (parts[:, column] - parts @ others).astype(np.float32)
    return result


def _syllables(document: Document, parts: Sequence[Span]) -> Iterator[_Syllable]:
    for match in SYLLABLE.finditer(document.title or ""):
        yield _Syllable(_normal(match[0]), None)
    for part in parts:
        for match in SYLLABLE.finditer(document.text, part.start, part.end):
            yield _Syllable(_normal(match[0]), Span(match.start(), match.end()))


def _normal(syllable: str) -> str:
    return syllable.lower().translate(SHAPE_OF_DIGITS)


def _group_words(syllables: Sequence[_Syllable], tokens: Sequence[Token]) -> tuple[IntArray, list[_Word]]:
    """Return the word of each syllable, and the words; a word is all its places."""
    index: dict[str, int] = {}
    words: list[_Word] = []
    owners = np.zeros(len(syllables), dtype=np.int64)
    place, last = 0, -1
    for position, (norm, span) in enumerate(syllables):
        if span is None:
            continue
        while place < len(tokens) and tokens[place].end < span.end:
            place += 1
        inside = place < len(tokens) and tokens[place].start <= span.start
        surface = tokens[place].norm if inside else norm
        number = index.setdefault(surface.casefold(), len(words))
        if number == len(words):
            words.append(_Word(surface, []))
        if not inside or place != last:
            words[number].evidence.append(Span(tokens[place].start, tokens[place].end) if inside else span)
        last = place if inside else -1
        owners[position] = number
    _group_title([syllable.norm for syllable in syllables if syllable.span is None], index, words, owners)
    return owners, words


def _group_title(title: Sequence[str], index: dict[str, int], words: list[_Word], owners: IntArray) -> None:
    """Give the syllables of the title, which come first, to the longest words of the text that they make."""
    start = 0
    while start < len(title):
        width = next((size for size in range(_TITLE_WORD, 1, -1) if " ".join(title[start : start + size]) in index), 1)
        key = " ".join(title[start : start + width])
        number = index.setdefault(key, len(words))
        if number == len(words):
            words.append(_Word(key, []))
        words[number].in_title = True
        owners[start : start + width] = number
        start += width


def _share_features(vocabulary: NgramVocabulary, syllables: Sequence[_Syllable], row: IntArray) -> sparse.csr_matrix:
    """Return syllables x features of the row: which share of each feature stands at which syllable."""
    found = vocabulary.find([syllable.norm for syllable in syllables])
    places = np.searchsorted(row, found.features)
    known = np.take(row, places, mode="clip") == found.features if len(row) else np.zeros(len(places), bool)
    places, positions, counts = places[known], found.positions[known], found.counts[known]
    totals = np.bincount(places, weights=counts, minlength=len(row))
    shares: npt.NDArray[np.float64] = counts / totals[places]
    paired = found.features[known] >= len(vocabulary.syllables)
    shares[paired] /= 2
    return sparse.csr_matrix(
        (
            np.concatenate([shares, shares[paired]]),
            (np.concatenate([positions, positions[paired] + 1]), np.concatenate([places, places[paired]])),
        ),
        shape=(len(syllables), len(row)),
    )
