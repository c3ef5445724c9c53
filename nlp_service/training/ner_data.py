"""Labelled sentences for the tagger: read, normalised, split into syllables, and varied anew in every epoch."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab

from nlp_service.evaluation.entity_metrics import LabelledSpan
from nlp_service.text.normalize import normalize
from nlp_service.text.syllables import syllable_spans

_UNKNOWN = ""
"""The tag of a syllable that a gold boundary cuts: nothing is learnt from it."""


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """One sentence as normalised text with its gold mentions."""

    id: str
    source: str
    text: str
    spans: tuple[LabelledSpan, ...]


@dataclass(frozen=True, slots=True)
class LabelledSyllables:
    """The same as the tagger reads it: syllables, whether a blank follows each, and IOB tags."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Variation:
    """The shares of sentences that are shown in another case, so that banners and careless typing are understood."""

    upper: float = 0.08
    lower: float = 0.03


def read_sentences(path: Path) -> Iterator[LabelledSentence]:
    """Read a JSONL file of ``{"id", "source", "text", "entities": [{"start", "end", "label"}]}``."""
    with path.open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            text = normalize(record["text"])
            spans = (
                (text.from_source(entity["start"], entity["end"]), entity["label"]) for entity in record["entities"]
            )
            yield LabelledSentence(
                record["id"], record["source"], text.text, tuple((span.start, span.end, label) for span, label in spans)
            )


def to_syllables(sentence: LabelledSentence) -> LabelledSyllables:
    """Tag the syllables of ``sentence``; those that a gold boundary cuts stay unknown."""
    spans = syllable_spans(sentence.text)
    tags = ["O"] * len(spans)
    for start, end, label in sentence.spans:
        touched = [place for place, (first, last) in enumerate(spans) if first < end and last > start]
        if not touched:
            continue
        if spans[touched[0]][0] != start or spans[touched[-1]][1] != end:
            for place in touched:
                tags[place] = _UNKNOWN
            continue
        for place in touched:
            tags[place] = f"I-{label}"
        tags[touched[0]] = f"B-{label}"
    text = sentence.text
    return LabelledSyllables(
        tuple(text[first:last] for first, last in spans),
        tuple(text[last : last + 1].isspace() for _, last in spans),
        tuple(tags),
    )


def vary(sentence: LabelledSyllables, variation: Variation, chance: random.Random) -> LabelledSyllables:
    """Return ``sentence`` as it is or, now and then, in capitals or in lower case."""
    draw = chance.random()
    if draw < variation.upper:
        return replace(sentence, words=tuple(word.upper() for word in sentence.words))
    if draw < variation.upper + variation.lower:
        return replace(sentence, words=tuple(word.lower() for word in sentence.words))
    return sentence


def to_example(sentence: LabelledSyllables, vocab: Vocab) -> Example:
    """Return spaCy's pair of an unlabelled and a labelled document."""
    words, spaces = list(sentence.words), list(sentence.spaces)
    return Example(
        Doc(vocab, words=words, spaces=spaces), Doc(vocab, words=words, spaces=spaces, ents=list(sentence.tags))
    )
