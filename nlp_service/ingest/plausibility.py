"""How much a text looks like written Vietnamese: the share of its accented words that are well-formed syllables."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache

from nlp_service.resources import loader
from nlp_service.text.tables import words_in_rows
from nlp_service.text.tones import place_tones
from nlp_service.text.vietnamese import syllables

_FILE = "ingest/common_syllables.yml"
_TOKEN = re.compile(r"[^\s!-/:-@\[-`{-~“”‘’…–—«»\u00a0\u200b]*[^\x00-\x7f][^\s!-/:-@\[-`{-~“”‘’…–—«»\u00a0\u200b]*")
_LETTERS = re.compile(r"[^\W\d_]+")
# Signs that stand alone or beside numbers in any text.
_SIGNS = frozenset("°²³©®™€£¥½¼¾×±→•·§º–—“”‘’…«»\u00a0\u200b\ufeff₫")
_UNLIKELY_WEIGHT = 1.5
_COMMON, _FREQUENT = 1500, 500


@dataclass(frozen=True, slots=True)
class Plausibility:
    """What a text's words with characters outside ASCII are; ``score`` weighs them, ``quality`` is a share."""

    legal: int
    illegal: int
    commonness: float

    @property
    def quality(self) -> float:
        """The share of legal syllables, in [0, 1]; 1 without any word that could tell."""
        total = self.legal + self.illegal
        return self.legal / total if total else 1.0

    @property
    def score(self) -> float:
        """Evidence in words: common syllables speak more than rare ones, a word that is none against."""
        return self.legal + self.commonness - _UNLIKELY_WEIGHT * self.illegal


def weigh(text: str) -> Plausibility:
    """Weigh the words of ``text`` that are not ASCII."""
    legal = illegal = 0
    common = 0.0
    for token, count in Counter(_TOKEN.findall(text)).items():
        if all(character in _SIGNS or character.isdigit() for character in token):
            continue
        words = [word for word in _LETTERS.findall(token) if not word.isascii()]
        if words and all(map(_is_acronym, words)):
            continue
        if words and all(map(is_syllable, words)) and not _has_odd_sign(token):
            legal += count
            common += count * sum(map(commonness, words)) / len(words)
        else:
            illegal += count
    return Plausibility(legal, illegal, common)


def is_syllable(word: str) -> bool:
    """Whether ``word`` is a well-formed Vietnamese syllable in small letters, capitals or with a capital first."""
    if not (word.islower() or word.istitle() or word.isupper()):
        return False
    lower = word.lower()
    return lower in syllables() or place_tones(lower)[0] in syllables()


def _is_acronym(word: str) -> bool:
    """Whether ``word`` is capitals without a vowel: ``NĐ``, ``QĐ``."""
    return word.isupper() and not any(letter in "AEIOUY" for letter in unicodedata.normalize("NFD", word))


def commonness(word: str) -> float:
    """Return how frequent a syllable is in news: 1 for the first 500, 0.7 for the next thousand, 0.3, or 0."""
    rank = _ranks().get(place_tones(word.lower())[0])
    if rank is None:
        return 0.0
    return 1.0 if rank < _FREQUENT else 0.7 if rank < _COMMON else 0.3


def _has_odd_sign(token: str) -> bool:
    return any(not character.isascii() and not character.isalnum() and character not in "²³" for character in token)


@cache
def _ranks() -> dict[str, int]:
    words = words_in_rows(loader.read(_FILE), "syllables", name=_FILE)
    return {word: rank for rank, word in enumerate(words)}
