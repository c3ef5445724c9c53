"""What a caller may send, checked strictly: no unknown fields, no number where a text belongs."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from nlp_service.errors import InvalidField
from nlp_service.ingest.jsonl import MAX_ID
from nlp_service.types import DEFAULT_TAGS, MAX_TAGS, EntityLabel, TaggerName

MAX_HEADLINE = 10_000
MAX_EXCLUDED = 1000

ArticleId = Annotated[str, Field(min_length=1, max_length=MAX_ID, description="Your id of the article; echoed.")]
ExcludedTag = Annotated[str, Field(max_length=500)]
RequestT = TypeVar("RequestT", bound=BaseModel)


class FieldErrors(InvalidField):
    """An :class:`~nlp_service.errors.InvalidField` that lists each field with its message."""

    def __init__(self, errors: list[dict[str, str]]) -> None:
        super().__init__(
            "; ".join(f"{item['field']}: {item['message']}" if item["field"] else item["message"] for item in errors)
        )
        self.errors = errors


class Request(BaseModel):
    """An object in a request body."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class OptionsRequest(Request):
    """How to analyse."""

    tagger: Annotated[TaggerName, Field(description="fast, or accurate where it is installed.")] = "fast"
    labels: Annotated[list[EntityLabel], Field(description="Only entities with these labels; empty for all.")] = []
    threshold: Annotated[float, Field(ge=0, le=1, description="Only entities with at least this score.")] = 0.0
    explain: Annotated[bool, Field(description="Say of each part what made it.")] = False
    tags_limit: Annotated[int, Field(ge=0, le=MAX_TAGS, description="Most tags to give.")] = DEFAULT_TAGS
    tags_threshold: Annotated[float, Field(ge=0, le=1, description="Only tags with at least this score.")] = 0.0
    tags_exclude: Annotated[
        list[ExcludedTag], Field(max_length=MAX_EXCLUDED, description="Tags not to give, in any case of letters.")
    ] = []


class ArticleFields(Request):
    """What describes an article besides its id."""

    text: Annotated[str, Field(description="The text as it stands, at most 1 MiB of UTF-8; offsets point into it.")]
    title: Annotated[str, Field(max_length=MAX_HEADLINE)] | None = None
    published: (
        Annotated[
            str,
            Field(
                max_length=64,
                description="ISO 8601 day or moment.",
                examples=["2024-03-22", "2024-03-22T10:48:00+07:00"],
            ),
        ]
        | None
    ) = None
    author: Annotated[str, Field(max_length=MAX_HEADLINE)] | None = None
    source: Annotated[str, Field(max_length=MAX_HEADLINE, description="Where it comes from, such as a URL.")] | None = (
        None
    )


class ArticleRequest(ArticleFields):
    """One article in a batch."""

    id: ArticleId | None = None


class AnalyzeRequest(ArticleRequest):
    """One article to analyse."""

    options: OptionsRequest = OptionsRequest()


class PutArticleRequest(ArticleFields):
    """An article to store under the id in the address; an ``id`` in the body must be the same."""

    id: ArticleId | None = None
    options: OptionsRequest = OptionsRequest()


class BatchRequest(Request):
    """Many articles; each is checked for itself, so that one bad article does not spoil the batch."""

    articles: Annotated[list[Any], Field(min_length=1, description="At most 100 articles.")]
    options: OptionsRequest = OptionsRequest()


class AnalyzeBatchRequest(BatchRequest):
    """Many articles to analyse."""


class StoreBatchRequest(BatchRequest):
    """Many articles to analyse and store, each with its id."""


def validate(model: type[RequestT], value: object) -> RequestT:
    """Return ``value`` as ``model``.

    Raises:
        FieldErrors: with every field that is wrong; values are not quoted.
    """
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise FieldErrors(describe_errors(error.errors(include_url=False, include_input=False), model)) from None


def describe_errors(errors: list[Any], model: type[BaseModel] | None = None) -> list[dict[str, str]]:
    """Return ``{"field", "message"}`` for each of pydantic's errors; an unknown field is told the known ones."""
    return [{"field": ".".join(map(str, item["loc"])), "message": _message(item, model)} for item in errors]


def list_field_errors(error: InvalidField) -> list[dict[str, str]]:
    """Return ``{"field", "message"}`` of an error; the core writes ``field: message`` into its detail."""
    if isinstance(error, FieldErrors):
        return error.errors
    field, colon, message = error.detail.partition(": ")
    return [{"field": field, "message": message} if colon else {"field": "", "message": error.detail}]


def _message(item: Any, model: type[BaseModel] | None) -> str:
    if item["type"] == "extra_forbidden" and model is not None:
        return f"Unknown. Known here: {', '.join(_known(model, item['loc'][:-1]))}."
    return str(item["msg"])


def _known(model: type[BaseModel], path: tuple[Any, ...]) -> list[str]:
    for part in path:
        field = model.model_fields.get(str(part))
        inner = field.annotation if field is not None else None
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            model = inner
    return list(model.model_fields)
