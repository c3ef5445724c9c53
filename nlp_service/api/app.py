"""The application: ``create_app`` puts routes, limits and parts together."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from importlib.metadata import version
from pathlib import Path

import anyio.to_thread
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.staticfiles import StaticFiles

from nlp_service.api.auth import read_keys
from nlp_service.api.backend import Backend, today_in_vietnam
from nlp_service.api.document import build_document
from nlp_service.api.jobs import start_jobs
from nlp_service.api.limiter import WorkLimiter
from nlp_service.api.metrics import Metrics
from nlp_service.api.middleware import BodyLimit, ErrorBoundary, SecurityHeaders
from nlp_service.api.problems import ApiProblem, code_of_error, code_of_status, instance_of, problem_response
from nlp_service.api.requests import FieldErrors, describe_errors, list_field_errors
from nlp_service.api.routers import (
    analysis,
    anniversaries,
    articles,
    curation,
    dates,
    duplicates,
    entities,
    feedback,
    gazetteer,
    jobs,
    operations,
    reference,
    similar,
    topics,
    versions,
    vocabulary,
)
from nlp_service.api.settings import Settings
from nlp_service.errors import InvalidField, NlpServiceError
from nlp_service.pipeline import Pipeline
from nlp_service.store.store import Store

_PAGE = Path(__file__).resolve().parent.parent / "ui" / "static"
_WATCH_SECONDS = 1.0
_LOG = logging.getLogger("nlp_service.api")
_NO_ROUTE = "No route has this address; /docs lists them."
# An article's id may hold slashes, so what hangs below articles comes before them.
_ROUTERS = (
    analysis,
    duplicates,
    similar,
    articles,
    curation,
    gazetteer,
    entities,
    dates,
    anniversaries,
    topics,
    feedback,
    versions,
    vocabulary,
    jobs,
    operations,
    reference,
)


def create_app(
    settings: Settings,
    *,
    pipeline: Pipeline | None = None,
    store: Store | None = None,
    today: Callable[[], date] = today_in_vietnam,
) -> FastAPI:
    """Return the application; pipeline and store that are not given are loaded while it already answers.

    Raises:
        InvalidField: the keys file is malformed.
    """
    metrics = Metrics()
    limiter = WorkLimiter(
        running=settings.analysis_threads, waiting=settings.analysis_queue, retry_after=settings.retry_after_seconds
    )
    metrics.watch("nlp_service_analyses_admitted", "Analyses that run or wait.", lambda: limiter.admitted)
    backend = Backend(
        settings=settings,
        keys=read_keys(settings.api_keys_file) if settings.api_keys_file is not None else (),
        limiter=limiter,
        metrics=metrics,
        today=today,
        pipeline_part=pipeline,
        store_part=store,
    )
    app = FastAPI(
        title="nlp-service",
        version=version("nlp-service"),
        summary="Vietnamese news analysis: names, dates, anniversaries, topics and tags, each with its evidence.",
        lifespan=_lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.backend = backend
    for module in _ROUTERS:
        app.include_router(module.router)
    if _PAGE.is_dir():
        # Not mounted at "/", because a mount would answer 404 and 405 in the place of the routes.
        app.router.default = StaticFiles(directory=_PAGE, html=True)
    app.openapi = lambda: build_document(app)  # type: ignore[method-assign]
    app.add_exception_handler(NlpServiceError, _answer_domain_error)
    app.add_exception_handler(ApiProblem, _answer_problem)
    app.add_exception_handler(HTTPException, _answer_http_error)
    app.add_exception_handler(RequestValidationError, _answer_validation_error)
    app.add_middleware(BodyLimit, limit=settings.max_body_bytes)
    app.add_middleware(ErrorBoundary, metrics=metrics)
    app.add_middleware(SecurityHeaders)  # the outermost, so that every answer has them
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    backend: Backend = app.state.backend
    loading = asyncio.create_task(_start(backend))
    watching = asyncio.create_task(_watch_versions(backend))
    try:
        yield
    finally:
        watching.cancel()
        await loading
        await anyio.to_thread.run_sync(backend.close)


async def _start(backend: Backend) -> None:
    await backend.load()
    start_jobs(backend)


async def _watch_versions(backend: Backend) -> None:
    """Follow what other processes choose: the command line, or another replica."""
    while True:
        await asyncio.sleep(_WATCH_SECONDS)
        try:
            await anyio.to_thread.run_sync(backend.refresh_topics)
        except NlpServiceError as error:  # the version in use stays; the next look tries again
            _LOG.error("topics: %s", error.detail)


async def _answer_domain_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, NlpServiceError)
    code = code_of_error(error)
    retry = (
        {"Retry-After": str(request.app.state.backend.settings.retry_after_seconds)} if code == "store-locked" else None
    )
    errors = list_field_errors(error) if isinstance(error, InvalidField) else None
    return problem_response(code, error.detail, instance=instance_of(request.scope), headers=retry, errors=errors)


async def _answer_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, ApiProblem)
    return problem_response(error.code, error.detail, instance=instance_of(request.scope), headers=error.headers)


async def _answer_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code, detail, headers = code_of_status(error.status_code), str(error.detail), error.headers
    if error.status_code == 404:
        detail = _NO_ROUTE
    elif error.status_code == 405:
        allowed = ", ".join(_allowed_methods(request))
        detail, headers = f"Allowed here: {allowed}.", {"Allow": allowed}
    return problem_response(code, detail, instance=instance_of(request.scope), headers=headers)


def _allowed_methods(request: Request) -> list[str]:
    """Return the methods of all routes at this address: the framework names those of the first one only."""
    routes = [route for module in _ROUTERS for route in module.router.routes if isinstance(route, Route)]
    fitting = [route for route in routes if route.matches(request.scope)[0] is not Match.NONE]
    return sorted({method for route in fitting for method in route.methods or ()}) or ["GET", "HEAD"]


async def _answer_validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = FieldErrors(describe_errors(list(error.errors())))
    return problem_response("invalid-field", errors.detail, instance=instance_of(request.scope), errors=errors.errors)
