"""A linear-chain conditional random field over the tags of a sentence's tokens (Lafferty et al. 2001)."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from nlp_service.extract.entities.tag_chain import TagChain


class TrainableChain(nn.Module):  # type: ignore[misc] # PyTorch is not among the tools
    """Learns which tag follows which; ``illegal`` (from, to) and ``illegal_first`` mark what never may."""

    illegal: Tensor
    illegal_first: Tensor

    def __init__(self, illegal: NDArray[np.float32], illegal_first: NDArray[np.float32]) -> None:
        super().__init__()
        self.register_buffer("illegal", torch.from_numpy(illegal))
        self.register_buffer("illegal_first", torch.from_numpy(illegal_first))
        self.transitions = nn.Parameter(torch.zeros(illegal.shape))
        self.first = nn.Parameter(torch.zeros(illegal_first.shape))
        self.last = nn.Parameter(torch.zeros(illegal_first.shape))

    def forward(self, scores: Tensor, tags: Tensor, lengths: Tensor) -> Tensor:
        """Return the mean negative log-likelihood of ``tags`` per token; what follows ``lengths`` is padding."""
        steps = torch.arange(scores.shape[1], device=scores.device)
        inside = steps < lengths[:, None]
        return (self._normaliser(scores, lengths) - self._path(scores, tags, inside, lengths)).sum() / inside.sum()

    def to_tag_chain(self, tags: tuple[str, ...]) -> TagChain:
        """Return what has been learnt for decoding, the moves that are illegal included."""
        moves = (self.transitions + self.illegal).detach().numpy().copy()
        first = (self.first + self.illegal_first).detach().numpy().copy()
        return TagChain(tags, moves, first, self.last.detach().numpy().copy())

    def _path(self, scores: Tensor, tags: Tensor, inside: Tensor, lengths: Tensor) -> Tensor:
        emitted = (scores.gather(2, tags[:, :, None])[:, :, 0] * inside).sum(1)
        moved = (self.transitions[tags[:, :-1], tags[:, 1:]] * inside[:, 1:]).sum(1)
        final = tags.gather(1, lengths[:, None] - 1)[:, 0]
        return emitted + moved + self.first[tags[:, 0]] + self.last[final]

    def _normaliser(self, scores: Tensor, lengths: Tensor) -> Tensor:
        moves = self.transitions + self.illegal
        sums = self.first + self.illegal_first + scores[:, 0]
        for step in range(1, scores.shape[1]):
            following = torch.logsumexp(sums[:, :, None] + moves, dim=1) + scores[:, step]
            sums = torch.where((lengths > step)[:, None], following, sums)
        return torch.logsumexp(sums + self.last, dim=1)
