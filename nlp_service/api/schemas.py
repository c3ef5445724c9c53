"""The analysis on the wire, field by field: the shape that the command line, the store and HTTP share.

Answers are written by :mod:`nlp_service.serialize`; these models describe them in the OpenAPI document, and the tests
hold every answer against them.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from nlp_service.types import DEFAULT_TAGS, Calendar, DateRole, DateType, EntityLabel, ZoneLabel

Start = Annotated[int, Field(ge=0, description="First position, in offset_unit of the text as received.")]
End = Annotated[int, Field(ge=0, description="Position after the last, in offset_unit of the text as received.")]
Surface = Annotated[str, Field(description="The surface form: text[start:end] of the text as received.")]
Score = Annotated[float, Field(ge=0, le=1, description="Probability or weight in [0, 1].")]
OffsetUnitName = Literal["codepoint", "utf16", "utf8"]
PublishedText = Annotated[
    str, Field(description="ISO 8601 day, or moment with its offset.", examples=["2024-03-22T10:48:00+07:00"])
]


class Answer(BaseModel):
    """An object in an answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SpanAnswer(Answer):
    """A half-open range of the text as received."""

    start: Start
    end: End


class TokenAnswer(SpanAnswer):
    """One word or punctuation mark."""

    norm: Annotated[str, Field(description="Normalised form: NFC, one tone placement, single blanks.")]


class EntityExplanationAnswer(Answer):
    """What made a mention."""

    maker: Annotated[str, Field(examples=["ner-fast", "numbered document", "gazetteer"])]
    raw_score: Annotated[float | None, Field(description="The model's score before calibration.")]


class EntityAnswer(SpanAnswer):
    """One mention of a named thing."""

    text: Surface
    label: EntityLabel
    score: Score
    entity_id: Annotated[str, Field(description="The same for every mention of the same thing, across articles.")]
    name: Annotated[str, Field(description="Canonical name.")]
    source: Literal["model", "rule", "gazetteer"]
    explanation: Annotated[
        EntityExplanationAnswer | None, Field(description="Only with explain: what made the mention.")
    ] = None


class CoreferenceAnswer(SpanAnswer):
    """A pronoun or a title without a name that stands for a person; the antecedent is the evidence."""

    text: Surface
    entity_id: str
    antecedent: SpanAnswer


class RoleAnswer(SpanAnswer):
    """A person's role, and the organisation or place that it is in, where the passage names it."""

    text: Surface
    role: Annotated[str, Field(examples=["Phó Bí thư Thường trực"])]
    role_start: Start
    role_end: End
    person_id: str
    person: SpanAnswer
    organisation_id: str | None
    organisation: SpanAnswer | None


class DateAnswer(SpanAnswer):
    """One temporal expression, with its TIMEX3 type and value (ISO 24617-1)."""

    text: Surface
    type: DateType
    value: Annotated[str, Field(examples=["2024-03-22", "1968-XX-XX", "lunar:1968-01-01"])]
    calendar: Calendar
    interval: Annotated[
        tuple[str, str] | None,
        Field(description="Half-open pair of ISO dates or date-times; null when it cannot be placed."),
    ]
    role: DateRole
    mod: str | None
    conflict: Annotated[str | None, Field(description="Which evidence in the text contradicts the value.")]


class AnniversaryAnswer(SpanAnswer):
    """One anniversary that the text mentions, with its arithmetic checked."""

    text: Surface
    event: str
    event_start: Start
    event_end: End
    event_type: str
    years: int | None
    original_date: str | None
    observed_date: str | None
    consistent: Annotated[
        bool | None, Field(description="Whether count and dates agree; null when one is not known independently.")
    ]
    calendar: Calendar
    round: Annotated[int | None, Field(description="The largest of 100, 50, 25, 10, 5 that divides years.")]
    inferred: bool
    observed_inferred: bool
    expected_years: int | None
    subject: Annotated[str | None, Field(description="The entity that the event is of, by its canonical name.")]
    subject_id: Annotated[str | None, Field(description="The entity_id of subject.")]


