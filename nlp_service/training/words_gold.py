"""The treebank's words as labels of pieces, and copies of sentences that are written otherwise."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from nlp_service.evaluation.corpora import read_words
from nlp_service.text.normalize import normalize
from nlp_service.text.pieces import piece_spans
from nlp_service.text.vietnamese import strip_accents

Labelled = tuple[list[str], list[float]]
"""Pieces of a sentence, and for each how surely it is one word with the piece before it."""

CAPITALS, SMALL, PLAIN = 0.06, 0.08, 0.06
"""How many sentences are also shown in capitals, in small letters, and without accents."""


def read_gold(path: Path) -> Iterator[Labelled]:
    """Yield the sentences of a CoNLL-U file."""
    for text, words in read_words(path):
        normalized = normalize(text)
        starts = {normalized.from_source(start, end).start for start, end in words}
        spans = piece_spans(normalized.text)
        pieces = [normalized.text[start:end] for start, end in spans]
        yield pieces, [0.0 if start in starts else 1.0 for start, _ in spans]


def rewrite(sentences: Sequence[Labelled], seed: int) -> Iterator[Labelled]:
    """Yield copies of a few sentences in capitals, in small letters and without accents, the labels as they were."""
    chance = random.Random(seed)  # noqa: S311 - a fixed choice, no secret
    for pieces, labels in sentences:
        draw = chance.random()
        if draw < CAPITALS:
            yield [piece.upper() for piece in pieces], labels
        elif draw < CAPITALS + SMALL:
            yield [piece.lower() for piece in pieces], labels
        elif draw < CAPITALS + SMALL + PLAIN:
            yield [strip_accents(piece) for piece in pieces], labels
