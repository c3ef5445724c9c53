"""Kinds of entities, decisions about entities, and the gazetteer on the wire."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated

from pydantic import Field

from nlp_service.api.backend import Backend
from nlp_service.api.bodies import Submission
from nlp_service.api.requests import Request
from nlp_service.api.schemas import Answer
from nlp_service.extract.entities.known import NameKind
from nlp_service.store.decisions import DecisionKind
from nlp_service.store.installation import with_installation
from nlp_service.store.store import Store
from nlp_service.types import EntityLabel

MAX_EVIDENCE = 1000
_Id = Annotated[str, Field(min_length=1, max_length=1000)]


class MergeRequest(Request):
    """The entity that stays."""

    into: Annotated[_Id, Field(description="The id of the entity that stays.")]


class SplitRequest(Request):
    """How to tell the other thing of the same name."""

    name: Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S", examples=["Nguyễn Văn An (nhà báo)"])]
    articles: Annotated[
        list[_Id], Field(max_length=MAX_EVIDENCE, description="Ids of articles that mean it.", default_factory=list)
    ]
    evidence: Annotated[
        list[_Id],
        Field(
            max_length=MAX_EVIDENCE,
            description="Ids of entities, such as its organisation: articles that mention one of them mean it too.",
            default_factory=list,
        ),
    ]


class DecisionAnswer(Answer):
    """A decision in force: entity_id was merged into target_id, or target_id was split from it."""

    id: int
    kind: DecisionKind
    entity_id: str
    target_id: str
    name: Annotated[str, Field(description="The name of target_id.")]
    articles: list[str]
    evidence: list[str]
    created: datetime


class DecisionList(Answer):
    """All decisions in force, the first first."""

    items: list[DecisionAnswer]


class EntityTypeAnswer(Answer):
    """A kind of entity."""

    label: EntityLabel
    name_vi: str
    name_en: str
    definition_vi: str
    definition_en: str
    examples: list[str]


class EntityTypeList(Answer):
    """The kinds of entities."""

    items: list[EntityTypeAnswer]


class KnownNameAnswer(Answer):
    """Another name of a well-known thing."""

    text: str
    kind: Annotated[NameKind, Field(description="An earlier name, a pen name, an abbreviation, or another.")]


class UnitAnswer(Answer):
    """A province or a city under central government since 1 July 2025."""

    name: str
    unit: Annotated[str, Field(examples=["tỉnh", "thành phố"])]
    merged: Annotated[list[str], Field(description="The provinces that went into it, beside that of its own name.")]
    renamed: Annotated[str | None, Field(description="Its name before.")]


class EntityNamesAnswer(Answer):
    """What is known of an entity's names, whether articles use them or not."""

    entity_id: str
    name: Annotated[str | None, Field(description="Canonical name; null where the entity is not well known.")]
    names: list[KnownNameAnswer]
    unit: Annotated[UnitAnswer | None, Field(description="For a province: the unit that it is, or went into, today.")]


class GazetteerEntryFields(Answer):
    """A name that is always found."""

    name: str
    label: EntityLabel
    canonical: Annotated[str, Field(description="The name that all its forms get; the name itself when left out.")]
    aliases: list[str]


class GazetteerAnswer(Answer):
    """The names in force."""

    digest: Annotated[str, Field(description="SHA-256 of the names, as in provenance; empty without any.")]
    allow: list[GazetteerEntryFields]
    deny: Annotated[list[str], Field(description="Names that are never given.")]


def with_names(backend: Backend, submission: Submission) -> Submission:
    """Return the submission with the names and the tags of this installation; without a store there are none."""
    if not isinstance(backend.store_part, Store):
        return submission
    return replace(submission, options=with_installation(submission.options, backend.store_part))
