"""Letters that look like a Vietnamese letter and were typed or exported for it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from nlp_service.errors import ResourceError
from nlp_service.resources import loader
from nlp_service.text.offsets import OffsetMap, substitute
from nlp_service.text.vietnamese import rhymes

_FILE = "text/normalize.yml"
_VOWELS = frozenset("AEIOUY")
# The longest syllable that follows đ is short; looking no further keeps the time linear.
_REACH = 6


@dataclass(frozen=True, slots=True)
class _Table:
    stroke_d: dict[str, str]
    always: dict[str, str]
    other_scripts: dict[str, str]
    pattern: re.Pattern[str]


def replace_lookalikes(text: str) -> tuple[str, OffsetMap | None]:
    """Replace the letters of ``text/normalize.yml`` where their context says that another letter is meant."""
    if text.isascii():
        return text, None
    return substitute(text, _table().pattern, _replacement)


@cache
def _table() -> _Table:
    content = loader.read(_FILE)
    stroke_d, always, other_scripts = (
        {str(key): str(value) for key, value in loader.mapping(content, part, name=_FILE).items()}
        for part in ("stroke_d", "always", "other_scripts")
    )
    always |= _styled(content.get("styled_ranges"))
    basic = "".join(sorted(letter for letter in {*stroke_d, *always, *other_scripts} if letter < "\U00010000"))
    # One range above the basic plane, for speed; what it matches too much is replaced by itself.
    return _Table(stroke_d, always, other_scripts, re.compile(f"[{re.escape(basic)}\U0001d400-\U0001d7ff]"))


def _styled(ranges: object) -> dict[str, str]:
    if not isinstance(ranges, list):
        raise ResourceError(f"Resource {_FILE}: styled_ranges must be a list of pairs of characters.")
    points = (point for first, last in ranges for point in range(ord(first), ord(last) + 1))
    plain = {chr(point): unicodedata.normalize("NFKC", chr(point)) for point in points}
    return {styled: letter for styled, letter in plain.items() if letter != styled and len(letter) == 1}


def _replacement(match: re.Match[str]) -> str:
    table, letter = _table(), match[0]
    if letter not in table.stroke_d and letter not in table.other_scripts:
        return table.always.get(letter, letter)
    left, right = _letters_around(match.string, match.start())
    if letter in table.stroke_d:
        return table.stroke_d[letter] if _means_stroke_d(left, letter, right) else letter
    around = left + right
    mixed = any(map(_is_latin, around)) and all(_is_latin(other) or other in table.other_scripts for other in around)
    return table.other_scripts[letter] if mixed else letter


def _letters_around(text: str, place: int) -> tuple[str, str]:
    """Return the letters directly before and after ``place``, up to ``_REACH`` each."""
    start = end = place
    while start and place - start < _REACH and text[start - 1].isalpha():
        start -= 1
    while end + 1 < len(text) and end - place < _REACH and text[end + 1].isalpha():
        end += 1
    return text[start:place], text[place + 1 : end + 1]


def _means_stroke_d(left: str, letter: str, right: str) -> bool:
    """Tell đ from eth: it begins a Vietnamese syllable (Ðảng), stands in an abbreviation (HÐND), or alone (20.000ð)."""
    if left and (left[-1].islower() if letter.islower() else left[-1] in _VOWELS):
        return False
    if not right or _first_syllable(right) in rhymes():
        return True
    abbreviation = letter.isupper() and (left + right).isupper() and len(left + right) < _REACH
    return abbreviation and not _VOWELS.intersection(left)


def _first_syllable(letters: str) -> str:
    """Return the letters up to a capital that follows a small one (ẢngÐoàn), in lower case."""
    for place in range(1, len(letters)):
        if letters[place].isupper() and letters[place - 1].islower():
            return letters[:place].lower()
    return letters.lower()


def _is_latin(letter: str) -> bool:
    return letter < "\u0250" or "\u1e00" <= letter <= "\u1eff"
