"""``/v1/anniversaries``: which anniversaries of the stored articles come up, as JSON, CSV or iCalendar."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request, Response

from nlp_service.api.backend import BackendDep, require_scope
from nlp_service.api.convert import anniversary_hit_to_dict
from nlp_service.api.listings import AnniversaryPage
from nlp_service.api.negotiation import choose_format
from nlp_service.api.parameters import AnniversariesParameters
from nlp_service.api.responses import page_response, refusals
from nlp_service.extract.anniversaries.export import to_csv, to_icalendar
from nlp_service.search.anniversaries import find_anniversaries, list_anniversaries

CSV, CALENDAR = "text/csv", "text/calendar"
_MEDIA_TYPES = {"json": "application/json", "csv": CSV, "ics": CALENDAR}
router = APIRouter(prefix="/v1/anniversaries", tags=["anniversaries"], dependencies=[Depends(require_scope("read"))])


@router.get(
    "",
    summary="List the anniversaries that come up",
    response_model=AnniversaryPage,
    responses={
        200: {"content": {CSV: {"schema": {"type": "string"}}, CALENDAR: {"schema": {"type": "string"}}}},
        **refusals("invalid-field", "not-acceptable", "not-ready"),
    },
)
def find_upcoming_anniversaries(
    request: Request,
    backend: BackendDep,
    parameters: Annotated[AnniversariesParameters, Query()],
    accept: Annotated[str, Header(include_in_schema=False)] = "*/*",
) -> Response:
    """By default those of the next 90 days, from today in Vietnam. CSV and iCalendar hold all pages."""
    chosen = parameters.format or choose_format(accept, _MEDIA_TYPES)
    query = parameters.to_query(backend.today())
    if chosen == "json":
        page = list_anniversaries(backend.store, query)
        return page_response(request, page, [anniversary_hit_to_dict(item) for item in page.items])
    found = find_anniversaries(backend.store, query)
    content = to_csv(found) if chosen == "csv" else to_icalendar(found, round_to=query.round)
    return Response(
        content,
        media_type=f"{_MEDIA_TYPES[chosen]}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="anniversaries.{chosen}"'},
    )
