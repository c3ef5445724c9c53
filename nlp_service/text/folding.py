"""Keys for look-up: what a reader types when looking for a word."""

from __future__ import annotations

from nlp_service.text.normalize import normalize
from nlp_service.text.vietnamese import strip_accents

_D = str.maketrans("ðɖ", "dd")


def search_key(text: str) -> str:
    """Return ``text`` normalised and case-folded, accents kept: ``HOÀ Bình`` and ``hòa bình`` have one key."""
    return " ".join(normalize(normalize(text).text.casefold()).text.split())


def fold(text: str) -> str:
    """Return :func:`search_key` without accents and with d for đ: ``Hồ Chí Minh`` becomes ``ho chi minh``."""
    bare = strip_accents(search_key(text)).translate(_D)
    # Without its accents a word may look different to the look-alikes.
    return strip_accents(search_key(bare))
