"""Figures of anniversaries: which were found, and which have every field right.

Mentions of one text are paired one to one by overlap, exact spans first. A pair has all fields right when count, both
dates and the check agree and the names share at least half of their words. A gold date that is partial and inferred
accepts a more precise one that begins with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from nlp_service.evaluation.temporal_metrics import Score
from nlp_service.types import Anniversary, Span

NAME_AGREEMENT: Final = 0.5
"""The F1 of words from which two names count as the same."""

_FULL_DATE = len("2024-03-22")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class GoldAnniversary(Span):
    """One annotated anniversary."""

    event: str
    years: int | None
    original_date: str | None
    observed_date: str | None
    consistent: bool | None
    inferred: bool = False
    observed_inferred: bool = False


@dataclass(frozen=True, slots=True)
class AnniversaryFigures:
    """Counts of mentions found, and of mentions with every field right."""

    detection: Score
    all_fields: Score


def gold_from_json(record: Mapping[str, Any]) -> GoldAnniversary:
    """Return the annotation in one object of a gold file.

    Raises:
        KeyError: a field is missing.
    """
    return GoldAnniversary(
        start=record["start"],
        end=record["end"],
        event=record["event"],
        years=record["years"],
        original_date=record["original_date"],
        observed_date=record["observed_date"],
        consistent=record["consistent"],
        inferred=bool(record.get("inferred")),
        observed_inferred=bool(record.get("observed_inferred")),
    )


def score_anniversaries(
    records: Iterable[tuple[Sequence[Mapping[str, Any]], Sequence[Anniversary]]],
) -> AnniversaryFigures:
    """Score pairs of (gold as in the file, found), one pair a text.

    Raises:
        KeyError: a field of the gold is missing.
    """
    detected = right = expected = offered = 0
    for annotated, found in records:
        gold = [gold_from_json(item) for item in annotated]
        pairs = pair_by_overlap(gold, found)
        detected += len(pairs)
        right += sum(agrees(gold[first], found[second]) for first, second in pairs)
        expected, offered = expected + len(gold), offered + len(found)
    return AnniversaryFigures(Score(detected, offered, expected), Score(right, offered, expected))


def pair_by_overlap(gold: Sequence[Span], found: Sequence[Span]) -> list[tuple[int, int]]:
    """Return pairs of indices, each index at most once: exact spans first, then the largest overlap."""
    candidates = []
    for first, left in enumerate(gold):
        for second, right in enumerate(found):
            overlap = min(left.end, right.end) - max(left.start, right.start)
            exact = (left.start, left.end) == (right.start, right.end)
            if overlap > 0:
                candidates.append((not exact, -overlap, abs(left.start - right.start), first, second))
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    pairs = []
    for *_, first, second in sorted(candidates):
        if first not in taken_gold and second not in taken_found:
            taken_gold.add(first)
            taken_found.add(second)
            pairs.append((first, second))
    return pairs


def agrees(gold: GoldAnniversary, found: Anniversary) -> bool:
    """Return whether every field is right."""
    return (
        gold.years == found.years
        and gold.consistent == found.consistent
        and _same_date(gold.original_date, found.original_date, inferred=gold.inferred)
        and _same_date(gold.observed_date, found.observed_date, inferred=gold.observed_inferred)
        and word_f1(gold.event, found.event) >= NAME_AGREEMENT
    )


def word_f1(gold: str, found: str) -> float:
    """Return the F1 of the words (with repetition, upper case aside) of two names; 0 when they share none."""
    left, right = (Counter(_WORD.findall(name.lower())) for name in (gold, found))
    shared = (left & right).total()
    return 2 * shared / (left.total() + right.total()) if shared else 0.0


def _same_date(gold: str | None, found: str | None, *, inferred: bool) -> bool:
    if gold is None or found is None or gold == found:
        return gold == found
    return inferred and len(gold) < _FULL_DATE and found.startswith(gold)
