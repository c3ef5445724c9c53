"""The finest tokens: a syllable, a number, a punctuation mark, an address, a pictograph."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from nlp_service.resources import loader
from nlp_service.text.unicode_classes import marks
from nlp_service.text.vietnamese import plain_syllables, strip_accents, syllables

_FILE = "text/tokens.yml"
_LONGEST_SYLLABLE = 7
_ACRONYM = 3


def syllable_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans of the finest tokens of ``text``, in order; every character but blanks is in exactly one.

    Letters, with the marks and digits that follow them, are one token (``Bình``, ``H'Mông``, ``B52``); so are a number
    with its separators (``3.500``, ``4,5``, ``30/4/1975``, ``10:48``), an e-mail address, a web address, a run of full
    stops, and a pictograph with its modifiers. Every other mark stands alone, as does the hyphen in ``Trung-Mỹ`` and
    the stop in ``TP.HCM``; syllables that lost the blank between them are parted at the capital (``quậnTân``). The text
    need not be normalised. The time is linear.
    """
    spans: list[tuple[int, int]] = []
    for match in _pattern().finditer(text):
        token = match[0]
        if token.isalpha() and not (token.islower() or token.istitle() or token.isupper()):
            spans += _split_glued(token, match.start())
        else:
            spans.append(match.span())
    return spans


def _split_glued(word: str, offset: int) -> list[tuple[int, int]]:
    """Part words that lost the blank between them (``quậnTân``, ``HCMcho``), but leave ``VnExpress`` and ``iPhone``."""
    known, cuts = syllables(), [0]
    for place in range(1, len(word)):
        left, right = word[max(cuts[-1], place - _LONGEST_SYLLABLE - 1) : place], _until_case_change(word, place)
        if word[place].isupper() and word[place - 1].islower():
            plain = len(left) > 1 and strip_accents(left).lower() in plain_syllables()
            if plain or (right.lower() in known and not right.isascii()):
                cuts.append(place)
        elif word[place].islower() and len(left) >= _ACRONYM and left.isupper() and right in known:
            cuts.append(place)
    return [(offset + start, offset + end) for start, end in pairwise((*cuts, len(word)))]


def _until_case_change(word: str, start: int) -> str:
    end = start + 1
    while (
        end < len(word) and end - start <= _LONGEST_SYLLABLE and not (word[end].isupper() and word[end - 1].islower())
    ):
        end += 1
    return word[start:end]


@cache
def _pattern() -> re.Pattern[str]:
    m = marks()
    domains = "|".join(loader.strings(loader.read(_FILE), "top_level_domains", name=_FILE))
    letter = rf"[^\W\d_][{m}]*"
    alternatives = (
        # Web and e-mail addresses. A name has bounded parts, so that a megabyte of one letter stays linear.
        r"(?:https?|ftp)://[^\s<>\"“”«»]*[^\s<>\"“”«».,;:!?)\]}'’…]",
        r"www\.[^\s<>\"“”«»]*[^\s<>\"“”«».,;:!?)\]}'’…]",
        r"(?<![\w.+-])[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}",
        rf"(?<![\w.-])[A-Za-z0-9-]{{1,63}}(?:\.[A-Za-z0-9-]{{1,63}}){{0,8}}\.(?:{domains})(?![\w-])",
        # Numbers, dates, times.
        r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?![\d\w])",
        r"\d+(?:[.,/:]\d+)*",
        rf"{letter}(?:{letter}|\d)*(?:['’]{letter}(?:{letter}|\d)*)*",
        r"\.{2,}",
        r"&(?:nbsp|amp|quot|lt|gt);?",
        # Pictographs: flags, and sequences with modifiers and joiners.
        r"[\U0001f1e6-\U0001f1ff]{2}",
        rf"[\u2190-\u2bff\U0001f000-\U0001faff][{m}\U0001f3fb-\U0001f3ff]*"
        rf"(?:\u200d[\u2190-\u2bff\U0001f000-\U0001faff][{m}\U0001f3fb-\U0001f3ff]*)*",
        r"\S",
    )
    # Marks never part from what they stand on.
    return re.compile(f"(?:{'|'.join(f'(?:{alternative})' for alternative in alternatives)})[{m}]*")
