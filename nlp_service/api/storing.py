"""Changes that a request asks for: each article is written whole, under its preconditions, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from nlp_service.api.analysis import Outcome, analyze, analyze_one, refusal_to_dict
from nlp_service.api.backend import Backend
from nlp_service.api.bodies import JSON, Refused, Submission, parse_batch, parse_json, to_article, to_options
from nlp_service.api.curation import with_names
from nlp_service.api.requests import FieldErrors, PutArticleRequest, StoreBatchRequest, validate
from nlp_service.api.responses import check_preconditions, entity_tag
from nlp_service.api.texts import check_options, parse_text_submission
from nlp_service.errors import ArticleNotFound
from nlp_service.pipeline import Pipeline
from nlp_service.serialize import JsonObject
from nlp_service.store.hashing import content_hash
from nlp_service.store.store import Store
from nlp_service.store.writer import PutResult


def read_put(body: bytes, kind: str, article_id: str, given: Mapping[str, Any]) -> Submission:
    """Read the body of a PUT: an article as JSON, as plain text or as a page, to be stored as ``article_id``.

    Raises:
        InputError: the body cannot be taken, or its id differs from the address.
    """
    check_options(kind, given)
    if kind != JSON:
        submission = parse_text_submission(body, kind, given)
        articles = tuple(replace(item, id=article_id) for item in submission.articles if not isinstance(item, Refused))
        return replace(submission, articles=articles)
    request = validate(PutArticleRequest, parse_json(body))
    if request.id is not None and request.id != article_id:
        raise FieldErrors([{"field": "id", "message": "Differs from the id in the address."}])
    return Submission((to_article(request, article_id),), to_options(request.options), batch=False)


def put_article(
    backend: Backend,
    pipeline: Pipeline,
    store: Store,
    submission: Submission,
    *,
    if_match: str | None,
    if_none_match: str | None,
) -> PutResult:
    """Analyse and store the one article of ``submission``.

    Raises:
        ApiProblem: precondition-failed.
        InputError, ModelError, StoreError: nothing was changed.
    """
    (article,) = submission.articles
    assert not isinstance(article, Refused)
    known = store.find_hash(article.id)
    check_preconditions(if_match, if_none_match, known)
    if known == content_hash(article, pipeline.provenance(submission.options)):
        return "unchanged"
    article, analysis = analyze_one(pipeline, submission, backend.metrics)
    with backend.writing:
        check_preconditions(if_match, if_none_match, store.find_hash(article.id))
        return store.put(article, analysis)


def put_batch(backend: Backend, pipeline: Pipeline, store: Store, body: bytes) -> list[JsonObject]:
    """Analyse and store every article of a JSON batch; one result each, in order.

    Raises:
        InputError: the batch as a whole cannot be taken; nothing was changed.
        ModelError: nothing was changed.
        StoreError: articles before the failure are stored whole, the others not at all.
    """
    value = parse_json(body)
    submission = parse_batch(value, StoreBatchRequest, max_batch=backend.settings.max_batch, needs_id=True)
    outcomes = analyze(pipeline, with_names(backend, submission), backend.metrics)
    return [_store(backend, store, outcome) for outcome in outcomes]


def remove_article(backend: Backend, store: Store, article_id: str, *, if_match: str | None) -> None:
    """Delete an article.

    Raises:
        ArticleNotFound: there is none.
        ApiProblem: precondition-failed.
    """
    with backend.writing:
        if (known := store.find_hash(article_id)) is not None:
            check_preconditions(if_match, None, known)
        if not store.delete(article_id):
            raise ArticleNotFound(f"There is no article {article_id!r}.")


def _store(backend: Backend, store: Store, outcome: Outcome) -> JsonObject:
    if isinstance(outcome, Refused):
        return refusal_to_dict(outcome)
    article, analysis = outcome
    with backend.writing:
        status = store.put(article, analysis)
    return {"id": article.id, "status": status, "etag": entity_tag(content_hash(article, analysis.provenance))}
