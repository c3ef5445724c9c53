"""Reads the topics that articles have."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from nlp_service.store.schema import article_topics


def count_topics(connection: Connection) -> list[tuple[str, str, str, int]]:
    """Return scheme, id, label and number of articles of every assigned topic, the most frequent of a scheme first."""
    topic = article_topics.c
    total = func.count().label("total")
    rows = connection.execute(
        select(topic.scheme, topic.id, func.min(topic.label).label("label"), total)
        .where(topic.assigned)
        .group_by(topic.scheme, topic.id)
        .order_by(topic.scheme, total.desc(), topic.id)
    )
    return [(row.scheme, row.id, row.label, row.total) for row in rows]
