"""Which runs of words may be key phrases, and where each stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from nlp_service.extract.tags.candidates import Surroundings, fold_syllables
from nlp_service.resources.loader import read, strings
from nlp_service.types import Document, Entity, Token

_STOPWORDS = "tags/stopwords.yml"
_WORD = re.compile(r"[^\W\d_]\w*(?:[-&.+ ]\w+)*")
_LETTERS = re.compile(r"\w")
MAX_WORDS = 4
MAX_SYLLABLES = 6
_MIN_LETTERS_ALONE = 3
_LONG = 5


@dataclass(frozen=True, slots=True)
class StopWords:
    """Folded words that make no phrase.

    ``edges`` (with ``grammar`` among them) neither begin nor end one, ``alone`` are none by themselves, ``phrases``
    none as a whole.
    """

    grammar: frozenset[str]
    edges: frozenset[str]
    alone: frozenset[str]
    phrases: frozenset[str]


class WordForm(NamedTuple):
    """What a surface tells: its case-folded syllables, how many they are, and whether it may be a phrase by itself."""

    folded: str
    syllables: int
    lonely: bool


Describe = Callable[[str], WordForm | None]


class Word(NamedTuple):
    """A word of the text, or several joined without a blank, as ``Covid-19``."""

    start: int
    end: int
    folded: str
    syllables: int
    lonely: bool


@dataclass(slots=True)
class Phrase:
    """A run of words with all its places; ``absorbed`` is the largest count of a longer phrase around it."""

    words: Sequence[Word]
    key: str
    places: list[tuple[int, int]]
    absorbed: int = 0


def load_stop_words() -> StopWords:
    """Read the stop words.

    Raises:
        ResourceError: the data file is malformed.
    """
    content = read(_STOPWORDS)
    grammar, edges, alone, phrases = (
        frozenset(fold_syllables(word).strip() for word in strings(content, key, name=_STOPWORDS))
        for key in ("grammar", "edges", "alone", "phrases")
    )
    return StopWords(grammar, grammar | edges, alone, phrases)


def find_phrases(
    document: Document, entities: Sequence[Entity], surroundings: Surroundings, stop: StopWords, describe: Describe
) -> list[Phrase]:
    """Return the runs of up to four words, outside names and skipped zones, that may be key phrases, by first place.

    ``describe`` is :func:`describe_word` with ``stop``, through whatever cache.
    """
    found: dict[str, Phrase] = {}
    for run in _runs(document, entities, surroundings, describe):
        for start, end, key in _windows(run, stop):
            place = (run[start].start, run[end].end)
            phrase = found.get(key)
            if phrase is None:
                found[key] = Phrase(run[start : end + 1], key, [place])
            elif place[0] >= phrase.places[-1][1]:
                phrase.places.append(place)
    for phrase in found.values():
        if len(phrase.words) > 1 and (len(phrase.places) > 1 or surroundings.has_title(phrase.key)):
            _absorb(phrase, found)
    return list(found.values())


def _absorb(phrase: Phrase, found: dict[str, Phrase]) -> None:
    """Tell the shorter phrases inside ``phrase``, which is more than a chance meeting of words, how often it stands."""
    size, count = len(phrase.words), len(phrase.places)
    for start in range(size):
        for end in range(start + 1, size + (start > 0)):
            inner = found.get(" ".join(word.folded for word in phrase.words[start:end]))
            if inner is not None:
                inner.absorbed = max(inner.absorbed, count)


def _windows(run: Sequence[Word], stop: StopWords) -> Iterator[tuple[int, int, str]]:
    """Yield first word, last word and key of each window of ``run`` that may be a phrase."""
    edges, size = stop.edges, len(run)
    for start, first in enumerate(run):
        if first.folded in edges:
            continue
        key, syllables = first.folded, first.syllables
        if first.lonely:
            yield start, start, key
        for end in range(start + 1, min(size, start + MAX_WORDS)):
            last = run[end]
            syllables += last.syllables
            if syllables > MAX_SYLLABLES:
                break
            key += f" {last.folded}"
            if last.folded not in edges and key not in stop.phrases:
                yield start, end, key


def _runs(
    document: Document, entities: Sequence[Entity], surroundings: Surroundings, describe: Describe
) -> Iterator[list[Word]]:
    """Yield the longest runs of words with single blanks between them, outside names and skipped zones."""
    taken = sorted((item.start, item.end) for item in (*entities, *surroundings.skipped))
    run: list[Word] = []
    index, last = 0, -1
    for group, opens, closes in _groups(document.tokens):
        start, end = group[0].start, group[-1].end
        while index < len(taken) and taken[index][1] <= start:
            index += 1
        surface = group[0].norm if len(group) == 1 else "".join(token.norm for token in group)
        described = describe(surface) if index == len(taken) or end <= taken[index][0] else None
        if run and (opens or described is None or start != last + 1 or document.text[last] != " "):
            yield run
            run = []
        if described is not None:
            run.append(Word(start, end, *described))
        last = end
        if run and closes:
            yield run
            run = []
    if run:
        yield run


def _groups(tokens: Sequence[Token]) -> Iterator[tuple[Sequence[Token], bool, bool]]:
    """Yield tokens that no blank divides, without the marks around them, and whether marks stood before and after."""
    start, size = 0, len(tokens)
    while start < size:
        end = start + 1
        while end < size and tokens[end].start == tokens[end - 1].end:
            end += 1
        if end == start + 1:
            yield tokens[start:end], False, False
        else:
            first, last = start, end
            while first < last - 1 and not _LETTERS.search(tokens[first].norm):
                first += 1
            while last > first + 1 and not _LETTERS.search(tokens[last - 1].norm):
                last -= 1
            yield tokens[first:last], first > start, last < end
        start = end


def describe_word(surface: str, stop: StopWords) -> WordForm | None:
    """Return what ``surface`` tells, or None where it is no word.

    One syllable stands alone only as an abbreviation or a foreign word, as ``UFO`` or ``flycam``.
    """
    if not _WORD.fullmatch(surface):
        return None
    folded, syllables = fold_syllables(surface).strip(), surface.count(" ") + 1
    foreign = surface.isascii() and (surface.isupper() or len(surface) > _LONG or "-" in surface)
    lonely = syllables > 1 or (foreign and len(surface) >= _MIN_LETTERS_ALONE)
    return WordForm(folded, syllables, lonely and folded not in stop.alone and folded not in stop.phrases)
