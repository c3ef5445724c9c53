"""The tables of the store. The full-text index, which differs by dialect, is in :mod:`nlp_service.store.fulltext`.

``key`` columns are integers that stay inside the store; ``id`` columns are the public ones. The analysis is stored
whole in ``analyses``; every other table is derived from it, for search, and is rewritten with it in one transaction.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    desc,
)

SCHEMA_VERSION = 2

metadata = MetaData()


def _article_key() -> Column[int]:
    return Column("article_key", Integer, ForeignKey("articles.key", ondelete="CASCADE"), primary_key=True)


def _entity_key() -> Column[int]:
    return Column("entity_key", Integer, ForeignKey("entities.key", ondelete="CASCADE"), primary_key=True)


def _position() -> Column[int]:
    return Column("position", Integer, primary_key=True)


schema_info = Table("schema_info", metadata, Column("version", Integer, nullable=False))

# ``title``, ``published`` and ``author`` are as received; ``found_*`` are those of the analysis (the given ones, else
# those on the page). ``sort_published`` is found_published as Vietnamese local time of fixed width, empty when unknown.
articles = Table(
    "articles",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("title", Text),
    Column("published", Text),
    Column("author", Text),
    Column("source", Text),
    Column("found_title", Text),
    Column("found_published", Text),
    Column("found_author", Text),
    Column("sort_published", Text, nullable=False),
    Column("body_start", Integer, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("created", Text, nullable=False),
    Column("updated", Text, nullable=False),
    Index("articles_by_published", "sort_published", "key"),
)

analyses = Table(
    "analyses",
    metadata,
    _article_key(),
    Column("provenance", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

entities = Table(
    "entities",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("entity_id", Text, nullable=False, unique=True),
    Column("label", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("folded_name", Text, nullable=False),
    Column("search_key", Text, nullable=False),
    Column("article_count", Integer, nullable=False),
    Column("mention_count", Integer, nullable=False),
    Index("entities_by_count", desc("article_count"), "name", "entity_id"),
)

article_entities = Table(
    "article_entities",
    metadata,
    _article_key(),
    _entity_key(),
    Column("name", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("mention_count", Integer, nullable=False),
    Column("sort_published", Text, nullable=False),
    Index("article_entities_by_entity", "entity_key", "sort_published", "article_key"),
)

mentions = Table(
    "mentions",
    metadata,
    _article_key(),
    _position(),
    Column("entity_key", Integer, ForeignKey("entities.key")),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("score", Float, nullable=False),
    Index("mentions_by_entity", "entity_key"),
)

# How often an entity is written so, and in how many articles that is its canonical name.
entity_forms = Table(
    "entity_forms",
    metadata,
    _entity_key(),
    Column("form", Text, primary_key=True),
    Column("mention_count", Integer, nullable=False),
    Column("name_count", Integer, nullable=False),
)

# What completes to an entity: every form from each of its syllables on, with accents and folded, blank at the end.
# ``level`` is the order of magnitude of its article count: a look-up walks down and stops when its page is full.
entity_completions = Table(
    "entity_completions",
    metadata,
    _entity_key(),
    Column("search_key", Text, primary_key=True),
    Column("folded", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("level", Integer, nullable=False),
    Index("entity_completions_by_folded", "level", "folded", "label", "entity_key"),
    Index("entity_completions_by_search_key", "level", "search_key", "label", "entity_key"),
)

dates = Table(
    "dates",
    metadata,
    _article_key(),
    _position(),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("calendar", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("mod", Text),
    Column("conflict", Text),
    Column("interval_start", Text),
    Column("interval_end", Text),
    Column("sort_start", Text, nullable=False),
    Column("zone", Text),
    Index("dates_by_start", "sort_start", "article_key", "position"),
)

# One row an event and a date that articles claim for it: one banner on a thousand pages is one row with a thousand
# mentions. Rows with one ``form`` are of events with one name (see :mod:`nlp_service.store.claims`), empty in rows of
# an older version; ``yearly`` is the month and day. What may differ between the mentions is that of one of them, in the
# article ``source_key``.
anniversaries = Table(
    "anniversaries",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("event", Text, nullable=False),
    Column("folded_event", Text, nullable=False),
    Column("event_type", Text, nullable=False),
    Column("original_date", Text),
    Column("calendar", Text, nullable=False),
    Column("inferred", Boolean, nullable=False),
    Column("source_key", Integer, nullable=False),
    Column("article_count", Integer, nullable=False),
    Column("form", Text, nullable=False, server_default=""),
    Column("seed_id", Text),
    Column("yearly", Text),
    Column("subject", Text),
    Column("region", Text),
    Index("anniversaries_by_form", "form"),
    Index("anniversaries_by_day", "yearly", "form"),
)

anniversary_mentions = Table(
    "anniversary_mentions",
    metadata,
    _article_key(),
    _position(),
    Column("anniversary_key", Integer, ForeignKey("anniversaries.key"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("event_start", Integer, nullable=False),
    Column("event_end", Integer, nullable=False),
    Column("event_type", Text, nullable=False),
    Column("years", Integer),
    Column("original_date", Text),
    Column("observed_date", Text),
    Column("consistent", Boolean),
    Column("calendar", Text, nullable=False),
    Column("round", Integer),
    Column("inferred", Boolean, nullable=False),
    Column("observed_inferred", Boolean, nullable=False),
    Column("expected_years", Integer),
    Column("subject", Text),
    Column("subject_id", Text),
    Column("zone", Text),
    Column("sort_published", Text, nullable=False),
    Index("anniversary_mentions_by_event", "anniversary_key", "sort_published", "article_key", "position"),
)

# ``assigned``: the best topic of its scheme, or one with a probability of at least a half.
article_topics = Table(
    "article_topics",
    metadata,
    _article_key(),
    _position(),
    Column("scheme", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("assigned", Boolean, nullable=False),
    Index("article_topics_by_topic", "id", "scheme", "assigned", "article_key"),
)

article_tags = Table(
    "article_tags",
    metadata,
    _article_key(),
    _position(),
    Column("tag", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("score", Float, nullable=False),
    Index("article_tags_by_folded", "folded", "article_key"),
)
