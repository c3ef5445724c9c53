"""``/v1/anniversaries``: which anniversaries of the stored articles come up, as JSON, CSV, iCalendar or Atom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request, Response

from nlp_service.api.backend import BackendDep, require_scope
from nlp_service.api.convert import anniversary_hit_to_dict
from nlp_service.api.listings import AnniversaryPage
from nlp_service.api.negotiation import choose_format
from nlp_service.api.parameters import AnniversariesParameters
from nlp_service.api.responses import page_response, refusals
from nlp_service.extract.anniversaries.atom import to_atom
from nlp_service.extract.anniversaries.calendar import Occurrence
from nlp_service.extract.anniversaries.export import to_csv, to_icalendar
from nlp_service.search.anniversaries import find_anniversaries, list_anniversaries

CSV, CALENDAR, FEED = "text/csv", "text/calendar", "application/atom+xml"
_MEDIA_TYPES = {"json": "application/json", "csv": CSV, "ics": CALENDAR, "atom": FEED}
_TEXT = {"schema": {"type": "string"}}
router = APIRouter(prefix="/v1/anniversaries", tags=["anniversaries"], dependencies=[Depends(require_scope("read"))])


@router.get(
    "",
    summary="List the anniversaries that come up",
    response_model=AnniversaryPage,
    responses={
        200: {"content": {CSV: _TEXT, CALENDAR: _TEXT, FEED: _TEXT}},
        **refusals("invalid-field", "not-acceptable", "not-ready"),
    },
)
def find_upcoming_anniversaries(
    request: Request,
    backend: BackendDep,
    parameters: Annotated[AnniversariesParameters, Query()],
    accept: Annotated[str, Header(include_in_schema=False)] = "*/*",
) -> Response:
    """By default those of the next 90 days, from today in Vietnam. CSV, iCalendar and Atom hold all pages.

    An event has one original date; where sources disagree ``claims`` holds each date with its articles. Lunar events
    fall on their solar day of each year. Days of the seed file are there even when no article mentions them.
    """
    chosen = parameters.format or choose_format(accept, _MEDIA_TYPES)
    query = parameters.to_query(backend.today(), seed=backend.settings.seed_anniversaries)
    if chosen == "json":
        page = list_anniversaries(backend.store, query)
        return page_response(request, page, [anniversary_hit_to_dict(item) for item in page.items])
    found = find_anniversaries(backend.store, query)
    return Response(
        _export(found, chosen, query.round, str(request.url)),
        media_type=f"{_MEDIA_TYPES[chosen]}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="anniversaries.{chosen}"'},
    )


def _export(found: Sequence[Occurrence], chosen: str, round_to: int | None, address: str) -> str:
    if chosen == "csv":
        return to_csv(found)
    return to_icalendar(found, round_to=round_to) if chosen == "ics" else to_atom(found, address=address)
