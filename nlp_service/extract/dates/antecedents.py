"""Years that a date takes from what stands beside it or was said before in its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from nlp_service.extract.dates.atoms import Atom, Kind, has_year
from nlp_service.extract.dates.classes import CODES, codes
from nlp_service.extract.dates.days import Place
from nlp_service.extract.dates.evidence import same_sentence
from nlp_service.extract.dates.lexer import TokenStream
from nlp_service.extract.dates.rules import Contexts
from nlp_service.extract.dates.values import PartialDate

_RANGE: Final = codes("DASH DEN TOI")
_THAT_YEAR_REACH: Final = 3
_YEAR_REACH: Final = 20
_NEIGHBOUR_DAYS: Final = 31


@dataclass(frozen=True, slots=True)
class Resolved:
    """An atom with its place in time; ``conflict`` names evidence in the text that contradicts it.

    ``recirculated`` marks a deictic whose written date is far from the day that it is counted from.
    """

    atom: Atom
    place: Place
    conflict: str | None = None
    recirculated: bool = False


def in_that_year(resolved: Sequence[Resolved], atom: Atom) -> Atom:
    """``tháng 10 năm đó``: with the year of the last date before that has one."""
    for earlier in reversed(resolved[-_THAT_YEAR_REACH:]):
        date = PartialDate.parse(earlier.place.value)
        if date is not None and date.year is not None:
            return replace(atom, year=date.year)
    return atom


def year_before(stream: TokenStream, resolved: Sequence[Resolved], atom: Atom) -> int | None:
    """``tăng 60% năm 2020 so với năm trước``: the year before the one that the sentence names."""
    if atom.kind is not Kind.YEAR or atom.year_shift != -1 or stream.code(atom.last - 1) != CODES["TRUOC"]:
        return None
    for earlier in reversed(resolved[-3:]):
        named = earlier.atom.kind is Kind.YEAR and (earlier.atom.year or 0) > 1
        if named and same_sentence(stream, earlier.atom, atom):
            return (earlier.atom.year or 0) - 1
    return None


def year_of_sentence(stream: TokenStream, contexts: Contexts, resolved: Sequence[Resolved], atom: Atom) -> int | None:
    """``Trong năm 2020, sau hai đợt vào tháng 5 và tháng 10``: the one year that the sentence has given before."""
    if atom.kind not in (Kind.DAY, Kind.MONTH) or atom.lunar or atom.month is None or has_year(atom):
        return None
    if atom.direction is not None or atom.shift is not None or atom.recurring:
        return None
    nearby = [found.atom for found in resolved[-3:] if same_sentence(stream, found.atom, atom)]
    years = [other for other in nearby if other.kind is Kind.YEAR and (other.year or 0) > 1 and other.mod is None]
    if len(years) != 1 or stream.code(years[0].first) != CODES["NAM"] or atom.first - years[0].last > _YEAR_REACH:
        return None
    before = years[0].first - 1
    headed = before < 0 or stream.code(before) in codes("NEWLINE STOP") or stream.word(before) in contexts["within"]
    return years[0].year if headed else None


def year_of_neighbour(stream: TokenStream, atoms: Sequence[Atom], index: int) -> int | None:
    """``viếng ngày 22/4, truy điệu ngày 23/4/2021``: of a full date in the sentence, some days away."""
    atom = atoms[index]
    if atom.kind is not Kind.DAY or atom.month is None or has_year(atom) or atom.lunar or atom.recurring:
        return None
    for place in (index + 1, index - 1):
        other = atoms[place] if 0 <= place < len(atoms) else None
        if other is None or other.kind is not Kind.DAY or other.year is None or other.lunar:
            continue
        left, right = (atom, other) if place > index else (other, atom)
        here, there = (_solar_day(day, other.year) for day in (atom, other))
        if here is None or there is None or not same_sentence(stream, left, right):
            continue
        if abs((here - there).days) <= _NEIGHBOUR_DAYS:
            return other.year
    return None


def _solar_day(atom: Atom, year: int) -> date | None:
    day = PartialDate(year, atom.month, atom.day)
    return day.to_date() if day.is_valid() else None


def year_of_range(stream: TokenStream, resolved: Sequence[Resolved], atom: Atom) -> int | None:
    """Return the year in which a range ends that began with the day or month before (``từ 10-4 đến 31-12``)."""
    if not resolved or atom.kind not in (Kind.DAY, Kind.MONTH) or atom.lunar or atom.month is None or has_year(atom):
        return None
    first = resolved[-1]
    ranged = stream.codes[first.atom.last : atom.first] in _RANGE and first.atom.kind is atom.kind
    start = PartialDate.parse(first.place.value) if ranged and not first.atom.recurring else None
    if start is None or start.year is None or start.month is None or atom.recurring:
        return None
    return start.year + ((atom.month, atom.day or 0) < (start.month, start.day or 0))


def year_in_brackets(stream: TokenStream, atoms: Sequence[Atom], index: int) -> int | None:
    """``Cách đây 8 năm (năm 2009)``."""
    if index + 1 >= len(atoms):
        return None
    after = atoms[index + 1]
    bracketed = stream.codes[atoms[index].last : after.first] == CODES["LP"]
    return after.year if bracketed and after.kind is Kind.YEAR and (after.year or 0) > 0 else None
