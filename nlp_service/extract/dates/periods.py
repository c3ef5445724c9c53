"""Places what is longer than a day: weeks, months, quarters, seasons, years, decades, centuries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from nlp_service.extract.dates.atoms import BARE, Atom, Kind
from nlp_service.extract.dates.days import Place, explicit_year, lunar_interval, resolve_lunar
from nlp_service.extract.dates.nearest import Tense, monday_of, nearest, shift_days
from nlp_service.extract.dates.values import PartialDate, day_interval, next_month, shift_months

_SEASON_MONTHS: Final[Mapping[str, tuple[int, int]]] = {"SP": (2, 4), "SU": (5, 7), "FA": (8, 10), "WI": (11, 13)}
"""First and last month; winter runs into January."""

_REFERENCES: Final = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}


def resolve_period(atom: Atom, anchor: date | None, tense: Tense) -> Place:
    """Return the place of a period; deictics without an anchor are PAST_REF, PRESENT_REF, FUTURE_REF."""
    return _RESOLVERS[atom.kind](atom, anchor, tense)


def weekend(atom: Atom, anchor: date | None) -> Place:
    """Return the Saturday and Sunday of a week: of the last weekend when the text points at none."""
    if anchor is None:
        return Place("XXXX-WXX-WE")
    weeks = atom.shift if atom.shift is not None else (0 if anchor.isoweekday() >= 6 else -1)
    monday = monday_of(anchor, weeks)
    iso = monday.isocalendar()
    return Place(f"{iso.year:04d}-W{iso.week:02d}-WE", day_interval(shift_days(monday, 5), shift_days(monday, 7)))


def _reference(shift: int) -> Place:
    return Place(_REFERENCES[(shift > 0) - (shift < 0)])


def _week(atom: Atom, anchor: date | None, tense: Tense) -> Place:
    if anchor is None:
        return Place("XXXX-WXX") if atom.tag == BARE else _reference(atom.shift or 0)
    monday = monday_of(anchor, atom.shift or 0)
    iso = monday.isocalendar()
    return Place(f"{iso.year:04d}-W{iso.week:02d}", day_interval(monday, shift_days(monday, 7)))


def _month(atom: Atom, anchor: date | None, tense: Tense) -> Place:
    if atom.lunar:
        return resolve_lunar(atom, anchor, tense)
    if atom.month is None:
        if anchor is None:
            return Place("XXXX-XX") if atom.tag == BARE else _reference(atom.shift or 0)
        year, month = shift_months(anchor.year, anchor.month, atom.shift or 0)
        return _whole(PartialDate(year, month))
    year = explicit_year(atom, anchor) or 0
    if not year and anchor is not None and not atom.recurring:
        year = _nearest_start(anchor, tense, lambda candidate: _months(candidate, atom.month or 1, 1))
    return _whole(PartialDate(year or None, atom.month))


def _quarter(atom: Atom, anchor: date | None, tense: Tense) -> Place:
    if atom.index is None:
        if anchor is None:
            return _reference(atom.shift or 0)
        year, month = shift_months(anchor.year, anchor.month, 3 * (atom.shift or 0))
        return _part_of_year(year, f"Q{(month - 1) // 3 + 1}", (month - 1) // 3 * 3 + 1, 3)
    first = atom.index * 3 - 2
    return _part_of_year(_year_of(atom, anchor, tense, first, 3), f"Q{atom.index}", first, 3)


def _half(atom: Atom, anchor: date | None, tense: Tense) -> Place:
    first = 1 if atom.index == 1 else 7
    return _part_of_year(_year_of(atom, anchor, tense, first, 6), f"H{atom.index}", first, 6)


def _span(atom: Atom, anchor: date | None, tense: Tense) -> Place:
    count = atom.index or 1
    first, months = (1, count) if count > 0 else (13 + count, -count)
    year = _year_of(atom, anchor, tense, first, months)
    name = "XXXX" if year is None else f"{year:04d}"
    value = f"{name}-{first:02d}/{name}-{first + months - 1:02d}"
    return Place(value, _interval(year, first, months))


def _season(atom: Atom, anchor: date | None, tense: Tense) -> Place:
    first, last = _SEASON_MONTHS[atom.tag]
    year = explicit_year(atom, anchor)
    if year is None and anchor is not None and not atom.recurring:
        year = anchor.year
        if atom.direction == -1 and date(year, first, 1) > anchor:
            year -= 1
        if atom.direction == 1 and date(year, first, 1) <= anchor:
            year += 1
    return _part_of_year(year, atom.tag, first, last - first + 1)


def _year(atom: Atom, anchor: date | None, tense: Tense) -> Place:
    year = explicit_year(atom, anchor)
    if atom.cycle is not None and year is not None:
        return Place(f"lunar:{year:04d}", _lunar_year(year))
    if year is None and atom.year_shift is None:
        year = anchor.year if anchor is not None else None
        return Place("XXXX") if year is None else _whole(PartialDate(year))
    if year is None:
        return _reference(atom.year_shift or 0)
    if year < 0:
        return Place(f"BC{-year:04d}")
    return Place(f"lunar:{year:04d}", _lunar_year(year)) if atom.lunar else _whole(PartialDate(year))


def _decade(atom: Atom, anchor: date | None, tense: Tense) -> Place:
    if atom.index is None and anchor is None:
        return _reference(atom.shift or 0)
    index = atom.index if atom.index is not None or anchor is None else anchor.year // 10 + (atom.shift or 0)
    return _years(index or 0, 10, 3)


def _century(atom: Atom, anchor: date | None, tense: Tense) -> Place:
    if atom.index is None and anchor is None:
        return _reference(atom.shift or 0)
    index = atom.index if atom.index is not None or anchor is None else anchor.year // 100 + (atom.shift or 0)
    if index is not None and index < 0:
        return Place(f"BC{-index - 1:02d}")
    return _years(index or 0, 100, 2)


def _ago(atom: Atom, anchor: date | None, tense: Tense) -> Place:
    """Return the unit that lies so many units back: ``4 năm trước`` is a year, ``2 tuần trước`` a week."""
    count = atom.index
    if count is None or anchor is None or atom.tag.startswith("T"):
        return Place("PAST_REF")
    if atom.tag == "D":
        return Place.of_day(shift_days(anchor, -count))
    if atom.tag == "W":
        monday = monday_of(anchor, -count)
        iso = monday.isocalendar()
        return Place(f"{iso.year:04d}-W{iso.week:02d}", day_interval(monday, shift_days(monday, 7)))
    months = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}[atom.tag]
    year, month = shift_months(anchor.year, anchor.month, -count * months)
    if year < 1:
        return Place("PAST_REF")
    if atom.tag in ("M", "Q"):
        return _whole(PartialDate(year, month))
    return _years(year // 10, 10, 3) if atom.tag == "DE" else _whole(PartialDate(year))


def _whole(found: PartialDate) -> Place:
    return Place(found.to_iso(), found.interval()) if found.is_valid() else Place("PAST_REF")


def _year_of(atom: Atom, anchor: date | None, tense: Tense, first: int, months: int) -> int | None:
    year = explicit_year(atom, anchor)
    if year is None and anchor is not None and not atom.recurring:
        return _nearest_start(anchor, tense, lambda candidate: _months(candidate, first, months))
    return year


def _nearest_start(anchor: date, tense: Tense, interval_in: Callable[[int], tuple[date, date]]) -> int:
    years = [year for year in (anchor.year - 1, anchor.year, anchor.year + 1) if 1 <= year <= 9998]
    best = nearest((interval_in(year) for year in years), anchor, tense)
    return best[0].year if best is not None else anchor.year


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    last_year, last_month = shift_months(year, first, count - 1)
    return date(year, first, 1), next_month(last_year, last_month)


def _part_of_year(year: int | None, name: str, first: int, months: int) -> Place:
    return Place(f"{'XXXX' if year is None else f'{year:04d}'}-{name}", _interval(year, first, months))


def _interval(year: int | None, first: int, months: int) -> tuple[str, str] | None:
    return day_interval(*_months(year, first, months)) if year is not None and 1 <= year <= 9998 else None


def _years(index: int, count: int, width: int) -> Place:
    first = index * count
    placed = first >= 1 and first + count <= 9999
    return Place(f"{index:0{width}d}", day_interval(date(first, 1, 1), date(first + count, 1, 1)) if placed else None)


def _lunar_year(year: int) -> tuple[str, str] | None:
    first, following = lunar_interval(year, 1, 1), lunar_interval(year + 1, 1, 1)
    return (first[0], following[0]) if first is not None and following is not None else None


_RESOLVERS: Final[Mapping[Kind, Callable[[Atom, date | None, Tense], Place]]] = {
    Kind.WEEK: _week,
    Kind.MONTH: _month,
    Kind.QUARTER: _quarter,
    Kind.HALF: _half,
    Kind.SPAN: _span,
    Kind.SEASON: _season,
    Kind.YEAR: _year,
    Kind.DECADE: _decade,
    Kind.CENTURY: _century,
    Kind.AGO: _ago,
}
