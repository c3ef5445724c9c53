"""Tags from names: canonical entities by salience, without the newspaper, the author and the credits of pictures."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nlp_service.extract.tags.candidates import Candidate, Surroundings, fold_syllables, logistic
from nlp_service.resources.loader import read, strings
from nlp_service.types import Document, Entity, EntityLabel, Span, Tag

_SOURCES = "tags/sources.yml"
_LINE_HEAD = 60
_INITIALS = re.compile(r"(?:\w\.\s?)+\w?\.?")
_KINDS: Mapping[EntityLabel, str] = {
    "PER": "person",
    "ORG": "organisation",
    "LOC": "place",
    "EVENT": "event",
    "LAW": "law",
}
# What label and features add to the logit of a name's score; set on development articles.
_LABEL_BIAS: Mapping[EntityLabel, float] = {"PER": 1.4, "ORG": 1.2, "LOC": 0.7, "EVENT": 1.6, "LAW": 1.2}
_TITLE, _COUNT, _POSITION, _CROWD = 1.5, 1.9, 1.5, -1.0


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
        if not surroundings.is_skipped(entity.start, entity.end) and not _is_credit(
            document.text, entity, cues, surroundings
        ):
            groups.setdefault(entity.entity_id or f"{entity.label}:{entity.text.casefold()}", []).append(entity)
    candidates = []
    crowd = math.log(max(1, len(groups)))
    for mentions in groups.values():
        name = _name(mentions)
        key = fold_syllables(name)
        if not key.strip() or (author.strip() and key in author) or _is_publisher(key, surroundings, cues):
            continue
        if _INITIALS.fullmatch(name):  # people whom the newspaper chose not to name
            continue
        label = Counter(mention.label for mention in mentions).most_common(1)[0][0]
        # A name is worth as much as it is likely to be one: half-sure spans are mostly cut wrongly.
        sureness = max(mention.score for mention in mentions)
        score = round(sureness * logistic(_salience(mentions, label, surroundings) + _CROWD * crowd), 4)
        evidence = tuple(Span(mention.start, mention.end) for mention in mentions)
        candidates.append(Candidate(Tag(name, _KINDS[label], score, evidence), key))  # type: ignore[arg-type]
    return candidates


def _name(mentions: Sequence[Entity]) -> str:
    named = [mention.name for mention in mentions if mention.name]
    return named[0] if named else max((mention.text for mention in mentions), key=len)


def _salience(mentions: Sequence[Entity], label: EntityLabel, surroundings: Surroundings) -> float:
    surfaces = sorted({mention.text for mention in mentions} | {_name(mentions)})
    return (
        _LABEL_BIAS[label]
        + _TITLE * any(map(surroundings.in_title, surfaces))
        + _COUNT * math.log(len(mentions))
        + _POSITION * (0.5 - mentions[0].start / surroundings.length)
    )


def _is_publisher(key: str, surroundings: Surroundings, cues: SourceCues) -> bool:
    return key in cues.publishers and key not in surroundings.title


def _is_credit(text: str, entity: Entity, cues: SourceCues, surroundings: Surroundings) -> bool:
    """Say whether a mention follows ``(Ảnh: `` or the like, or is a line by itself at the end, where writers sign."""
    line = text.rfind("\n", max(0, entity.start - _LINE_HEAD), entity.start) + 1
    before = text[line or max(0, entity.start - _LINE_HEAD) : entity.start]
    if cues.credit.search(before) is not None:
        return True
    after = text[entity.end : entity.end + 3].partition("\n")[0]
    if not line or after.strip(" .)"):
        return False
    words = fold_syllables(before)
    signed = entity.label == "PER" and not words.strip() and entity.start >= surroundings.signature
    return signed or words in cues.words
