"""Figures of the encoder on held-out sentences: while it learns, and as float32 against 8 bits."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

import torch

from nlp_service.evaluation.entity_metrics import EntityFigures, LabelledSpan, score_entities
from nlp_service.extract.entities.encoder_pieces import PieceVocabulary
from nlp_service.extract.entities.networks import MentionNetwork
from nlp_service.extract.entities.tag_chain import TagChain
from nlp_service.training.encoder_batches import EncodedSentence, to_batch
from nlp_service.training.encoder_loop import EncoderTagger
from nlp_service.training.encoder_network import score_tokens
from nlp_service.training.ner_calibration import predict
from nlp_service.training.ner_data import LabelledSentence, LabelledSyllables, to_syllables
from nlp_service.types import EntityLabel

NAMES: tuple[EntityLabel, ...] = ("PER", "ORG", "LOC")
_BATCH = 16
_LOG = logging.getLogger(__name__)


def log_figures(
    held_out: Sequence[LabelledSentence],
    vocabulary: PieceVocabulary,
    tags: tuple[str, ...],
    model: EncoderTagger,
    step: int,
) -> None:
    """Log exact-match figures, mentions counted in tokens, on ``held_out`` as written and in capitals."""
    sentences = [item for item in map(to_syllables, held_out) if item.words and "" not in item.tags]
    gold = [_spans(item.tags) for item in sentences]
    for name, change in (("as written", str), ("in capitals", str.upper)):
        found = _find(model, sentences, vocabulary, tags, change)
        figures = score_entities(gold, found)
        names = score_entities(gold, found, NAMES).micro.f1
        each = ", ".join(f"{label} {counts.f1:.3f}" for label, counts in figures.labels.items())
        _LOG.info("step %d, %s: PER+ORG+LOC %.4f, all %.4f (%s)", step, name, names, figures.micro.f1, each)


def measure_network(network: MentionNetwork, held_out: Sequence[LabelledSentence]) -> EntityFigures:
    """Return the figures of PER, ORG and LOC of a network on its own, without rules or a threshold."""
    found = [[span for span, _ in mentions] for mentions in predict(network, [item.text for item in held_out])]
    return score_entities([item.spans for item in held_out], found, NAMES)


def _find(
    model: EncoderTagger,
    sentences: Sequence[LabelledSyllables],
    vocabulary: PieceVocabulary,
    tags: tuple[str, ...],
    change: Callable[[str], str],
) -> list[list[LabelledSpan]]:
    chain: TagChain = model.chain.to_tag_chain(tags)
    model.eval()
    results: dict[int, list[LabelledSpan]] = {}
    order = sorted(range(len(sentences)), key=lambda place: len(sentences[place].words))
    for start in range(0, len(order), _BATCH):
        places = order[start : start + _BATCH]
        words = [[change(word) for word in sentences[place].words] for place in places]
        spaces = [sentences[place].spaces for place in places]
        encoded = [
            EncodedSentence(tuple(vocabulary.encode(row, follows)))
            for row, follows in zip(words, spaces, strict=True)
        ]  # fmt: skip
        batch, lengths = to_batch(encoded)
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            scores = score_tokens(model.encoder, batch).numpy()
        for place, row, length in zip(places, scores, lengths.tolist(), strict=True):
            mentions = chain.find_mentions(row[:length])
            results[place] = [(item.first, item.last + 1, item.label) for item in mentions]  # type: ignore[misc]
    return [results[place] for place in range(len(sentences))]


def _spans(tags: Sequence[str]) -> list[LabelledSpan]:
    spans: list[LabelledSpan] = []
    start = 0
    for place, tag in enumerate([*tags, "O"]):
        if place and tags[place - 1] != "O" and not tag.startswith("I"):
            spans.append((start, place, tags[place - 1][2:]))  # type: ignore[arg-type]
        if tag.startswith("B"):
            start = place
    return spans
