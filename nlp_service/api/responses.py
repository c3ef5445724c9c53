"""What the routes share: JSON answers, entity tags, links to the next page, documented refusals."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, TypeVar
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from nlp_service.api.problems import KINDS, MEDIA_TYPE, ApiProblem, instance_of
from nlp_service.search.page import Page
from nlp_service.serialize import JsonObject, OffsetUnit, dumps

ItemT = TypeVar("ItemT")
TEXT_REFUSALS = (
    "empty-text",
    "text-too-long",
    "body-too-large",
    "invalid-encoding",
    "invalid-json",
    "binary-input",
    "unsupported-format",
    "unsupported-language",
    "invalid-field",
    "overloaded",
    "model-missing",
    "not-ready",
)
"""Why a text in a body can be refused."""
OFFSET_UNITS: tuple[OffsetUnit, ...] = ("codepoint", "utf16", "utf8")


def json_response(value: JsonObject, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return ``value`` as JSON, the same bytes for the same value."""
    return Response(dumps(value).encode(), status, headers=dict(headers or {}), media_type="application/json")


def refusals(*codes: str) -> dict[int | str, dict[str, Any]]:
    """Return the OpenAPI entries for the problems ``codes``, one a status."""
    by_status: dict[int, list[str]] = {}
    for code in codes:
        by_status.setdefault(KINDS[code].status, []).append(code)
    return {
        status: {
            "description": "; ".join(f"{KINDS[code].title} ({code})" for code in found),
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status, found in sorted(by_status.items())
    }


def page_to_dict(request: Request, page: Page[ItemT], items: list[JsonObject]) -> JsonObject:
    """Return ``{"items", "total", "next"}``; ``next`` is the address of this request with the next cursor."""
    return {"items": items, "total": page.total, "next": next_link(request, page.next_cursor)}


def next_link(request: Request, cursor: str | None) -> str | None:
    """Return the path and query of the next page."""
    if cursor is None:
        return None
    parameters = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    return f"{instance_of(request.scope)}?{urlencode([*parameters, ('cursor', cursor)])}"


def page_response(request: Request, page: Page[ItemT], items: list[JsonObject]) -> Response:
    """Return a page with its ``Link`` header."""
    body = page_to_dict(request, page, items)
    headers = {"Link": f'<{body["next"]}>; rel="next"'} if body["next"] else {}
    return json_response(body, headers=headers)


def entity_tag(content_hash: str, unit: OffsetUnit = "codepoint") -> str:
    """Return the strong ETag of an article in one offset unit."""
    return f'"{content_hash}"' if unit == "codepoint" else f'"{content_hash}-{unit}"'


def tag_matches(header: str, tags: Collection[str], *, weak: bool) -> bool:
    """Return whether one of ``tags`` (none: no article) is in an ``If-Match`` or (``weak``) ``If-None-Match``."""
    if header.strip() == "*":
        return bool(tags)
    candidates = (candidate.strip() for candidate in header.split(","))
    return any((candidate.removeprefix("W/") if weak else candidate) in tags for candidate in candidates)


def check_preconditions(if_match: str | None, if_none_match: str | None, known_hash: str | None) -> None:
    """Hold a change against its preconditions (RFC 9110, 13.2.2); ``known_hash`` is of the stored article, if any.

    The ETag of any offset unit will do, because they all stand for the same article.

    Raises:
        ApiProblem: precondition-failed.
    """
    tags = [entity_tag(known_hash, unit) for unit in OFFSET_UNITS] if known_hash is not None else []
    if if_match is not None and not tag_matches(if_match, tags, weak=False):
        there = f"its ETag is {tags[0]}" if tags else "there is no such article"
        raise ApiProblem("precondition-failed", f"If-Match does not hold: {there}.")
    if if_none_match is not None and tag_matches(if_none_match, tags, weak=True):
        raise ApiProblem(
            "precondition-failed", f"If-None-Match does not hold: the article is there, its ETag is {tags[0]}."
        )
