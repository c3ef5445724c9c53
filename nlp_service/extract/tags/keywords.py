"""Key phrases: runs of words that are frequent here and rare elsewhere, early, in the title, and tell of a section.

A run of several words that stands here but once must be known from other articles or stand in the title. Scores are a
logistic sum of the usual features of key phrase extraction (frequency, inverse document frequency, first place,
title: KEA, Witten et al. 1999; nesting: C-value, Frantzi et al. 2000) and of keyness.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nlp_service.extract.tags.candidates import Candidate, Surroundings, logistic
from nlp_service.extract.tags.phrases import Describe, Phrase, StopWords, find_phrases
from nlp_service.extract.tags.statistics import PhraseStatistics
from nlp_service.extract.topics.features import SHAPE_OF_DIGITS
from nlp_service.types import Document, Entity, Span, Tag

_RAREST = 2.0
_MIN_LOGIT = -3.0


@dataclass(frozen=True, slots=True)
class PhraseWeights:
    """What each feature of a phrase adds to the logit of its score; set on development articles.

    Attributes:
        bias: of every phrase.
        count: times the logarithm of how often it stands in the text.
        title: when the title has it.
        position: times one half minus the relative place of the first mention.
        rarity: times the logarithm of articles over articles with the phrase.
        known: when other articles have it.
        keyness: times its keyness.
        three, four: from three, and again from four syllables on.
        absorbed: times the share of its places that a longer phrase may own.
        single: for one syllable (abbreviations and foreign words).
        length: times the logarithm of the text's tokens over 400.
        weak_edge: for each end that is a vague word; inner: for a grammar word inside.
    """

    bias: float = -6.4
    count: float = 1.7
    title: float = 1.25
    position: float = 0.6
    rarity: float = 0.32
    known: float = 0.4
    keyness: float = 0.8
    three: float = 0.45
    four: float = 0.25
    absorbed: float = -1.25
    single: float = 1.2
    length: float = -0.8
    weak_edge: float = -0.7
    inner: float = -0.75


DEFAULT_WEIGHTS = PhraseWeights()


def suggest_keywords(
    document: Document,
    entities: Sequence[Entity],
    surroundings: Surroundings,
    stop: StopWords,
    describe: Describe,
    statistics: PhraseStatistics,
    weights: PhraseWeights = DEFAULT_WEIGHTS,
) -> list[Candidate]:
    """Return one candidate a phrase, with a score in [0, 1]; phrases below 0.05 are left out."""
    phrases = find_phrases(document, entities, surroundings, stop, describe)
    frequencies, keyness = statistics.look_up([phrase.key.translate(SHAPE_OF_DIGITS) for phrase in phrases])
    base = weights.bias + weights.length * math.log(max(1, len(document.tokens)) / 400)
    candidates = []
    for phrase, frequency, value in zip(phrases, frequencies.tolist(), keyness.tolist(), strict=True):
        in_title = surroundings.has_title(phrase.key)
        if len(phrase.words) > 1 and len(phrase.places) == 1 and not frequency and not in_title:
            continue
        logit = base + weights.title * in_title + weights.keyness * value
        logit += weights.known * (frequency > 0)
        logit += weights.rarity * math.log(statistics.articles / max(frequency, _RAREST))
        logit += weights.position * (0.5 - phrase.places[0][0] / surroundings.length)
        logit += _form_logit(phrase, stop, weights)
        if logit < _MIN_LOGIT:
            continue
        tag = Tag(
            _surface(phrase, document.text),
            "keyword",
            round(logistic(logit), 4),
            tuple(Span(start, end) for start, end in phrase.places),
        )
        candidates.append(Candidate(tag, f" {phrase.key} "))
    return candidates


def _form_logit(phrase: Phrase, stop: StopWords, weights: PhraseWeights) -> float:
    """Return what counts, length and words of the phrase add."""
    count, words = len(phrase.places), phrase.words
    syllables = sum(word.syllables for word in words)
    value = weights.count * math.log(count) + weights.absorbed * phrase.absorbed / count
    value += weights.single * (syllables == 1) + weights.three * (syllables > 2) + weights.four * (syllables > 3)
    if len(words) > 1:
        value += weights.weak_edge * sum(word.folded in stop.alone for word in (words[0], words[-1]))
        value += weights.inner * any(word.folded in stop.edges for word in words[1:-1])
    return value


def _surface(phrase: Phrase, text: str) -> str:
    """Return the most frequent form; a capital that only opens sentences becomes a small letter."""
    forms = Counter(" ".join(text[start:end].split()) for start, end in phrase.places)
    form = min(forms, key=lambda item: (-forms[item], item[0].isupper(), item))
    if len(form) > 1 and form[0].isupper() and form[1:] == form[1:].lower() and _opens_sentences(phrase.places, text):
        return form[0].lower() + form[1:]
    return form


def _opens_sentences(places: Sequence[tuple[int, int]], text: str) -> bool:
    """Say whether every place is the begin of a line or follows a mark, so that its capital says nothing."""
    return all(not text[max(0, start - 2) : start].rstrip(" ")[-1:].isalnum() for start, _ in places)
