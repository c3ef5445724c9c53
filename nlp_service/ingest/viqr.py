"""VIQR (RFC 1456): Vietnamese in ASCII, marks written after their letters: ``Tie^'ng Vie^.t``."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from nlp_service.ingest.plausibility import commonness, is_syllable

_SHAPES = {"^": "\u0302", "(": "\u0306", "+": "\u031b", "*": "\u031b"}
_TONES = {"`": "\u0300", "'": "\u0301", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
# RFC 1456: a backslash takes the meaning of what follows away.
_ESCAPED = re.compile(r"(\\.)")
_NEXT_SENTENCE = re.compile(r"\s*(?:$|\n|[A-Z\"])", re.M)
_MARKED = re.compile(r"[aeiouyAEIOUYdD][\^(+*`'?~.dD]")
_UNIT = re.compile(r"(?:[dD]{2}|[A-Za-z][\^(+*]?[`'?~.]?)")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_WORD = re.compile(r"(?:\\.|[A-Za-z][\^(+*]?[`'?~.]?)+")
_STOPS = ".?'"
_RARE = 0.5
_ADDRESS = re.compile(r"://|www\.|@")
_CHUNK = re.compile(r"\S+")


def looks_like_viqr(text: str) -> bool:
    """Whether ``text`` is worth a conversion: no letters outside ASCII, and marks behind vowels."""
    return _MARKED.search(text) is not None and not any(letter.isalpha() for letter in _NOT_ASCII.findall(text))


def convert_viqr(text: str) -> str:
    """Convert VIQR word by word.

    A mark behind a letter that makes no Vietnamese syllable is punctuation (``nha`.``). In a text that does not escape
    punctuation, as the standard demands, so is one at the end of a sentence that makes a rare syllable of a common one.
    """
    strict = _ESCAPED.search(text) is not None
    return _CHUNK.sub(lambda chunk: chunk[0] if _ADDRESS.search(chunk[0]) else _convert_chunk(chunk, strict), text)


def _convert_chunk(chunk: re.Match[str], strict: bool) -> str:
    ends = not strict and _NEXT_SENTENCE.match(chunk.string, chunk.end()) is not None
    return _WORD.sub(lambda word: _convert_word(word, ends=ends), chunk[0])


def _convert_word(match: re.Match[str], *, ends: bool) -> str:
    last = ends and match.end() == len(match.string)
    parts = [part for part in _ESCAPED.split(match[0]) if part]
    return "".join(_read(part, last=last and index == len(parts) - 1) for index, part in enumerate(parts))


def _read(part: str, *, last: bool) -> str:
    """Read a part of a word; ``last`` says that it ends a sentence, if it is not the end of one by chance."""
    if part.startswith("\\"):
        return part[1:]
    full = _compose(part)
    if part[-1] not in _STOPS:
        return full
    stem = _compose(part[:-1])
    is_stop = not is_syllable(full) or (last and commonness(stem) > commonness(full) < _RARE)
    return stem + part[-1] if is_stop else full


@cache
def _letter(unit: str) -> str:
    """Return the letter for one letter with its marks; marks that it cannot bear stay behind it."""
    if unit.lower() == "dd":
        return "Đ" if unit[0] == "D" else "đ"
    letter, kept = unit[0], ""
    for mark in unit[1:]:
        composed = unicodedata.normalize("NFC", letter + (_SHAPES | _TONES)[mark])
        if len(composed) == 1 and _is_vietnamese(composed) and not kept:
            letter = composed
        else:
            kept += mark
    return letter + kept


def _compose(word: str) -> str:
    return _UNIT.sub(lambda match: _letter(match[0]), word)


def _is_vietnamese(letter: str) -> bool:
    return unicodedata.normalize("NFD", letter)[0] in "aeiouyAEIOUY"
