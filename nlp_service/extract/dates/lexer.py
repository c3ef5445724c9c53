"""Turns a text into a string of token classes, in one linear pass over a lower-cased copy of the same length."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, compress, repeat
from typing import Final, TypeVar

from nlp_service.extract.dates.classes import CODES, OTHER
from nlp_service.extract.dates.lexicon import Lexeme, Lexicon, NumberWords
from nlp_service.extract.dates.noise import without_noise

# A run of digits and separators this long is a table, a serial number or noise: one token, no date.
_TOKEN: Final = re.compile(r"([\d/.,:\-–]{48,}|\d+|[^\W\d_]+|[^\w\s]|\n)")
_MAX_DIGITS: Final = 9
Item = TypeVar("Item")
_NUM: Final = CODES["NUM"]
_WORDNUM: Final = CODES["WORDNUM"]
_STOP: Final = CODES["STOP"]
_DOT: Final = CODES["DOT"]
_UNKNOWN: Final = Lexeme(OTHER)
_SENTENCE_END: Final = re.compile(f"[{CODES['NEWLINE']}{_STOP}]")


@dataclass(frozen=True, slots=True)
class TokenStream:
    """Tokens as parallel columns: ``codes`` is one class character a token, which the patterns match.

    ``sentence_ends`` are the indexes of the tokens that end a sentence or a line.
    """

    text: str
    words: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    numbers: Sequence[int]
    tags: Sequence[str]
    codes: str
    sentence_ends: Sequence[int]

    def word(self, index: int) -> str:
        """Return the lower-cased token, or an empty string outside the text."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def code(self, index: int) -> str:
        """Return the class, or an empty string outside the text."""
        return self.codes[index] if 0 <= index < len(self.codes) else ""

    def glued(self, first: int, last: int) -> bool:
        """Whether the tokens of ``[first, last)`` touch each other."""
        return all(self.ends[index] == self.starts[index + 1] for index in range(first, last - 1))

    def glued_before(self, index: int) -> bool:
        """Whether a token touches the left side of this one."""
        return 0 < index < len(self.starts) and self.ends[index - 1] == self.starts[index]

    def glued_after(self, last: int) -> bool:
        """Whether a token touches the right side of the one before ``last``."""
        return 0 < last < len(self.starts) and self.ends[last - 1] == self.starts[last]

    def width(self, index: int) -> int:
        """Return the length of a token in code points."""
        return self.ends[index] - self.starts[index]

    def titled(self, index: int) -> bool:
        """Whether each word of the token begins with a capital letter, and not all of it is in capitals."""
        return self.text[self.starts[index] : self.ends[index]].istitle()

    def capitalised(self, index: int) -> bool:
        """Whether the token begins with a capital letter in the text as it is."""
        return 0 <= index < len(self.starts) and self.text[self.starts[index]].isupper()


def lex(text: str, lexicon: Lexicon) -> TokenStream:
    """Return the tokens of ``text``; the words of a phrase or of a number in words become one token."""
    words, starts, ends = _split(lower_same_length(text))
    plain, openers = lexicon.plain, lexicon.openers
    classes, numbers, tags = list(map(plain.get, words, repeat(OTHER))), [0] * len(words), [""] * len(words)
    for index in compress(range(len(words)), map(str.isdecimal, words)):
        if len(words[index]) <= _MAX_DIGITS:
            classes[index], numbers[index] = _NUM, int(words[index])
    joined: list[int] = []
    free = 0
    for index in list(compress(range(len(words)), map(openers.__contains__, words))):
        if index < free:
            continue
        last, lexeme = _lexeme(words, index, lexicon)
        classes[index], numbers[index], tags[index] = lexeme.code, lexeme.number, lexeme.tag
        if lexeme.code == _DOT and (last == len(words) or words[last] == "\n" or starts[last] != ends[index]):
            classes[index] = _STOP
        if last > index + 1:
            words[index], ends[index] = " ".join(words[index:last]), ends[last - 1]
            joined.extend(range(index + 1, last))
            free = last
    if joined:
        kept = _all_but(joined, len(words))
        words, starts, ends = _rows(words, kept), _rows(starts, kept), _rows(ends, kept)
        numbers, tags, classes = _rows(numbers, kept), _rows(tags, kept), _rows(classes, kept)
    codes = without_noise("".join(classes), words)
    sentence_ends = [end.start() for end in _SENTENCE_END.finditer(codes)]
    return TokenStream(text, words, starts, ends, numbers, tags, codes, sentence_ends)


