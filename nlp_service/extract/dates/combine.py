"""Joins neighbouring atoms into the expressions that readers see: clock and day, month and year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from nlp_service.extract.dates.atoms import (
    DAY_KINDS,
    THAT_YEAR,
    YEARLESS_KINDS,
    Atom,
    Extent,
    Kind,
    extend_right,
    has_year,
    is_time,
)
from nlp_service.extract.dates.classes import CODES, OTHER, codes
from nlp_service.extract.dates.edges import with_approximator, with_each, with_edge
from nlp_service.extract.dates.lexer import TokenStream
from nlp_service.extract.dates.rules import Contexts

_SUFFIX_DIRECTIONS: Final = {
    CODES["TOI"]: 1,
    CODES["VUAQUA"]: -1,
    CODES["ROI"]: -1,
    CODES["QUA"]: -1,
    CODES["NAYS"]: 0,
}
_SUFFIXED: Final = frozenset({Kind.DAY, Kind.MONTH, Kind.QUARTER, Kind.SEASON, Kind.HALF})
_BETWEEN: Final = codes("COMMA VA DASH DEN TOI LP")

Join = Callable[[TokenStream, Atom, Atom], Atom | None]


def combine(stream: TokenStream, contexts: Contexts, atoms: Sequence[Atom]) -> list[Atom]:
    """Return the joined atoms in order."""
    joined = list(atoms)
    for join in (_clock_and_part, _base_and_year, _weekday_and_week):
        joined = _join(stream, joined, join)
    joined = [_with_calendar(stream, _with_year_word(stream, atom)) for atom in joined]
    joined = without_overlaps(_with_direction(stream, contexts, atom) for atom in joined)
    for join in (_clock_and_part, _base_and_recurrence, _time_and_day, _day_and_clock):
        joined = _join(stream, joined, join)
    joined = [with_edge(stream, with_each(stream, atom)) for atom in joined]
    return without_overlaps(with_approximator(stream, contexts, atom) for atom in joined)


def without_overlaps(atoms: Iterable[Atom]) -> list[Atom]:
    """Drop what an atom before has taken in (``vừa qua`` of ``tháng 4 vừa qua``)."""
    kept: list[Atom] = []
    for atom in atoms:
        if not kept or atom.first >= kept[-1].last:
            kept.append(atom)
    return kept


def gap(left: Atom, right: Atom) -> int:
    """Return the number of tokens between two atoms."""
    return right.first - left.last


def connected(stream: TokenStream, left: Atom, right: Atom) -> bool:
    """Whether only commas, hyphens, brackets or words like và, đến stand between two atoms."""
    between = stream.codes[left.last : right.first]
    if between == CODES["STOP"] + CODES["DASH"]:
        return True
    return len(between) <= 3 and all(code in _BETWEEN or code == CODES["RP"] for code in between)


def to_24_hours(hour: int, part: str | None) -> int:
    """Return the hour on a 24-hour clock: 2 giờ chiều is 14, 12 giờ đêm is 24."""
    afternoon = {"MI": range(1, 5), "AF": range(1, 12), "EV": range(4, 12), "NI": range(6, 12)}
    if part in afternoon and hour in afternoon[part]:
        return hour + 12
    return 24 if hour == 12 and part in ("EV", "NI") else hour


def _join(stream: TokenStream, atoms: Sequence[Atom], join: Join) -> list[Atom]:
    joined: list[Atom] = []
    for atom in atoms:
        merged = join(stream, joined[-1], atom) if joined else None
        if merged is None:
            joined.append(atom)
        else:
            joined[-1] = merged
    return joined


def _over(left: Atom, right: Atom) -> Extent:
    return {"first": left.first, "last": right.last, "start": left.start, "end": right.end}


def _clock_and_part(stream: TokenStream, left: Atom, right: Atom) -> Atom | None:
    if gap(left, right) or {left.kind, right.kind} != {Kind.CLOCK, Kind.PART}:
        return None
    clock, part = (left, right) if left.kind is Kind.CLOCK else (right, left)
    if clock.hour is None or clock.part is not None:
        return None
    hour = to_24_hours(clock.hour, part.part)
    return replace(clock, **_over(left, right), hour=hour, part=part.part, weak=False)


def _base_and_year(stream: TokenStream, left: Atom, right: Atom) -> Atom | None:
    that_year = right.tag == THAT_YEAR
    if (
        right.kind is not Kind.YEAR
        or not (has_year(right) or that_year)
        or left.kind not in YEARLESS_KINDS
        or gap(left, right)
    ):
        return None
    if left.year is not None or left.year_shift is not None or left.shift is not None or right.mod is not None:
        return None
    if left.kind is Kind.DAY and left.month is None:
        return None
    cycle = left.cycle if left.cycle is not None else right.cycle
    lunar = left.lunar or (right.cycle is not None and left.kind in (Kind.DAY, Kind.MONTH))
    joined = replace(
        left, **_over(left, right), year=right.year, year_shift=right.year_shift, cycle=cycle, lunar=lunar, weak=False
    )
    return replace(joined, tag=THAT_YEAR) if that_year and left.kind is not Kind.SEASON else joined


def _weekday_and_week(stream: TokenStream, left: Atom, right: Atom) -> Atom | None:
    if gap(left, right) or left.kind is not Kind.WEEKDAY or right.kind is not Kind.WEEK or right.mod or right.tag:
        return None
    return replace(left, **_over(left, right), shift=right.shift)


def _base_and_recurrence(stream: TokenStream, left: Atom, right: Atom) -> Atom | None:
    if right.kind is not Kind.SET or gap(left, right):
        return None
    yearly = left.kind in YEARLESS_KINDS and right.tag == "P1Y" and left.year is None
    monthly = left.kind is Kind.DAY and right.tag in ("P1M", "P1Y")
    weekly = left.kind in (Kind.WEEKDAY, Kind.WEEKEND) and right.tag == "P1W"
    if yearly or monthly or weekly:
        return replace(left, **_over(left, right), recurring=True)
    if left.kind is Kind.SET and left.tag.startswith("XXXX-WXX") and right.tag == "P1W":
        return replace(left, **_over(left, right))
    return None


def _time_and_day(stream: TokenStream, left: Atom, right: Atom) -> Atom | None:
    if left.kind not in (Kind.CLOCK, Kind.PART) or right.kind not in DAY_KINDS or right.hour is not None:
        return None
    between = stream.codes[left.last : right.first]
    if between and not (left.kind is Kind.CLOCK and _is_clock_joint(stream, left, right)):
        return None
    if right.part is not None and left.hour is None:
        return None
    part = left.part or right.part
    hour = to_24_hours(left.hour, part) if left.hour is not None and left.part is None else left.hour
    mod = left.mod or right.mod
    return replace(right, **_over(left, right), hour=hour, minute=left.minute, part=part, mod=mod, weak=False)


def _is_clock_joint(stream: TokenStream, clock: Atom, day: Atom) -> bool:
    """Whether a clock time and a day are one stamp across one sign: ``8h, ngày 5/3``; ``10:48 | 22/03/2024``."""
    between = stream.codes[clock.last : day.first]
    if between == CODES["COMMA"] and (stream.code(day.first) in codes("NGAY HOM DAYREF") or day.month is not None):
        return True
    sign = between in (CODES["COMMA"], CODES["DASH"]) or stream.word(clock.last) == "|"
    return sign and len(between) == 1 and day.kind is Kind.DAY and day.year is not None


def _day_and_clock(stream: TokenStream, left: Atom, right: Atom) -> Atom | None:
    """``22/03/2024 10:48``: a stamp with the time behind the date."""
    if left.kind is not Kind.DAY or left.year is None or right.kind is not Kind.CLOCK or is_time(left):
        return None
    between = stream.codes[left.last : right.first]
    if len(between) > 1 or between in codes("NEWLINE STOP LP RP DEN TOI VA SLASH") or stream.word(left.last).isalpha():
        return None
    return replace(left, **_over(left, right), hour=right.hour, minute=right.minute, part=right.part)


def _with_year_word(stream: TokenStream, atom: Atom) -> Atom:
    """``6 tháng đầu`` takes the bare ``năm`` behind it."""
    edged = atom.kind in (Kind.HALF, Kind.SPAN, Kind.QUARTER) and stream.code(atom.last - 1) == CODES["EDGE"]
    if edged and stream.code(atom.last) == CODES["NAM"]:
        return replace(atom, **extend_right(stream, atom))
    return atom


def _with_calendar(stream: TokenStream, atom: Atom) -> Atom:
    if atom.kind not in (Kind.DAY, Kind.MONTH, Kind.YEAR):
        return atom
    after = stream.code(atom.last)
    if after == CODES["AMLICH"]:
        return replace(atom, **extend_right(stream, atom), lunar=True, weak=False)
    if after == CODES["DUONGLICH"]:
        return replace(atom, **extend_right(stream, atom), lunar=False, weak=False)
    if after == CODES["LP"] and stream.code(atom.last + 1) == CODES["AMLICH"]:
        return replace(atom, lunar=True, weak=False)
    return atom


def _with_direction(stream: TokenStream, contexts: Contexts, atom: Atom) -> Atom:
    """``tháng 4 vừa qua``, ``quý 3 tới``, ``ngày 5/5 tới``."""
    suffix = stream.code(atom.last)
    if atom.kind in (*_SUFFIXED, Kind.YEAR) and atom.year is not None and _only_points(stream, atom):
        return replace(atom, **extend_right(stream, atom))
    if atom.kind not in _SUFFIXED or atom.direction is not None or atom.shift is not None or has_year(atom):
        return atom
    if suffix not in _SUFFIX_DIRECTIONS:
        return atom
    word, after = stream.word(atom.last), stream.word(atom.last + 1)
    if suffix in codes("QUA ROI") and stream.code(atom.last + 1) == OTHER and after.isalpha():
        return atom
    leads_on = stream.code(atom.last + 1) in codes(
        "NUM NGAY THANG QUY NAYK CUOITUAN EDGE THU CHUNHAT NAMED TET HOM DAYREF"
    )
    if word == "tới" and (leads_on or stream.capitalised(atom.last + 1)):
        return atom
    return replace(atom, **extend_right(stream, atom), direction=_SUFFIX_DIRECTIONS[suffix], weak=False)


def _only_points(stream: TokenStream, atom: Atom) -> bool:
    """Whether a pointer behind a full date adds nothing but belongs to it (``năm 2020 vừa qua``, ``năm 2021 này``)."""
    suffix = stream.code(atom.last)
    if suffix == CODES["TOI"]:
        return stream.word(atom.last) != "tới"
    return suffix == CODES["VUAQUA"] or (suffix == CODES["NAYS"] and atom.kind is not Kind.DAY)
