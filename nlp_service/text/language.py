"""Is a text Vietnamese? Told by the share of its words that are well-formed Vietnamese syllables.

Every word is looked up in the table of syllables (:mod:`nlp_service.text.vietnamese`) and speaks for or against:

- for, in full: a syllable with Vietnamese letters (``đường``, ``một``);
- for, by half: a syllable without any (``nam``, ``trung``), as many languages have such words;
- against, in full: any other word of Latin letters in lower case; by half in a text of capitals; twice where no word of
  the text has a Vietnamese letter;
- against, a little: such a word with a capital, which may be a foreign name;
- against: letters of other scripts, four for a word.

Numbers, addresses, acronyms and single letters say nothing. A text of few words is refused only when several of them
speak against it and hardly one for it: one cannot tell ``Real Madrid`` from a headline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp_service.text.normalize import normalize
from nlp_service.text.vietnamese import plain_syllables, syllables

_ADDRESS = re.compile(r"://|www\.|@")
_WORD = re.compile(r"[^\W\d_]+")
# What is read of a long text: this many windows of this many characters, evenly spread.
_WINDOWS, _WINDOW = 8, 4000

_PLAIN_WEIGHT = 0.5
_CAPITALS_WEIGHT = 0.5
_WITHOUT_ACCENTS_WEIGHT = 2.0
_NAME_WEIGHT = 0.15
_LETTERS_OF_A_WORD = 4
_LONGEST_ACRONYM = 5
_LEAST_SHARE = 0.45
_FEW_WORDS = 7
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class LanguageEvidence:
    """How many words of a text are what; ``capitals`` says that most of them are written in capitals."""

    accented: int
    plain: int
    foreign: int
    names: int
    other_script: float
    capitals: bool

    @property
    def words(self) -> float:
        """How many words spoke."""
        return self.accented + self.plain + self.foreign + self.names + self.other_script

    @property
    def for_it(self) -> float:
        """The evidence for Vietnamese, in words."""
        return self.accented + _PLAIN_WEIGHT * self.plain

    @property
    def against_it(self) -> float:
        """The evidence against Vietnamese but for possible names, in words."""
        weight = (_CAPITALS_WEIGHT if self.capitals else 1.0) * (1.0 if self.accented else _WITHOUT_ACCENTS_WEIGHT)
        return weight * self.foreign + self.other_script

    @property
    def share(self) -> float:
        """The share of the evidence that speaks for Vietnamese, in [0, 1]; 1 without any evidence."""
        total = self.for_it + self.against_it + _NAME_WEIGHT * self.names
        return self.for_it / total if total else 1.0

    @property
    def is_vietnamese(self) -> bool:
        """Whether the text may be Vietnamese."""
        if self.words < _FEW_WORDS:
            unsure = self.accented > 0 or ((self.capitals or self.foreign < _SEVERAL) and not self.other_script)
            return unsure or self.for_it >= self.against_it
        return self.share >= _LEAST_SHARE


def is_vietnamese(text: str) -> bool:
    """Say whether ``text`` may be Vietnamese; a text too short to tell, or without words, may be."""
    return weigh(text).is_vietnamese


def weigh(text: str) -> LanguageEvidence:
    """Count the evidence in ``text``, or in evenly spread windows of a long one."""
    chunks = (chunk for window in _windows(text) for chunk in normalize(window).text.split())
    words = [word for chunk in chunks if not _ADDRESS.search(chunk) for word in _WORD.findall(chunk)]
    capitals = sum(map(str.isupper, words)) > len(words) / 2
    accented = plain = foreign = names = 0
    letters = 0
    for word in words:
        lower = word.lower()
        if not _is_latin(lower):
            letters += len(word)
        elif lower in syllables() and not lower.isascii():
            accented += 1
        elif lower in plain_syllables() and len(word) > 1:
            plain += 1
        elif len(word) == 1 or (word.isupper() and len(word) <= _LONGEST_ACRONYM and not capitals):
            continue
        elif word[0].isupper() and not capitals:
            names += 1
        else:
            foreign += 1
    return LanguageEvidence(accented, plain, foreign, names, letters / _LETTERS_OF_A_WORD, capitals)


def _windows(text: str) -> list[str]:
    if len(text) <= _WINDOWS * _WINDOW:
        return [text]
    step = (len(text) - _WINDOW) // (_WINDOWS - 1)
    return [text[start : start + _WINDOW] for start in range(0, _WINDOWS * step, step)]


def _is_latin(word: str) -> bool:
    return all(letter < "\u0250" or "\u1e00" <= letter <= "\u1eff" for letter in word)
