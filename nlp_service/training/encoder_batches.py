"""Batches of labelled sentences for the encoder: varied anew in every epoch, and put together by length."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from nlp_service.extract.entities.encoder_pieces import END, PADDING, START, PieceVocabulary
from nlp_service.training.encoder_network import Batch
from nlp_service.training.encoder_noise import Noise, vary
from nlp_service.training.ner_data import LabelledSyllables

_MOST_PIECES = 500
"""Longer sentences are left out: the encoder has 512 positions."""
_POOL = 60
"""Batches whose sentences are sorted by length together."""


@dataclass(frozen=True, slots=True)
class EncodedSentence:
    """The pieces of each token."""

    tokens: tuple[tuple[int, ...], ...]

    @property
    def size(self) -> int:
        """The number of pieces with the marks at both ends."""
        return sum(map(len, self.tokens)) + 2


def make_batches(
    sentences: Sequence[LabelledSyllables],
    vocabulary: PieceVocabulary,
    tags: Sequence[str],
    noise: Noise,
    chance: random.Random,
    most: int,
) -> Iterator[tuple[Batch, torch.Tensor, torch.Tensor]]:
    """Yield batches of at most ``most`` pieces with padding: the batch, the tags and the number of tokens of each."""
    numbers = {tag: number for number, tag in enumerate(tags)}
    order = list(sentences)
    chance.shuffle(order)
    varied = [vary(sentence, noise, chance) for sentence in order]
    encoded = [(EncodedSentence(tuple(vocabulary.encode(item.words, item.spaces))), item.tags) for item in varied]
    usable = [pair for pair in encoded if pair[0].size <= _MOST_PIECES]
    groups = list(_group(usable, most, chance))
    chance.shuffle(groups)
    for group in groups:
        batch, lengths = to_batch([sentence for sentence, _ in group])
        gold = torch.zeros((len(group), batch.tokens), dtype=torch.long)
        for row, (_, names) in enumerate(group):
            gold[row, : len(names)] = torch.tensor([numbers[name] for name in names])
        yield batch, gold, lengths


def to_batch(sentences: Sequence[EncodedSentence]) -> tuple[Batch, torch.Tensor]:
    """Pad ``sentences`` and return them with their numbers of tokens."""
    longest = max(sentence.size for sentence in sentences)
    pieces = np.full((len(sentences), longest), PADDING, dtype=np.int64)
    owners = np.zeros_like(pieces)
    for row, sentence in enumerate(sentences):
        flat = [piece for token in sentence.tokens for piece in token]
        pieces[row, : sentence.size] = [START, *flat, END]
        owners[row, 1 : sentence.size - 1] = np.repeat(
            np.arange(1, len(sentence.tokens) + 1), [len(token) for token in sentence.tokens]
        )
    lengths = torch.tensor([len(sentence.tokens) for sentence in sentences])
    numbers = torch.from_numpy(pieces)
    return Batch(numbers, numbers != PADDING, torch.from_numpy(owners), int(lengths.max())), lengths


def _group(
    pairs: Sequence[tuple[EncodedSentence, tuple[str, ...]]], most: int, chance: random.Random
) -> Iterator[list[tuple[EncodedSentence, tuple[str, ...]]]]:
    """Sort pools of sentences by length and cut them, so that little is padding and epochs still differ."""
    pool = _POOL * 16
    for start in range(0, len(pairs), pool):
        group: list[tuple[EncodedSentence, tuple[str, ...]]] = []
        for pair in sorted(pairs[start : start + pool], key=lambda item: item[0].size):
            if group and pair[0].size * (len(group) + 1) > most:
                yield group
                group = []
            group.append(pair)
        if group:
            yield group
