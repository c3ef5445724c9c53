"""The written Vietnamese syllable, from the table in ``text/syllables.yml``."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

from nlp_service.resources import loader
from nlp_service.text.tables import words_in_rows

_FILE = "text/syllables.yml"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_STOPPED_TONES = ("\u0301", "\u0323")


@cache
def onsets() -> tuple[str, ...]:
    """Return the onsets, the empty one included."""
    return loader.strings(loader.read(_FILE), "onsets", name=_FILE)


@cache
def rhymes() -> frozenset[str]:
    """Return every rhyme with every tone that it takes, lower case."""
    return frozenset(form for rhyme in _all_rhymes() for form in _toned(rhyme))


@cache
def syllables() -> frozenset[str]:
    """Return every well-formed syllable, lower case, NFC, the tone where newspapers place it."""
    return frozenset(onset + form for onset, rhyme in _plain_syllables() for form in _toned(rhyme))


@cache
def plain_syllables() -> frozenset[str]:
    """Return every well-formed syllable as it is typed without accents: ``dang`` for ``đặng`` and ``dâng`` alike."""
    return frozenset(strip_accents(onset + rhyme) for onset, rhyme in _plain_syllables())


def strip_accents(text: str) -> str:
    """Return ``text`` without tone marks, circumflexes, breves, horns and the stroke of đ; case stays."""
    kept = (character for character in unicodedata.normalize("NFD", text) if not unicodedata.combining(character))
    return "".join(kept).replace("đ", "d").replace("Đ", "D")


def _plain_syllables() -> Iterator[tuple[str, str]]:
    content = loader.read(_FILE)
    front = loader.strings(content, "front_vowels", name=_FILE)
    only_front = loader.strings(content, "onsets_before_front", name=_FILE)
    only_back = loader.strings(content, "onsets_before_back", name=_FILE)
    after_g = loader.strings(content, "g_before", name=_FILE)
    bare = loader.strings(content, "bare_rhymes", name=_FILE)
    for rhyme in _all_rhymes():
        is_front = rhyme[0] in front
        for onset in onsets():
            if rhyme in bare and onset not in ("", "qu"):
                continue
            if is_front and onset in only_back and not (onset == "g" and rhyme in after_g):
                continue
            if not is_front and onset in only_front:
                continue
            yield onset, rhyme
    for rhyme in loader.strings(content, "qu_rhymes", name=_FILE):
        yield "qu", rhyme


def _all_rhymes() -> Iterator[str]:
    content = loader.read(_FILE)
    for key in ("rhymes", "stopped_rhymes"):
        yield from words_in_rows(content, key, name=_FILE)


def _toned(rhyme: str) -> Iterator[str]:
    tones = _STOPPED_TONES if rhyme[-1] in "cpt" or rhyme.endswith("ch") else _TONES
    place = _tone_place(rhyme)
    for tone in tones:
        yield unicodedata.normalize("NFC", rhyme[: place + 1] + tone + rhyme[place + 1 :])


def _tone_place(rhyme: str) -> int:
    """Return which letter bears the tone: the last of ă â ê ô ơ ư, else by the number of vowels and the final."""
    marked = [index for index, letter in enumerate(rhyme) if letter in "ăâêôơư"]
    if marked:
        return marked[-1]
    vowels = [index for index, letter in enumerate(rhyme) if letter in "aeiouy"]
    closed = vowels[-1] < len(rhyme) - 1
    if len(vowels) == 3 or (len(vowels) == 2 and closed):
        return vowels[1]
    return vowels[0]
