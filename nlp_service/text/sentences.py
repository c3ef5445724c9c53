"""Sentences of a normalised text, by rules over a table of abbreviations (``text/sentences.yml``).

A line end parts sentences (see :mod:`nlp_service.text.lines`). Inside a stretch of text a stop (``. ! ? …``),
with the quotation marks and brackets that close after it, ends a sentence when what follows may begin one: a capital, a
digit, an opening mark. It does not end one after an abbreviation, an initial, the number of a list item, nor inside a
number or an address. Where the blank was lost (``AIDS.Dự án``) the stop ends a sentence before a capitalised word,
unless the word before it is an abbreviation (``TP.Vinh``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from unicodedata import category

from nlp_service.resources import loader
from nlp_service.text.lines import stretches
from nlp_service.text.tables import words_in_rows
from nlp_service.text.unicode_classes import mark_pattern
from nlp_service.text.vietnamese import plain_syllables, strip_accents
from nlp_service.types import Sentence

_FILE = "text/sentences.yml"
_STOP = re.compile(r"(?P<stop>[.!?…。！？]+)(?P<closers>[\"'”’»)\]]*)")
_CJK_STOPS = frozenset("。！？")
_OPENERS = "\"'“‘«([{-–—•*#"
_GOES_ON = frozenset(",;:)]}”’»!?.…%/&=")
_ADDRESS = re.compile(r"://|@|www\.")
_ROMAN = re.compile(r"[IVXLC]+")
_DASHES = "-–—"
# A quotation of this length that the sentence goes on after: “Sạch! Xanh! Đẹp!” treo khắp phố.
_QUOTED_REACH = 60
# How far a word or an address is followed: it keeps the time linear.
_REACH = 24
_ADDRESS_REACH = 80
_ACRONYM = 3


@dataclass(frozen=True, slots=True)
class _Rules:
    before_name: frozenset[str]
    before_number: frozenset[str]
    administrative: frozenset[str]
    headings: tuple[str, ...]
    labelled: frozenset[str]
    openers: frozenset[str]


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of ``text`` in order, without the blanks around them; every other character is in one."""
    return tuple(
        Sentence(*span) for start, end in stretches(text) for span in _Stretch(text, start, end, _rules()).sentences()
    )


@cache
def _rules() -> _Rules:
    content = loader.read(_FILE)
    names = frozenset(words_in_rows(content, "before_name", name=_FILE))
    return _Rules(
        before_name=names | {name.upper() for name in names},
        before_number=frozenset(loader.strings(content, "before_number", name=_FILE)),
        administrative=frozenset(loader.strings(content, "administrative", name=_FILE)),
        headings=loader.strings(content, "headings", name=_FILE),
        labelled=frozenset(loader.strings(content, "labelled", name=_FILE)),
        openers=frozenset(words_in_rows(content, "openers", name=_FILE)),
    )


