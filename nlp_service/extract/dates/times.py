"""Values and intervals of clock times and parts of the day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from nlp_service.extract.dates.days import Place

_PART_HOURS: Final[Mapping[str, tuple[int, int]]] = {
    "MO": (5, 11),
    "MI": (11, 13),
    "AF": (13, 18),
    "EV": (18, 22),
    "NI": (22, 29),
}
"""First hour and hour after the last of each part, counted from midnight; the night runs into the next day."""


def clock_value(day: Place | None, hour: int, minute: int) -> Place:
    """Return the place of a clock time on ``day``: one minute long; without a day ``T20:30``."""
    clock = f"T{hour:02d}:{minute:02d}"
    if day is None:
        return Place(clock)
    start = _midnight(day)
    if start is None:
        # A reference such as PAST_REF names no day that a time could stand on.
        return Place(clock if day.value.endswith("_REF") or day.value == "XXXX-XX-XX" else f"{day.value}{clock}")
    first = start + timedelta(hours=hour, minutes=minute)
    return Place(f"{day.value}{clock}", (_stamp(first), _stamp(first + timedelta(minutes=1))))


def part_value(day: Place, part: str) -> Place:
    """Return the place of a part of the day."""
    value = "XXXX-XX-XX" if day.value.endswith("_REF") else day.value
    start = _midnight(day)
    if start is None:
        return Place(f"{value}T{part}")
    first, after_last = _PART_HOURS[part]
    interval = _stamp(start + timedelta(hours=first)), _stamp(start + timedelta(hours=after_last))
    return Place(f"{value}T{part}", interval)


def _midnight(day: Place) -> datetime | None:
    """Return the start of a place that is one day long and not the calendar's last."""
    if day.interval is None or len(day.interval[0]) != len("2000-01-01"):
        return None
    first, after_last = (date.fromisoformat(value) for value in day.interval)
    one_day = (after_last - first).days == 1 and first < date(9999, 12, 30)
    return datetime.combine(first, time()) if one_day else None


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
