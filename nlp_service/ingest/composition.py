"""Composed Unicode: letters that come with their marks apart (NFD, or only the tone apart) become one character."""

from __future__ import annotations

import re
import unicodedata

_CLUSTER = re.compile("[A-Za-z\u00c0-\u1ef9][\u0300-\u036f]{1,4}")
_PLAIN_LETTER = re.compile("[A-Za-z][\u0300-\u036f]{0,3}[\u0302\u0306\u031b]")

DECOMPOSED, TONES_APART = "nfd", "unicode-composite"


def compose(text: str) -> tuple[str, str | None]:
    """Return ``text`` with its letters composed, and the form that it was in, None when it was composed.

    Only Latin letters with marks behind them change; all other characters stay, those too that NFC would change.
    """
    if text.isascii() or not _CLUSTER.search(text):
        return text, None
    form = DECOMPOSED if _PLAIN_LETTER.search(text) else TONES_APART
    return _CLUSTER.sub(lambda match: unicodedata.normalize("NFC", match[0]), text), form
