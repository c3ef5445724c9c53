"""spaCy documents of syllables, built the same way for training and for tagging."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from spacy.tokens import Doc

_SURROGATE = re.compile(r"[\ud800-\udfff]")  # spaCy stores UTF-8, which has none


def build_doc(vocab: Any, text: str, spans: Sequence[tuple[int, int]]) -> Doc:
    """Return a document with one token for each of ``spans``; a line end counts as a blank.

    ``spans`` come from :func:`nlp_service.text.syllables.syllable_spans`; token ``i`` stands at ``spans[i]``.
    """
    words = [_SURROGATE.sub("\ufffd", text[start:end]) for start, end in spans]
    follows = [text[end : end + 1].isspace() for _, end in spans]
    return Doc(vocab, words=words, spaces=follows)
