"""Which words tell nothing about a topic to a reader, though the model gives them weight."""

from __future__ import annotations

from functools import cache

from nlp_service.resources import loader

_STOPWORDS = "tags/stopwords.yml"
_REASONS = "topics/reasons.yml"


@cache
def function_words() -> frozenset[str]:
    """Return the case-folded words of grammar, time and number, those of several syllables with single blanks.

    Raises:
        ResourceError: a data file is malformed.
    """
    content = loader.read(_STOPWORDS)
    words = {word for key in ("grammar", "edges") for word in loader.strings(content, key, name=_STOPWORDS)}
    return frozenset(words.difference(loader.strings(loader.read(_REASONS), "telling", name=_REASONS)))


def is_function_word(word: str) -> bool:
    """Tell whether the word is one of grammar or number, or has no letters at all."""
    return not any(map(str.isalpha, word)) or word.casefold() in function_words()
