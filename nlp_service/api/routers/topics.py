"""``/v1/topics`` and ``/v1/samples``: what a page offers to choose from."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from nlp_service.api.backend import BackendDep, require_scope
from nlp_service.api.listings import SampleList, TopicList
from nlp_service.api.parameters import Parameters
from nlp_service.api.responses import json_response, refusals
from nlp_service.api.samples import list_samples
from nlp_service.api.taxonomy import complete_counts
from nlp_service.search.topics import list_topics

router = APIRouter(prefix="/v1", tags=["topics"], dependencies=[Depends(require_scope("read"))])


@router.get("/topics", summary="List topics", response_model=TopicList, responses=refusals("not-ready"))
def find_topics(backend: BackendDep, _parameters: Annotated[Parameters, Query()]) -> Response:
    """Every topic of every scheme with the number of stored articles that have it, also those that none has."""
    return json_response({"items": [asdict(topic) for topic in complete_counts(list_topics(backend.store))]})


@router.get("/samples", summary="List the sample articles", response_model=SampleList, responses=refusals("not-ready"))
def find_samples(backend: BackendDep, _parameters: Annotated[Parameters, Query()]) -> Response:
    """The sample articles of this installation; an empty list where there are none."""
    return json_response({"items": list_samples(backend.settings.samples_folder, backend.pipeline)})
