"""Is a text Vietnamese? By the share of its words that are well-formed Vietnamese syllables."""

from __future__ import annotations

import re

from nlp_service.text.normalize import normalize
from nlp_service.text.vietnamese import plain_syllables, syllables

_WORD = re.compile(r"[^\W\d_]+")


def is_vietnamese(text: str) -> bool:
    """Say whether ``text`` may be Vietnamese; a text too short to tell may be."""
    words = _WORD.findall(normalize(text).text.lower())
    if len(words) < 5:
        return True
    score = sum(1.0 if word in syllables() else 0.5 if word in plain_syllables() else 0.0 for word in words)
    return score / len(words) > 0.4
