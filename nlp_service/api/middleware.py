"""What every request passes: the security headers, the error boundary with log and metrics, the body limit.

Plain ASGI, so that nothing is buffered. The log holds method, route, status, time and request id: no text or key.
"""

from __future__ import annotations

import logging
import re
import traceback
from time import perf_counter
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nlp_service.api.metrics import Metrics
from nlp_service.api.problems import ApiProblem, instance_of, problem_response

_LOG = logging.getLogger("nlp_service.api")
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_CLIENT_CLOSED_REQUEST = 499  # nothing is sent; only log and metrics show it
_SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "Cache-Control": "no-cache",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class ErrorBoundary:
    """Gives every request an id, answers an unforeseen exception with a problem, and logs and counts the request.

    The stack of an exception is logged without its message, because a message can quote the article.
    """

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else uuid4().hex
        started, status = perf_counter(), 0

        async def send_counted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = request_id
            await send(message)

        try:
            await self._app(scope, receive, send_counted)
        except ClientDisconnect:
            status = status or _CLIENT_CLOSED_REQUEST
        except Exception as error:
            _LOG.error("%s %s", _describe(error), request_id)
            if status:
                raise
            answer = problem_response("internal-error", f"Request id: {request_id}.", instance=instance_of(scope))
            await answer(scope, receive, send_counted)
        finally:
            seconds = perf_counter() - started
            route = getattr(scope.get("route"), "path", "unmatched")
            self._metrics.observe_request(scope["method"], route, status, seconds)
            _LOG.info("%s %s %d %.1f ms %s", scope["method"], route, status, seconds * 1000, request_id)


class SecurityHeaders:
    """Adds the headers that keep a browser from running or framing what it should not."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_secured if scope["type"] == "http" else send)


class BodyLimit:
    """Refuses a body over the limit: by its declared length at once, else as soon as the limit is passed."""

    def __init__(self, app: ASGIApp, *, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        detail = f"The body is over the limit of {self._limit} bytes."
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdecimal() and int(declared[:20]) > self._limit:
            answer = problem_response(
                "body-too-large", detail, instance=instance_of(scope), headers={"Connection": "close"}
            )
            await answer(scope, receive, send)
            return
        received = 0

        async def receive_limited() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._limit:
                raise ApiProblem("body-too-large", detail, {"Connection": "close"})
            return message

        await self._app(scope, receive_limited, send)


def _describe(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames[-8:]))
    return f"{type(error).__name__} at {where}"
