"""From a submission to its answer: calls the pipeline, measures it, and writes results in the order sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from time import perf_counter

from nlp_service.api.bodies import Refused, Submission
from nlp_service.api.metrics import Metrics
from nlp_service.errors import InputError
from nlp_service.pipeline import Pipeline
from nlp_service.serialize import JsonObject, OffsetUnit, analysis_to_dict, error_to_dict
from nlp_service.types import Analysis, Article

Outcome = tuple[Article, Analysis] | Refused


def analyze(pipeline: Pipeline, submission: Submission, metrics: Metrics) -> list[Outcome]:
    """Analyse every article of ``submission``; one outcome each, in order.

    Raises:
        ModelMissing: the chosen tagger is not installed.
    """
    started = perf_counter()
    accepted = [article for article in submission.articles if isinstance(article, Article)]
    results = iter(list(pipeline.analyze_many(accepted, submission.options)))
    outcomes = [_outcome(article, results) for article in submission.articles]
    analyzed = sum(not isinstance(outcome, Refused) for outcome in outcomes)
    metrics.observe_analysis(perf_counter() - started, analyzed=analyzed, refused=len(outcomes) - analyzed)
    return outcomes


def analyze_one(pipeline: Pipeline, submission: Submission, metrics: Metrics) -> tuple[Article, Analysis]:
    """Analyse the one article of ``submission``.

    Raises:
        InputError: it cannot be analysed.
        ModelMissing: the chosen tagger is not installed.
    """
    (outcome,) = analyze(pipeline, submission, metrics)
    if isinstance(outcome, Refused):
        raise outcome.error
    return outcome


def result_to_dict(outcome: Outcome, unit: OffsetUnit) -> JsonObject:
    """Return the analysis, or ``{"id", "error"}``."""
    if isinstance(outcome, Refused):
        return refusal_to_dict(outcome)
    article, analysis = outcome
    return analysis_to_dict(analysis, article.text, unit=unit)


def refusal_to_dict(refused: Refused) -> JsonObject:
    """Return ``{"id", "error": {"type", "detail"}}``."""
    return {"id": refused.id, "error": error_to_dict(refused.error)}


def answer(submission: Submission, outcomes: Sequence[Outcome], unit: OffsetUnit) -> JsonObject:
    """Return the answer to an analysis: the one result, or all of a batch.

    Raises:
        InputError: the one article cannot be analysed.
    """
    if submission.batch:
        return {"results": [result_to_dict(outcome, unit) for outcome in outcomes]}
    (outcome,) = outcomes
    if isinstance(outcome, Refused):
        raise outcome.error
    result = result_to_dict(outcome, unit)
    return result | ({"text": outcome[0].text} if submission.extracted else {})


def _outcome(article: Article | Refused, results: Iterator[Analysis | InputError]) -> Outcome:
    if isinstance(article, Refused):
        return article
    result = next(results)
    return Refused(article.id, result) if isinstance(result, InputError) else (article, result)
