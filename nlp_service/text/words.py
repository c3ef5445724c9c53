"""Words: what a segmenter finds in a sentence, as exact slices of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from nlp_service.text.normalize import normalize
from nlp_service.types import Sentence, Token

_NOT_BLANK = re.compile(r"\S+")


class Segmenter(Protocol):
    """Finds the words of one sentence."""

    @property
    def name(self) -> str:
        """The name that an analysis's provenance gives."""
        ...

    def segment(self, sentence: str) -> list[tuple[int, int]]:
        """Return the ordered, non-overlapping spans of the words and punctuation marks of ``sentence``."""
        ...


def tokenize(text: str, sentences: Sequence[Sentence], segmenter: Segmenter) -> tuple[Token, ...]:
    """Return the tokens of ``text``, in order, each inside one sentence.

    Every character but blanks is in exactly one token, whatever the segmenter leaves out; ``norm`` is the normalised
    form, in which a word of several syllables keeps single blanks.
    """
    return tuple(token for sentence in sentences for token in _tokens_of(text, sentence, segmenter))


def _tokens_of(text: str, sentence: Sentence, segmenter: Segmenter) -> Iterator[Token]:
    surface = text[sentence.start : sentence.end]
    is_normal = normalize(surface).text == surface
    for start, end in _completed(surface, segmenter.segment(surface)):
        word = surface[start:end] if is_normal else normalize(surface[start:end]).text
        yield Token(sentence.start + start, sentence.start + end, word.replace("\n", " "))


def _completed(surface: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the spans with what lies between them, less blanks; drop what overlaps or leaves the sentence."""
    position = 0
    for start, end in spans:
        if position <= start < end <= len(surface):
            yield from (match.span() for match in _NOT_BLANK.finditer(surface, position, start))
            yield start, end
            position = end
    yield from (match.span() for match in _NOT_BLANK.finditer(surface, position))
