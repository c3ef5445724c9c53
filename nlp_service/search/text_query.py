"""Reads what people type into a search box."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp_service.errors import InvalidField
from nlp_service.store.fulltext import Phrase
from nlp_service.text.folding import fold, search_key

MAX_LENGTH = 1000
MAX_WORDS = 64
# A letter or digit with the marks that could not be composed with it.
WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_QUOTES = re.compile('["“”„«»]')


def parse_text(text: str) -> tuple[Phrase, ...]:
    """Return the phrases of a query: what stands in quotes, and every other word by itself; all else is no operator.

    A sign inside a word makes it a phrase (``covid-19``); a quote that is not closed runs to the end.

    Raises:
        InvalidField: the query is too long.
    """
    if len(text) > MAX_LENGTH:
        raise InvalidField(f"query: {len(text)} characters are too many; write at most {MAX_LENGTH}.")
    phrases = tuple(dict.fromkeys(_phrases(text)))
    words = sum(len(phrase.words) for phrase in phrases)
    if words > MAX_WORDS:
        raise InvalidField(f"query: {words} words are too many; write at most {MAX_WORDS}.")
    return phrases


def _phrases(text: str) -> Iterator[Phrase]:
    for position, part in enumerate(_QUOTES.split(text)):
        for piece in [part] if position % 2 else part.split():
            words, folded = WORD.findall(search_key(piece)), WORD.findall(fold(piece))
            if words and folded:
                yield Phrase(tuple(words), tuple(folded))
