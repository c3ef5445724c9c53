"""The encoder in PyTorch: a BERT with one linear layer on top that scores the tags of each token.

There is no drop-out. A few channels of this encoder are many times larger than the rest and carry what all others are
measured against; dropping them, even for a tenth of the time, kept it from learning.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from nlp_service.training.encoder_weights import EncoderShape

_HIDDEN = -1e9


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences of about one length.

    ``pieces`` and ``present`` are (sentences, pieces); ``owners`` gives for each piece the token that it is part of,
    counted from 1 in its sentence, and 0 for the marks at both ends and for padding.
    """

    pieces: Tensor
    present: Tensor
    owners: Tensor
    tokens: int


class EncoderLayer(nn.Module):  # type: ignore[misc] # PyTorch is not among the tools
    """Self-attention and a feed-forward part, each followed by its normalisation."""

    def __init__(self, shape: EncoderShape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.query = nn.Linear(shape.width, shape.width)
        self.key = nn.Linear(shape.width, shape.width)
        self.value = nn.Linear(shape.width, shape.width)
        self.mix = nn.Linear(shape.width, shape.width)
        self.mix_norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.widen = nn.Linear(shape.width, shape.inner)
        self.narrow = nn.Linear(shape.inner, shape.width)
        self.narrow_norm = nn.LayerNorm(shape.width, eps=shape.epsilon)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """Return the next states, (sentences, pieces, width)."""
        query, key, value = (self._split(part(states)) for part in (self.query, self.key, self.value))
        # Written out: PyTorch's fused attention is slower here, forwards and backwards, for short sentences on a CPU.
        weights = torch.softmax(query @ key.transpose(-1, -2) / math.sqrt(query.shape[-1]) + mask, dim=-1)
        mixed = (weights.to(value.dtype) @ value).transpose(1, 2).flatten(2)
        states = self.mix_norm(states + self.mix(mixed))
        inner = self.narrow(functional.gelu(self.widen(states)))
        return self.narrow_norm(states + inner)

    def _split(self, states: Tensor) -> Tensor:
        return states.unflatten(-1, (self.heads, -1)).transpose(1, 2)


class Encoder(nn.Module):  # type: ignore[misc] # PyTorch is not among the tools
    """Scores of the tags of each piece, (sentences, pieces, tags)."""

    def __init__(self, shape: EncoderShape, pieces: int, tags: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(pieces, shape.width)
        self.position = nn.Embedding(shape.positions, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.layers = nn.ModuleList(EncoderLayer(shape) for _ in range(shape.layers))
        self.head = nn.Linear(shape.width, tags)

    def forward(self, pieces: Tensor, present: Tensor) -> Tensor:
        """Score ``pieces``; ``present`` is false for padding."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        states = self.norm(self.embedding(pieces) + self.position(places))
        mask = torch.where(present, 0.0, _HIDDEN)[:, None, None, :]
        for layer in self.layers:
            states = layer(states, mask)
        with torch.autocast("cpu", enabled=False):
            scores: Tensor = self.head(states.float())
        return scores


def score_tokens(encoder: Encoder, batch: Batch) -> Tensor:
    """Return the scores of each token, the mean over its pieces: (sentences, tokens, tags), float32."""
    scores = encoder(batch.pieces, batch.present)
    owners = batch.owners[:, :, None].expand_as(scores)
    shape = (scores.shape[0], batch.tokens + 1, scores.shape[2])
    total = scores.new_zeros(shape).scatter_add(1, owners, scores)
    count = scores.new_zeros(shape).scatter_add(1, owners, torch.ones_like(scores))
    return (total / count.clamp(min=1))[:, 1:]


def load_pretrained(encoder: Encoder, tensors: Mapping[str, NDArray[np.float32]], kept: NDArray[np.int64]) -> None:
    """Put the tensors of the packed file into ``encoder``, with the rows ``kept`` of its embedding."""
    names = {
        "q": "query", "k": "key", "v": "value", "ao": "mix", "aln": "mix_norm", "fi": "widen", "fo": "narrow",
        "oln": "narrow_norm",
    }  # fmt: skip
    width = encoder.embedding.embedding_dim
    state = encoder.state_dict()
    # The type of segment is the same throughout: its row goes into every position.
    position = tensors["emb.pos"].reshape(-1, width) + tensors["emb.type"].reshape(-1, width)[0]
    found = {
        "embedding.weight": tensors["emb.word"][kept],
        "position.weight": position,
        "norm.weight": tensors["emb.ln.w"],
        "norm.bias": tensors["emb.ln.b"],
    }
    for number in range(len(encoder.layers)):
        for short, long in names.items():
            found[f"layers.{number}.{long}.weight"] = tensors[f"l{number}.{short}.w"]
            found[f"layers.{number}.{long}.bias"] = tensors[f"l{number}.{short}.b"]
    state.update({name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in found.items()})
    encoder.load_state_dict(state)
