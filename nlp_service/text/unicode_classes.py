"""Character classes that Python's ``re`` does not name, computed once from the Unicode database.

``re`` tests a class of the basic plane by one look-up, and each range above it one by one: there are few of those here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

_BASIC = range(0x300, 0xD800)
_SUPPLEMENT = range(0x10000, 0x20000)
_MORE_MARKS = r"\ufb1e\ufe00-\ufe0f\ufe20-\ufe2f"
# Marks of music, because notes decompose into them, and the supplementary variation selectors.
_HIGH_MARKS = r"\U0001d165-\U0001d172\U000e0100-\U000e01ef"
# Hangul vowels and finals compose with what stands before them, though they are no marks.
_JOINING_JAMO = r"\u1160-\u11ff\ud7b0-\ud7ff"
# Arabic, Syriac and Kaithi signs that enclose the digits after them are format characters, and visible.
_VISIBLE_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")

ORDINARY = r"\n -~À-ÏÑ-ÖØ-ïñ-ɏḀ-ỿ‐-‧‰-›«»°·•…₫€"
"""A class, as the inside of ``[...]``, of characters that no character step of the normalisation changes: almost all of
what news is made of."""


@cache
def marks() -> str:
    """Return, as the inside of ``[...]``, the combining marks of the basic plane and a few above it."""
    return _class_of(_marks_in(_BASIC)) + _MORE_MARKS + _HIGH_MARKS


@cache
def cluster_pattern() -> re.Pattern[str]:
    """Return the pattern of a character, but for blanks, with the marks after it, where there are any."""
    return re.compile(rf"[^{marks()}\s]?[{marks()}]+")


@cache
def composing_pattern() -> re.Pattern[str]:
    """Return the pattern of a character with all after it that may compose with it or be put in order; a slow one."""
    joining = f"[{marks()}{_JOINING_JAMO}{_class_of(_marks_in(_SUPPLEMENT))}]"
    return re.compile(rf"\S?{joining}+")


@cache
def mark_pattern() -> re.Pattern[str]:
    """Return the pattern of one mark."""
    return re.compile(f"[{marks()}]")


def is_invisible(character: str) -> bool:
    """Say whether the character is never drawn, alone or in a word: a format character, or the grapheme joiner."""
    if character == "\u034f":
        return True
    return unicodedata.category(character) == "Cf" and character not in _VISIBLE_FORMATS


def _marks_in(points: range) -> Iterable[int]:
    return (point for point in points if unicodedata.category(chr(point))[0] == "M")


def _class_of(points: Iterable[int]) -> str:
    ranges: list[list[int]] = []
    for point in points:
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)
