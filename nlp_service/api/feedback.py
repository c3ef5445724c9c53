"""Feedback and versions on the wire: what may be sent, what is answered."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from nlp_service.api.listings import Next, Total
from nlp_service.api.parameters import PageParameters
from nlp_service.api.requests import ArticleId, Request
from nlp_service.api.schemas import Answer
from nlp_service.store.feedback import FeedbackAction, FeedbackTarget

MAX_JUDGEMENTS = 100
_Value = Annotated[str, Field(min_length=1, max_length=300, pattern=r"\S", examples=["Quốc khánh"])]


class JudgementRequest(Request):
    """One thing that an editor says."""

    target: FeedbackTarget
    value: Annotated[_Value, Field(description="The tag's text, or the section's id.")]
    action: Annotated[FeedbackAction, Field(description="A suggestion is right, is wrong, or was missing.")]


class FeedbackRequest(Request):
    """What an editor says of an article that is stored."""

    article_id: ArticleId
    judgements: Annotated[list[JudgementRequest], Field(min_length=1, max_length=MAX_JUDGEMENTS)]
    etag: Annotated[
        str | None,
        Field(max_length=200, description="The ETag of the version that the editor saw; refused if changed."),
    ] = None
    editor: Annotated[str | None, Field(max_length=100, description="Who says so, as you name them.")] = None


class FeedbackParameters(PageParameters):
    """Which feedback."""

    article: Annotated[str | None, Field(max_length=1000, description="Id of the article.")] = None


class FeedbackAnswer(Answer):
    """A judgement that is kept; ``version`` names the article's version, whatever becomes of the article."""

    id: int
    article_id: str
    version: str
    target: FeedbackTarget
    value: str
    action: FeedbackAction
    editor: str | None
    created: datetime


class FeedbackList(Answer):
    """The judgements as kept, in the order sent."""

    items: list[FeedbackAnswer]


class FeedbackPage(Answer):
    """Judgements in the order in which they were given."""

    items: list[FeedbackAnswer]
    total: Total
    next: Next


class VersionAnswer(Answer):
    """A version of the topic model; ``release`` is the one that came with the release."""

    version: str
    active: bool


class VersionList(Answer):
    """The versions, that of the release first."""

    items: list[VersionAnswer]
    before: Annotated[list[str], Field(description="What was active before, the last one last; rollback goes there.")]


class UseVersionRequest(Request):
    """Which version to use."""

    version: Annotated[str, Field(min_length=1, max_length=200)]


class LearnRequest(Request):
    """How to learn."""

    force: Annotated[bool, Field(description="Use the new version even where it is no better.")] = False


class TermAnswer(Answer):
    """A term of the newsroom's vocabulary."""

    id: str
    preferred: str
    alternatives: list[str]
    broader: Annotated[str | None, Field(description="The id of the term above it.")]


class VocabularyAnswer(Answer):
    """The newsroom's vocabulary; the digest is in the provenance of every analysis that used it."""

    digest: str
    terms: list[TermAnswer]