def _split(lowered: str) -> tuple[list[str], list[int], list[int]]:
    """Return the tokens with their starts and ends: what splits a text alternates with what lies between."""
    parts = _TOKEN.split(lowered)
    ends = list(accumulate(map(len, parts)))
    return parts[1::2], ends[:-1:2], ends[1::2]


def _all_but(gone: Sequence[int], count: int) -> bytearray:
    """Return a mask over ``count`` rows that leaves out those in ``gone``."""
    kept = bytearray(b"\x01") * count
    for index in gone:
        kept[index] = 0
    return kept


def _rows(column: list[Item], kept: bytearray) -> list[Item]:
    return list(compress(column, kept))


def lower_same_length(text: str) -> str:
    """Return a lower-cased copy in which every code point keeps its place."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(lower if len(lower := letter.lower()) == 1 else letter for letter in text)


def read_number(words: Sequence[str], index: int, numbers: NumberWords) -> tuple[int, int]:
    """Read a number in words at ``index``: its value and the index after it, or ``(0, index)`` when there is none.

    ``năm`` counts as five only where it cannot be a year: before mươi, trăm, nghìn and after linh, lẻ.
    """
    total, position = 0, index
    for multiplier, names in ((1000, numbers.thousand), (100, numbers.hundred)):
        if _at(words, position + 1) in names and (digit := _digit(words, position, numbers)) is not None:
            total, position = total + digit * multiplier, position + 2
    value, end = _below_hundred(words, position, numbers, after_hundred=position > index)
    return total + value, end


def _below_hundred(words: Sequence[str], index: int, numbers: NumberWords, *, after_hundred: bool) -> tuple[int, int]:
    word, following = _at(words, index), _at(words, index + 1)
    if after_hundred and word in numbers.zero_link:
        digit = _digit(words, index + 1, numbers)
        return (digit, index + 2) if digit is not None else (0, index)
    if word in numbers.ten:
        tail = numbers.digits.get(following) if following != "không" else None
        tail = 5 if following in numbers.five_tails else tail
        return (10 + tail, index + 2) if tail is not None else (10, index + 1)
    if following in numbers.tens and (digit := _digit(words, index, numbers)) is not None:
        tail = numbers.tail_digits.get(_at(words, index + 2))
        return (digit * 10 + tail, index + 3) if tail is not None else (digit * 10, index + 2)
    if word in numbers.digits and not after_hundred:
        return numbers.digits[word], index + 1
    return 0, index


def _digit(words: Sequence[str], index: int, numbers: NumberWords) -> int | None:
    word = _at(words, index)
    return 5 if word == numbers.five else numbers.digits.get(word)


def _at(words: Sequence[str], index: int) -> str:
    return words[index] if index < len(words) else ""


def _lexeme(words: Sequence[str], index: int, lexicon: Lexicon) -> tuple[int, Lexeme]:
    """Return the longest phrase at ``index``, a number of more words, or the word itself, with the index after it."""
    word, after = words[index], index + 1
    seconds = lexicon.phrases.get(word)
    if seconds and after < len(words) and (tails := seconds.get(words[after])):
        for rest, lexeme in tails:
            last = after + 1 + len(rest)
            if not rest or tuple(words[after + 1 : last]) == rest:
                return last, lexeme
    single = lexicon.singles.get(word)
    if word in lexicon.numbers.starters:
        value, end = read_number(words, index, lexicon.numbers)
        if end > after or (end > index and single is None):
            return end, Lexeme(_WORDNUM, number=value)
    return after, single or _UNKNOWN
