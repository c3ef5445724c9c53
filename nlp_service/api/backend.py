"""What the routes work with: pipeline, store, limits, keys and clock, held by one application."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from threading import Lock
from typing import Annotated, TypeVar

import anyio.to_thread
from fastapi import Depends, Header, Request

from nlp_service.api.auth import ApiKey, Scope, check_key, key_from_headers
from nlp_service.api.limiter import WorkLimiter
from nlp_service.api.metrics import Metrics
from nlp_service.api.problems import ApiProblem
from nlp_service.api.settings import Settings
from nlp_service.errors import ModelError, NlpServiceError, StoreError
from nlp_service.jobs.runner import JobRunner
from nlp_service.model_store import TOPIC_MODEL, default_root
from nlp_service.model_versions import ModelVersions
from nlp_service.pipeline import Pipeline, load_pipeline, open_topics
from nlp_service.store.store import Store
from nlp_service.text.segmenters import SegmenterChoice
from nlp_service.types import VIETNAM_TIME

_LOG = logging.getLogger("nlp_service.api")
PartT = TypeVar("PartT")
_STOP_SECONDS = 20.0


def today_in_vietnam() -> date:
    """Return the day that it is in Vietnam (UTC+7) now."""
    return datetime.now(VIETNAM_TIME).date()


@dataclass(slots=True)
class Backend:
    """One running application; pipeline and store are loading (None), there, or the error that kept them away."""

    settings: Settings
    keys: tuple[ApiKey, ...]
    limiter: WorkLimiter
    metrics: Metrics
    today: Callable[[], date] = today_in_vietnam
    pipeline_part: Pipeline | NlpServiceError | None = None
    store_part: Store | NlpServiceError | None = None
    owns_store: bool = False
    jobs: JobRunner | None = None
    topic_stamp: int = 0
    refreshing: Lock = field(default_factory=Lock)
    writing: Lock = field(default_factory=Lock)
    """Held from a precondition's check to its change, so that no other change of this process comes between."""

    @property
    def pipeline(self) -> Pipeline:
        """The pipeline.

        Raises:
            ModelError, ResourceError: it could not be loaded.
            ApiProblem: not-ready, it is loading.
        """
        return self._require(self.pipeline_part, "The models are loading.")

    @property
    def store(self) -> Store:
        """The store.

        Raises:
            StoreError: it could not be opened.
            ApiProblem: not-ready, it is opening.
        """
        return self._require(self.store_part, "The store is opening.")

    @property
    def runner(self) -> JobRunner:
        """What runs the jobs.

        Raises:
            NlpServiceError, ApiProblem: store or pipeline are not there, or it is starting.
        """
        _ = self.store, self.pipeline
        if self.jobs is None:
            raise ApiProblem(
                "not-ready", "The service is starting.", {"Retry-After": str(self.settings.retry_after_seconds)}
            )
        return self.jobs

    @property
    def topic_versions(self) -> ModelVersions:
        """The versions of the topic model."""
        return ModelVersions(self.settings.versions, TOPIC_MODEL)

    def refresh_topics(self) -> None:
        """Take the active version of the topic model into use where another process or a job has changed it.

        Raises:
            ModelError: it is damaged; the present one stays in use.
        """
        with self.refreshing:
            stamp = self.topic_versions.stamp()
            if stamp == self.topic_stamp or not isinstance(self.pipeline_part, Pipeline):
                return
            topics, tags = open_topics(self.settings.models or default_root(), self.settings.versions)
            self.pipeline_part = replace(self.pipeline_part, topics=topics, tags=tags)
            self.topic_stamp = stamp

    def _require(self, part: PartT | NlpServiceError | None, loading: str) -> PartT:
        if part is None:
            raise ApiProblem("not-ready", loading, {"Retry-After": str(self.settings.retry_after_seconds)})
        if isinstance(part, NlpServiceError):
            raise part
        return part

    async def load(self) -> None:
        """Open the store and load the pipeline, in threads; an error is kept for ``/readyz`` and for every answer."""
        if self.store_part is None:
            self.store_part = await anyio.to_thread.run_sync(_open_store, self.settings.store)
            self.owns_store = isinstance(self.store_part, Store)
        if self.pipeline_part is None:
            self.topic_stamp = self.topic_versions.stamp()
            self.pipeline_part = await anyio.to_thread.run_sync(_load_pipeline, self.settings)

    def close(self) -> None:
        """Let running jobs go back into their queue; close the store when this application opened it."""
        if self.jobs is not None:
            self.jobs.stop(timeout=_STOP_SECONDS)
        if self.owns_store and isinstance(self.store_part, Store):
            self.store_part.close()


def _open_store(location: str) -> Store | NlpServiceError:
    try:
        if "://" not in location:
            Path(location).parent.mkdir(parents=True, exist_ok=True)
        return Store.open(location)
    except StoreError as error:
        _LOG.error("store: %s", error.detail)
        return error
    except (NlpServiceError, OSError) as error:  # the location is none, or its folder cannot be made
        _LOG.error("store: %s", error)
        return StoreError(f"The store {location} cannot be opened: {error}")


def _load_pipeline(settings: Settings) -> Pipeline | NlpServiceError:
    try:
        return load_pipeline(
            settings.models, settings.versions, SegmenterChoice(settings.segmenter, settings.dictionary)
        )
    except NlpServiceError as error:
        _LOG.error("pipeline: %s", error.detail)
        return error
    except Exception as error:  # a library's own error on a damaged model: the service must say so and not die
        _LOG.exception("pipeline: cannot be loaded")
        return ModelError(f"The pipeline cannot be loaded ({type(error).__name__}); the log of the service says more.")


async def get_backend(request: Request) -> Backend:
    """Return the application's backend."""
    backend = request.app.state.backend
    if not isinstance(backend, Backend):
        raise TypeError("the application was not made by create_app")
    return backend


BackendDep = Annotated[Backend, Depends(get_backend)]


def require_scope(scope: Scope) -> Callable[..., Awaitable[None]]:
    """Return the dependency that lets a request pass only with a key for ``scope``; without a keys file all pass."""

    async def check(
        backend: BackendDep,
        authorization: Annotated[str | None, Header(include_in_schema=False)] = None,
        x_api_key: Annotated[str | None, Header(include_in_schema=False)] = None,
    ) -> None:
        if backend.keys:
            check_key(backend.keys, key_from_headers(authorization, x_api_key), scope)

    return check
