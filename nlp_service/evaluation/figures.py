"""Figures of accuracy and the floors below which none may fall."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from nlp_service.errors import InvalidField

_DIGITS = 4
_MARGIN = 0.002
"""Between what is measured and its floor: another processor's rounding may turn a mention or two, a regression more."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: ``value`` of ``metric`` in ``task``, over ``size`` items (gold mentions, articles, sentences).

    Higher is better, except where ``lower_is_better``.
    """

    task: str
    metric: str
    value: float
    size: int
    lower_is_better: bool = False

    @property
    def key(self) -> str:
        """The name under which its floor is kept."""
        return f"{self.task} / {self.metric}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A figure beside its floor (None: it has none yet)."""

    figure: Figure
    floor: float | None

    @property
    def holds(self) -> bool:
        """Whether the figure is not worse than its floor."""
        if self.floor is None:
            return True
        value = round(self.figure.value, _DIGITS)
        return value <= self.floor if self.figure.lower_is_better else value >= self.floor


def read_floors(path: Path) -> dict[str, float]:
    """Return the floors by key; empty when there is no file yet.

    Raises:
        InvalidField: the file is no JSON object of numbers.
    """
    if not path.is_file():
        return {}
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return {str(key): float(value) for key, value in content.items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise InvalidField(f"{path}: must be a JSON object of numbers ({error}).") from error


def judge(figures: Iterable[Figure], floors: dict[str, float]) -> list[Verdict]:
    """Return each figure beside its floor."""
    return [Verdict(figure, floors.get(figure.key)) for figure in figures]


def write_floors(path: Path, verdicts: Sequence[Verdict], floors: dict[str, float], *, allow_lower: bool) -> None:
    """Write the figures, less a small margin, as the new floors; no floor falls, and those of other tasks are kept.

    Raises:
        InvalidField: a figure is below its floor and ``allow_lower`` is not set; nothing was written.
    """
    worse = [verdict.figure.key for verdict in verdicts if not verdict.holds]
    if worse and not allow_lower:
        raise InvalidField(f"Floors are lowered only with --allow-lower; worse now: {', '.join(worse)}.")
    measured = {verdict.figure.key: _new_floor(verdict, allow_lower=allow_lower) for verdict in verdicts}
    content = json.dumps(dict(sorted({**floors, **measured}.items())), ensure_ascii=False, indent=1)
    path.write_text(content + "\n", encoding="utf-8")


def _new_floor(verdict: Verdict, *, allow_lower: bool) -> float:
    figure, old = verdict.figure, verdict.floor
    floor = round(figure.value + (_MARGIN if figure.lower_is_better else -_MARGIN), _DIGITS)
    if old is None or allow_lower:
        return floor
    return min(floor, old) if figure.lower_is_better else max(floor, old)
