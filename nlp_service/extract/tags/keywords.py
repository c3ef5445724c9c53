"""Key phrases: runs of words that are frequent here and rare elsewhere, early, in the title, and tell of a section.

Every run of up to four neighbouring words of a sentence that no stop word begins or ends and no name touches is a candidate. A run that
stands here but once must be known from other articles or stand in the title. Scores are a logistic sum of the usual features of key
phrase extraction (frequency, inverse document frequency, first place, title: KEA, Witten et al. 1999; YAKE, Campos et al. 2020) and of keyness.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp_service.extract.tags.candidates import LEAD_SHARE, Candidate, Surroundings, fold_syllables, logistic, spread
from nlp_service.extract.tags.statistics import PhraseStatistics
from nlp_service.extract.topics.features import split_syllables
from nlp_service.resources.loader import read, strings
from nlp_service.types import Document, Entity, Span, Tag, Token

_STOPWORDS = "tags/stopwords.yml"
_WORD = re.compile(r"[^\W\d_]\w*(?:[-&.+/ ]\w+)*")
_MAX_WORDS = 4
_MAX_SYLLABLES = 6
_MIN_SYLLABLE_LETTERS = 3


@dataclass(frozen=True, slots=True)
class StopWords:
    """Folded words that neither begin nor end a phrase, and folded phrases that are none."""

    edges: frozenset[str]
    phrases: frozenset[str]


@dataclass(frozen=True, slots=True)
class Weights:
    """Of the features of a phrase's score."""

    bias: float = -3.4
    count: float = 1.0
    title: float = 1.5
    lead: float = 0.4
    position: float = 0.6
    spread: float = 0.5
    rarity: float = 0.18
    keyness: float = 0.9
    known: float = 0.6
    words: float = 0.1


def load_stop_words() -> StopWords:
    """Read the stop words.

    Raises:
        ResourceError: the data file is malformed.
    """
    content = read(_STOPWORDS)
    edges = (*strings(content, "grammar", name=_STOPWORDS), *strings(content, "edges", name=_STOPWORDS))
    phrases = strings(content, "phrases", name=_STOPWORDS)
    return StopWords(frozenset(map(str.casefold, edges)), frozenset(map(str.casefold, phrases)))


def suggest_keywords(
    document: Document,
    entities: Sequence[Entity],
    surroundings: Surroundings,
    stop: StopWords,
    statistics: PhraseStatistics,
    weights: Weights = Weights(),  # noqa: B008 - frozen
) -> list[Candidate]:
    """Return one candidate a phrase, with a score in [0, 1]."""
    places: defaultdict[str, list[Span]] = defaultdict(list)
    words: dict[str, int] = {}
    for run in _runs(document, entities, surroundings):
        for phrase in _phrases(run, stop):
            span = Span(phrase[0].start, phrase[-1].end)
            key = " ".join(token.norm for token in phrase).casefold()
            places[key].append(span)
            words[key] = len(phrase)
    keys = list(places)
    plain = [" ".join(split_syllables(key)) for key in keys]
    frequencies, keyness = statistics.look_up(plain) if keys else ((), ())
    candidates = []
    for key, frequency, value in zip(keys, frequencies, keyness, strict=True):
        spans = places[key]
        in_title = surroundings.in_title(key)
        if words[key] > 1 and len(spans) == 1 and not frequency and not in_title:
            continue
        score = _score(spans, float(frequency), float(value), words[key], in_title, surroundings, statistics, weights)
        tag = Tag(_surface(document.text, spans), "keyword", round(score, 4), tuple(spans))
        candidates.append(Candidate(tag, fold_syllables(key)))
    return candidates


def _runs(document: Document, entities: Sequence[Entity], surroundings: Surroundings) -> Iterator[list[Token]]:
    """Yield the longest runs of words with single blanks between them, outside names and skipped zones."""
    taken = sorted(
        [*((entity.start, entity.end) for entity in entities), *((z.start, z.end) for z in surroundings.skipped)]
    )
    run: list[Token] = []
    index = 0
    for token in document.tokens:
        while index < len(taken) and taken[index][1] <= token.start:
            index += 1
        usable = (index == len(taken) or token.end <= taken[index][0]) and _WORD.fullmatch(token.norm) is not None
        joined = bool(run) and document.text[run[-1].end : token.start] == " "
        if run and not (usable and joined):
            yield run
            run = []
        if usable:
            run.append(token)
    if run:
        yield run


def _phrases(run: Sequence[Token], stop: StopWords) -> Iterator[Sequence[Token]]:
    folded = [token.norm.casefold() for token in run]
    sizes = [token.norm.count(" ") + 1 for token in run]
    for start, word in enumerate(folded):
        if word in stop.edges:
            continue
        syllables = 0
        for end in range(start, min(len(run), start + _MAX_WORDS)):
            syllables += sizes[end]
            if syllables > _MAX_SYLLABLES:
                break
            if folded[end] in stop.edges or (syllables == 1 and not _stands_alone(run[start].norm)):
                continue
            if " ".join(folded[start : end + 1]) not in stop.phrases:
                yield run[start : end + 1]


def _stands_alone(word: str) -> bool:
    """Say whether one syllable may be a phrase: an abbreviation or a foreign word, as ``UFO`` or ``flycam``."""
    return word.isascii() and (word.isupper() or len(word) > 5) and len(word) >= _MIN_SYLLABLE_LETTERS


def _score(
    spans: Sequence[Span],
    frequency: float,
    keyness: float,
    words: int,
    in_title: bool,
    surroundings: Surroundings,
    statistics: PhraseStatistics,
    weights: Weights,
) -> float:
    first = spans[0].start / surroundings.length
    rarity = math.log(statistics.articles / max(frequency, 2.0))
    value = (
        weights.bias
        + weights.count * math.log(len(spans))
        + weights.title * in_title
        + weights.lead * (first < LEAD_SHARE)
        + weights.position * (0.5 - first)
        + weights.spread * spread((span.start for span in spans), surroundings.length)
        + weights.rarity * rarity
        + weights.keyness * keyness
        + weights.known * (frequency > 0)
        + weights.words * (words - 1)
    )
    return logistic(value)


def _surface(text: str, spans: Sequence[Span]) -> str:
    """Return the most frequent surface, lower-case where it is capital but for a sentence's start."""
    forms = Counter(" ".join(text[span.start : span.end].split()) for span in spans)
    form = max(forms.items(), key=lambda item: (item[1], item[0][0].islower(), item[0]))[0]
    rest = form[1:]
    return form[0].lower() + rest if rest == rest.lower() and form[0].isupper() and len(form) > 1 else form
