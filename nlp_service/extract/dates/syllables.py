"""Tells foreign names from Vietnamese syllables by their letters."""

from __future__ import annotations

import re
from typing import Final

_FOREIGN: Final = re.compile(
    r"[fjwz]|(.)\1|[aeiouy][^aeiouy]+[aeiouy]|(?:[bdklrsvx]|[^nc]h|[^n]g)$|[bdklrsv][bcdklmnprstv]"
)
_MIN_LETTERS: Final = 4


def is_foreign_name(word: str) -> bool:
    """Whether a capitalised word without Vietnamese letters cannot be a Vietnamese syllable (Tottenham, Alli)."""
    return len(word) >= _MIN_LETTERS and word.isascii() and word.isalpha() and bool(_FOREIGN.search(word.lower()))
