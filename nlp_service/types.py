"""The domain's vocabulary: frozen values that travel through the whole flow.

Every ``start`` and ``end`` is a half-open range of Unicode code points. Inside the extractors they point into the
normalised text of a :class:`Document`; in an :class:`Analysis` they point into the text as received, and
``text[start:end]`` is the surface form there. :func:`nlp_service.pipeline.project` is the one place that maps between.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Literal

Published = datetime | date
"""When an article was published: a moment with its time zone, or a day when only the day is known."""

VIETNAM_TIME = timezone(timedelta(hours=7))
"""The zone of a moment that names none. Asia/Ho_Chi_Minh has had no other offset since 1975."""

EntityLabel = Literal["PER", "ORG", "LOC", "EVENT", "LAW"]
ENTITY_LABELS: tuple[EntityLabel, ...] = ("PER", "ORG", "LOC", "EVENT", "LAW")

TaggerName = Literal["fast", "accurate"]
SegmenterName = Literal["nlp_service", "underthesea"]
DateType = Literal["DATE", "TIME", "DURATION", "SET"]
Calendar = Literal["gregorian", "lunar"]

DEFAULT_TAGS = 15
"""How many tags an analysis gives unless the caller says otherwise."""
MAX_TAGS = 50
"""How many a caller may ask for."""


class ZoneLabel(StrEnum):
    """The parts of a flattened page."""

    BANNER = "banner"
    DATELINE = "dateline"
    HEADLINE = "headline"
    LEAD = "lead"
    BODY = "body"
    CAPTION = "caption"
    QUESTION = "question"
    ANSWER = "answer"
    BYLINE = "byline"
    FOOTER = "footer"
    COUNTER = "counter"


BOILERPLATE_ZONES = frozenset({ZoneLabel.BANNER, ZoneLabel.FOOTER, ZoneLabel.COUNTER})
"""Zones that belong to the site and not to the article: they never feed topics, tags or the article's date."""

MARGIN_ZONES = BOILERPLATE_ZONES | {ZoneLabel.BYLINE, ZoneLabel.DATELINE}
"""Zones that are no part of the story: neither topics nor tags come from them."""


class DateRole(StrEnum):
    """What a date does in its sentence."""

    PUBLICATION = "publication"
    EVENT = "event"
    DEADLINE = "deadline"
    TERM = "term"
    BIRTH = "birth"
    DEATH = "death"
    FOUNDING = "founding"
    ANNIVERSARY = "anniversary"
    HISTORICAL = "historical"


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence(Span):
    """One sentence, headline or list item, without the blanks around it."""


@dataclass(frozen=True, slots=True)
class Token(Span):
    """One word or one punctuation mark; ``norm`` is its normalised form (NFC, one tone placement, single blanks)."""

    norm: str


@dataclass(frozen=True, slots=True)
class Zone(Span):
    """A labelled part of a page."""

    zone: ZoneLabel


@dataclass(frozen=True, slots=True)
class EntityExplanation:
    """What made a mention: the name of the model or rule, and its score before calibration, where it has one."""

    maker: str
    raw_score: float | None = None


@dataclass(frozen=True, slots=True)
class Entity(Span):
    """One mention of a named thing.

    ``score`` is the probability in [0, 1] that span and label are right; ``entity_id`` is the same for every mention
    of the same thing, in one article and across articles; ``name`` is its canonical name. ``explanation`` is there
    where it was asked for, and is no part of what makes two mentions equal.
    """

    text: str
    label: EntityLabel
    score: float
    entity_id: str = ""
    name: str = ""
    source: Literal["model", "rule", "gazetteer"] = "model"
    explanation: EntityExplanation | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Coreference(Span):
    """A pronoun or a title without a name (``bà``, ``vị giám đốc``) that stands for a person.

    ``antecedent`` is the mention of the person that is the evidence.
    """

    text: str
    entity_id: str
    antecedent: Span


@dataclass(frozen=True, slots=True)
class PersonRole(Span):
    """A person's role as one passage gives it, and the organisation or place that the role is in, where it is named.

    The span reaches from the first of the parts to the last; ``role_start:role_end`` is ``role``; ``person`` and
    ``organisation`` are the mentions.
    """

    text: str
    role: str
    role_start: int
    role_end: int
    person_id: str
    person: Span
    organisation_id: str | None = None
    organisation: Span | None = None


@dataclass(frozen=True, slots=True)
class DateMention(Span):
    """One temporal expression with its TIMEX3 ``type``, ``value`` and ``mod`` (ISO-TimeML, ISO 24617-1).

    ``interval`` is the half-open ``(first, after_last)`` pair of ISO dates or date-times that the value covers, or
    None when it cannot be placed on the calendar. A lunar value keeps its own calendar (``lunar:1968-01-01``); its
    interval is solar.
    ``conflict`` says in words which evidence in the text contradicts the value.
    """

    text: str
    type: DateType
    value: str
    calendar: Calendar = "gregorian"
    interval: tuple[str, str] | None = None
    role: DateRole = DateRole.EVENT
    mod: str | None = None
    conflict: str | None = None


