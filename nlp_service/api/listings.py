"""The answers of the store and the search on the wire: articles, entities, dates, anniversaries, topics, samples."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from nlp_service.api.schemas import (
    AnalysisAnswer,
    AnniversaryAnswer,
    Answer,
    DateAnswer,
    ItemErrorAnswer,
    PublishedText,
    SpanAnswer,
    TopicAnswer,
)
from nlp_service.types import Calendar, EntityLabel, ZoneLabel

Next = Annotated[str | None, Field(description="Address of the next page; null on the last.")]
Total = Annotated[int, Field(ge=0, description="All matches, not only this page.")]


class ArticleAnswer(Answer):
    """A stored article with its analysis."""

    id: str
    text: str
    title: Annotated[str | None, Field(description="As sent; the analysis holds the one found on the page.")]
    published: PublishedText | None
    author: str | None
    source: str | None
    created: datetime
    updated: datetime
    etag: str
    analysis: AnalysisAnswer


class StoredItemAnswer(Answer):
    """An article of a batch that is stored now."""

    id: str
    status: Literal["created", "updated", "unchanged"]
    etag: str


class StoreBatchAnswer(Answer):
    """One result an article, in the order sent; every article is stored whole or not at all."""

    results: list[StoredItemAnswer | ItemErrorAnswer]


class SnippetAnswer(SpanAnswer):
    """The part of the text that answers the query; all positions are code points of the article's text."""

    text: str
    highlights: list[SpanAnswer]


class ArticleHitAnswer(Answer):
    """An article that matches."""

    id: str
    title: str | None
    published: PublishedText | None
    author: str | None
    source: str | None
    snippet: SnippetAnswer
    title_highlights: Annotated[list[SpanAnswer], Field(description="Code points of title.")]
    topics: list[TopicAnswer]
    updated: datetime
    duplicate_of: Annotated[str | None, Field(description="Id of the earlier article that this one repeats.")]


class ArticlePage(Answer):
    """Articles, best first for a query, else newest first."""

    items: list[ArticleHitAnswer]
    total: Total
    next: Next


class EntityHitAnswer(Answer):
    """An entity of the stored articles."""

    entity_id: str
    label: EntityLabel
    name: str
    articles: int
    mentions: int


class EntityPage(Answer):
    """Entities."""

    items: list[EntityHitAnswer]
    total: Total
    next: Next


class SurfaceFormAnswer(Answer):
    """One way in which the entity is written."""

    text: str
    mentions: int


class RelatedEntityAnswer(Answer):
    """An entity that stands in the same articles."""

    entity_id: str
    label: EntityLabel
    name: str
    articles: Annotated[int, Field(description="Articles that mention both.")]


class EntityDetailAnswer(Answer):
    """An entity with its forms, its company and its articles."""

    entity: EntityHitAnswer
    forms: list[SurfaceFormAnswer]
    related: list[RelatedEntityAnswer]
    articles: ArticlePage


class ArticleReference(Answer):
    """The article that a date or an anniversary was found in."""

    id: str
    title: str | None
    published: PublishedText | None


class DateHitAnswer(Answer):
    """One date of a stored article; positions are code points of its text."""

    article: ArticleReference
    date: DateAnswer
    zone: ZoneLabel | None


class DatePage(Answer):
    """Dates in the order of time."""

    items: list[DateHitAnswer]
    total: Total
    next: Next


class ClaimAnswer(Answer):
    """A day that articles give for an event."""

    original_date: str | None
    calendar: Calendar
    inferred: Annotated[bool, Field(description="Whether it was got by arithmetic and no article writes it.")]
    articles: int
    article_ids: Annotated[list[str], Field(description="The newest of them.")]


class RecordAnswer(Answer):
    """The event behind an anniversary, with what the stored articles say of it."""

    id: Annotated[str, Field(description="The same as long as the event is.")]
    event: str
    event_type: str
    original_date: Annotated[str | None, Field(description="ISO, may be partial; a day of calendar.")]
    calendar: Calendar
    inferred: Annotated[bool, Field(description="Whether the original date was got by arithmetic.")]
    subject: Annotated[str | None, Field(description="The entity that the event is of.")]
    region: Annotated[str | None, Field(description="vn, international, a province, or null when not known.")]
    seed: Annotated[bool, Field(description="Whether the event is in the seed file.")]
    seed_source: Annotated[str | None, Field(description="The law or document of the seed.")]
    articles: Annotated[int, Field(description="Articles that mention the event.")]
    article_ids: Annotated[list[str], Field(description="The newest 1000 of them.")]
    claims: Annotated[
        list[ClaimAnswer],
        Field(description="Every date that is given, that of the event first: more than one disagree."),
    ]
    updated: Annotated[datetime | None, Field(description="When the newest of the articles was stored.")]


class OccurrenceAnswer(Answer):
    """An anniversary on a day of the solar calendar."""

    day: date
    years: Annotated[int | None, Field(description="The count on that day.")]
    round: Annotated[int | None, Field(description="The largest of 100, 50, 25, 10, 5 that divides years.")]
    lunar_date: Annotated[str | None, Field(description="The day of the lunar calendar, for lunar events.")]
    record: RecordAnswer


class AnniversarySourceAnswer(Answer):
    """Who said so: one mention with its article; positions are code points of its text."""

    article: ArticleReference
    mention: AnniversaryAnswer
    zone: ZoneLabel | None


class AnniversaryHitAnswer(Answer):
    """An anniversary that comes up, with its evidence."""

    occurrence: OccurrenceAnswer
    sources: Annotated[list[AnniversarySourceAnswer], Field(description="The newest mentions.")]


class AnniversaryPage(Answer):
    """Anniversaries in the order of their days."""

    items: list[AnniversaryHitAnswer]
    total: Total
    next: Next


class TopicCountAnswer(Answer):
    """A topic with the number of stored articles that have it."""

    scheme: str
    id: str
    label: str
    articles: int


class TopicList(Answer):
    """The topics."""

    items: list[TopicCountAnswer]


class SampleAnswer(Answer):
    """A sample article."""

    name: str
    title: str | None
    text: str


class SampleList(Answer):
    """The sample articles of the installation."""

    items: list[SampleAnswer]


class PartStatus(Answer):
    """One part of the service."""

    ready: bool
    code: str | None
    detail: str | None


class Health(Answer):
    """The process answers."""

    status: Literal["ok"]
    version: str


class Readiness(Answer):
    """Whether the service can do its work, part by part."""

    ready: bool
    parts: dict[str, PartStatus]
