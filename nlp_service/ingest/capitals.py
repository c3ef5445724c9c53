"""Capitals that TCVN3 cannot write: ``CéNG HOµ`` is read ``CộNG HOà`` and meant ``CỘNG HOÀ``."""

from __future__ import annotations

import re
from enum import Enum, auto

_WORD = re.compile(r"[^\W\d_]+")


class _Case(Enum):
    SMALL = auto()
    """An unaccented small letter: the word is as it should be."""
    CAPITALS = auto()
    """Two unaccented capitals or more and a small accented letter: the word is in capitals."""
    UNSURE = auto()
    """``Hà`` may be the word, or ``HÀ`` in capitals."""
    NEUTRAL = auto()
    """Nothing to restore: ``VNN``, ``§¶NG`` without any small letter."""


def restore_capitals(line: str) -> str:
    """Return ``line`` with the accented small letters of words in capitals as capitals.

    A word that could be either follows its neighbours: capitals when the nearest telling words around it are.
    """
    words = list(_WORD.finditer(line))
    cases = [_case(word[0]) for word in words]
    if _Case.CAPITALS not in cases:
        return line
    before = _nearest(cases)
    after = _nearest(cases[::-1])[::-1]
    parts, end = [], 0
    for word, case, left, right in zip(words, cases, before, after, strict=True):
        is_capital = case is _Case.CAPITALS or (case is _Case.UNSURE and _Case.SMALL not in (left, right))
        parts += [line[end : word.start()], word[0].upper() if is_capital else word[0]]
        end = word.end()
    return "".join([*parts, line[end:]])


def _case(word: str) -> _Case:
    if any(letter.isascii() and letter.islower() for letter in word):
        return _Case.SMALL
    if not any(letter.islower() for letter in word):
        return _Case.NEUTRAL
    return _Case.CAPITALS if sum(letter.isupper() for letter in word) > 1 else _Case.UNSURE


def _nearest(cases: list[_Case]) -> list[_Case | None]:
    """Return for each word the nearest telling case before it."""
    found: list[_Case | None] = []
    last: _Case | None = None
    for case in cases:
        found.append(last)
        if case in (_Case.SMALL, _Case.CAPITALS):
            last = case
    return found
