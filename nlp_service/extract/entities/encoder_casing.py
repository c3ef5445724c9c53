"""What the encoder reads instead of capitals that say nothing.

Words in capitals fall into many rare pieces. A well-formed Vietnamese syllable in a sentence of capitals is therefore
read in lower case, and in a run of capitals within ordinary text as a name is written (``Theo XUÂN THÀNH`` is read
``Theo Xuân Thành``). What is no syllable keeps its capitals: ``UBND``, ``WHO``, ``MESSI``.
"""

from __future__ import annotations

from collections.abc import Sequence

from nlp_service.text.vietnamese import syllables

_RUN = 2
"""Syllables in capitals in a row that are not taken for abbreviations."""
_SHARE = 0.8
"""Share of the words with letters that are in capitals, from which on the sentence is in capitals."""


def restore_case(words: Sequence[str]) -> list[str]:
    """Return ``words`` with capitals that carry no information put into another case."""
    lettered = [word for word in words if word[0].isalpha()]
    capitals = sum(word.isupper() for word in lettered)
    if capitals < _RUN:
        return list(words)
    if capitals >= _SHARE * len(lettered):
        return [word.lower() if _is_loud(word) else word for word in words]
    return _title_runs(words)


def _title_runs(words: Sequence[str]) -> list[str]:
    result, start = list(words), 0
    while start < len(words):
        end = start
        while end < len(words) and len(words[end]) > 1 and _is_loud(words[end]):
            end += 1
        if end - start >= _RUN:
            result[start:end] = [word.capitalize() for word in words[start:end]]
        start = max(end, start + 1)
    return result


def _is_loud(word: str) -> bool:
    return word.isupper() and word.lower() in syllables()
