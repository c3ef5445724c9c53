"""What completes to an entity's name in a search box."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from nlp_service.store.hashing import words_of
from nlp_service.text.folding import search_key
from nlp_service.text.vietnamese import strip_accents

MAX_COMPLETION = 120
_LEVEL_STARTS = (2, 4, 16, 256)
TOP_LEVEL = len(_LEVEL_STARTS)
_MAX_STARTS = 16


def completions(forms: Iterable[str]) -> dict[str, str]:
    """Return search key -> folded, for every form from each of its syllables on.

    Each ends with a blank, so that ``hồ `` (the syllable is finished) does not complete to ``Hoàng``.
    """
    found: dict[str, str] = {}
    for form in forms:
        words = words_of(search_key(form)).split()
        for start in range(min(len(words), _MAX_STARTS)):
            key = " ".join(words[start:])
            found[completion_text(key, ended=True)] = completion_text(strip_accents(key), ended=True)
    return found


def level_of(article_count: int) -> int:
    """Return the order of magnitude of a count, 0 to :data:`TOP_LEVEL`."""
    return bisect_right(_LEVEL_STARTS, article_count)


def completion_text(words: str, *, ended: bool) -> str:
    """Return the words as completions are compared: with a blank after a finished syllable, cut at the longest."""
    return f"{words} "[:MAX_COMPLETION] if ended else words[:MAX_COMPLETION]