@dataclass(slots=True)
class _Stretch:
    """One stretch of text while it is cut; ``start`` moves to the sentence that is being read."""

    text: str
    start: int
    end: int
    rules: _Rules

    def sentences(self) -> Iterator[tuple[int, int]]:
        for match in _STOP.finditer(self.text, self.start, self.end):
            cut = self._cut(match) if match.end() < self.end else None
            if cut is not None and cut > self.start:
                yield self._trimmed(cut)
                self.start = cut
                while self.start < self.end and self.text[self.start].isspace():
                    self.start += 1
        if self.start < self.end:
            yield self._trimmed(self.end)

    def _trimmed(self, cut: int) -> tuple[int, int]:
        while self.text[cut - 1].isspace():
            cut -= 1
        return self.start, cut

    def _cut(self, match: re.Match[str]) -> int | None:
        """Return where the sentence ends, or None when this stop does not end it."""
        after, stop, closers = match.end(), match["stop"], match["closers"]
        if mark_pattern().match(self.text, after):
            return None
        if stop[-1] in _CJK_STOPS:
            return after
        if not self.text[after].isspace():
            return self._glued_cut(match)
        following = self._next_visible(after)
        while following < self.end and category(self.text[following]) == "So":
            after = following + 1  # a pictograph belongs to what it comments on
            following = self._next_visible(after)
        if not self._may_begin(following):
            return None
        if closers and self.text[following] in _DASHES:
            return None
        if stop == "." and not closers and self._is_abbreviation(match.start(), following):
            return None
        if stop[-1] in "!?" and not closers and self._is_quoted(after):
            return None
        return after

    def _next_visible(self, place: int) -> int:
        while place < self.end and self.text[place].isspace():
            place += 1
        return place

    def _is_quoted(self, place: int) -> bool:
        """Say whether a quotation is open here, and the sentence goes on in small letters after it."""
        first, last = max(self.start, place - _QUOTED_REACH), min(self.end, place + _QUOTED_REACH)
        if self.text.rfind("“", first, place) <= self.text.rfind("”", first, place):
            return False
        close = self.text.find("”", place, last)
        following = self._next_visible(close + 1)
        return close >= 0 and following < self.end and self.text[following].islower()

    def _may_begin(self, place: int) -> bool:
        limit = min(self.end, place + 3)
        while place < limit and self.text[place] in _OPENERS + " ":
            place += 1
        if place >= self.end:
            return True
        letter = self.text[place]
        if letter.islower():
            # #hashtag, iPhone
            return self.text[place - 1] == "#" or self.text[place + 1 : place + 2].isupper()
        return letter not in _GOES_ON

    def _is_abbreviation(self, dot: int, following: int) -> bool:
        word, next_word = self._word_before(dot), self._word_at(following)
        first = dot - len(word)
        if not word or self._in_address(dot):
            return False
        if self._is_heading(first, word):
            return True
        if word.isdigit() or _ROMAN.fullmatch(word):
            if first == self.start and len(word) <= _ACRONYM:
                return True  # the number of a list item
            if word.isdigit():
                return self.text[first - 2 : first] in (": ", "; ")
        if self.text[following].isdigit():
            return word in self.rules.before_number or word in self.rules.before_name
        if len(word) == 1 and word.isupper():
            return self._is_initial(first, next_word)
        return word in self.rules.before_name and next_word not in self.rules.openers

    def _is_heading(self, first: int, word: str) -> bool:
        """Tell the number of a heading (Điều 12. Hiệu lực thi hành) from one that ends a sentence."""
        if not (word.isdigit() or _ROMAN.fullmatch(word) or len(word) == 1):
            return False
        before = self.text[self.start : first - 1] if first - self.start <= _REACH else ""
        return before in self.rules.headings

    def _is_initial(self, first: int, next_word: str) -> bool:
        """Tell an initial inside a name (Nguyễn V. An, J.K. Rowling) from one that ends a sentence (ông P. Sau đó)."""
        if first == self.start:
            return True
        before = self._word_before(first - 1) if self.text[first - 1] == " " else ""
        if next_word in self.rules.openers or before in self.rules.labelled:
            return False
        if len(next_word) == 1 or not _is_vietnamese(next_word):
            return True
        if self.text[first - 1] == ".":
            return False
        return self.text[first] in self.rules.administrative or not before or before[0].isupper()

    def _glued_cut(self, match: re.Match[str]) -> int | None:
        after, stop, closers = match.end(), match["stop"], match["closers"]
        letter = self.text[after]
        if letter in "“«":
            return after if self._may_begin(after) and not self._is_known(match.start()) else None
        if not letter.isupper() or self._in_address(match.start()):
            return None
        if stop == "." and not closers and not self._parts_glued(match.start(), after):
            return None
        if closers.endswith('"') and self.text.count('"', self.start, after) % 2:
            return after - 1 if after - 1 > match.start() + len(stop) - 1 else after
        return after

    def _parts_glued(self, dot: int, after: int) -> bool:
        """Say whether the stop in ``word.Next`` ends a sentence."""
        if after + 1 >= self.end or not self.text[after + 1].islower():
            return False
        word, next_word = self._word_before(dot), self._word_at(after)
        if not word:
            return self.text[dot - 1] in "\"'”’»)]%" if dot > self.start else False
        if word.isdigit():
            return dot - len(word) != self.start
        if len(word) == 1 or word in self.rules.before_name:
            return False
        if not _is_vietnamese(next_word):
            return False
        return next_word in self.rules.openers or not (word.isupper() and len(word) <= _ACRONYM)

    def _is_known(self, dot: int) -> bool:
        return self._word_before(dot) in self.rules.before_name

    def _in_address(self, place: int) -> bool:
        first, last = max(self.start, place - _ADDRESS_REACH), min(self.end, place + _ADDRESS_REACH)
        left, right = self.text.rfind(" ", first, place), self.text.find(" ", place, last)
        return bool(_ADDRESS.search(self.text, max(first, left), right if right >= 0 else last))

    def _word_before(self, place: int) -> str:
        first = place
        while (
            first > self.start
            and place - first < _REACH
            and (self.text[first - 1].isalnum() or self.text[first - 1] == "/")
        ):
            first -= 1
        return self.text[first:place]

    def _word_at(self, place: int) -> str:
        last = place
        while last < self.end and last - place < _REACH and self.text[last].isalpha():
            last += 1
        return self.text[place:last]


def _is_vietnamese(word: str) -> bool:
    return strip_accents(word).lower() in plain_syllables()
