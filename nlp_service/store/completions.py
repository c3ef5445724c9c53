"""What completes to an entity's name in a search box."""

from __future__ import annotations

from collections.abc import Iterable

from nlp_service.store.hashing import words_of
from nlp_service.text.folding import fold, search_key

MAX_COMPLETION = 120
_MAX_STARTS = 16


def completions(forms: Iterable[str]) -> dict[str, str]:
    """Return search key -> folded, for every form from each of its syllables on.

    Each ends with a blank, so that ``hồ `` (the syllable is finished) does not complete to ``Hoàng``.
    """
    found: dict[str, str] = {}
    for form in forms:
        words = words_of(search_key(form)).split()
        for start in range(min(len(words), _MAX_STARTS)):
            key = _ended(" ".join(words[start:]))
            found[key] = completion_prefix(fold(key))
    return found


def completion_prefix(folded: str) -> str:
    """Cut what is longer than any completion."""
    return folded[:MAX_COMPLETION]


def _ended(words: str) -> str:
    return completion_prefix(f"{words} ")
