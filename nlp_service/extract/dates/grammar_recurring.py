"""Rules for what recurs: every day, twice a week, each weekend."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from nlp_service.extract.dates.atoms import Atom, Kind, span
from nlp_service.extract.dates.classes import CODES, codes
from nlp_service.extract.dates.grammar_amounts import amount_of, is_amount
from nlp_service.extract.dates.grammar_contexts import next_is_plain_word, number_of
from nlp_service.extract.dates.rules import Match, Rule, rule
from nlp_service.extract.dates.units import UNITS, length


def _recurring(match: Match) -> Iterator[Atom]:
    """``mỗi ngày``, ``hằng năm``, ``mỗi 2 tuần``; ``hàng thập kỷ`` is a vague length."""
    stream, unit = match.stream, UNITS[match.stream.code(match.at("u"))]
    if stream.code(match.last) == CODES["TROI"] or (unit == "Q" and next_is_plain_word(match)):
        return
    if stream.code(match.last) == CODES["NUM"] and stream.code(match.last + 1) in codes("SLASH DASH DOT THANG"):
        return
    place = span(stream, match.first, match.last)
    if unit in ("DE", "CE") and stream.word(match.first) in match.contexts["vague_heads"]:
        yield Atom(Kind.DURATION, **place, tag=length("X", unit))
    elif not match.has("n") or match.number("n") > 0:
        yield Atom(Kind.SET, **place, tag=length(str(number_of(match, "n")) if match.has("n") else "1", unit))


def _vague_length(match: Match) -> Iterator[Atom]:
    """``hàng tháng trời``."""
    if match.stream.word(match.first) in match.contexts["vague_heads"]:
        tag = length("X", UNITS[match.stream.code(match.at("u"))])
        yield Atom(Kind.DURATION, **span(match.stream, match.first, match.last), tag=tag)


def _once_every(match: Match) -> Iterator[Atom]:
    """``hai tuần một lần``."""
    if is_amount(match):
        tag = length(amount_of(match), UNITS[match.stream.code(match.at("u"))])
        yield Atom(Kind.SET, **span(match.stream, match.first, match.last), tag=tag)


def _recurring_part(match: Match) -> Iterator[Atom]:
    part = match.stream.tags[match.at("p")].partition("+")[0]
    placed = match.stream.code(match.last) in codes("THU CHUNHAT CUOITUAN")
    if not placed and match.stream.word(match.at("p")) not in match.contexts["never_alone"]:
        yield Atom(Kind.SET, **span(match.stream, match.first, match.last), tag=f"XXXX-XX-XXT{part}")


def _recurring_weekend(match: Match) -> Iterator[Atom]:
    part = match.stream.tags[match.at("p")].partition("+")[0] if match.has("p") else ""
    if match.stream.code(match.last) in codes("NAYS QUA VUAQUA TRUOC TOI ROI SAU"):
        return
    tag = f"XXXX-WXX-WE{'T' + part if part else ''}"
    yield Atom(Kind.SET, **span(match.stream, match.first, match.last), tag=tag)


RECURRING_RULES: Final[tuple[Rule, ...]] = (
    rule("MOI n:$NUMBER? u:[GIAY PHUT GIO NGAY TUAN THANG QUY NAM THAPKY THEKY] LAN?", _recurring),
    rule("MOI u:[GIO NGAY TUAN THANG NAM THAPKY] TROI", _vague_length),
    rule("n:$COUNT u:$UNIT LAN", _once_every),
    rule("MOI BUOI? p:PART", _recurring_part),
    rule("[MOI NHUNG] [NGAY BUOI]? p:PART? CUOITUAN", _recurring_weekend),
)
"""Patterns in class names; see :func:`nlp_service.extract.dates.classes.compile_pattern`."""
