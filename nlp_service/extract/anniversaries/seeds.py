"""The days that every register has from the start: national and professional days, world days, lunar festivals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, cast

from nlp_service.errors import ResourceError
from nlp_service.extract.anniversaries.records import parse_day, write_yearly_day
from nlp_service.extract.anniversaries.vocabulary import EVENT_TYPES
from nlp_service.resources.loader import read, strings
from nlp_service.types import Calendar

_FILE = "anniversaries/seed.yml"
_REQUIRED = ("id", "name", "date", "type", "region", "source")


@dataclass(frozen=True, slots=True)
class SeedEvent:
    """One day of the seed: ``date`` is ISO in ``calendar``, ``source`` the law or document, ``names`` all its names."""

    id: str
    name: str
    date: str
    calendar: Calendar
    event_type: str
    region: str
    source: str
    names: tuple[str, ...]

    @property
    def yearly_day(self) -> str:
        """Month and day, as :func:`~nlp_service.extract.anniversaries.records.write_yearly_day` writes them."""
        month, day = map(int, self.date.rsplit("-", 2)[1:])
        return write_yearly_day(month, day, self.calendar)


@dataclass(frozen=True, slots=True)
class Seeds:
    """All seeds, and the day on which they were last revised."""

    events: tuple[SeedEvent, ...]
    revised: date


@cache
def load_seeds() -> Seeds:
    """Read the seed file.

    Raises:
        ResourceError: it is missing or malformed.
    """
    content = read(_FILE)
    entries = content.get("events")
    if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
        raise ResourceError(f"Resource {_FILE}: events must be a list of mappings.")
    events = tuple(map(_seed, entries))
    if len({event.id for event in events}) < len(events):
        raise ResourceError(f"Resource {_FILE}: two events have one id.")
    try:
        return Seeds(events, date.fromisoformat(str(content.get("revised"))))
    except ValueError as error:
        raise ResourceError(f"Resource {_FILE}: revised must be an ISO day.") from error


def _seed(entry: Mapping[str, Any]) -> SeedEvent:
    values = {key: entry.get(key) for key in _REQUIRED}
    if not all(isinstance(value, str) for value in values.values()):
        raise ResourceError(f"Resource {_FILE}: {', '.join(_REQUIRED)} must be strings: {dict(entry)!r}.")
    calendar = entry.get("calendar", "gregorian")
    day = parse_day(values["date"], calendar)
    if day is None or day.day is None or calendar not in ("gregorian", "lunar") or values["type"] not in EVENT_TYPES:
        raise ResourceError(f"Resource {_FILE}: no such day, calendar or type: {dict(entry)!r}.")
    aliases = strings(entry, "aliases", name=_FILE) if "aliases" in entry else ()
    return SeedEvent(
        id=str(values["id"]),
        name=str(values["name"]),
        date=str(values["date"]),
        calendar=cast(Calendar, calendar),
        event_type=str(values["type"]),
        region=str(values["region"]),
        source=str(values["source"]),
        names=(str(values["name"]), *aliases),
    )
