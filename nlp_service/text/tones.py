"""Tone placement: from the schoolbooks' ``hoà`` to the newspapers' ``hòa``."""

from __future__ import annotations

import re
from functools import cache
from itertools import product

from nlp_service.resources import loader
from nlp_service.text.offsets import OffsetMap, substitute
from nlp_service.text.unicode_classes import marks
from nlp_service.text.vietnamese import onsets

_FILE = "text/normalize.yml"
_LONGEST_ONSET = 3


def place_tones(text: str) -> tuple[str, OffsetMap | None]:
    """Move the tone of every open syllable in oa, oe, uy to its first vowel; no character moves, so the map is None."""
    if text.isascii():
        return text, None
    return substitute(text, _pattern(), _placed)


@cache
def _placement() -> dict[str, str]:
    """Return the table in every mixture of capitals: the letters keep their case, the tone moves."""
    table = loader.mapping(loader.read(_FILE), "tone_placement", name=_FILE)
    result: dict[str, str] = {}
    for old, new in table.items():
        for first, second in product((str.lower, str.upper), repeat=2):
            result[first(old[0]) + second(old[1])] = first(new[0]) + second(new[1])
    return result


@cache
def _pattern() -> re.Pattern[str]:
    seconds = sorted({rhyme[1] for rhyme in _placement()})
    return re.compile(rf"[oOuU][{''.join(seconds)}](?![^\W\d_]|[{marks()}])")


def _placed(match: re.Match[str]) -> str:
    if match[0] not in _placement():
        return match[0]
    before = match.string[max(0, match.start() - _LONGEST_ONSET - 1) : match.start()]
    onset = _last_letters(before)
    # Four letters or more before the rhyme, or three that are no onset: a foreign name such as Chloé.
    return _placement()[match[0]] if onset.lower() in _known_onsets() else match[0]


def _last_letters(text: str) -> str:
    start = len(text)
    while start and text[start - 1].isalpha():
        start -= 1
    return text[start:]


@cache
def _known_onsets() -> frozenset[str]:
    return frozenset(onsets())
