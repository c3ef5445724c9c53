"""Word segmentation: a word is right when both its ends are (F1 over words, as in the CoNLL shared tasks)."""

from __future__ import annotations

from collections.abc import Iterable

WordSpans = Iterable[tuple[int, int]]


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
