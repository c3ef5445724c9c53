"""``/v1/dates``: the temporal expressions of the stored articles."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from nlp_service.api.backend import BackendDep, require_scope
from nlp_service.api.convert import date_hit_to_dict
from nlp_service.api.listings import DatePage
from nlp_service.api.parameters import DatesParameters
from nlp_service.api.responses import page_response, refusals
from nlp_service.search.dates import list_dates

router = APIRouter(prefix="/v1/dates", tags=["dates"], dependencies=[Depends(require_scope("read"))])


@router.get("", summary="List dates", response_model=DatePage, responses=refusals("invalid-field", "not-ready"))
def find_dates(request: Request, backend: BackendDep, parameters: Annotated[DatesParameters, Query()]) -> Response:
    """Dates whose interval touches the days asked for, in the order of time."""
    page = list_dates(backend.store, parameters.to_query())
    return page_response(request, page, [date_hit_to_dict(hit) for hit in page.items])
