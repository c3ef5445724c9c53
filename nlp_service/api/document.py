"""The OpenAPI 3.1 document, built from the routes and completed."""

from __future__ import annotations

import json
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from nlp_service.api.curation import MergeRequest, SplitRequest
from nlp_service.api.feedback import FeedbackRequest, LearnRequest, UseVersionRequest
from nlp_service.api.problems import KINDS, MEDIA_TYPE
from nlp_service.api.requests import (
    AnalyzeBatchRequest,
    AnalyzeRequest,
    ArticleRequest,
    PutArticleRequest,
    StoreBatchRequest,
)
from nlp_service.api.schemas import Problem
from nlp_service.api.uploads import IngestRequest

_BODIES: tuple[type[BaseModel], ...] = (
    AnalyzeRequest,
    AnalyzeBatchRequest,
    PutArticleRequest,
    StoreBatchRequest,
    ArticleRequest,
    IngestRequest,
    MergeRequest,
    SplitRequest,
    FeedbackRequest,
    LearnRequest,
    UseVersionRequest,
)
_REF = "#/components/schemas/"
_TAGS = [
    {"name": "analysis", "description": "One article in, its analysis out; nothing is stored."},
    {"name": "articles", "description": "Stored articles with their analyses."},
    {"name": "entities", "description": "People, organisations, places, events and laws of the stored articles."},
    {"name": "dates", "description": "Temporal expressions of the stored articles."},
    {"name": "anniversaries", "description": "Anniversaries of the stored articles, with their arithmetic checked."},
    {"name": "topics", "description": "Topics and sample articles."},
    {"name": "feedback", "description": "What editors say, and the newsroom's own tags."},
    {"name": "models", "description": "Versions of the topic model: learn one, use one, go back."},
    {"name": "jobs", "description": "Long work: ask for it, look at it, cancel it."},
    {"name": "operations", "description": "For those who run the service."},
]
_DESCRIPTION = """\
Every `start` and `end` is a half-open range of the text as received, in Unicode code points.
Every refusal is problem+json (RFC 9457) with a stable `type`. Lists are paged: `next` is the address of the next page.
Where the installation uses API keys, send `Authorization: Bearer KEY` or `X-API-Key: KEY`.
"""


def build_document(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI document of the application; it is built once."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title,
            version=app.version,
            openapi_version=app.openapi_version,
            summary=app.summary,
            description=_DESCRIPTION,
            routes=app.routes,
            tags=_TAGS,
            license_info={"name": "MIT", "identifier": "MIT"},
            servers=[{"url": "/"}],
        )
        _add_bodies(document)
        _add_common_answers(document)
        app.openapi_schema = document
    return app.openapi_schema


def render_document(document: dict[str, Any]) -> str:
    """Return the document as the committed file holds it."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _add_bodies(document: dict[str, Any]) -> None:
    models: list[tuple[type[BaseModel], Any]] = [(model, "validation") for model in _BODIES]
    _, definitions = models_json_schema([*models, (Problem, "serialization")], ref_template=_REF + "{model}")
    schemas = document["components"]["schemas"]
    schemas.update(definitions["$defs"])
    for model in (AnalyzeBatchRequest, StoreBatchRequest):
        schemas[model.__name__]["properties"]["articles"]["items"] = {"$ref": _REF + ArticleRequest.__name__}
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    for name, schema in schemas.items():
        if not name.endswith("Request"):
            schema.pop("additionalProperties", None)  # answers may get more keys, and clients must bear them
    document["components"]["schemas"] = dict(sorted(schemas.items()))


def _add_common_answers(document: dict[str, Any]) -> None:
    content = {MEDIA_TYPE: {"schema": {"$ref": _REF + Problem.__name__}}}
    for path, operations in document["paths"].items():
        for operation in operations.values():
            answers = operation["responses"]
            if "422" in answers and "application/json" in answers["422"].get("content", {}):
                answers["422"] = {"description": "A parameter is not valid (invalid-field)", "content": content}
            answers["default"] = {"description": "Any other refusal", "content": content}
            if path.startswith("/v1") or path == "/metrics":
                for code in ("unauthorized", "forbidden"):
                    kind = KINDS[code]
                    answers[str(kind.status)] = {"description": f"{kind.title} ({code})", "content": content}
                operation["security"] = [{}, {"bearer": []}, {"header": []}]
    document["components"]["securitySchemes"] = {
        "bearer": {"type": "http", "scheme": "bearer"},
        "header": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
    }
