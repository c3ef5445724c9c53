"""Pieces: what a word is made of. Finer than words, coarser than the finest tokens.

A piece is a syllable, or what the treebanks write as one token without a blank inside: an abbreviation with its stops
(``TP.HCM``, ``Q.1``, ``GS.``, ``v.v.``), words and numbers joined by a hyphen or an ampersand (``Covid-19``, ``M&A``,
``30-4``), a number with the unit that sticks to it (``7,5%``, ``16h30``, ``5km``). Whether neighbouring pieces are one
word is for a segmenter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from nlp_service.resources import loader
from nlp_service.text.syllables import syllable_spans

_FILE = "text/tokens.yml"
_JOINTS = frozenset("-&")
_LONGEST_HEAD = 4
_LONGEST_UNIT = 3
_NOT_BLANK = re.compile(r"\S+")

PieceSpan = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Abbreviations:
    fixed: tuple[str, ...]
    dotted: frozenset[str]


def piece_spans(sentence: str) -> list[PieceSpan]:
    """Return the spans of the pieces of one sentence, in order; every character but blanks is in exactly one."""
    spans: list[PieceSpan] = []
    length = len(sentence.rstrip())
    for match in _NOT_BLANK.finditer(sentence):
        start = match.start()
        ends = chunk_pieces(match[0], ends_sentence=match.end() == length)
        spans += [(start + first, start + last) for first, last in ends]
    return spans


def chunk_pieces(chunk: str, *, ends_sentence: bool) -> list[PieceSpan]:
    """Return the spans of the pieces of a chunk, which holds no blank.

    The stop at the end of a sentence (``ends_sentence``) belongs to no abbreviation but those that always have one.
    """
    finest = syllable_spans(chunk)
    if len(finest) < 2:
        return finest
    return list(_joined(chunk, finest, ends_sentence=ends_sentence))


def _joined(chunk: str, finest: list[PieceSpan], *, ends_sentence: bool) -> Iterator[PieceSpan]:
    """Join from left to right: a piece takes all that belongs to it before the next is looked at."""
    stop_is_last = ends_sentence and chunk.endswith(".")
    index = 0
    while index < len(finest):
        start = finest[index][0]
        last = _fixed(chunk, finest, index)
        if last is None:
            last = index
            while (further := _extended(chunk, finest, start, last)) != last:
                last = further
            if stop_is_last and last > index and last == len(finest) - 1 and chunk[finest[last][0] :] == ".":
                last -= 1
        yield start, finest[last][1]
        index = last + 1


def _extended(chunk: str, finest: list[PieceSpan], start: int, last: int) -> int:
    """Return which of the finest tokens ends the piece from ``start`` that so far ends with the token ``last``."""
    if last + 1 >= len(finest):
        return last
    text, mark = chunk[slice(*finest[last])], chunk[slice(*finest[last + 1])]
    follows = last + 2 < len(finest) and chunk[finest[last + 2][0]].isalnum()
    if mark in _JOINTS and text[-1].isalnum() and follows:
        return last + 2
    if text[-1].isdigit() and (mark == "%" or _is_unit(mark)):
        return last + 1
    if mark == "." and _is_abbreviated(chunk[start : finest[last][1]], text, follows=follows):
        return last + 2 if follows else last + 1
    return last


def _is_unit(text: str) -> bool:
    return len(text) <= _LONGEST_UNIT and text.isascii() and text[0].isalpha()


def _is_abbreviated(piece: str, text: str, *, follows: bool) -> bool:
    """Say whether the stop after ``text``, with which ``piece`` ends so far, belongs to it."""
    if "." in piece:
        return text.isalnum()
    if follows:
        head = piece[0].isupper() and piece.isalpha() and len(piece) <= _LONGEST_HEAD
        return head or piece in _abbreviations().dotted
    return (piece.isalpha() and piece.isupper()) or piece in _abbreviations().dotted


def _fixed(chunk: str, finest: list[PieceSpan], index: int) -> int | None:
    """Return which token ends an abbreviation that always has its stops and begins with the token ``index``."""
    start = finest[index][0]
    abbreviation = next((fixed for fixed in _abbreviations().fixed if chunk.startswith(fixed, start)), None)
    if abbreviation is None:
        return None
    end = start + len(abbreviation)
    return next((last for last in range(index, len(finest)) if finest[last][1] >= end), None)


@cache
def _abbreviations() -> _Abbreviations:
    content = loader.read(_FILE)
    fixed, dotted = (loader.strings(content, key, name=_FILE) for key in ("fixed", "dotted"))
    return _Abbreviations(fixed, frozenset(dotted))
