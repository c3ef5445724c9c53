"""Exact-match figures of entity mentions: a mention is right when start, end and label agree with the gold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nlp_service.types import ENTITY_LABELS, EntityLabel

LabelledSpan = tuple[int, int, EntityLabel]
"""``(start, end, label)``, half-open code points."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many mentions were right, invented and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """The share of the found mentions that are right; 0 when none was found."""
        found = self.right + self.wrong
        return self.right / found if found else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold mentions that were found; 0 when there is none."""
        gold = self.right + self.missed
        return self.right / gold if gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 0.0


@dataclass(frozen=True, slots=True)
class EntityFigures:
    """Counts for each label and over all of them (micro)."""

    labels: dict[EntityLabel, Counts]
    micro: Counts


def score_entities(
    gold: Sequence[Iterable[LabelledSpan]],
    found: Sequence[Iterable[LabelledSpan]],
    labels: Sequence[EntityLabel] = ENTITY_LABELS,
) -> EntityFigures:
    """Compare ``found`` with ``gold``, text by text.

    With fewer labels than the gold has, a found mention that overlaps gold of another label is left out of the count.

    Raises:
        ValueError: not as many texts in ``found`` as in ``gold``.
    """
    totals = {label: Counts() for label in labels}
    for gold_spans, found_spans in zip(gold, found, strict=True):
        expected = set(gold_spans)
        aside = [(start, end) for start, end, label in expected if label not in totals]
        offered = {span for span in found_spans if span[2] in totals and not _overlaps(span, aside)}
        for label in labels:
            right = {span for span in expected if span[2] == label}
            given = {span for span in offered if span[2] == label}
            totals[label] += Counts(len(right & given), len(given - right), len(right - given))
    return EntityFigures(totals, sum(totals.values(), Counts()))


def _overlaps(span: LabelledSpan, ranges: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and span[1] > start for start, end in ranges)
