"""Rules for years, decades and centuries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from nlp_service.extract.dates.atoms import Atom, Kind, span
from nlp_service.extract.dates.classes import CODES, codes
from nlp_service.extract.dates.grammar_contexts import (
    FIRST_SHORT_YEAR,
    free_left,
    free_right,
    is_bare_year,
    is_year_number,
    next_is_plain_word,
    number_of,
    written_year,
)
from nlp_service.extract.dates.rules import Match, Rule, rule

_SLASH: Final = CODES["SLASH"]
_COUNTS: Final = codes("NUM WORDNUM VAGUE")


def _year(match: Match) -> Iterator[Atom]:
    stream, number = match.stream, match.at("y")
    width = stream.width(number)
    if not free_right(match) or stream.code(match.first - 1) == CODES["MOI"]:
        return
    era = match.has("era")
    year = -match.number("y") if era and stream.code(match.at("era")) == CODES["TCN"] else match.number("y")
    certain = (width == 4 and is_year_number(match, number)) or era
    if certain or (width == 3 and year > 99 and not next_is_plain_word(match)):
        counted = stream.code(match.first - 1) in _COUNTS and stream.code(match.last) in codes("DASH VA COMMA DEN")
        counted = counted and stream.code(match.first - 2) not in codes("THANG QUY SLASH")
        counted = counted and not stream.glued_before(match.first - 1)
        first = match.at("y") if counted else match.first
        yield Atom(Kind.YEAR, **span(stream, first, match.last), year=year)


def _year_range(match: Match) -> Iterator[Atom]:
    """``2016-2020``, ``2016/17``: two years, the short end in the century of the first."""
    stream, first_number, second_number = match.stream, match.at("a"), match.at("b")
    first, second = match.number("a"), match.number("b")
    if not is_year_number(match, first_number) or not free_left(match, first_number) or not free_right(match):
        return
    if stream.width(second_number) == 2:
        if not stream.glued(first_number, match.last) or second != (first + 1) % 100:
            return
        second = first + 1
    elif (
        not is_year_number(match, second_number)
        or second <= first
        or (stream.code(match.at("s")) == _SLASH and second != first + 1 and not _is_term(match))
    ):
        return
    if match.word_in(first_number - 1, "product_words"):
        return
    second_first = match.at("n") if match.has("n") else second_number
    start = first_number if stream.code(match.first - 1) in _COUNTS else match.first
    yield Atom(Kind.YEAR, **span(stream, start, first_number + 1), year=first)
    yield Atom(Kind.YEAR, **span(stream, second_first, match.last), year=second)


def _short_season(match: Match) -> Iterator[Atom]:
    """``mùa bóng 96/97``."""
    stream, first, second = match.stream, match.number("a"), match.number("b")
    two_digits = all(stream.width(match.at(name)) == 2 for name in "ab")
    if two_digits and second == (first + 1) % 100 and free_right(match):
        year = written_year(match, "a") or 0
        yield Atom(Kind.YEAR, **span(stream, match.at("a"), match.at("a") + 1), year=year)
        yield Atom(Kind.YEAR, **span(stream, match.at("b"), match.last), year=year + 1)


def _is_term(match: Match) -> bool:
    return match.stream.code(match.first - 1) == CODES["NAMHOC"]


def _year_list(match: Match) -> Iterator[Atom]:
    """``các năm 2015, 2017 và 2019``: years that share the class word."""
    stream = match.stream
    numbers = [index for index in range(match.first, match.last) if stream.codes[index] == CODES["NUM"]]
    years = [stream.numbers[index] for index in numbers]
    ordered = sorted(set(years))
    if years not in (ordered, ordered[::-1]) or not all(is_year_number(match, index) for index in numbers):
        return
    if not free_right(match) or next_is_plain_word(match):
        return
    counted = stream.code(match.first - 1) in _COUNTS
    for place, index in enumerate(numbers):
        first = match.first if place == 0 and not counted else index
        yield Atom(Kind.YEAR, **span(stream, first, index + 1), year=stream.numbers[index])


def _short_year(match: Match) -> Iterator[Atom]:
    """``khoảng năm 90``: two digits that can only be a year of the last century."""
    stream, number = match.stream, match.at("y")
    if stream.width(number) != 2 or match.number("y") < FIRST_SHORT_YEAR or next_is_plain_word(match):
        return
    if stream.code(match.first - 1) not in codes("NHUNG THAPKY NUM WORDNUM VAGUE MOI EDGE") and free_right(match):
        yield Atom(Kind.YEAR, **span(stream, match.first, match.last), year=1900 + match.number("y"))


def _year_after_sang(match: Match) -> Iterator[Atom]:
    """``sang năm 2021``: no coming year but a preposition before a written one."""
    stream = match.stream
    if is_year_number(match, match.at("y")) and free_right(match):
        place = span(stream, match.first, match.last)
        place["start"] = stream.ends[match.first] - len("năm")
        yield Atom(Kind.YEAR, **place, year=match.number("y"))


def _bare_year(match: Match) -> Iterator[Atom]:
    if is_bare_year(match):
        yield Atom(Kind.YEAR, **span(match.stream, match.first, match.last), year=match.number("y"))


def _decade(match: Match) -> Iterator[Atom]:
    """``thập niên 1990``, ``những năm 90``, ``những năm cuối 1970``."""
    stream, number = match.stream, match.at("y")
    value, width = match.number("y"), stream.width(match.at("y"))
    plural = stream.code(match.first) == CODES["NHUNG"]
    ranged = plural and stream.code(match.last) == CODES["DASH"] and stream.code(match.last + 1) == CODES["NUM"]
    if value % 10 or not free_right(match) or ranged:
        return
    if width == 4 and is_year_number(match, number):
        index = value // 10
    elif width == 2:
        index = (190 if value >= FIRST_SHORT_YEAR or plural else 200) + value // 10
    else:
        return
    if match.has("c"):
        index = _decade_of_century(match, value // 10 % 10)
    mod = stream.tags[match.at("e")] if match.has("e") else None
    yield Atom(Kind.DECADE, **span(stream, match.first, match.last), index=index, mod=mod)


def _decade_pair(match: Match) -> Iterator[Atom]:
    """``thập niên 60, 70``, ``những năm 80 và 90 của thế kỷ XX``."""
    stream, first, second = match.stream, match.number("a"), match.number("b")
    widths = {stream.width(match.at("a")), stream.width(match.at("b"))}
    if first % 10 or second % 10 or first >= second or widths not in ({2}, {4}) or not free_right(match):
        return
    base = 190 if widths == {2} else 0
    if match.has("c"):
        base = _decade_of_century(match, 0)
    yield Atom(Kind.DECADE, **span(stream, match.first, match.at("a") + 1), index=base + first // 10)
    yield Atom(Kind.DECADE, **span(stream, match.at("b"), match.last), index=base + second // 10)


def _decade_of_century(match: Match, digit: int) -> int:
    if match.stream.code(match.at("c")) == CODES["TRUOC"]:
        return 190 + digit
    return (match.number("c") - 1) * 10 + digit


def _century_pair(match: Match) -> Iterator[Atom]:
    """``thế kỷ XVI - XVIII``, ``thế kỷ 18 và 19``."""
    stream, first, second = match.stream, match.number("a"), match.number("b")
    if 1 <= first < second <= 21 and free_right(match) and not next_is_plain_word(match):
        yield Atom(Kind.CENTURY, **span(stream, match.first, match.at("a") + 1), index=first - 1)
        yield Atom(Kind.CENTURY, **span(stream, match.at("b"), match.last), index=second - 1)


def _century(match: Match) -> Iterator[Atom]:
    century = number_of(match, "c")
    if 1 <= century <= 30 and free_right(match):
        before_christ = match.has("era") and match.stream.code(match.at("era")) == CODES["TCN"]
        index = -century if before_christ else century - 1
        yield Atom(Kind.CENTURY, **span(match.stream, match.first, match.last), index=index)


YEAR_RULES: Final[tuple[Rule, ...]] = (
    rule("NAM y:NUM (LP? era:[TCN SCN] RP?)?", _year),
    rule("NAM? a:NUM s:[DASH SLASH DEN TOI] (n:NAM)? b:NUM", _year_range),
    rule("NAM NUM ([COMMA VA] NUM){1,6}", _year_list),
    rule("NAMHOC a:NUM [SLASH DASH] b:NUM", _short_season),
    rule("NAM y:NUM", _short_year),
    rule("s:SANG y:NUM", _year_after_sang),
    rule("y:NUM", _bare_year),
    rule("(NHUNG NAM | THAPKY | THAPKY NHUNG NAM) e:EDGE? y:NUM", _decade),
    rule("(NHUNG NAM | THAPKY) e:EDGE? y:NUM CUA? THEKY c:[NUM ROMAN TRUOC]", _decade),
    rule("(NHUNG NAM | THAPKY) a:NUM $AND b:NUM", _decade_pair),
    rule("(NHUNG NAM | THAPKY) a:NUM $AND b:NUM CUA? THEKY c:[NUM ROMAN TRUOC]", _decade_pair),
    rule("THEKY a:[NUM ROMAN] $AND b:[NUM ROMAN]", _century_pair),
    rule("THEKY THU? c:[NUM ROMAN WORDNUM NAM] (era:[TCN SCN])?", _century),
)
"""Patterns in class names; see :func:`nlp_service.extract.dates.classes.compile_pattern`."""
