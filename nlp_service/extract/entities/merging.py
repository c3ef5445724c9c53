"""One total order over the mentions that different finders offer for the same text.

1. A numbered document (rule) beats every mention of the network that it overlaps, except a LAW that holds all of it.
2. A fixed name or a repetition beats mentions of the network that lie inside it and are less sure; it yields to all
   others that it overlaps.
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
    added = _winners(_without_overlaps(_in_order(fillers), certain), kept)
    return tuple(_in_order((*certain, *added, *_without_overlaps(kept, added))))


def _in_order(mentions: Iterable[Entity]) -> list[Entity]:
    return sorted(mentions, key=lambda item: (item.start, -item.end, ENTITY_LABELS.index(item.label)))


def _winners(fillers: Sequence[Entity], network: Sequence[Entity]) -> list[Entity]:
    """Keep each filler that overlaps nothing, or only less sure mentions inside it; neither list has overlaps."""
    kept: list[Entity] = []
    position = 0
    for filler in fillers:
        while position < len(network) and network[position].end <= filler.start:
            position += 1
        last = position
        while last < len(network) and network[last].start < filler.end:
            last += 1
        if all(_is_weaker_part(mention, filler) for mention in network[position:last]):
            kept.append(filler)
        position = max(position, last - 1)
    return kept


def _is_weaker_part(mention: Entity, whole: Entity) -> bool:
    length, longer = mention.end - mention.start, whole.end - whole.start
    inside = whole.start <= mention.start and mention.end <= whole.end
    return inside and length < longer and mention.score < whole.score


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
