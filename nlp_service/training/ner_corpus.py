"""Unlabelled news for the syllable vectors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from nlp_service.evaluation.corpora import read_records
from nlp_service.text.normalize import normalize
from nlp_service.text.syllables import syllable_spans

_REPEATS = 4
"""How often the recent news counts: it is a tenth of the older news, and nearer to what is read today."""


def read_syllables(topics: Path) -> Iterator[list[str]]:
    """Yield the syllables of each article of the folder ``topics``, normalised as the tagger sees them."""
    for record in read_records(topics / "vntc_train.jsonl.xz"):
        yield _syllables(record["text"])
    for record in read_records(topics / "unc_train.jsonl.xz"):
        article = _syllables("\n".join([record["title"], *record["paragraphs"]]))
        for _ in range(_REPEATS):
            yield article


def _syllables(text: str) -> list[str]:
    normalized = normalize(text).text
    return [normalized[start:end] for start, end in syllable_spans(normalized)]
