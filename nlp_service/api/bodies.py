"""From the bytes of a request to articles: JSON, plain text or a page, each refusal with its own name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic_core import from_json
from starlette.requests import Request

from nlp_service.api.requests import (
    AnalyzeBatchRequest,
    AnalyzeRequest,
    ArticleFields,
    ArticleRequest,
    BatchRequest,
    FieldErrors,
    OptionsRequest,
    validate,
)
from nlp_service.errors import (
    BatchTooLarge,
    InputError,
    InvalidEncoding,
    InvalidField,
    InvalidJson,
    UnsupportedFormat,
)
from nlp_service.extract.entities.choices import order_labels
from nlp_service.ingest.jsonl import ALLOWED, parse_article
from nlp_service.text.validation import decode_utf8
from nlp_service.types import AnalyzeOptions, Article

JSON, PLAIN, HTML = "application/json", "text/plain", "text/html"
TEXT_MEDIA_TYPES = (JSON, PLAIN, HTML)
_WHERE = "article"
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")


@dataclass(frozen=True, slots=True)
class Refused:
    """An article of a batch that cannot be taken; ``id`` as sent, None when there was none that could be read."""

    id: str | None
    error: InputError


@dataclass(frozen=True, slots=True)
class Submission:
    """What a request asks to analyse; ``extracted``: the text comes out of a page or an old encoding."""

    articles: tuple[Article | Refused, ...]
    options: AnalyzeOptions
    batch: bool
    extracted: bool = False


def media_type(request: Request, allowed: Iterable[str]) -> str:
    """Return the media type of the body without parameters.

    Raises:
        UnsupportedFormat: it is none of ``allowed``, or JSON in a charset that is not UTF-8. The bytes of texts and
            pages tell their encoding themselves, better than those who send them.
    """
    declared = request.headers.get("content-type", "")
    kind, *parameters = (part.strip().lower() for part in declared.split(";"))
    if kind not in allowed:
        raise UnsupportedFormat(f"Content-Type {kind[:100] or '(none)'} is not taken here; send {', '.join(allowed)}.")
    for name, _, value in (parameter.partition("=") for parameter in parameters):
        if name == "charset" and kind == JSON and value.strip('"') not in ("utf-8", "utf8", "us-ascii"):
            raise UnsupportedFormat(f"charset {value[:40]} is not taken; send UTF-8.")
    return kind


def parse_json(body: bytes) -> Any:
    """Return the JSON value in ``body``.

    Raises:
        InvalidEncoding: not UTF-8, or half a surrogate pair in an escape.
        InvalidJson: no JSON, NaN or an infinity, or nested too deep.
    """
    text = decode_utf8(body)
    try:
        return from_json(text, allow_inf_nan=False)
    except ValueError as error:
        if "surrogate" in str(error) or ("hex escape" in str(error) and _SURROGATE_ESCAPE.search(text)):
            raise InvalidEncoding(f"The body holds half a surrogate pair ({error}).") from error
        raise InvalidJson(f"The body is not JSON ({error}).") from error


def parse_submission(body: bytes, *, max_batch: int) -> Submission:
    """Read the JSON body of an analysis: one article, or ``{"articles": [...]}``.

    Raises:
        InputError: the body as a whole cannot be taken; a bad article of a batch is a :class:`Refused` in its place.
    """
    value = parse_json(body)
    if isinstance(value, dict) and "articles" in value:
        return parse_batch(value, AnalyzeBatchRequest, max_batch=max_batch)
    request = validate(AnalyzeRequest, value)
    article = to_article(request, request.id)
    return Submission((article,), to_options(request.options), batch=False)


def parse_batch(value: object, model: type[BatchRequest], *, max_batch: int, needs_id: bool = False) -> Submission:
    """Read the JSON value of a batch.

    Raises:
        BatchTooLarge: more than ``max_batch`` articles.
        FieldErrors: the value is no batch.
    """
    request = validate(model, value)
    if len(request.articles) > max_batch:
        raise BatchTooLarge(f"{len(request.articles)} articles; at most {max_batch} are taken at once.")
    articles = tuple(_parse_item(item, needs_id=needs_id) for item in request.articles)
    return Submission(articles, to_options(request.options), batch=True)


def to_article(fields: ArticleFields, article_id: str | None) -> Article:
    """Return the article; without an id it gets one made of its text, the same for the same text.

    Raises:
        FieldErrors: the id has control characters, or ``published`` is no ISO 8601 date.
    """
    value = fields.model_dump(include=set(ALLOWED)) | {"id": article_id or make_id(fields.text)}
    try:
        return parse_article(value, default_id=None, where=_WHERE)
    except InvalidField as error:
        message = error.detail.removeprefix(f"{_WHERE}: ")
        field = message.split(maxsplit=1)[0].rstrip(":")
        raise FieldErrors([{"field": field, "message": message.removeprefix(field).lstrip(": ")}]) from None


def to_options(request: OptionsRequest) -> AnalyzeOptions:
    """Return the options of the pipeline."""
    return AnalyzeOptions(
        tagger=request.tagger,
        labels=order_labels(request.labels),
        threshold=request.threshold,
        explain=request.explain,
        tags_limit=request.tags_limit,
        tags_threshold=request.tags_threshold,
        tags_exclude=tuple(request.tags_exclude),
    )


def make_id(text: str) -> str:
    """Return the id of a text that came without one: the start of its SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _parse_item(item: object, *, needs_id: bool) -> Article | Refused:
    given = item.get("id") if isinstance(item, dict) else None
    try:
        request = validate(ArticleRequest, item)
        if needs_id and request.id is None:
            raise FieldErrors([{"field": "id", "message": "Field required"}])
        return to_article(request, request.id)
    except InputError as error:
        return Refused(given if isinstance(given, str) else None, error)


def body_of(*models: type[BaseModel], texts: bool) -> dict[str, Any]:
    """Return the OpenAPI entry for a body: JSON of one of ``models``, and with ``texts`` a text or a page as it is."""
    schemas = [{"$ref": f"#/components/schemas/{model.__name__}"} for model in models]
    content: dict[str, Any] = {JSON: {"schema": schemas[0] if len(schemas) == 1 else {"anyOf": schemas}}}
    if texts:
        content |= {kind: {"schema": {"type": "string"}} for kind in (PLAIN, HTML)}
    return {"requestBody": {"required": True, "content": content}}
