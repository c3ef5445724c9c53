"""Words: what a segmenter finds in the sentences of a text, as exact slices of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from nlp_service.text.normalize import normalize
from nlp_service.types import ModelInfo, Sentence, Token

_NOT_BLANK = re.compile(r"\S+")

WordSpan = tuple[int, int]


class Segmenter(Protocol):
    """Finds the words of sentences."""

    @property
    def name(self) -> str:
        """The name that an analysis's provenance gives."""
        ...

    @property
    def models(self) -> tuple[ModelInfo, ...]:
        """The committed models that it works with."""
        ...

    def find_words(self, text: str, sentences: Sequence[Sentence]) -> list[WordSpan]:
        """Return the ordered, non-overlapping spans in ``text`` of the words and marks of ``sentences``."""
        ...


def tokenize(text: str, sentences: Sequence[Sentence], segmenter: Segmenter) -> tuple[Token, ...]:
    """Return the tokens of ``text``, in order, each inside one sentence.

    Every character but blanks is in exactly one token, whatever the segmenter leaves out; ``norm`` is the normalised
    form, in which a word of several syllables keeps single blanks.
    """
    words = _completed(text, sentences, segmenter.find_words(text, sentences))
    if normalize(text).text == text:
        return tuple([Token(start, end, text[start:end].replace("\n", " ")) for start, end in words])
    return tuple(Token(start, end, normalize(text[start:end]).text.replace("\n", " ")) for start, end in words)


def _completed(text: str, sentences: Sequence[Sentence], spans: Iterable[WordSpan]) -> Iterator[WordSpan]:
    """Yield the spans with what lies between them, less blanks; drop what overlaps or leaves its sentence."""
    pending = iter(spans)
    span = next(pending, None)
    for sentence in sentences:
        position = sentence.start
        while span is not None and span[0] < sentence.end:
            start, end = span
            if position <= start < end <= sentence.end:
                if start > position + 1 or not text[position:start].isspace():
                    yield from (match.span() for match in _NOT_BLANK.finditer(text, position, start))
                yield span
                position = end
            span = next(pending, None)
        yield from (match.span() for match in _NOT_BLANK.finditer(text, position, sentence.end))
