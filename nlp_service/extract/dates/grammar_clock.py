"""Rules for clock times and parts of the day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from nlp_service.extract.dates.atoms import Atom, Kind, span
from nlp_service.extract.dates.classes import CODES, codes
from nlp_service.extract.dates.grammar_contexts import free_left, free_right, number_of
from nlp_service.extract.dates.rules import Match, Rule, rule
from nlp_service.extract.dates.units import length

_DAY_LEADS: Final = codes("PART NGAY HOM DAYREF CUNGNGAY CHUNHAT THU MUNG")


def _short_clock(match: Match) -> Iterator[Atom]:
    """``20h30``, ``8h``, ``22g00``; more than 24 hours, or hours after ``trong``, are a length."""
    stream, hour = match.stream, match.number("n")
    minute = match.number("m") if match.has("m") else 0
    if not stream.glued(match.at("n"), match.at("n") + 2) and not _is_headed(match):
        return
    if not free_left(match, match.at("n")) or not free_right(match):
        return
    grams = stream.word(match.at("n") + 1) == "g" and not match.has("m")
    unsure = grams and not _is_headed(match)
    place = span(stream, match.first, match.last)
    lengthy = match.word_in(match.first - 1, "duration_left") and stream.code(match.last) not in _DAY_LEADS
    if not match.has("m") and not grams and (hour > 24 or lengthy):
        yield Atom(Kind.DURATION, **place, tag=length(str(hour), "TH"))
    elif _is_clock(hour, minute):
        yield Atom(Kind.CLOCK, **place, hour=hour, minute=minute, weak=unsure)


def _short_length(match: Match) -> Iterator[Atom]:
    """``24h qua``, ``48h tới``."""
    if free_left(match, match.at("n")):
        tag = length(str(match.number("n")), "TH")
        yield Atom(Kind.DURATION, **span(match.stream, match.first, match.last), tag=tag)


def _worded_clock(match: Match) -> Iterator[Atom]:
    """``16 giờ 30``, ``8 giờ rưỡi``, ``8 giờ`` where the words beside say that it is a time and no length."""
    stream, hour = match.stream, number_of(match, "n")
    minute = number_of(match, "m") if match.has("m") else 0
    if match.has("r"):
        minute = 30
    if not _is_clock(hour, minute) or not free_left(match, match.at("n")) or not free_right(match):
        return
    if match.has("k"):
        hour, minute = (hour - 1) % 24, 60 - minute
    lengthy = match.word_in(match.first - 1, "duration_left") and stream.code(match.last) != CODES["PART"]
    bare = match.last == match.at("n") + 2
    if bare and stream.code(match.last) == CODES["SAU"]:
        return
    headed = _is_headed(match) and not match.word_in(match.first - 2, "duration_left")
    followed = stream.code(match.last) in _DAY_LEADS and stream.code(match.last + 1) not in codes("DO")
    bracketed = stream.code(match.first - 1) == CODES["LP"] and stream.code(match.last) == CODES["RP"]
    if (bare and not headed and not followed and not bracketed) or (lengthy and not headed):
        return
    yield Atom(Kind.CLOCK, **span(stream, match.first, match.last), hour=hour, minute=minute)


def _half_past(match: Match) -> Iterator[Atom]:
    """``8 rưỡi sáng``."""
    hour = number_of(match, "n")
    if 1 <= hour <= 12:
        yield Atom(Kind.CLOCK, **span(match.stream, match.first, match.last), hour=hour, minute=30)


def _colon_clock(match: Match) -> Iterator[Atom]:
    """``10:48``: certain after ``lúc``, else only beside a date."""
    stream, hour, minute = match.stream, match.number("n"), match.number("m")
    if not _is_clock(hour, minute) or stream.width(match.at("m")) != 2 or not stream.glued(match.at("n"), match.last):
        return
    if stream.width(match.at("n")) <= 2 and free_left(match, match.at("n")) and free_right(match):
        weak = not match.word_in(match.first - 1, "clock_left")
        half_day = stream.word(match.last)
        last = match.last + 1 if half_day in ("am", "pm") else match.last
        hour = hour + 12 if half_day == "pm" and hour < 12 else hour
        yield Atom(Kind.CLOCK, **span(stream, match.first, last), hour=hour, minute=minute, weak=weak)


def _clock_range(match: Match) -> Iterator[Atom]:
    """``từ 8-10 giờ``, ``7-9h``: two times that share the unit."""
    stream, first, second = match.stream, match.number("a"), match.number("n")
    placed = match.word_in(match.first - 1, "clock_left") or stream.code(match.last) in codes("PART NGAY")
    if not (placed and first < second <= 24 and free_left(match, match.at("a"))):
        return
    start = match.at("a")
    yield Atom(Kind.CLOCK, **span(stream, start, start + 1), hour=first, minute=0)
    yield Atom(Kind.CLOCK, **span(stream, match.at("n"), match.last), hour=second, minute=0)


def _midnight(match: Match) -> Iterator[Atom]:
    yield Atom(Kind.CLOCK, **span(match.stream, match.first, match.last), hour=24, minute=0)


def _part(match: Match) -> Iterator[Atom]:
    stream = match.stream
    part, _, mod = stream.tags[match.at("p")].partition("+")
    nightly = stream.word(match.first) == "ban" and part == "NI"
    named = stream.word(match.first) == "buổi" or nightly or (mod and " " in stream.word(match.at("p")))
    if stream.word(match.first) == "buổi" and stream.code(match.first - 1) in codes("NUM WORDNUM VAGUE MOI NHUNG"):
        return
    if not named and stream.word(match.at("p")) in match.contexts["never_alone"]:
        return
    yield Atom(Kind.PART, **span(stream, match.first, match.last), part=part, mod=mod or None, weak=not named)


def _is_headed(match: Match) -> bool:
    """Whether ``lúc``, ``vào`` stand before, be it before ``khoảng``."""
    place = match.first - 1
    place -= match.stream.code(place) == CODES["APPROX"]
    return match.word_in(place, "clock_left")


def _is_clock(hour: int, minute: int) -> bool:
    return (0 <= hour <= 23 and 0 <= minute <= 59) or (hour == 24 and minute == 0)


CLOCK_RULES: Final[tuple[Rule, ...]] = (
    rule("n:NUM GIOCHU m:NUM? PHUT?", _short_clock),
    rule("n:NUM GIOCHU m:NUM APOS", _short_clock),
    rule("n:NUM GIOCHU t:[QUA TOI]", _short_length),
    rule("n:$NUMBER GIO", _worded_clock),
    rule("n:$NUMBER GIO m:[NUM WORDNUM] [PHUT APOS]?", _worded_clock),
    rule("n:$NUMBER GIO r:RUOI", _worded_clock),
    rule("n:$NUMBER GIO k:KEM m:[NUM WORDNUM] PHUT?", _worded_clock),
    rule("n:NUM GIOCHU k:KEM m:NUM PHUT?", _worded_clock),
    rule("n:$NUMBER r:RUOI (?=PART)", _half_past),
    rule("n:NUM COLON m:NUM APOS?", _colon_clock),
    rule("n:NUM COLON m:NUM COLON NUM", _colon_clock),
    rule("a:NUM [DASH DEN TOI] n:NUM [GIO GIOCHU]", _clock_range),
    rule("NUADEM", _midnight),
    rule("BUOI? p:PART", _part),
)
"""Patterns in class names; see :func:`nlp_service.extract.dates.classes.compile_pattern`."""
