"""Rules for months, years and the units between and above: quarters, halves, decades, centuries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from nlp_service.extract.dates.atoms import Atom, Kind, span
from nlp_service.extract.dates.classes import CODES, codes
from nlp_service.extract.dates.grammar_contexts import (
    free_left,
    free_right,
    is_year_number,
    next_is_plain_word,
    number_of,
    written_year,
)
from nlp_service.extract.dates.rules import Match, Rule, rule

_SLASH: Final = CODES["SLASH"]
_COUNTS: Final = codes("NUM WORDNUM VAGUE")
_DAY_HEADS: Final = codes("NGAY HOM MUNG")


def _month(match: Match) -> Iterator[Atom]:
    month = number_of(match, "m")
    stream = match.stream
    if not 1 <= month <= 12 or (stream.width(match.at("m")) > 2 and stream.code(match.at("m")) == CODES["NUM"]):
        return
    year = None
    if match.has("y"):
        year = written_year(match, "y")
        if year is None or not free_right(match):
            return
    elif _is_count_of_months(match) or not free_right(match):
        return
    named = stream.titled(match.first) and match.word_in(match.first - 1, "street_heads")
    if named or match.word_in(match.first - 1, "month_name_heads"):
        return
    lunar = stream.code(match.at("m")) == CODES["MONTHNAME"]
    yield Atom(Kind.MONTH, **span(stream, match.first, match.last), year=year, month=month, lunar=lunar)


def _is_count_of_months(match: Match) -> bool:
    """``4 tháng một lần``, ``tháng năm`` before a year: not a month's name."""
    stream = match.stream
    if stream.code(match.first - 1) in codes("NUM WORDNUM VAGUE"):
        return True
    after = stream.code(match.last)
    if stream.code(match.at("m")) == CODES["NAM"]:
        return after == CODES["NUM"] or stream.code(match.first - 1) in codes("NHUNG NAM MOI")
    return stream.code(match.at("m")) == CODES["NUM"] and after in codes("SLASH DOT") and stream.glued_after(match.last)


def _month_list(match: Match) -> Iterator[Atom]:
    """``tháng 4, 5``, ``tháng 3 và 4/2021``: months that share the class word and the year."""
    stream = match.stream
    numbers = [index for index in range(match.first, match.last) if stream.codes[index] == CODES["NUM"]]
    year = stream.numbers[numbers.pop()] if match.has("y") else None
    months = [stream.numbers[index] for index in numbers]
    if months != sorted(set(months)) or not all(1 <= month <= 12 for month in months) or not free_right(match):
        return
    if year is None and next_is_plain_word(match):
        return
    for place, index in enumerate(numbers):
        first, last = match.first if place == 0 else index, match.last if place == len(numbers) - 1 else index + 1
        own_year = year if place == len(numbers) - 1 else None
        yield Atom(Kind.MONTH, **span(stream, first, last), year=own_year, month=stream.numbers[index])


def _month_range(match: Match) -> Iterator[Atom]:
    """``tháng 4-2003 đến 4-2004``: the second month goes without its class word."""
    stream = match.stream
    first, last = match.number("a"), match.number("b")
    years = (match.at("y"), match.at("z"))
    if not all(1 <= month <= 12 for month in (first, last)) or not free_right(match):
        return
    if all(is_year_number(match, index) for index in years) and stream.glued(match.at("b"), match.last):
        yield Atom(Kind.MONTH, **span(stream, match.first, years[0] + 1), month=first, year=stream.numbers[years[0]])
        yield Atom(Kind.MONTH, **span(stream, match.at("b"), match.last), month=last, year=stream.numbers[years[1]])


def _bare_month_year(match: Match) -> Iterator[Atom]:
    stream = match.stream
    if not (1 <= match.number("m") <= 12 and 1900 <= match.number("y") <= 2100 and stream.width(match.at("y")) == 4):
        return
    if not (stream.glued(match.first, match.last) and free_left(match, match.first) and free_right(match)):
        return
    if not match.word_in(match.first - 1, "forbidden_heads"):
        yield Atom(Kind.MONTH, **span(stream, match.first, match.last), year=match.number("y"), month=match.number("m"))


