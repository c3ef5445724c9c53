"""One total order over the mentions that different finders offer for the same text.

1. A numbered document (rule) beats every mention of the network that it overlaps, except a LAW that holds all of it.
2. A mention of the network beats a fixed name and a repetition that it overlaps.
3. Of two mentions of one rank the one that begins first wins, then the longer, then the label that comes first.

So the result does not depend on the order in which the finders ran.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nlp_service.types import ENTITY_LABELS, Entity


def merge_mentions(
    network: Sequence[Entity], laws: Sequence[Entity] = (), fillers: Sequence[Entity] = ()
) -> tuple[Entity, ...]:
    """Return ordered, non-overlapping mentions; ``laws`` rank over ``network``, ``fillers`` below it."""
    wider = _in_order(mention for mention in network if mention.label == "LAW")
    certain = _without_overlaps(_outside(_in_order(laws), wider), ())
    kept = _without_overlaps(_in_order(network), certain)
    added = _without_overlaps(_in_order(fillers), (*certain, *kept))
    return tuple(_in_order((*certain, *kept, *added)))


def _in_order(mentions: Iterable[Entity]) -> list[Entity]:
    return sorted(mentions, key=lambda item: (item.start, -item.end, ENTITY_LABELS.index(item.label)))


def _outside(ordered: Sequence[Entity], wider: Sequence[Entity]) -> list[Entity]:
    """Drop each mention that lies inside one of ``wider``, which do not overlap."""
    kept: list[Entity] = []
    position = 0
    for mention in ordered:
        while position < len(wider) and wider[position].end < mention.end:
            position += 1
        if position == len(wider) or wider[position].start > mention.start:
            kept.append(mention)
    return kept


def _without_overlaps(ordered: Sequence[Entity], taken: Sequence[Entity]) -> list[Entity]:
    """Keep each mention that overlaps neither one kept before it nor one of ``taken``; linear after one sort."""
    blocked = sorted(taken, key=lambda item: item.start)
    kept: list[Entity] = []
    position = last_end = 0
    for mention in ordered:
        while position < len(blocked) and blocked[position].end <= mention.start:
            position += 1
        hit = position < len(blocked) and blocked[position].start < mention.end
        if not hit and mention.start >= last_end:
            kept.append(mention)
            last_end = mention.end
    return kept
