"""The training loop of the encoder: seeded steps, a rate that rises and falls, averaged weights, resumable."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from nlp_service.extract.entities.encoder_pieces import PieceVocabulary
from nlp_service.training.encoder_batches import make_batches
from nlp_service.training.encoder_crf import TrainableChain
from nlp_service.training.encoder_network import Batch, Encoder, score_tokens
from nlp_service.training.encoder_noise import Noise
from nlp_service.training.ner_data import LabelledSyllables

_LOG = logging.getLogger(__name__)
_CHECKPOINT = "checkpoint.npz"
_LOGGED = 25
_SAVED = 200
"""Steps from one log line and from one checkpoint to the next."""


class EncoderTagger(nn.Module):  # type: ignore[misc] # PyTorch is not among the tools
    """The encoder and the chain of tags above it."""

    def __init__(self, encoder: Encoder, chain: TrainableChain) -> None:
        super().__init__()
        self.encoder = encoder
        self.chain = chain

    def forward(self, batch: Batch, tags: Tensor, lengths: Tensor) -> Tensor:
        """Return the mean loss of a token."""
        with torch.autocast("cpu", torch.bfloat16):
            scores = score_tokens(self.encoder, batch)
        loss: Tensor = self.chain(scores, tags, lengths)
        return loss


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast to learn. Rates are peaks; each layer's is ``layer_decay`` of that of the layer above."""

    epochs: int = 4
    batch_pieces: int = 800
    rate: float = 2.5e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.95
    warm_up: float = 0.25
    weight_decay: float = 0.01
    clip: float = 1.0
    average: float = 0.998
    seed: int = 20


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """What to learn from."""

    sentences: Sequence[LabelledSyllables]
    vocabulary: PieceVocabulary
    tags: tuple[str, ...]
    noise: Noise

    def batches(self, schedule: Schedule, epoch: int) -> list[tuple[Batch, Tensor, Tensor]]:
        """Return the batches of an epoch, the same whenever it is asked."""
        chance = random.Random(f"{schedule.seed}:{epoch}")  # noqa: S311 - no secret hangs on it
        return list(make_batches(self.sentences, self.vocabulary, self.tags, self.noise, chance, schedule.batch_pieces))


class Averages:
    """Exponential averages of the weights, which are nearly always better than the last ones (Izmailov et al. 2018)."""

    def __init__(self, model: nn.Module, decay: float) -> None:
        self._decay = decay
        self.values = {name: value.detach().clone() for name, value in model.named_parameters()}

    def update(self, model: nn.Module, step: int) -> None:
        """Take the weights of ``model`` after ``step`` steps in."""
        decay = min(self._decay, (1 + step) / (10 + step))
        with torch.no_grad():
            for name, value in model.named_parameters():
                self.values[name].lerp_(value, 1 - decay)


def train(
    model: EncoderTagger,
    training: TrainingSet,
    schedule: Schedule,
    checkpoints: Path,
    after_epoch: Callable[[EncoderTagger, int], None],
) -> None:
    """Train ``model`` and leave the averaged weights in it; goes on from the checkpoint in ``checkpoints``.

    ``after_epoch`` is called with the averaged weights in the model.
    """
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    optimizer = torch.optim.AdamW(_groups(model, schedule), fused=True, betas=(0.9, 0.98), eps=1e-6)
    averages = Averages(model, schedule.average)
    done = _resume(model, optimizer, averages, checkpoints / _CHECKPOINT)
    sizes = [len(training.batches(schedule, epoch)) for epoch in range(schedule.epochs)]
    total, peaks = sum(sizes), [group["lr"] for group in optimizer.param_groups]
    started, losses = monotonic(), []
    for step, (batch, tags, lengths), is_last in islice(_steps(training, schedule, sizes), done, None):
        factor = min((step + 1) / (schedule.warm_up * total), 1.0) * (1 - step / total)
        for group, peak in zip(optimizer.param_groups, peaks, strict=True):
            group["lr"] = peak * factor
        model.train()
        optimizer.zero_grad()
        loss = model(batch, tags, lengths)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), schedule.clip)
        optimizer.step()
        averages.update(model, step)
        losses.append(float(loss.detach()))
        if (step + 1) % _LOGGED == 0:
            pace = (monotonic() - started) / len(losses)
            _LOG.info("step %d of %d: loss %.4f, %.2f s a step", step + 1, total, np.mean(losses[-_LOGGED:]), pace)
        if (step + 1) % _SAVED == 0 or is_last:
            _save(model, optimizer, averages, step + 1, checkpoints / _CHECKPOINT)
        if is_last:
            _with_averages(model, averages, partial(after_epoch, model, step + 1))
    _put(model, averages.values)


def _steps(
    training: TrainingSet, schedule: Schedule, sizes: Sequence[int]
) -> Iterator[tuple[int, tuple[Batch, Tensor, Tensor], bool]]:
    step = 0
    for epoch in range(schedule.epochs):
        for place, batch in enumerate(training.batches(schedule, epoch)):
            yield step, batch, place == sizes[epoch] - 1
            step += 1


def _groups(model: EncoderTagger, schedule: Schedule) -> list[dict[str, object]]:
    depth = len(model.encoder.layers)
    groups: list[dict[str, object]] = []
    for name, value in model.named_parameters():
        parts = name.split(".")
        if parts[0] == "chain" or parts[1] == "head":
            rate = schedule.head_rate
        else:
            height = int(parts[2]) + 1 if parts[1] == "layers" else 0
            rate = schedule.rate * schedule.layer_decay ** (depth - height)
        decay = schedule.weight_decay if value.ndim > 1 else 0.0
        groups.append({"params": [value], "lr": rate, "weight_decay": decay})
    return groups


def _put(model: nn.Module, values: dict[str, Tensor]) -> None:
    with torch.no_grad():
        for name, value in model.named_parameters():
            value.copy_(values[name])


def _with_averages(model: nn.Module, averages: Averages, action: Callable[[], None]) -> None:
    own = {name: value.detach().clone() for name, value in model.named_parameters()}
    _put(model, averages.values)
    action()
    _put(model, own)


def _save(model: nn.Module, optimizer: torch.optim.Optimizer, averages: Averages, step: int, path: Path) -> None:
    arrays: dict[str, Any] = {"step": np.array(step)}
    for name, value in model.named_parameters():
        state = optimizer.state[value]
        arrays[f"{name}/weight"] = value.detach().numpy()
        arrays[f"{name}/mean"] = state["exp_avg"].numpy()
        arrays[f"{name}/square"] = state["exp_avg_sq"].numpy()
        arrays[f"{name}/average"] = averages.values[name].numpy()
    path.parent.mkdir(parents=True, exist_ok=True)
    pending = path.with_name("pending.npz")
    np.savez(pending, **arrays)
    pending.replace(path)


def _resume(model: nn.Module, optimizer: torch.optim.Optimizer, averages: Averages, path: Path) -> int:
    if not path.is_file():
        return 0
    with np.load(path, allow_pickle=False) as arrays, torch.no_grad():
        step = int(arrays["step"])
        for name, value in model.named_parameters():
            value.copy_(torch.from_numpy(arrays[f"{name}/weight"]))
            averages.values[name].copy_(torch.from_numpy(arrays[f"{name}/average"]))
            optimizer.state[value] = {
                "step": torch.tensor(float(step)),
                "exp_avg": torch.from_numpy(arrays[f"{name}/mean"]),
                "exp_avg_sq": torch.from_numpy(arrays[f"{name}/square"]),
            }
    return step
