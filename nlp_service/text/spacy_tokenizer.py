"""spaCy tokenizers over this package's tokens. ``Doc.text`` is exactly the text that went in.

spaCy finds them by name through the package's entry points: ``nlp_service.words.v1`` and ``nlp_service.syllables.v1``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from nlp_service.errors import InvalidEncoding
from nlp_service.model_store import default_root
from nlp_service.text.normalize import normalize
from nlp_service.text.segmenters import SegmenterChoice, load_segmenter
from nlp_service.text.sentences import split_sentences
from nlp_service.text.syllables import syllable_spans
from nlp_service.text.words import Segmenter, tokenize
from nlp_service.types import SegmenterName

NormedSpan = tuple[int, int, str]
"""``(start, end, norm)`` of a token in the text given."""


class Splitter(Protocol):
    """Splits a text into ordered, non-overlapping tokens."""

    def __call__(self, text: str) -> Iterable[NormedSpan]:
        """Return the tokens of ``text``; what lies between them becomes blanks and space tokens."""
        ...


class SpanTokenizer:
    """A spaCy tokenizer without state of its own: nothing is written with a pipeline, and nothing is read."""

    def __init__(self, vocab: Vocab, split: Splitter) -> None:
        self.vocab = vocab
        self._split = split

    def __call__(self, text: str) -> Doc:
        """Return the Doc of ``text``; ``token.norm_`` is the normalised form in lower case.

        Raises:
            InvalidEncoding: the text holds a lone surrogate, which spaCy cannot store.
        """
        tokens = list(self._split(text))
        words, spaces, norms = _lay_out(text, tokens)
        try:
            doc = Doc(self.vocab, words=words, spaces=spaces)
        except UnicodeEncodeError as error:
            raise InvalidEncoding("The text holds half a surrogate pair; decode it as UTF-8 anew.") from error
        for index, norm in norms.items():
            doc[index].norm_ = norm
        return doc

    def pipe(self, texts: Iterable[str], **_: Any) -> Iterator[Doc]:
        """Yield the Doc of each text."""
        return map(self, texts)

    def to_bytes(self, **_: Any) -> bytes:
        """Return nothing: all state is code and package data."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> SpanTokenizer:
        """Read nothing."""
        return self

    def to_disk(self, _path: str | Path, **_: Any) -> None:
        """Write nothing."""

    def from_disk(self, _path: str | Path, **_: Any) -> SpanTokenizer:
        """Read nothing."""
        return self


def create_syllable_tokenizer() -> Callable[[Language], SpanTokenizer]:
    """Return the factory of the tokenizer by :func:`syllable_spans`, on the text as it is given."""
    return lambda nlp: SpanTokenizer(nlp.vocab, _split_syllables)


def create_word_tokenizer(segmenter: SegmenterName = "nlp_service") -> Callable[[Language], SpanTokenizer]:
    """Return the factory of the tokenizer by words of the normalised text, moved back onto the text as it is given."""
    return lambda nlp: SpanTokenizer(
        nlp.vocab, _WordSplitter(load_segmenter(default_root(), SegmenterChoice(segmenter)))
    )


class _WordSplitter:
    def __init__(self, segmenter: Segmenter) -> None:
        self._segmenter = segmenter

    def __call__(self, text: str) -> Iterator[NormedSpan]:
        normalized = normalize(text)
        for token in tokenize(normalized.text, split_sentences(normalized.text), self._segmenter):
            span = normalized.to_source(token.start, token.end)
            yield span.start, span.end, token.norm


def _split_syllables(text: str) -> Iterator[NormedSpan]:
    return ((start, end, text[start:end]) for start, end in syllable_spans(text))


def _lay_out(text: str, tokens: Iterable[NormedSpan]) -> tuple[list[str], list[bool], Mapping[int, str]]:
    """Return words and trailing spaces as spaCy wants them: any gap other than one blank becomes a space token."""
    words: list[str] = []
    spaces: list[bool] = []
    norms: dict[int, str] = {}
    position = 0
    for start, end, norm in (*tokens, (len(text), len(text), "")):
        gap = text[position:start]
        if words and gap.startswith(" "):
            spaces[-1] = True
            gap = gap[1:]
        if gap:
            ends_blank = len(gap) > 1 and gap.endswith(" ")
            words.append(gap[:-1] if ends_blank else gap)
            spaces.append(ends_blank)
        if start < end:
            if norm != text[start:end]:
                norms[len(words)] = norm.lower()  # spaCy's norms are lower case
            words.append(text[start:end])
            spaces.append(False)
        position = end
    return words, spaces, norms
