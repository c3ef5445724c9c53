"""Query and path parameters; an unknown one is refused, because a typing error must not widen a search."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any, Literal

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field

from nlp_service.api.requests import MAX_EXCLUDED, ExcludedTag
from nlp_service.api.schemas import OffsetUnitName
from nlp_service.ingest.jsonl import MAX_ID
from nlp_service.search.anniversaries import AnniversaryQuery
from nlp_service.search.articles import ArticleQuery
from nlp_service.search.dates import DateQuery
from nlp_service.search.entities import EntityQuery
from nlp_service.search.page import DEFAULT_LIMIT, MAX_LIMIT
from nlp_service.serialize import parse_published
from nlp_service.types import MAX_TAGS, DateRole, DateType, EntityLabel, TaggerName

WINDOW_DAYS = 90
MAX_ENTITY_ID = 1000
ArticlePath = Annotated[str, Path(min_length=1, max_length=MAX_ID, description="Your id of the article.")]
EntityPath = Annotated[str, Path(min_length=1, max_length=MAX_ENTITY_ID, description="An entity_id of an analysis.")]
Limit = Annotated[int, Field(ge=1, le=MAX_LIMIT, description="Most items on a page.")]
Cursor = Annotated[str, Field(max_length=2000, description="From next of the page before.")] | None
_Words = Annotated[str, Field(max_length=1000)]
_Moment = Annotated[str, Field(max_length=64, examples=["2024-03-22", "2024-03-22T10:48:00+07:00"])]


class Parameters(BaseModel):
    """The query parameters of a route."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class OffsetParameters(Parameters):
    """What the offsets count."""

    offset_unit: Annotated[OffsetUnitName, Field(description="What the offsets count.")] = "codepoint"


class AnalyzeParameters(OffsetParameters):
    """Offsets, and the options for a body that is no JSON; JSON bodies have them in ``options``."""

    tagger: Annotated[TaggerName | None, Field(description="For text and pages; JSON bodies name it in options.")] = (
        None
    )
    labels: Annotated[
        list[EntityLabel] | None, Field(description="For text and pages: only entities with these labels.")
    ] = None
    threshold: Annotated[
        float | None, Field(ge=0, le=1, description="For text and pages: only entities with at least this score.")
    ] = None
    explain: Annotated[bool | None, Field(description="For text and pages: say what made each part.")] = None
    tags_limit: Annotated[int | None, Field(ge=0, le=MAX_TAGS, description="For text and pages: most tags.")] = None
    tags_threshold: Annotated[
        float | None, Field(ge=0, le=1, description="For text and pages: only tags with at least this score.")
    ] = None
    tags_exclude: Annotated[
        list[ExcludedTag] | None, Field(max_length=MAX_EXCLUDED, description="For text and pages: tags not to give.")
    ] = None

    def given_options(self) -> dict[str, Any]:
        """Return the options that were given, by name."""
        return self.model_dump(exclude={"offset_unit"}, exclude_none=True)


class PageParameters(Parameters):
    """One page of a list."""

    limit: Limit = DEFAULT_LIMIT
    cursor: Cursor = None


class ArticlesParameters(PageParameters):
    """Which articles."""

    q: Annotated[_Words | None, Field(description='Words; "in quotes" as a phrase.')] = None
    entity: Annotated[
        list[_Words], Field(max_length=20, description="Ids of entities; all must be in the article.")
    ] = []
    topic: Annotated[list[_Words], Field(max_length=20, description="Topics, ID or SCHEME:ID; any of them.")] = []
    published_from: Annotated[_Moment | None, Field(alias="from", description="First day or moment, inclusive.")] = None
    published_to: Annotated[_Moment | None, Field(alias="to", description="Last day or moment, inclusive.")] = None
    source: _Words | None = None

    def to_query(self) -> ArticleQuery:
        """Return the search's own query.

        Raises:
            InvalidField: ``from`` or ``to`` is no ISO 8601 date.
        """
        return ArticleQuery(
            text=self.q,
            entity_ids=tuple(self.entity),
            topics=tuple(self.topic),
            published_from=parse_published(self.published_from),
            published_to=parse_published(self.published_to),
            source=self.source,
            limit=self.limit,
            cursor=self.cursor,
        )


class EntitiesParameters(PageParameters):
    """Which entities."""

    prefix: Annotated[_Words | None, Field(description="Start of any word of the name, with or without accents.")] = (
        None
    )
    label: EntityLabel | None = None

    def to_query(self) -> EntityQuery:
        """Return the search's own query."""
        return EntityQuery(prefix=self.prefix, label=self.label, limit=self.limit, cursor=self.cursor)


class DatesParameters(PageParameters):
    """Which dates."""

    date_from: Annotated[date | None, Field(alias="from", description="First day that the date may touch.")] = None
    date_to: Annotated[date | None, Field(alias="to", description="Last day that the date may touch.")] = None
    type: DateType | None = None
    role: DateRole | None = None
    article: Annotated[_Words | None, Field(description="Id of the article.")] = None

    def to_query(self) -> DateQuery:
        """Return the search's own query."""
        return DateQuery(
            date_from=self.date_from,
            date_to=self.date_to,
            type=self.type,
            role=self.role,
            article_id=self.article,
            limit=self.limit,
            cursor=self.cursor,
        )


class AnniversariesParameters(PageParameters):
    """Which anniversaries, and in which format."""

    date_from: Annotated[date | None, Field(alias="from", description="First day; default: today in Vietnam.")] = None
    date_to: Annotated[date | None, Field(alias="to", description="Last day; default: 90 days after the first.")] = None
    round: Annotated[
        int | None, Field(ge=1, le=1000, description="Only counts that this divides.", examples=[5, 10, 25, 50, 100])
    ] = None
    type: Annotated[_Words | None, Field(description="Type of the event.")] = None
    region: Annotated[
        _Words | None, Field(description="vn, international or a province.", examples=["vn", "Khánh Hòa"])
    ] = None
    q: Annotated[_Words | None, Field(description="Words of the event.")] = None
    seed: Annotated[bool | None, Field(description="Whether the days of the seed file are there as well.")] = None
    format: Annotated[Literal["json", "csv", "ics", "atom"] | None, Field(description="Wins over Accept.")] = None

    def to_query(self, today: date, *, seed: bool) -> AnniversaryQuery:
        """Return the search's own query.

        Where nothing else is said the window starts ``today`` and is 90 days long, and ``seed`` is as given here.
        """
        first = self.date_from or today
        last = self.date_to or first + timedelta(days=min(WINDOW_DAYS, (date.max - first).days))
        return AnniversaryQuery(
            date_from=first,
            date_to=last,
            round=self.round,
            event_type=self.type,
            region=self.region,
            text=self.q,
            seed=seed if self.seed is None else self.seed,
            limit=self.limit,
            cursor=self.cursor,
        )
