"""Word segmentation: a word is right when both its ends are (F1 over words, as in the CoNLL shared tasks)."""

from __future__ import annotations

from collections.abc import Iterable

from nlp_service.text.normalize import normalize
from nlp_service.text.sentences import split_sentences
from nlp_service.text.words import Segmenter, WordSpan, tokenize

WordSpans = Iterable[WordSpan]


def find_words(text: str, segmenter: Segmenter) -> list[WordSpan]:
    """Return the spans of the words of ``text`` as a user gets them: found in the normalised text, placed in this."""
    normalized = normalize(text)
    tokens = tokenize(normalized.text, split_sentences(normalized.text), segmenter)
    spans = (normalized.to_source(token.start, token.end) for token in tokens)
    return [(span.start, span.end) for span in spans]


def long_words(texts: Iterable[str], words: Iterable[WordSpans]) -> list[list[WordSpan]]:
    """Return the words that hold a blank, for each text."""
    pairs = zip(texts, words, strict=True)
    return [[(start, end) for start, end in spans if " " in text[start:end]] for text, spans in pairs]


def score_words(gold: Iterable[WordSpans], found: Iterable[WordSpans]) -> float:
    """Return the F1 of words over all texts.

    Raises:
        ValueError: not as many texts in ``found`` as in ``gold``.
    """
    right = expected = offered = 0
    for gold_spans, found_spans in zip(gold, found, strict=True):
        wanted, given = set(gold_spans), set(found_spans)
        right += len(wanted & given)
        expected += len(wanted)
        offered += len(given)
    return 2 * right / (expected + offered) if expected + offered else 0.0
