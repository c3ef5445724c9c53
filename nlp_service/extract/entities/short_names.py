"""The last name of a person who is named in full beside it is that person, though the network read another thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nlp_service.text.vietnamese import plain_syllables, syllables
from nlp_service.types import Entity, EntityExplanation

_SURE = 0.8
"""The score from which a full name is believed, and another reading of its last word too."""
_SHORTEST = 4
"""Letters: shorter ones are too often abbreviations."""
_EXPLANATION = EntityExplanation("last name")


def relabel_last_names(mentions: Sequence[Entity]) -> list[Entity]:
    """Return the mentions in the same order; ``Steinbekk`` is no organisation beside ``Bjorn Steinbekk``.

    Only words that are no Vietnamese syllable are looked at: others name too many things.
    """
    people = _last_names(mentions)
    return [
        replace(mention, label="PER", source="rule", explanation=_EXPLANATION)
        if mention.label != "PER" and mention.text in people and mention.score < max(_SURE, people[mention.text])
        else mention
        for mention in mentions
    ]


def _last_names(mentions: Sequence[Entity]) -> dict[str, float]:
    """Return the last words of the full names, each with the score of the surest."""
    names: dict[str, float] = {}
    for mention in mentions:
        _, blank, last = mention.text.rpartition(" ")
        if mention.label == "PER" and blank and mention.score >= _SURE and _is_foreign(last):
            names[last] = max(names.get(last, 0.0), mention.score)
    return names


def _is_foreign(word: str) -> bool:
    plain = word.casefold()
    return len(word) >= _SHORTEST and word.istitle() and plain not in syllables() and plain not in plain_syllables()
