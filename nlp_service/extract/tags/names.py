"""Tags from names: canonical entities by salience, without the newspaper, the author and the credits of pictures."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nlp_service.extract.tags.candidates import LEAD_SHARE, Candidate, Surroundings, fold_syllables, logistic, spread
from nlp_service.resources.loader import read, strings
from nlp_service.types import Document, Entity, EntityLabel, Span, Tag, ZoneLabel

_SOURCES = "tags/sources.yml"
SKIPPED_ZONES = frozenset({ZoneLabel.BANNER, ZoneLabel.FOOTER, ZoneLabel.COUNTER, ZoneLabel.BYLINE, ZoneLabel.DATELINE})
_LINE_HEAD = 60
_KINDS: Mapping[EntityLabel, str] = {
    "PER": "person",
    "ORG": "organisation",
    "LOC": "place",
    "EVENT": "event",
    "LAW": "law",
}
_LABEL_BIAS: Mapping[EntityLabel, float] = {"PER": -1.2, "ORG": -1.0, "LOC": -1.4, "EVENT": -0.3, "LAW": -1.0}
_TITLE, _LEAD, _COUNT, _SPREAD, _POSITION = 1.6, 0.7, 1.1, 0.8, 0.9


@dataclass(frozen=True, slots=True)
class SourceCues:
    """Words that mark credits, and the names of publishers, folded."""

    credit: re.Pattern[str]
    words: frozenset[str]
    publishers: frozenset[str]


def load_source_cues() -> SourceCues:
    """Read the cues.

    Raises:
        ResourceError: the data file is malformed.
    """
    content = read(_SOURCES)
    cues = sorted(strings(content, "credit_cues", name=_SOURCES), key=len, reverse=True)
    pattern = re.compile(rf"(?:^|[(\[\s])(?:{'|'.join(map(re.escape, cues))})\s?[:：]\s?[^.\n]{{0,40}}$", re.IGNORECASE)
    publishers = frozenset(fold_syllables(name) for name in strings(content, "publishers", name=_SOURCES))
    return SourceCues(pattern, frozenset(map(fold_syllables, cues)), publishers)


def suggest_names(
    document: Document, entities: Sequence[Entity], surroundings: Surroundings, cues: SourceCues
) -> list[Candidate]:
    """Return one candidate an entity id, with a score in [0, 1]."""
    author = fold_syllables(document.author or "")
    groups: dict[str, list[Entity]] = {}
    for entity in entities:
        if not surroundings.is_skipped(entity.start, entity.end) and not _is_credit(document.text, entity, cues):
            groups.setdefault(entity.entity_id or f"{entity.label}:{entity.text.casefold()}", []).append(entity)
    candidates = []
    for mentions in groups.values():
        name = _name(mentions)
        key = fold_syllables(name)
        if not key.strip() or (author.strip() and key in author) or _is_publisher(key, surroundings, cues):
            continue
        label = Counter(mention.label for mention in mentions).most_common(1)[0][0]
        score = round(_salience(mentions, label, surroundings), 4)
        evidence = tuple(Span(mention.start, mention.end) for mention in mentions)
        candidates.append(Candidate(Tag(name, _KINDS[label], score, evidence), key))  # type: ignore[arg-type]
    return candidates


def _name(mentions: Sequence[Entity]) -> str:
    named = [mention.name for mention in mentions if mention.name]
    return named[0] if named else max((mention.text for mention in mentions), key=len)


def _salience(mentions: Sequence[Entity], label: EntityLabel, surroundings: Surroundings) -> float:
    first = mentions[0].start / surroundings.length
    surfaces = {mention.text for mention in mentions} | {_name(mentions)}
    value = (
        _LABEL_BIAS[label]
        + _TITLE * any(surroundings.in_title(surface) for surface in sorted(surfaces))
        + _LEAD * (first < LEAD_SHARE)
        + _COUNT * math.log(len(mentions))
        + _SPREAD * spread((mention.start for mention in mentions), surroundings.length)
        + _POSITION * (0.5 - first)
    )
    return logistic(value)


def _is_publisher(key: str, surroundings: Surroundings, cues: SourceCues) -> bool:
    return key in cues.publishers and key not in surroundings.title


def _is_credit(text: str, entity: Entity, cues: SourceCues) -> bool:
    """Say whether a mention follows ``(Ảnh: `` or the like on its line, or its line holds but a cue and the mention."""
    line = text.rfind("\n", max(0, entity.start - _LINE_HEAD), entity.start) + 1
    before = text[line or max(0, entity.start - _LINE_HEAD) : entity.start]
    if cues.credit.search(before) is not None:
        return True
    rest = text[entity.end : entity.end + 2].partition("\n")[0]
    alone = bool(line) and not rest.strip(" .)")
    return alone and fold_syllables(before) in cues.words
