"""From the network's raw probability to a score that means something: of mentions scored 0.9, nine in ten are right.

Platt's method (1999): a logistic curve over the logit of the raw probability, one for each label, fitted on labelled
sentences that the network has not learnt from. The two numbers of each curve lie beside the network in
``calibration.json``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nlp_service.errors import ModelCorrupt

FILE = "calibration.json"
_NARROW = 1e-6
"""Keeps logits finite."""


@dataclass(frozen=True, slots=True)
class Curve:
    """The logistic curve ``1 / (1 + exp(-(bias + slope * logit)))``."""

    bias: float = 0.0
    slope: float = 1.0


def logit_of(log_probability: float) -> float:
    """Return the log-odds of a probability given as its logarithm, kept finite."""
    probability = min(max(math.exp(log_probability), _NARROW), 1 - _NARROW)
    return math.log(probability / (1 - probability))


def calibrate(log_probability: float, curve: Curve) -> float:
    """Return the share of mentions with this raw probability that are right, in (0, 1), rounded to 4 places."""
    score = 1 / (1 + math.exp(-(curve.bias + curve.slope * logit_of(log_probability))))
    return min(max(round(score, 4), 0.0001), 0.9999)


def read_curves(folder: Path) -> Mapping[str, Curve]:
    """Read the curve of each label.

    Raises:
        ModelCorrupt: the file is missing or malformed.
    """
    try:
        content = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return {str(label): Curve(float(row["bias"]), float(row["slope"])) for label, row in content.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelCorrupt(f"{folder / FILE} cannot be read ({error!r}). Restore it from the release.") from error


def write_curves(folder: Path, curves: Mapping[str, Curve]) -> None:
    """Write the curve of each label for :func:`read_curves`."""
    content = {label: {"bias": curve.bias, "slope": curve.slope} for label, curve in sorted(curves.items())}
    (folder / FILE).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
