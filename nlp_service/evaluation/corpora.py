"""Reads the annotated data that accuracy is measured on."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlp_service.serialize import parse_published
from nlp_service.types import Article, Published

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sample:
    """One of the project's own articles with its annotations; a layer that is not annotated is None."""

    article: Article
    gold: Record


def read_records(path: Path) -> Iterator[Record]:
    """Yield the objects of a JSONL file, plain or xz."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def read_documents(path: Path) -> list[Record]:
    """Return the objects of a JSON list."""
    return list(json.loads(path.read_text(encoding="utf-8")))


def read_samples(corpus: Path) -> list[Sample]:
    """Return the plain-text articles of ``corpus/samples`` with their gold from ``corpus/gold``, by name."""
    samples = []
    for path in sorted((corpus / "gold").glob("*.json")):
        text_path = corpus / "samples" / f"{path.stem}.txt"
        if text_path.is_file():
            # Bytes are decoded without newline translation: the offsets count every CR.
            text = text_path.read_bytes().decode("utf-8")
            samples.append(Sample(Article(path.stem, text), json.loads(path.read_text(encoding="utf-8"))))
    return samples


def read_words(path: Path) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Yield ``(text, word spans)`` of each sentence of a CoNLL-U file.

    The rule for spaces: the words stand in ``# text`` in order; a span runs from the first to the last character of its
    word, whatever blanks stand between words.
    """
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        text = next((line.removeprefix("# text =").strip() for line in lines if line.startswith("# text =")), None)
        if text is None:
            continue
        spans, position = [], 0
        for line in lines:
            columns = line.split("\t")
            if columns[0].isdigit():
                start = text.index(columns[1], position)
                position = start + len(columns[1])
                spans.append((start, position))
        yield text, spans


def anchor_of(record: Record) -> Published | None:
    """Return the day that a record of the temporal corpora is written from."""
    return parse_published(record["anchor"])
