"""Parts without models, so that tests of the flow are instant.

``make_pipeline()`` finds every pair of capitalised words as a person, every ``d/m/yyyy`` as a date, every
``N năm Ngày ...`` as an anniversary, and one topic.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from nlp_service.pipeline import Pipeline
from nlp_service.types import (
    Anniversary,
    Coreference,
    DateMention,
    Document,
    Entity,
    ModelInfo,
    PageLayout,
    PersonRole,
    Published,
    Sentence,
    Span,
    Tag,
    TaggerName,
    TopicReason,
    TopicScore,
    Zone,
    ZoneLabel,
)

_NAME = re.compile(r"\b[^\W\d_a-zà-ỹ][^\W\d_]{1,20}(?: [^\W\d_a-zà-ỹ][^\W\d_]{1,20}){1,3}\b")
_TITLES = ("Ông", "bà")
_DAY = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_ANNIVERSARY = re.compile(r"\b(\d{1,3}) năm (Ngày [^.,;\n]{1,80})")


class DummySegmenter:
    """Splits at blanks only."""

    name = "dummy-1"
    models = ()

    def find_words(self, text: str, sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
        """Return the pieces between blanks."""
        return [match.span() for s in sentences for match in re.compile(r"\S+").finditer(text, s.start, s.end)]


class DummyZones:
    """One body zone a line; the title is what was given."""

    def label(self, text: str, *, title: str | None = None, published: Published | None = None) -> PageLayout:
        """Label every line as body."""
        zones = tuple(Zone(found.start(), found.end(), ZoneLabel.BODY) for found in re.finditer(r"\S[^\n]*", text))
        return PageLayout(zones, title=title, published=published)


class DummyTagger:
    """Two or more capitalised words are a person; ``before`` runs ahead of every call, to wait or to fail."""

    def __init__(self, before: Callable[[], None] = lambda: None) -> None:
        self._before = before
        self.calls = 0

    @property
    def info(self) -> ModelInfo:
        """A model that is none."""
        return ModelInfo("dummy-ner", "1", "0" * 64)

    def tag(self, documents: Sequence[Document]) -> list[tuple[Entity, ...]]:
        """Return the capitalised words."""
        self._before()
        self.calls += 1
        return [
            tuple(Entity(m.start(), m.end(), m.group(), "PER", 0.9) for m in _NAME.finditer(document.text))
            for document in documents
        ]


class DummyLinker:
    """The same words are the same person."""

    def link(self, document: Document, mentions: Sequence[Entity]) -> tuple[Entity, ...]:
        """Fill id and name."""
        return tuple(
            replace(mention, entity_id=f"per-{mention.text.casefold().replace(' ', '-')}", name=mention.text)
            for mention in mentions
        )


class DummyPronouns:
    """Finds none."""

    def resolve(self, document: Document, entities: Sequence[Entity]) -> tuple[Coreference, ...]:
        """Return nothing."""
        return ()


class DummyRoles:
    """Finds ``Ông`` and ``bà`` as roles, so that roles travel through the whole flow."""

    def extract(self, document: Document, entities: Sequence[Entity]) -> tuple[PersonRole, ...]:
        """Return a role for every name after one of them."""
        return tuple(
            _role(document.text, entity, title)
            for entity in entities
            for title in _TITLES
            if document.text.endswith(f"{title} ", 0, entity.start)
        )


class DummyDates:
    """Finds ``d/m/yyyy``."""

    def extract(self, document: Document) -> tuple[DateMention, ...]:
        """Return the days."""
        found = ((match, _day(match)) for match in _DAY.finditer(document.text))
        return tuple(
            DateMention(
                match.start(),
                match.end(),
                match.group(),
                "DATE",
                day.isoformat(),
                interval=(day.isoformat(), (day + timedelta(days=1)).isoformat()),
            )
            for match, day in found
            if day is not None
        )


class DummyAnniversaries:
    """Finds ``N năm Ngày ...`` and takes the last day before it in the text as the original date."""

    def extract(
        self, document: Document, dates: Sequence[DateMention], entities: Sequence[Entity]
    ) -> tuple[Anniversary, ...]:
        """Return the anniversaries."""
        result = []
        for match in _ANNIVERSARY.finditer(document.text):
            years = int(match.group(1))
            days = [mention.value for mention in dates if mention.end <= match.start()]
            observed = days[-1] if days else None
            original = f"{int(observed[:4]) - years:04d}{observed[4:]}" if observed else None
            result.append(
                Anniversary(
                    match.start(),
                    match.end(),
                    match.group(),
                    event=match.group(2),
                    event_start=match.start(2),
                    event_end=match.end(2),
                    event_type="founding",
                    years=years,
                    original_date=original,
                    observed_date=observed,
                    consistent=True if observed else None,
                    round=next((step for step in (100, 50, 25, 10, 5) if years % step == 0), None),
                )
            )
        return tuple(result)


class DummyTopics:
    """One topic for all."""

    @property
    def info(self) -> ModelInfo:
        """A model that is none."""
        return ModelInfo("dummy-topics", "1", "1" * 64)

    def classify(self, documents: Sequence[Document]) -> list[tuple[TopicScore, ...]]:
        """Return the topic."""
        return [(TopicScore("section", "chinh-tri-xa-hoi", "Chính trị - Xã hội", 0.8),) for _ in documents]

    def explain(self, document: Document, topics: Sequence[TopicScore]) -> tuple[TopicScore, ...]:
        """Return the topics with the first word as their reason."""
        word = document.tokens[0]
        reason = TopicReason(word.norm, 1.0, (Span(word.start, word.end),))
        return tuple(replace(topic, explanation=(reason,)) for topic in topics)


class DummyTags:
    """Every person is a tag."""

    def suggest(self, document: Document, entities: Sequence[Entity], topics: Sequence[TopicScore]) -> tuple[Tag, ...]:
        """Return the tags."""
        names = dict.fromkeys(entity.name for entity in entities)
        return tuple(
            Tag(name, "person", 0.5, tuple(Span(item.start, item.end) for item in entities if item.name == name))
            for name in names
        )


def make_pipeline(taggers: Mapping[TaggerName, DummyTagger] | None = None) -> Pipeline:
    """Return a pipeline of dummies; only the fast tagger unless others are given."""
    return Pipeline(
        segmenter=DummySegmenter(),
        zones=DummyZones(),
        taggers=taggers if taggers is not None else {"fast": DummyTagger()},
        linker=DummyLinker(),
        pronouns=DummyPronouns(),
        roles=DummyRoles(),
        dates=DummyDates(),
        anniversaries=DummyAnniversaries(),
        topics=DummyTopics(),
        tags=DummyTags(),
        resources="2" * 64,
    )


def _role(text: str, entity: Entity, title: str) -> PersonRole:
    start, end = entity.start - len(title) - 1, entity.start - 1
    person = Span(entity.start, entity.end)
    return PersonRole(start, entity.end, text[start : entity.end], title, start, end, entity.entity_id, person)


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match.group(3)), int(match.group(2)), int(match.group(1)))
    except ValueError:
        return None
