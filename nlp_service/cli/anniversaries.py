"""``nlp-service anniversaries``: which anniversaries of the stored articles come up."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated

import typer

from nlp_service.cli.output import print_json, print_table
from nlp_service.cli.search import open_existing
from nlp_service.errors import InvalidField
from nlp_service.extract.anniversaries.calendar import Occurrence
from nlp_service.extract.anniversaries.export import to_csv, to_icalendar
from nlp_service.search.anniversaries import AnniversaryQuery, find_anniversaries
from nlp_service.types import VIETNAM_TIME

_DEFAULT_DAYS = 90


class Form(StrEnum):
    """The form of the listing."""

    AUTO = "auto"
    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    ICS = "ics"


def anniversaries(
    from_: Annotated[str | None, typer.Option("--from", help="First ISO day; default: today in Vietnam.")] = None,
    to: Annotated[str | None, typer.Option(help="Last ISO day; default: 90 days after the first.")] = None,
    round_: Annotated[int | None, typer.Option("--round", min=1, help="Only counts that this divides: 5, 10…")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="birth, death, founding, liberation, victory…")] = None,
    query: Annotated[str | None, typer.Option("--query", "-q", help="Words of the event, accents optional.")] = None,
    location: Annotated[str, typer.Option("--store", help="The store's file.")] = "var/nlp_service.db",
    form: Annotated[Form, typer.Option("--format", help="The form of the listing.")] = Form.AUTO,
) -> None:
    """List the anniversaries that fall in a range of days, counted for that year."""
    first = _day(from_, "--from") or datetime.now(VIETNAM_TIME).date()
    last = _day(to, "--to") or first + timedelta(days=_DEFAULT_DAYS)
    with open_existing(location) as store:
        wanted = AnniversaryQuery(date_from=first, date_to=last, round=round_, event_type=type_, text=query)
        found = find_anniversaries(store, wanted)
    if form is Form.CSV:
        sys.stdout.write(to_csv(found))
    elif form is Form.ICS:
        sys.stdout.write(to_icalendar(found, round_to=round_))
    elif form is Form.TABLE or (form is Form.AUTO and sys.stdout.isatty()):
        _print_table(found, first, last)
    else:
        _print_lines(found)


def _day(value: str | None, option: str) -> date | None:
    try:
        return date.fromisoformat(value) if value is not None else None
    except ValueError as error:
        raise InvalidField(f"{option}: {value!r} is no ISO day; write 2025-04-30.") from error


def _print_table(found: Iterable[Occurrence], first: date, last: date) -> None:
    rows = (
        (item.day, item.years, item.record.event, item.record.original_date, len(item.record.article_ids))
        for item in found
    )
    print_table(f"Anniversaries from {first} to {last}", ("day", "years", "event", "original", "articles"), rows)


def _print_lines(found: Iterable[Occurrence]) -> None:
    for item in found:
        print_json(
            {
                "day": item.day.isoformat(),
                "years": item.years,
                "round": item.round,
                "event": item.record.event,
                "event_type": item.record.event_type,
                "original_date": item.record.original_date,
                "calendar": item.record.calendar,
                "lunar_date": item.lunar_date,
                "inferred": item.record.inferred,
                "article_ids": list(item.record.article_ids),
            }
        )
