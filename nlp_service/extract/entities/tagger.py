"""The entity tagger: a network sentence by sentence, then the rules where rules are right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from math import exp
from typing import cast

from nlp_service.extract.entities.bylines import find_author
from nlp_service.extract.entities.calibration import Curve, calibrate, read_curves
from nlp_service.extract.entities.corrections import MentionCorrector
from nlp_service.extract.entities.decoding import TokenSpan
from nlp_service.extract.entities.merging import merge_mentions
from nlp_service.extract.entities.networks import MentionNetwork, SyllableSentence
from nlp_service.extract.entities.repetition import find_repetitions
from nlp_service.extract.entities.rules import EntityRules
from nlp_service.extract.entities.short_names import relabel_last_names
from nlp_service.model_store import ModelFolder
from nlp_service.text.syllables import syllable_spans
from nlp_service.types import Document, Entity, EntityExplanation, EntityLabel, ModelInfo

_BATCH = 64
"""Sentences a step."""
_LONGEST_PASSAGE = 100
"""Syllables of sentences that are tagged together."""
_LONGEST = 200
"""Syllables that the network sees at once: a page without full stops must not take memory without end."""
_LEAST = 0.35
"""Less sure mentions are left out. F1 is highest near half its own value (Lipton et al. 2014), and flat around."""
_MARKS = frozenset(".,;:!?–-")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Syllables of one sentence of one document."""

    document: int
    sentence: SyllableSentence


class NetworkEntityTagger:
    """Tags PER, ORG, LOC, EVENT and LAW with a network and the curves in its verified folder.

    Safe to share between threads, as the network is.

    Raises:
        ModelCorrupt: the curves cannot be read.
    """

    def __init__(self, model: ModelFolder, network: MentionNetwork) -> None:
        self._info = model.info
        self._network = network
        self._curves = read_curves(model.path)
        self._corrector = MentionCorrector()
        self._rules = EntityRules()

    @property
    def info(self) -> ModelInfo:
        """The model behind it."""
        return self._info

    def tag(self, documents: Sequence[Document]) -> list[tuple[Entity, ...]]:
        """Return ordered, non-overlapping mentions for each document."""
        syllables = [tuple(_sentence_syllables(document)) for document in documents]
        found: list[list[Entity]] = [[] for _ in documents]
        pieces = (
            piece for number, spans in enumerate(syllables) for piece in _pieces(number, documents[number], spans)
        )
        while batch := list(islice(pieces, _BATCH)):
            decoded = self._network.decode([piece.sentence for piece in batch])
            for piece, spans in zip(batch, decoded, strict=True):
                entities = (self._entity(piece.sentence, span) for span in spans)
                found[piece.document] += (entity for entity in entities if entity.score >= _LEAST)
        return [
            self._complete(document, list(chain.from_iterable(spans)), mentions)
            for document, spans, mentions in zip(documents, syllables, found, strict=True)
        ]

    def _complete(
        self, document: Document, syllables: list[tuple[int, int]], found: list[Entity]
    ) -> tuple[Entity, ...]:
        text = document.text
        mentions = relabel_last_names(self._corrector.correct(text, found))
        fillers = (
            *find_author(document),
            *self._rules.find_names(text),
            *find_repetitions(text, syllables, mentions),
        )
        return merge_mentions(mentions, self._rules.find_laws(text), fillers)

    def _entity(self, sentence: SyllableSentence, span: TokenSpan) -> Entity:
        text, start, end = sentence.text, sentence.spans[span.first][0], sentence.spans[span.last][1]
        score = calibrate(span.log_probability, self._curves.get(span.label, Curve()))
        made = EntityExplanation(self._info.name, round(exp(span.log_probability), 4))
        return Entity(start, end, text[start:end], cast(EntityLabel, span.label), score, explanation=made)


def _sentence_syllables(document: Document) -> Iterator[list[tuple[int, int]]]:
    """Yield the syllables of each passage: a sentence, or short neighbours of one line, as the networks learned."""
    passage: list[tuple[int, int]] = []
    for sentence in document.sentences:
        surface = document.text[sentence.start : sentence.end]
        spans = [(start + sentence.start, end + sentence.start) for start, end in syllable_spans(surface)]
        if passage and (
            len(passage) + len(spans) > _LONGEST_PASSAGE or "\n" in document.text[passage[-1][1] : sentence.start]
        ):
            yield passage
            passage = []
        passage = passage + spans
    if passage:
        yield passage


def _pieces(number: int, document: Document, sentences: Sequence[list[tuple[int, int]]]) -> Iterator[_Piece]:
    for spans in sentences:
        first = 0
        while first < len(spans):
            last = _piece_end(document.text, spans, first)
            # A table of figures names nothing, and a megabyte of marks need not wait for the network.
            if any(document.text[start].isalpha() for start, _ in spans[first:last]):
                yield _Piece(number, SyllableSentence(document.text, tuple(spans[first:last])))
            first = last


def _piece_end(text: str, spans: Sequence[tuple[int, int]], first: int) -> int:
    """Return where the piece that begins at ``first`` ends: at a mark, if there is one in its second half."""
    last = first + _LONGEST
    if last >= len(spans):
        return len(spans)
    marks = (place + 1 for place in range(last - 1, first + _LONGEST // 2, -1) if text[spans[place][0]] in _MARKS)
    return next(marks, last)
