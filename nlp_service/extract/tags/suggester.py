"""Tags of an article: names, key phrases and topics, best first, each with the spans that justify it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache, partial

from nlp_service.extract.tags.candidates import Candidate, fold_syllables, survey
from nlp_service.extract.tags.keywords import suggest_keywords
from nlp_service.extract.tags.names import load_source_cues, suggest_names
from nlp_service.extract.tags.phrases import describe_word, load_stop_words
from nlp_service.extract.tags.statistics import load_statistics
from nlp_service.extract.topics.taxonomy import SECTION_SCHEME
from nlp_service.model_store import ModelFolder
from nlp_service.text.vietnamese import strip_accents
from nlp_service.types import MARGIN_ZONES, MAX_TAGS, Document, Entity, Tag, TopicScore

MIN_TOPIC = 0.4
_MIN_SCORE = 0.05
_KNOWN_WORDS = 1 << 15


class SalienceTagSuggester:
    """A :class:`~nlp_service.extract.protocols.TagSuggester` that ranks names and phrases by salience."""

    def __init__(self, folder: ModelFolder) -> None:
        """Read the phrase statistics of ``folder`` (the topic model, already verified) and the data files.

        Raises:
            ModelCorrupt: the statistics are missing or malformed.
            ResourceError: a data file is malformed.
        """
        self._statistics = load_statistics(folder.path)
        self._stop, self._sources = load_stop_words(), load_source_cues()
        # Most words of an article are words of the last one: describing them anew would take a third of the time.
        self._describe = lru_cache(_KNOWN_WORDS)(partial(describe_word, stop=self._stop))

    def suggest(self, document: Document, entities: Sequence[Entity], topics: Sequence[TopicScore]) -> tuple[Tag, ...]:
        """Return at most 50 tags, best first, without near-duplicates; a topic's tag has no spans."""
        surroundings = survey(document, MARGIN_ZONES)
        names = suggest_names(document, entities, surroundings, self._sources)
        phrases = suggest_keywords(document, entities, surroundings, self._stop, self._describe, self._statistics)
        chosen = _without_near_duplicates([*_topic_candidates(topics), *names, *phrases])
        return tuple(candidate.tag for candidate in chosen)


def _topic_candidates(topics: Sequence[TopicScore]) -> list[Candidate]:
    return [
        Candidate(Tag(topic.label, "topic", topic.score), fold_syllables(topic.label))
        for topic in topics
        if topic.scheme == SECTION_SCHEME and topic.score >= MIN_TOPIC
    ]


def _without_near_duplicates(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates by score, without those that are near to a better one."""
    order = {"topic": 1, "keyword": 2}
    chosen: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda item: (-item.tag.score, order.get(item.tag.kind, 0), item.key)):
        if len(chosen) == MAX_TAGS or candidate.tag.score < _MIN_SCORE:
            break
        if not any(is_near(candidate, other) for other in chosen):
            chosen.append(candidate)
    return chosen


def is_near(candidate: Candidate, other: Candidate) -> bool:
    """Say whether two tags are too near to be offered both."""
    if candidate.key == other.key:
        return True
    kinds = {candidate.tag.kind, other.tag.kind}
    if "topic" in kinds:
        return False
    if "keyword" in kinds:
        return candidate.key in other.key or other.key in candidate.key or _overlap(candidate.key, other.key)
    # A place inside an organisation's name is a tag of its own; the same name with and without accents is not.
    return len(kinds) == 1 and strip_accents(candidate.key) == strip_accents(other.key)


def _overlap(first: str, second: str) -> bool:
    """Say whether one phrase ends as the other begins: by two syllables or more, and half of the shorter one."""
    left, right = first.split(), second.split()
    shortest = min(len(left), len(right))
    return any(
        left[-size:] == right[:size] or right[-size:] == left[:size]
        for size in range(max(2, (shortest + 1) // 2), shortest)
    )
