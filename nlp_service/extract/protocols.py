"""What the pipeline asks of each extractor. All spans are code points of ``document.text``, which is normalised.

Implementations hold their model or rules, are built once, are safe to call again and again, and give the same result
for the same input. Batch methods exist where a model gains from a batch; they keep the order and give one result per
document.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

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
    Tag,
    TopicScore,
)


class ZoneLabeller(Protocol):
    """Finds the parts of a flattened page and the article's own title, date and author."""

    def label(self, text: str, *, title: str | None = None, published: Published | None = None) -> PageLayout:
        """Return ordered, non-overlapping zones that cover every non-blank line.

        ``title`` and ``published`` are what the caller gave with the text; they help.
        """
        ...


class EntityTagger(Protocol):
    """Finds mentions; leaves ``entity_id`` and ``name`` empty for the linker."""

    @property
    def info(self) -> ModelInfo:
        """The model behind it."""
        ...

    def tag(self, documents: Sequence[Document]) -> list[tuple[Entity, ...]]:
        """Return ordered, non-overlapping mentions for each document."""
        ...


class EntityLinker(Protocol):
    """Joins mentions of one thing: fills ``entity_id`` and ``name``; spans and labels stay."""

    def link(self, document: Document, mentions: Sequence[Entity]) -> tuple[Entity, ...]:
        """Return the mentions in the same order."""
        ...


class PronounResolver(Protocol):
    """Finds the words that stand for persons without naming them."""

    def resolve(self, document: Document, entities: Sequence[Entity]) -> tuple[Coreference, ...]:
        """Return ordered, non-overlapping coreferences; ``entities`` are the linked mentions."""
        ...


class RoleExtractor(Protocol):
    """Finds the roles of persons and the organisations that they are in."""

    def extract(self, document: Document, entities: Sequence[Entity]) -> tuple[PersonRole, ...]:
        """Return the roles in the order of the text; ``entities`` are the linked mentions."""
        ...


class DateExtractor(Protocol):
    """Finds temporal expressions and their values, resolved against ``document.published``."""

    def extract(self, document: Document) -> tuple[DateMention, ...]:
        """Return ordered, non-overlapping mentions."""
        ...


class AnniversaryExtractor(Protocol):
    """Finds anniversaries and checks their arithmetic."""

    def extract(
        self, document: Document, dates: Sequence[DateMention], entities: Sequence[Entity]
    ) -> tuple[Anniversary, ...]:
        """Return ordered, non-overlapping anniversaries."""
        ...


class TopicClassifier(Protocol):
    """Scores the topics of an article from its title and its zones other than boilerplate."""

    @property
    def info(self) -> ModelInfo:
        """The model behind it."""
        ...

    def classify(self, documents: Sequence[Document]) -> list[tuple[TopicScore, ...]]:
        """Return, for each document, the topics with a probability of 0.01 or more, best first in each scheme."""
        ...

    def explain(self, document: Document, topics: Sequence[TopicScore]) -> tuple[TopicScore, ...]:
        """Return the topics, each with the words of the document that moved it."""
        ...


class TagSuggester(Protocol):
    """Suggests tags, best first, each with the spans that justify it."""

    def suggest(self, document: Document, entities: Sequence[Entity], topics: Sequence[TopicScore]) -> tuple[Tag, ...]:
        """Return tags without near-duplicates; a topic's tag has no spans."""
        ...
