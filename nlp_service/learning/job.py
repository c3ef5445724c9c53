"""Learning from feedback as a job of the service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from nlp_service.extract.zones.labeller import RuleZoneLabeller
from nlp_service.jobs.context import JobContext, JobKind
from nlp_service.learning.feedback import learn_from_feedback
from nlp_service.model_store import TOPIC_MODEL, default_root, open_model
from nlp_service.model_versions import ModelVersions
from nlp_service.serialize import JsonObject
from nlp_service.store.feedback import FeedbackBook
from nlp_service.store.store import Store

LEARN_TOPICS = "learn-topics"


def learning_kind(store: Store, models: Path | None, versions: ModelVersions, changed: Callable[[], None]) -> JobKind:
    """Return the kind of job that learns a version and uses it when it is better; ``changed`` is called then.

    Its parameters are ``{"force": bool}``: whether to use it even where it is no better.
    """

    def run(context: JobContext) -> JsonObject:
        steps = 0

        def report(message: str) -> None:
            nonlocal steps
            steps += 1
            context.report(steps, message=message)

        release = open_model(models or default_root(), TOPIC_MODEL)
        result = learn_from_feedback(FeedbackBook(store), release, versions, RuleZoneLabeller(), report)
        used = result.better or bool(context.parameters.get("force"))
        if used:
            versions.activate(result.version)
            changed()
        return {**asdict(result), "used": used}

    return JobKind(LEARN_TOPICS, run)