def _quarter(match: Match) -> Iterator[Atom]:
    quarter = number_of(match, "q")
    year = written_year(match, "y") if match.has("y") else None
    if not 1 <= quarter <= 4 or (match.has("y") and year is None) or not free_right(match):
        return
    if match.stream.code(match.first - 1) not in _COUNTS:
        yield Atom(Kind.QUARTER, **span(match.stream, match.first, match.last), index=quarter, year=year)


def _quarter_list(match: Match) -> Iterator[Atom]:
    """``quý II-III/2021``, ``quý 1 và 2``."""
    stream, first, last = match.stream, match.number("a"), match.number("b")
    year = match.number("y") if match.has("y") else None
    if not 1 <= first < last <= 4 or not free_right(match) or (year is None and next_is_plain_word(match)):
        return
    if match.has("y") and not is_year_number(match, match.at("y")):
        return
    yield Atom(Kind.QUARTER, **span(stream, match.first, match.at("a") + 1), index=first)
    yield Atom(Kind.QUARTER, **span(stream, match.at("b"), match.last), index=last, year=year)


def _months_of_year(match: Match) -> Iterator[Atom]:
    """``9 tháng đầu năm``: a quarter or a half where it is one, else the months as a span."""
    edge = match.stream.tags[match.at("e")]
    if edge != "MID":
        yield from _counted_months(match, number_of(match, "n") * (3 if match.has("quarters") else 1), edge)


def _months_in_year(match: Match) -> Iterator[Atom]:
    """``11 tháng năm 2020``: counted from the start of the year."""
    if (
        is_year_number(match, match.at("y"))
        and free_right(match)
        and match.stream.code(match.first - 1) not in _DAY_HEADS
    ):
        yield from _counted_months(match, number_of(match, "n"), "START", match.number("y"))


def _counted_months(match: Match, count: int, edge: str, year: int | None = None) -> Iterator[Atom]:
    place = span(match.stream, match.first, match.last)
    if not 1 <= count <= 11:
        return
    if count == 6:
        yield Atom(Kind.HALF, **place, index=1 if edge == "START" else 2, year=year)
    elif count == 3:
        yield Atom(Kind.QUARTER, **place, index=1 if edge == "START" else 4, year=year)
    else:
        yield Atom(Kind.SPAN, **place, index=count if edge == "START" else -count, year=year)


def _edge_quarter(match: Match) -> Iterator[Atom]:
    """``quý đầu năm``, ``quý cuối năm``."""
    edge = match.stream.tags[match.at("e")]
    if edge != "MID" and match.stream.code(match.first - 1) not in _COUNTS:
        yield Atom(Kind.QUARTER, **span(match.stream, match.first, match.last), index=1 if edge == "START" else 4)


def _half_year(match: Match) -> Iterator[Atom]:
    edge = match.stream.tags[match.at("e")]
    if edge != "MID":
        yield Atom(Kind.HALF, **span(match.stream, match.first, match.last), index=1 if edge == "START" else 2)


PERIOD_RULES: Final[tuple[Rule, ...]] = (
    rule("THANG m:$MONTH [SLASH DASH DOT] y:NUM", _month),
    rule("THANG m:$MONTH", _month),
    rule("THANG NUM ($AND NUM){1,6} (SLASH y:NUM)?", _month_list),
    rule("THANG NUM ($AND NUM){1,6}", _month_list),
    rule("THANG a:NUM [SLASH DASH DOT] y:NUM $AND b:NUM [DASH DOT] z:NUM", _month_range),
    rule("m:NUM SLASH y:NUM", _bare_month_year),
    rule("QUY q:[NUM ROMAN WORDNUM] ([SLASH DASH] y:NUM)?", _quarter),
    rule("QCHU q:NUM [SLASH DASH] y:NUM", _quarter),
    rule("n:[NUM WORDNUM] (THANG | quarters:QUY) e:EDGE (?=NAM)", _months_of_year),
    rule("n:[NUM WORDNUM] THANG NAM y:NUM", _months_in_year),
    rule("QUY e:EDGE (?=NAM)", _edge_quarter),
    rule("QUY a:[NUM ROMAN] $AND b:[NUM ROMAN] (SLASH y:NUM)?", _quarter_list),
    rule("NUA e:EDGE (?=NAM)", _half_year),
)
"""Patterns in class names; see :func:`nlp_service.extract.dates.classes.compile_pattern`."""
