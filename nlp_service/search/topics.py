"""The topics of the stored articles."""

from __future__ import annotations

from dataclasses import dataclass

from nlp_service.store.store import Store
from nlp_service.store.topic_queries import count_topics


@dataclass(frozen=True, slots=True)
class TopicCount:
    """A topic, and to how many articles it is assigned: the best of its scheme there, or at least as likely as not."""

    scheme: str
    id: str
    label: str
    articles: int


def list_topics(store: Store) -> tuple[TopicCount, ...]:
    """Return all topics of the stored articles, by scheme, the most frequent first."""
    with store.reading() as connection:
        return tuple(TopicCount(*row) for row in count_topics(connection))