@dataclass(frozen=True, slots=True)
class Anniversary(Span):
    """One anniversary that the text mentions.

    ``event`` is the exact name of the occasion at ``event_start:event_end``; ``years`` the count; the dates are ISO, as
    precise as the text allows (``XXXX-04-15`` where the year is unknown). ``consistent`` is True when count and both
    dates are known independently and agree, False when they contradict each other (``expected_years`` then holds the
    right count), else None. ``inferred`` and ``observed_inferred`` mark dates got by arithmetic. ``round`` is the
    largest of 100, 50, 25, 10, 5 that divides ``years``, or None. ``subject`` is the canonical name of the entity that
    the event is of, as far as the sentence names it, and ``subject_id`` its ``entity_id``.
    """

    text: str
    event: str
    event_start: int
    event_end: int
    event_type: str
    years: int | None
    original_date: str | None
    observed_date: str | None
    consistent: bool | None
    calendar: Calendar = "gregorian"
    round: int | None = None
    inferred: bool = False
    observed_inferred: bool = False
    expected_years: int | None = None
    subject: str | None = None
    subject_id: str | None = None


@dataclass(frozen=True, slots=True)
class TopicReason:
    """Words that moved a topic; ``evidence`` are their places in the text, in order.

    ``weight`` is what all of them together add to the topic's logarithm of the odds against the other topics: positive
    speaks for it, negative against it.
    """

    words: str
    weight: float
    evidence: tuple[Span, ...] = ()
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class TopicScore:
    """One topic of a scheme (``section`` or ``iptc``) with its probability in [0, 1].

    ``explanation``, only on request, are the words that moved it most, strongest first.
    """

    scheme: str
    id: str
    label: str
    score: float
    explanation: tuple[TopicReason, ...] | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """One suggested tag; ``evidence`` are the spans that justify it, in the order of the text.

    Where the newsroom has a vocabulary, ``tag`` is the preferred label of the term ``term_id``, and ``broader`` are the
    preferred labels of the terms above it, the nearest first.
    """

    tag: str
    kind: Literal["person", "organisation", "place", "event", "law", "keyword", "topic"]
    score: float
    evidence: tuple[Span, ...] = ()
    term_id: str | None = None
    broader: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article as received. ``text`` is never changed."""

    id: str
    text: str
    title: str | None = None
    published: Published | None = None
    author: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """The working view of one article: normalised text with its structure, as every extractor sees it.

    ``title``, ``published`` and ``author`` are those given with the article, else those found on the page.
    """

    text: str
    sentences: tuple[Sentence, ...] = ()
    tokens: tuple[Token, ...] = ()
    zones: tuple[Zone, ...] = ()
    title: str | None = None
    published: Published | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class PageLayout:
    """What the zones of a page tell: the labelled parts, and the article's own title, date and author."""

    zones: tuple[Zone, ...]
    title: str | None = None
    published: Published | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """Name, version and checksum of a model that took part in an analysis."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made an analysis: it holds no clock, so the same input gives the same bytes."""

    version: str
    segmenter: str
    tagger: str
    models: tuple[ModelInfo, ...]
    resources: str
    gazetteer: str = ""
    labels: tuple[EntityLabel, ...] = ()
    threshold: float = 0.0
    explain: bool = False
    tags_limit: int = DEFAULT_TAGS
    tags_threshold: float = 0.0
    tags_exclude: tuple[str, ...] = ()
    vocabulary: str = ""


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """A name that an installation knows: its label, its canonical form, and other ways to write it."""

    name: str
    label: EntityLabel
    canonical: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The names of one installation: those that are always found, and those that are never given.

    Two with the same ``digest`` are the same; :func:`nlp_service.extract.entities.gazetteer.make_gazetteer` makes it.
    """

    allow: tuple[GazetteerEntry, ...] = field(default=(), compare=False)
    deny: tuple[str, ...] = field(default=(), compare=False)
    digest: str = ""


@dataclass(frozen=True, slots=True)
class VocabularyTerm:
    """A term of a newsroom's own vocabulary (SKOS concept); ``broader`` is the id of the term above it."""

    id: str
    preferred: str
    alternatives: tuple[str, ...] = ()
    broader: str | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A newsroom's own tags; two with the same ``digest`` are the same.

    Without terms there is none, and tags are as they were found.
    """

    terms: tuple[VocabularyTerm, ...] = field(default=(), compare=False)
    digest: str = ""


@dataclass(frozen=True, slots=True)
class AnalyzeOptions:
    """What a caller may choose for one analysis.

    ``labels`` are the labels of the entities to give, all when empty; ``threshold`` is their least score; ``explain``
    asks for what made each part. At most ``tags_limit`` tags are given, each with a score of ``tags_threshold`` or more
    and none of ``tags_exclude``.
    """

    tagger: TaggerName = "fast"
    labels: tuple[EntityLabel, ...] = ()
    threshold: float = 0.0
    explain: bool = False
    tags_limit: int = DEFAULT_TAGS
    tags_threshold: float = 0.0
    tags_exclude: tuple[str, ...] = ()
    gazetteer: Gazetteer = Gazetteer()
    vocabulary: Vocabulary = Vocabulary()


@dataclass(frozen=True, slots=True)
class Analysis:
    """The complete analysis of one article; every offset points into the text as received.

    ``unmapped_tags`` are suggestions that the newsroom's vocabulary has no term for.
    """

    id: str
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    entities: tuple[Entity, ...]
    dates: tuple[DateMention, ...]
    anniversaries: tuple[Anniversary, ...]
    topics: tuple[TopicScore, ...]
    tags: tuple[Tag, ...]
    zones: tuple[Zone, ...]
    title: str | None
    published: Published | None
    author: str | None
    provenance: Provenance
    warnings: tuple[str, ...] = field(default=())
    coreferences: tuple[Coreference, ...] = ()
    roles: tuple[PersonRole, ...] = ()
    unmapped_tags: tuple[Tag, ...] = ()
