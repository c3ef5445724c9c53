"""What every refusal looks like on the wire: RFC 9457 problem details, from one table.

``type`` is ``/problems/CODE``, stable, and a page of the application; ``code`` repeats the last part for programs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from nlp_service.errors import NlpServiceError
from nlp_service.serialize import dumps

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "/problems/"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: its HTTP status, its title and what the caller can do about it."""

    status: int
    title: str
    advice: str


KINDS: Mapping[str, Kind] = {
    # the caller's data
    "empty-text": Kind(422, "The text is empty", "Send a text that holds more than blanks."),
    "text-too-long": Kind(413, "The text is too long", "Split the text; one text may hold 1 MiB of UTF-8."),
    "batch-too-large": Kind(413, "The batch is too large", "Send fewer articles in one request."),
    "body-too-large": Kind(413, "The request body is too large", "Send fewer or shorter articles in one request."),
    "invalid-encoding": Kind(
        400, "The text is not valid UTF-8", "Convert the text to UTF-8; halves of surrogate pairs are refused."
    ),
    "invalid-json": Kind(
        400, "The body is not valid JSON", "Send one JSON object; NaN and very deep nesting are refused."
    ),
    "binary-input": Kind(422, "The input is not text", "Send text, not an image, a PDF or an archive."),
    "unsupported-format": Kind(
        415,
        "The media type is not supported",
        "Send application/json, text/plain or text/html where the reference says so.",
    ),
    "unsupported-language": Kind(
        422, "The text is not Vietnamese", "Send Vietnamese text; other languages are not analysed."
    ),
    "invalid-field": Kind(
        422, "A field or parameter is not valid", "See errors: each names the field and what it may hold."
    ),
    "not-enough-data": Kind(
        422, "There is too little to learn from", "Give more feedback or more articles; see detail."
    ),
    "fetch-error": Kind(422, "The address cannot be fetched", "See detail."),
    "fetch-failed": Kind(422, "The server gives no usable answer", "Check the address, and try again later."),
    "address-refused": Kind(
        422, "The address is not public", "Give a public http or https address, or have its host put on the allow list."
    ),
    "robots-refused": Kind(422, "The site asks programs to keep away", "Ask the site, or send the page itself."),
    "invalid-input": Kind(422, "The input cannot be analysed", "See detail."),
    # what was asked for
    "not-found": Kind(404, "There is nothing at this address", "See /docs for the routes."),
    "article-not-found": Kind(404, "There is no such article", "Check the id; GET /v1/articles lists what is stored."),
    "entity-not-found": Kind(404, "There is no such entity", "Check the id; GET /v1/entities lists what is stored."),
    "feedback-not-found": Kind(404, "There is no such feedback", "Check the id; GET /v1/feedback lists what is kept."),
    "job-not-found": Kind(404, "There is no such job", "Check the id; GET /v1/jobs lists the jobs."),
    "decision-not-found": Kind(
        404, "There is no such decision", "Check the id; GET /v1/entity-decisions lists what is in force."
    ),
    "method-not-allowed": Kind(405, "The method is not allowed here", "See the Allow header."),
    "not-acceptable": Kind(
        406, "The format asked for is not offered", "Ask for one of the formats that the reference lists."
    ),
    "precondition-failed": Kind(
        412, "The article has changed", "Read it again and repeat the change on its present ETag."
    ),
    "bad-request": Kind(400, "The request is malformed", "See detail."),
    # who asks, and how much
    "unauthorized": Kind(401, "An API key is needed", "Send Authorization: Bearer KEY, or X-API-Key: KEY."),
    "forbidden": Kind(403, "The API key does not allow this", "Use a key with the scope that detail names."),
    "overloaded": Kind(429, "Too many requests at once", "Wait as long as Retry-After says and repeat the request."),
    # the installation
    "not-ready": Kind(503, "The service is starting", "Wait as long as Retry-After says; /readyz tells the reasons."),
    "model-missing": Kind(503, "A model is not installed", "Install the model's folder; /readyz tells which."),
    "model-corrupt": Kind(503, "A model is damaged", "Restore the model's folder from the release."),
    "model-error": Kind(503, "A model cannot be used", "See detail."),
    "package-missing": Kind(503, "An optional package is not installed", "Install what detail names."),
    "resource-invalid": Kind(503, "A data file of the package is damaged", "Install the package again."),
    "store-locked": Kind(503, "The store is busy", "Wait as long as Retry-After says and repeat the request."),
    "store-full": Kind(507, "The disk is full", "Free space; nothing was half-written."),
    "store-incompatible": Kind(503, "The store is of another version", "See detail."),
    "store-error": Kind(503, "The store cannot be used", "See detail; nothing was half-written."),
    "job-lost": Kind(503, "Another process has taken the job over", "Look at the job; nothing is lost."),
    "worker-lost": Kind(503, "A process of the service died", "Repeat the request; what was stored is stored."),
    "error": Kind(500, "Something went wrong", "Report it with the request id."),
    "internal-error": Kind(500, "Something went wrong", "Report it with the request id."),
}

_CODE_OF_STATUS: Mapping[int, str] = {
    400: "bad-request",
    404: "not-found",
    405: "method-not-allowed",
    406: "not-acceptable",
    413: "body-too-large",
    415: "unsupported-format",
}


class ApiProblem(Exception):
    """A refusal that only HTTP knows (keys, preconditions, overload): ``code`` is a key of :data:`KINDS`."""

    def __init__(self, code: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.headers = dict(headers or {})


def code_of_status(status: int) -> str:
    """Return the problem code for an HTTP status that the framework raised."""
    return _CODE_OF_STATUS.get(status, "internal-error" if status >= 500 else "bad-request")


def code_of_error(error: NlpServiceError) -> str:
    """Return the problem code of a domain error; its class's own, or the nearest base's that the table knows."""
    for base in type(error).__mro__:
        code = getattr(base, "code", None)
        if code in KINDS:
            return str(code)
    return "internal-error"


def instance_of(scope: Mapping[str, Any]) -> str:
    """Return the path that an ASGI ``scope`` asks for, as a URI reference."""
    return quote(scope["path"], safe="/:@!$&'()*+,;=", errors="replace")


def problem_body(
    code: str, detail: str, *, instance: str, errors: list[dict[str, str]] | None = None
) -> dict[str, Any]:
    """Return the problem object; ``errors`` lists ``{"field", "message"}`` of a validation."""
    kind = KINDS[code]
    body: dict[str, Any] = {
        "type": TYPE_PREFIX + code,
        "title": kind.title,
        "status": kind.status,
        "detail": detail,
        "instance": instance,
        "code": code,
    }
    return body | ({"errors": errors} if errors is not None else {})


def problem_response(
    code: str,
    detail: str,
    *,
    instance: str,
    headers: Mapping[str, str] | None = None,
    errors: list[dict[str, str]] | None = None,
    extensions: Mapping[str, Any] | None = None,
) -> Response:
    """Return the response for a problem; half a surrogate pair in ``detail`` is shown as a question mark."""
    value = problem_body(code, detail, instance=instance, errors=errors) | dict(extensions or {})
    body = dumps(value).encode("utf-8", "replace")
    return Response(body, KINDS[code].status, headers=dict(headers or {}), media_type=MEDIA_TYPE)