class TopicReasonAnswer(Answer):
    """Words that moved a topic, with their places in the text."""

    words: str
    weight: Annotated[float, Field(description="Added to the log-odds of the topic; negative speaks against it.")]
    evidence: list[SpanAnswer]
    in_title: bool


class TopicAnswer(Answer):
    """One topic with its probability."""

    scheme: Annotated[str, Field(examples=["section", "iptc"])]
    id: str
    label: str
    score: Score
    explanation: Annotated[
        list[TopicReasonAnswer] | None, Field(description="Only with explain: what moved the topic, strongest first.")
    ] = None


class TagAnswer(Answer):
    """One suggested tag with the spans that justify it."""

    tag: str
    kind: Literal["person", "organisation", "place", "event", "law", "keyword", "topic"]
    score: Score
    evidence: list[SpanAnswer]
    term_id: Annotated[str | None, Field(description="The term of the newsroom's vocabulary, where it has one.")] = None
    broader: Annotated[list[str], Field(description="Preferred labels of the terms above it, the nearest first.")] = []


class ZoneAnswer(SpanAnswer):
    """A labelled part of a flattened page."""

    zone: ZoneLabel


class ModelAnswer(Answer):
    """A model that took part."""

    name: str
    version: str
    sha256: str


class ProvenanceAnswer(Answer):
    """What made the analysis; it holds no clock."""

    version: str
    segmenter: str
    tagger: str
    models: list[ModelAnswer]
    resources: Annotated[str, Field(description="SHA-256 of the linguistic data.")]
    gazetteer: Annotated[str, Field(description="SHA-256 of the installation's own names; empty without any.")] = ""
    labels: Annotated[list[EntityLabel], Field(description="The labels asked for; empty for all.")] = []
    threshold: Score = 0.0
    explain: bool = False
    tags_limit: int = DEFAULT_TAGS
    tags_threshold: Score = 0.0
    tags_exclude: list[str] = []
    vocabulary: Annotated[str, Field(description="SHA-256 of the newsroom's vocabulary; empty without any.")] = ""


class AnalysisAnswer(Answer):
    """The complete analysis of one article."""

    id: str
    offset_unit: OffsetUnitName
    sentences: list[SpanAnswer]
    tokens: list[TokenAnswer]
    entities: list[EntityAnswer]
    dates: list[DateAnswer]
    anniversaries: list[AnniversaryAnswer]
    topics: list[TopicAnswer]
    tags: list[TagAnswer]
    zones: list[ZoneAnswer]
    title: str | None
    published: PublishedText | None
    author: str | None
    provenance: ProvenanceAnswer
    warnings: list[str]
    coreferences: list[CoreferenceAnswer] = []
    roles: list[RoleAnswer] = []
    unmapped_tags: Annotated[
        list[TagAnswer], Field(description="Suggestions that the newsroom's vocabulary has no term for.")
    ] = []
    text: Annotated[str | None, Field(description="Only for a page: the text taken out of it.")] = None


class ErrorAnswer(Answer):
    """What is wrong with one item."""

    type: Annotated[str, Field(examples=["empty-text"])]
    detail: str


class ItemErrorAnswer(Answer):
    """An item of a batch that was refused; the id as sent, null when there was none."""

    id: str | None
    error: ErrorAnswer


class AnalysisBatchAnswer(Answer):
    """One result an article, in the order sent."""

    results: list[AnalysisAnswer | ItemErrorAnswer]


class FieldErrorAnswer(Answer):
    """One field or parameter that is not valid."""

    field: Annotated[str, Field(examples=["articles.0.text", "query.limit"])]
    message: str


class Problem(Answer):
    """Problem details (RFC 9457)."""

    type: Annotated[
        str, Field(description="Stable; a page of this service describes it.", examples=["/problems/empty-text"])
    ]
    title: str
    status: int
    detail: str
    instance: Annotated[str, Field(description="The path asked for.")]
    code: Annotated[str, Field(description="The last part of type.", examples=["empty-text"])]
    errors: list[FieldErrorAnswer] | None = None
