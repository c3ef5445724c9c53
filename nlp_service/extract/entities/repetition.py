"""One name, one reading: what the network was sure of in one sentence holds where it hesitated in another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from nlp_service.types import Entity, EntityExplanation, EntityLabel

_SURE = 0.85
"""The mean score from which the mentions of a name are believed."""
_SHARE_RIGHT = 0.75
"""How often a repetition that the network missed is a mention: seven in ten over a hundred news articles."""
_SHORTEST = 2
_LONGEST = 12
"""Syllables of a name that is looked for: one alone is too often another word."""

_EXPLANATION = EntityExplanation("repetition")

Spans = Sequence[tuple[int, int]]


def find_repetitions(text: str, syllables: Spans, mentions: Sequence[Entity]) -> tuple[Entity, ...]:
    """Return mentions for every place where a name that ``mentions`` are sure of is written again, in order.

    Those places that ``mentions`` cover already are among them; the merge leaves them out. ``syllables`` are the spans
    of all syllables of ``text``.
    """
    names = _sure_names(text, syllables, mentions)
    if not names:
        return ()
    firsts = {words[0] for words in names}
    words = [text[start:end] for start, end in syllables]
    found: list[Entity] = []
    for place, word in enumerate(words):
        if word not in firsts:
            continue
        for length in range(min(_LONGEST, len(words) - place), _SHORTEST - 1, -1):
            hit = names.get(tuple(words[place : place + length]))
            if hit is not None:
                start, end = syllables[place][0], syllables[place + length - 1][1]
                found.append(Entity(start, end, text[start:end], *hit, source="rule", explanation=_EXPLANATION))
                break
    return tuple(found)


def _sure_names(
    text: str, syllables: Spans, mentions: Sequence[Entity]
) -> Mapping[tuple[str, ...], tuple[EntityLabel, float]]:
    scores: dict[tuple[str, ...], dict[EntityLabel, list[float]]] = defaultdict(lambda: defaultdict(list))
    place = 0
    for mention in mentions:
        while place < len(syllables) and syllables[place][0] < mention.start:
            place += 1
        last = place
        while last < len(syllables) and syllables[last][1] <= mention.end:
            last += 1
        words = tuple(text[start:end] for start, end in syllables[place:last])
        if _SHORTEST <= len(words) <= _LONGEST:
            scores[words][mention.label].append(mention.score)
    names = {}
    for words, labels in scores.items():
        label, values = max(labels.items(), key=lambda item: (sum(item[1]), item[0]))
        mean = sum(values) / sum(map(len, labels.values()))
        if mean >= _SURE:
            names[words] = (label, round(_SHARE_RIGHT * mean, 4))
    return names
