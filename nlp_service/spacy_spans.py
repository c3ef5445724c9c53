"""Puts found entities on a spaCy document whose tokens may be longer than they."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from spacy.tokens import Doc, Token


class EntitySpan(NamedTuple):
    """An entity over the code points ``start`` to ``end`` of ``doc.text``; ``kb_id`` may be empty."""

    start: int
    end: int
    label: str
    kb_id: str = ""


def set_entities(doc: Doc, entities: Sequence[EntitySpan]) -> None:
    """Set ``doc.ents``; every token that an entity begins or ends inside is split there."""
    borders = {entity.start for entity in entities} | {entity.end for entity in entities}
    _split_tokens(doc, sorted(borders))
    spans = (doc.char_span(entity.start, entity.end, label=entity.label, kb_id=entity.kb_id) for entity in entities)
    # None where a span leaves the tokens, which the split excludes; spaCy's type allows it.
    doc.ents = [span for span in spans if span is not None]


def _split_tokens(doc: Doc, borders: list[int]) -> None:
    """Split every token that has one of ``borders`` inside."""
    pending = iter(borders)
    border = next(pending, None)
    splits: list[tuple[Token, list[int]]] = []
    for token in doc:
        start, end = token.idx, token.idx + len(token)
        inside: list[int] = []
        while border is not None and border < end:
            if border > start:
                inside.append(border - start)
            border = next(pending, None)
        if inside:
            splits.append((token, inside))
    with doc.retokenize() as retokenizer:
        for token, places in splits:
            pieces = _pieces(token.text, places)
            retokenizer.split(token, pieces, heads=[(token, 0)] * len(pieces))


def _pieces(text: str, places: Iterable[int]) -> list[str]:
    """Cut ``text`` at ``places``, and blanks at the edge of a piece off it."""
    bounds = [0, *places, len(text)]
    result: list[str] = []
    for start, end in pairwise(bounds):
        piece = text[start:end]
        body = piece.strip()
        left = len(piece) - len(piece.lstrip()) if body else len(piece)
        result += (part for part in (piece[:left], body, piece[left + len(body) :]) if part)
    return result
