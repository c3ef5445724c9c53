"""``nlp-service anniversaries``: which anniversaries of the stored articles come up."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated

import typer

from nlp_service.cli.output import print_json, print_table
from nlp_service.cli.search import open_existing
from nlp_service.errors import InvalidField
from nlp_service.extract.anniversaries.atom import to_atom
from nlp_service.extract.anniversaries.calendar import Occurrence
from nlp_service.extract.anniversaries.export import to_csv, to_icalendar
from nlp_service.extract.anniversaries.records import AnniversaryRecord
from nlp_service.search.anniversaries import AnniversaryQuery, find_anniversaries
from nlp_service.types import VIETNAM_TIME

_DEFAULT_DAYS = 90
_FEED_ADDRESS = "urn:nlp-service:anniversaries"


class Form(StrEnum):
    """The form of the listing."""

    AUTO = "auto"
    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    ICS = "ics"
    ATOM = "atom"


def anniversaries(
    from_: Annotated[str | None, typer.Option("--from", help="First ISO day; default: today in Vietnam.")] = None,
    to: Annotated[str | None, typer.Option(help="Last ISO day; default: 90 days after the first.")] = None,
    round_: Annotated[int | None, typer.Option("--round", min=1, help="Only counts that this divides: 5, 10…")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="birth, death, founding, liberation, victory…")] = None,
    region: Annotated[str | None, typer.Option(help="vn, international or a province, accents optional.")] = None,
    query: Annotated[
        str | None, typer.Option("--query", "-q", "--q", help="Words of the event, accents optional.")
    ] = None,
    seed: Annotated[bool, typer.Option("--seed/--no-seed", help="With the days of the seed file.")] = True,
    location: Annotated[str, typer.Option("--store", help="The store's file.")] = "var/nlp_service.db",
    form: Annotated[Form, typer.Option("--format", help="The form of the listing.")] = Form.AUTO,
) -> None:
    """List the anniversaries that fall in a range of days, counted for that year."""
    first = _day(from_, "--from") or datetime.now(VIETNAM_TIME).date()
    last = _day(to, "--to") or first + timedelta(days=_DEFAULT_DAYS)
    wanted = AnniversaryQuery(first, last, round_, type_, region, query, seed)
    with open_existing(location) as store:
        found = find_anniversaries(store, wanted)
    if form is Form.CSV:
        sys.stdout.write(to_csv(found))
    elif form is Form.ICS:
        sys.stdout.write(to_icalendar(found, round_to=round_))
    elif form is Form.ATOM:
        sys.stdout.write(to_atom(found, address=_FEED_ADDRESS))
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
    rows = ((item.day, item.years, item.record.event, _dates(item.record), _sources(item.record)) for item in found)
    print_table(f"Anniversaries from {first} to {last}", ("day", "years", "event", "original", "articles"), rows)


def _dates(record: AnniversaryRecord) -> str:
    """The day of the event, and under it what other sources say."""
    others = (f"or {claim.original_date} ({claim.articles})" for claim in record.claims[1:])
    return "\n".join([record.original_date or "", *others])


def _sources(record: AnniversaryRecord) -> str:
    return f"{record.articles} + seed" if record.seed else str(record.articles)


def _print_lines(found: Iterable[Occurrence]) -> None:
    for item in found:
        occurrence = {"day": item.day.isoformat(), "years": item.years, "round": item.round}
        record = asdict(item.record)
        updated = item.record.updated
        record["updated"] = updated.isoformat() if updated is not None else None
        print_json(occurrence | {"lunar_date": item.lunar_date} | record)
