"""The training loop of the tagger: seeded epochs, a falling rate, averaged weights, checkpoints that resume."""

from __future__ import annotations

import logging
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

import numpy as np
from spacy.language import Language
from thinc.api import Adam, Optimizer, fix_random_seed

from nlp_service.training.ner_data import LabelledSyllables, Variation, to_example, vary

_LOG = logging.getLogger(__name__)
_LABEL_SAMPLE = 2_000
"""Sentences that show the network its sizes and labels."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast to learn; batches are counted in sentences."""

    epochs: int = 12
    learn_rate: float = 0.0015
    warm_up: int = 4_000
    dropout: float = 0.25
    first_batch: int = 16
    last_batch: int = 64
    batch_growth: float = 1.3
    weight_decay: float = 0.01
    seed: int = 20


def train(
    nlp: Language,
    sentences: Sequence[LabelledSyllables],
    checkpoints: Path,
    schedule: Schedule,
    variation: Variation,
    stop: int | None = None,
) -> None:
    """Train ``nlp`` and leave the averaged weights in it; goes on from the last epoch found in ``checkpoints``.

    ``stop`` ends the run after so many epochs of ``schedule``, whose learning rate falls as if all were run.
    """
    fix_random_seed(schedule.seed)
    nlp.initialize(lambda: [to_example(sentence, nlp.vocab) for sentence in sentences[:_LABEL_SAMPLE]])
    optimizer = Adam(schedule.learn_rate, L2=schedule.weight_decay, grad_clip=1.0, use_averages=True)
    done = _resume(nlp, optimizer, checkpoints)
    for epoch in range(done, schedule.epochs if stop is None else min(stop, schedule.epochs)):
        started = monotonic()
        loss = _run_epoch(nlp, optimizer, sentences, schedule, variation, epoch)
        _save(nlp, optimizer, checkpoints, epoch + 1)
        _LOG.info("epoch %d of %d: loss %.0f, %.0f s", epoch + 1, schedule.epochs, loss, monotonic() - started)
    _use_averages(nlp, optimizer)


def _run_epoch(
    nlp: Language,
    optimizer: Optimizer,
    sentences: Sequence[LabelledSyllables],
    schedule: Schedule,
    variation: Variation,
    epoch: int,
) -> float:
    # Every epoch has its own seed, so that a run that resumes is the run that was never stopped.
    chance = random.Random(f"{schedule.seed}-{epoch}")  # noqa: S311  no cryptography
    fix_random_seed(schedule.seed + epoch)
    order = list(range(len(sentences)))
    chance.shuffle(order)
    size = int(min(schedule.first_batch * schedule.batch_growth**epoch, schedule.last_batch))
    total, losses = schedule.epochs * len(sentences), {"ner": 0.0}
    for start in range(0, len(order), size):
        seen = epoch * len(sentences) + start
        optimizer.learn_rate = schedule.learn_rate * min((seen + size) / schedule.warm_up, 1 - seen / total, 1.0)
        batch = [vary(sentences[place], variation, chance) for place in order[start : start + size]]
        examples = [to_example(sentence, nlp.vocab) for sentence in batch]
        nlp.update(examples, sgd=optimizer, drop=schedule.dropout, losses=losses)
    return float(losses["ner"])


def _averages(optimizer: Optimizer) -> dict[tuple[int, str], Any]:
    if optimizer.averages is None:
        raise ValueError("The optimizer must keep averages.")
    return optimizer.averages


def _parameters(nlp: Language) -> list[tuple[str, tuple[int, str], Any]]:
    """Return each parameter's stable name, its key in the optimizer, and its node."""
    recognizer: Any = nlp.get_pipe("ner")
    nodes = enumerate(recognizer.model.walk())
    return [
        (f"{place}.{name}", (node.id, name), node)
        for place, node in nodes
        for name in node.param_names
        if node.has_param(name)
    ]


def _save(nlp: Language, optimizer: Optimizer, checkpoints: Path, epoch: int) -> None:
    checkpoints.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, Any] = {}
    for name, key, node in _parameters(nlp):
        arrays[f"{name}.weight"] = node.get_param(key[1])
        if key in optimizer.mom1:
            arrays[f"{name}.mom1"], arrays[f"{name}.mom2"] = optimizer.mom1[key], optimizer.mom2[key]
            arrays[f"{name}.average"] = _averages(optimizer)[key]
            arrays[f"{name}.updates"] = np.array(optimizer.nr_update[key])
    pending = checkpoints / "pending.npz"
    np.savez(pending, **arrays)
    pending.rename(checkpoints / f"epoch-{epoch:03d}.npz")
    (checkpoints / f"epoch-{epoch - 2:03d}.npz").unlink(missing_ok=True)


def _resume(nlp: Language, optimizer: Optimizer, checkpoints: Path) -> int:
    found = sorted(checkpoints.glob("epoch-*.npz"))
    if not found:
        return 0
    with np.load(found[-1], allow_pickle=False) as arrays:
        for name, key, node in _parameters(nlp):
            node.set_param(key[1], arrays[f"{name}.weight"])
            if f"{name}.mom1" in arrays:
                optimizer.mom1[key], optimizer.mom2[key] = arrays[f"{name}.mom1"], arrays[f"{name}.mom2"]
                _averages(optimizer)[key] = arrays[f"{name}.average"]
                optimizer.nr_update[key] = int(arrays[f"{name}.updates"])
    return int(found[-1].stem.removeprefix("epoch-"))


def _use_averages(nlp: Language, optimizer: Optimizer) -> None:
    for _, key, node in _parameters(nlp):
        if key in _averages(optimizer):
            node.set_param(key[1], _averages(optimizer)[key])
