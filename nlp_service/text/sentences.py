"""Sentences of a normalised text, by rules."""

from __future__ import annotations

import re

from nlp_service.types import Sentence

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|\n")


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of ``text`` in order, without the blanks around them; every other character is in one."""
    result: list[Sentence] = []
    position = 0
    for match in (*_END.finditer(text), None):
        end = match.end() if match else len(text)
        piece = text[position:end]
        if piece.strip():
            start = position + len(piece) - len(piece.lstrip())
            result.append(Sentence(start, position + len(piece.rstrip())))
        position = end
    return tuple(result)
