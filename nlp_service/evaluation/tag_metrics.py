"""Precision, recall and F1 of suggested tags against an editor's."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nlp_service.types import Tag


@dataclass(frozen=True, slots=True)
class TagCounts:
    """How many suggested tags are right, how many were suggested, how many the editor set."""

    right: int = 0
    suggested: int = 0
    wanted: int = 0

    def __add__(self, other: TagCounts) -> TagCounts:
        return TagCounts(self.right + other.right, self.suggested + other.suggested, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        """The share of the suggested tags that are right, 0 when there are none."""
        return self.right / self.suggested if self.suggested else 0.0

    @property
    def recall(self) -> float:
        """The share of the editor's tags that were suggested, 0 when there are none."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.suggested + self.wanted
        return 2 * self.right / total if total else 0.0


def compare_tags(suggested: Sequence[str], wanted: Sequence[Collection[str]], *, at: int = 8) -> TagCounts:
    """Compare the first ``at`` suggested tags with the editor's, each of which is given by all its accepted forms.

    A tag is right when, case-folded, it equals a form of a wanted tag that no earlier one has found.
    """
    forms = [{_fold(form) for form in tag} for tag in wanted]
    offered, found = [_fold(tag) for tag in suggested[:at]], set[int]()
    for tag in offered:
        place = next((index for index, accepted in enumerate(forms) if index not in found and tag in accepted), None)
        if place is not None:
            found.add(place)
    return TagCounts(len(found), len(offered), len(forms))


def score_tags(gold: Sequence[Mapping[str, Any]], suggested: Sequence[Sequence[Tag]], *, at: int = 8) -> TagCounts:
    """Compare the tags of many articles, topics left out, with gold records ``{"tags": [{"tag", "surface": [...]}]}``.

    Raises:
        ValueError: the sequences differ in length.
    """
    total = TagCounts()
    for record, tags in zip(gold, suggested, strict=True):
        wanted = [(tag["tag"], *tag["surface"]) for tag in record["tags"]]
        total += compare_tags([tag.tag for tag in tags if tag.kind != "topic"], wanted, at=at)
    return total


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
