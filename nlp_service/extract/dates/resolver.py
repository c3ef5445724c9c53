"""Finds the TIMEX3 value and the interval of each atom, against the day of writing and what the text said before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from nlp_service.extract.dates import periods
from nlp_service.extract.dates.antecedents import (
    Resolved,
    in_that_year,
    year_before,
    year_in_brackets,
    year_of_neighbour,
    year_of_range,
    year_of_sentence,
)
from nlp_service.extract.dates.atoms import THAT_YEAR, Atom, Kind, is_time
from nlp_service.extract.dates.classes import CODES, codes
from nlp_service.extract.dates.days import Place, resolve_lunar, resolve_solar
from nlp_service.extract.dates.evidence import is_day, same_sentence, written_date_beside
from nlp_service.extract.dates.lexer import TokenStream
from nlp_service.extract.dates.nearest import (
    Tense,
    is_general,
    monday_of,
    names_foreigners,
    nearest_weekday,
    shift_days,
    tense_around,
)
from nlp_service.extract.dates.rules import Contexts
from nlp_service.extract.dates.times import clock_value, part_value
from nlp_service.extract.dates.values import PartialDate

_REFERENCES: Final = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}
_WEEKDAY_NAMES: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LISTING: Final = codes("COMMA VA DASH DEN TOI")
_ANTECEDENT_REACH: Final = 60
_SAME_WRITING_DAYS: Final = 7
"""A piece is published within some days of its writing."""


def resolve(stream: TokenStream, contexts: Contexts, atoms: Sequence[Atom], anchor: date | None) -> list[Resolved]:
    """Return every atom with its value, in order.

    A text that calls a day far from ``anchor`` today or yesterday was written at another time: nothing in it is
    counted from ``anchor``, and the contradiction stays reported.
    """
    resolved = _resolve_all(stream, contexts, atoms, anchor)
    if not any(found.recirculated for found in resolved):
        return resolved
    unplaced = _resolve_all(stream, contexts, atoms, None)
    return [replace(bare, conflict=found.conflict) for bare, found in zip(unplaced, resolved, strict=True)]


def _resolve_all(stream: TokenStream, contexts: Contexts, atoms: Sequence[Atom], anchor: date | None) -> list[Resolved]:
    resolved: list[Resolved] = []
    last_day: Resolved | None = None
    for index, atom in enumerate(atoms):
        beside = written_date_beside(stream, atoms, index)
        if beside is not None:
            tense = tense_around(stream, beside.first, beside.last)
            written = resolve_solar(beside, anchor, tense)
            found = _beside(atom, written, anchor)
        elif atom.kind is Kind.AGO and (year := year_in_brackets(stream, atoms, index)) is not None:
            found = Resolved(atom, Place(f"{year:04d}", PartialDate(year).interval()))
        elif atom.tag == THAT_YEAR:
            found = Resolved(atom, _resolve_alone(stream, contexts, [in_that_year(resolved, atom)], 0, None))
        elif atom.kind in (Kind.CLOCK, Kind.PART, Kind.SAMEDAY):
            near = last_day if last_day is not None and _reaches(stream, last_day.atom, atom) else None
            found = Resolved(atom, _timed(atom, near.place.day() if near else None))
        elif (year := year_before(stream, resolved, atom)) is not None:
            found = Resolved(atom, Place(f"{year:04d}", PartialDate(year).interval()))
        elif (given := year_of_sentence(stream, contexts, resolved, atom)) is not None:
            found = Resolved(atom, _resolve_alone(stream, contexts, [replace(atom, year=given)], 0, anchor))
        elif anchor is None and (beside_year := year_of_neighbour(stream, atoms, index)) is not None:
            found = Resolved(atom, _resolve_alone(stream, contexts, [replace(atom, year=beside_year)], 0, None))
        elif (started := year_of_range(stream, resolved, atom)) is not None:
            found = Resolved(atom, _resolve_alone(stream, contexts, [replace(atom, year=started)], 0, anchor))
        else:
            found = Resolved(atom, _resolve_alone(stream, contexts, atoms, index, anchor))
        if is_day(atom) and not atom.recurring and atom.kind is not Kind.SOMEDAY:
            last_day = found
        resolved.append(found)
    return resolved


def _resolve_alone(
    stream: TokenStream, contexts: Contexts, atoms: Sequence[Atom], index: int, anchor: date | None
) -> Place:
    atom = atoms[index]
    if atom.kind in (Kind.DURATION, Kind.SET, Kind.REF):
        return Place(atom.tag)
    tense = _tense(stream, atom)
    marked = CODES["AMLICH"] in stream.codes[atom.last - 1 : atom.last + 2]
    if atom.lunar and atom.kind is Kind.MONTH and not marked and names_foreigners(stream, atom.first, atom.last):
        atom = replace(atom, lunar=False)
    if atom.lunar and is_general(stream, atom.first, atom.last, contexts["general_cues"]):
        anchor = None
    if atom.kind is Kind.DAY:
        resolve_day = resolve_lunar if atom.lunar else resolve_solar
        return _timed(atom, resolve_day(atom, anchor, tense))
    if atom.kind is Kind.DAYREF:
        return _timed(atom, _day_reference(atom, anchor))
    if atom.kind is Kind.WEEKDAY:
        generic = _is_listed_weekday(stream, atoms, index)
        return _timed(atom, _weekday(atom, None if generic else anchor, tense))
    if atom.kind is Kind.WEEKEND:
        return _timed(atom, periods.weekend(atom, anchor))
    if atom.kind is Kind.SOMEDAY:
        return _timed(atom, None)
    return periods.resolve_period(atom, anchor, tense)


def _tense(stream: TokenStream, atom: Atom) -> Tense:
    if atom.direction is not None and atom.direction != 0:
        return 1 if atom.direction > 0 else -1
    return tense_around(stream, atom.first, atom.last)


def _timed(atom: Atom, day: Place | None) -> Place:
    """Put the clock time or the part of the day on a day; without a day the time stands alone."""
    if not is_time(atom):
        return day if day is not None else Place("XXXX-XX-XX")
    if atom.hour is not None:
        return clock_value(day, atom.hour, atom.minute or 0)
    return part_value(day if day is not None else Place("XXXX-XX-XX"), atom.part or "")


def _day_reference(atom: Atom, anchor: date | None) -> Place:
    shift = atom.shift or 0
    if anchor is not None:
        return Place.of_day(shift_days(anchor, shift))
    if is_time(atom):
        return Place("XXXX-XX-XX")
    return Place(_REFERENCES[(shift > 0) - (shift < 0)])


def _weekday(atom: Atom, anchor: date | None, tense: Tense) -> Place:
    index = atom.index or 1
    if anchor is None or atom.recurring:
        return Place(f"XXXX-WXX-{index}")
    if atom.shift is not None:
        return Place.of_day(shift_days(monday_of(anchor, atom.shift), index - 1))
    if atom.direction == 0:
        return Place.of_day(shift_days(monday_of(anchor, 0), index - 1))
    day = nearest_weekday(index, anchor, tense)
    if atom.direction is not None and day == anchor:  # thứ Bảy tới, said on a Saturday, is not that day itself
        day = shift_days(day, 7 * atom.direction)
    return Place.of_day(day)


def _is_listed_weekday(stream: TokenStream, atoms: Sequence[Atom], index: int) -> bool:
    """``thứ 7, chủ nhật``: days of any week, when nothing points at one."""
    atom = atoms[index]
    if atom.shift is not None or atom.direction is not None:
        return False
    neighbours = [atoms[place] for place in (index - 1, index + 1) if 0 <= place < len(atoms)]
    for other in neighbours:
        left, right = (other, atom) if other.first < atom.first else (atom, other)
        between = stream.codes[left.last : right.first]
        plain = other.kind is Kind.WEEKDAY and other.shift is None and other.direction is None and not is_time(other)
        if plain and between in _LISTING and not is_time(atom):
            return True
    return False


def _reaches(stream: TokenStream, day: Atom, atom: Atom) -> bool:
    """Whether a time still belongs to the day named before: in its sentence, or soon after in its paragraph."""
    if same_sentence(stream, day, atom):
        return True
    near = atom.first - day.last <= _ANTECEDENT_REACH
    return near and atom.kind is not Kind.PART and CODES["NEWLINE"] not in stream.codes[day.last : atom.first]


def _beside(atom: Atom, written: Place, anchor: date | None) -> Resolved:
    """Return a weekday or a deictic with the date written beside it, and with what speaks against that."""
    day = PartialDate.parse(written.value)
    solar = day.to_date() if day is not None else None
    place = _timed(atom, written)
    if solar is None:
        return Resolved(atom, place)
    counted = atom.kind is Kind.DAYREF and anchor is not None
    far = counted and abs((shift_days(anchor or solar, atom.shift or 0) - solar).days) > _SAME_WRITING_DAYS
    return Resolved(atom, place, _conflict(atom, solar, anchor), recirculated=far)


def _conflict(atom: Atom, solar: date, anchor: date | None) -> str | None:
    """Say in words how a weekday or a deictic contradicts the written date beside it."""
    if atom.kind is Kind.WEEKDAY and atom.index is not None and solar.isoweekday() != atom.index:
        named, real = _WEEKDAY_NAMES[atom.index - 1], _WEEKDAY_NAMES[solar.isoweekday() - 1]
        return f"The text says {named}, but {solar.isoformat()} is a {real}."
    if atom.kind is Kind.DAYREF and anchor is not None:
        meant = shift_days(anchor, atom.shift or 0)
        if meant != solar:
            return (
                f"Counted from the publication date the day is {meant.isoformat()}, the text says {solar.isoformat()}."
            )
    return None
