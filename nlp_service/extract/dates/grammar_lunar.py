"""Rules for the lunar calendar, named days and years of the sexagenary cycle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from nlp_service.extract.dates.atoms import BY_NAME, Atom, Kind, span
from nlp_service.extract.dates.classes import CODES, OTHER, codes
from nlp_service.extract.dates.grammar_contexts import free_left, free_right, is_year_number, number_of
from nlp_service.extract.dates.rules import Match, Rule, rule

_LAST_DAYS: Final = 20
_LUNAR_REACH: Final = 60


def _counted_day(match: Match) -> Iterator[Atom]:
    """``mùng 10 tháng 3``, ``mồng 3/3``, ``mùng 2``."""
    day = number_of(match, "d")
    month = number_of(match, "m") if match.has("m") else None
    if 1 <= day <= 30 and (month is None or 1 <= month <= 12) and free_right(match):
        leap = match.stream.code(match.last - 1) == CODES["NHUAN"]
        around = match.stream.codes[max(0, match.first - _LUNAR_REACH) : match.last + _LUNAR_REACH]
        solar = f"{day}/{month}" in match.contexts["solar_holidays"] and CODES["MONTHNAME"] not in match.groups.group()
        lunar = not solar or CODES["AMLICH"] in around
        yield Atom(
            Kind.DAY, **span(match.stream, match.first, match.last), month=month, day=day, lunar=lunar, leap=leap
        )


def _day_of_tet(match: Match) -> Iterator[Atom]:
    """``mùng 3 Tết`` is in the first month, ``27 Tết`` in the last."""
    day, stream = number_of(match, "d"), match.stream
    counted = stream.code(match.at("d") - 1) == CODES["MUNG"]
    if not free_left(match, match.at("d")) or not 1 <= day <= 30 or (not counted and day < _LAST_DAYS):
        return
    month = 12 if day >= _LAST_DAYS else 1
    yield Atom(Kind.DAY, **span(stream, match.first, match.last), month=month, day=day, lunar=True)


def _days_of_tet(match: Match) -> Iterator[Atom]:
    """``27-28 Tết``, ``mùng 1, 2 Tết``: days that share the feast."""
    stream, first, last = match.stream, match.number("a"), match.number("d")
    counted = CODES["MUNG"] in match.groups.group()
    if not free_left(match, match.at("a")) or not 1 <= first < last <= 30 or (not counted and first < _LAST_DAYS):
        return
    month = 12 if first >= _LAST_DAYS else 1
    second_first = match.at("b") if match.has("b") else match.at("d")
    yield Atom(Kind.DAY, **span(stream, match.first, match.at("a") + 1), month=month, day=first, lunar=True)
    yield Atom(Kind.DAY, **span(stream, second_first, match.last), month=month, day=last, lunar=True)


def _full_moon(match: Match) -> Iterator[Atom]:
    month = number_of(match, "m") if match.has("m") else None
    if month is None or 1 <= month <= 12:
        leap = match.stream.code(match.last - 1) == CODES["NHUAN"]
        yield Atom(Kind.DAY, **span(match.stream, match.first, match.last), month=month, day=15, lunar=True, leap=leap)


def _leap_month(match: Match) -> Iterator[Atom]:
    month = number_of(match, "m")
    if 1 <= month <= 12:
        place = span(match.stream, match.first, match.last)
        yield Atom(Kind.MONTH, **place, month=month, lunar=True, leap=True)


def _named_day(match: Match) -> Iterator[Atom]:
    stream, name = match.stream, match.at("x")
    shouted = stream.text[stream.ends[name] - 1].isupper()
    if stream.capitalised(match.last) and not shouted and not _is_dating(match):
        return
    if match.starts_in(match.last, "foreign_day_next") and not match.starts_in(match.last + 1, "own_day_next"):
        return
    named = stream.code(name - 1) == OTHER and stream.capitalised(name - 1) and not shouted
    if named and (stream.word(name) in match.contexts["name_like"] or _is_given_name(match, name)):
        return
    number, lunar = match.number("x"), stream.tags[name] == "lunar"
    cycle = match.number("c") if match.has("c") else None
    yield Atom(
        Kind.DAY,
        **span(stream, match.first, match.last),
        month=number // 100,
        day=number % 100,
        lunar=lunar,
        cycle=cycle,
    )


def _is_given_name(match: Match, name: int) -> bool:
    """Whether a surname stands before (``Nguyễn Quốc Khánh``)."""
    return match.stream.code(name) == CODES["NAMED"] and match.word_in(name - 1, "surnames")


def _is_dating(match: Match) -> bool:
    """Whether what follows the name belongs to time, or to the country itself (``Quốc khánh Việt Nam``)."""
    after = match.stream.code(match.last)
    return after != OTHER or match.starts_in(match.last, "own_day_next")


def _cycle_year(match: Match) -> Iterator[Atom]:
    """``năm Đinh Dậu``, ``năm Ất Dậu 1945``."""
    year = match.number("y") if match.has("y") else None
    if year is None or is_year_number(match, match.at("y")):
        yield Atom(Kind.YEAR, **span(match.stream, match.first, match.last), cycle=match.number("c"), year=year)


def _cycle_season(match: Match) -> Iterator[Atom]:
    """``xuân Mậu Thân 1968``."""
    year = match.number("y") if match.has("y") else None
    if year is None or is_year_number(match, match.at("y")):
        tag, place = match.stream.tags[match.at("s")], span(match.stream, match.first, match.last)
        yield Atom(Kind.SEASON, **place, tag=tag, cycle=match.number("c"), year=year)


def _cycle_after_name(match: Match) -> Iterator[Atom]:
    before = match.stream.code(match.first - 1)
    if before in codes("SEASON MONTHNAME") or match.stream.code(match.first - 2) == CODES["THANG"]:
        yield Atom(Kind.YEAR, **span(match.stream, match.first, match.last), cycle=match.number("c"))


def _named_day_of_cycle(match: Match) -> Iterator[Atom]:
    """``ngày Ất Hợi tháng Bính Ngọ năm Đinh Dậu``: its number stands beside it, where it stands at all."""
    place = span(match.stream, match.first, match.last)
    yield Atom(Kind.DAY, **place, cycle=match.number("c"), lunar=True, tag=BY_NAME)


LUNAR_RULES: Final[tuple[Rule, ...]] = (
    rule("NGAY? MUNG d:$NUMBER", _counted_day),
    rule("NGAY? MUNG d:$NUMBER SLASH m:NUM", _counted_day),
    rule("NGAY? MUNG d:$NUMBER THANG m:$MONTH NHUAN?", _counted_day),
    rule("NGAY? d:[NUM WORDNUM] THANG m:$MONTH NHUAN", _counted_day),
    rule("NGAY? MUNG? d:[NUM WORDNUM NAM] TET", _day_of_tet),
    rule("NGAY? MUNG? a:NUM [DASH VA DEN TOI COMMA] (b:MUNG)? d:NUM TET", _days_of_tet),
    rule("NGAY? RAM", _full_moon),
    rule("NGAY? RAM (THANG m:$MONTH | m2:MONTHNAME) NHUAN?", _full_moon),
    rule("THANG m:$MONTH NHUAN", _leap_month),
    rule("x:[TET NAMED]", _named_day),
    rule("x:[TET NAMED] NAM? c:CANCHI", _named_day),
    rule("NGAY CANCHI COMMA? THANG CANCHI COMMA? NAM c:CANCHI", _named_day_of_cycle),
    rule("NAM c:CANCHI", _cycle_year),
    rule("NAM c:CANCHI y:NUM", _cycle_year),
    rule("MUA? s:SEASON NAM? c:CANCHI", _cycle_season),
    rule("MUA? s:SEASON NAM? c:CANCHI y:NUM", _cycle_season),
    rule("c:CANCHI", _cycle_after_name),
)
"""Patterns in class names; see :func:`nlp_service.extract.dates.classes.compile_pattern`."""
