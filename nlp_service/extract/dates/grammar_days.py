"""Rules for days of the calendar, written out or in numbers, complete or not, alone, in lists and in ranges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from nlp_service.extract.dates.atoms import Atom, Kind, span
from nlp_service.extract.dates.classes import CODES, codes
from nlp_service.extract.dates.grammar_contexts import (
    day_month_certainty,
    free_left,
    free_right,
    is_year_number,
    next_is_plain_word,
    number_of,
    written_year,
)
from nlp_service.extract.dates.rules import Match, Rule, rule
from nlp_service.extract.dates.values import PartialDate

_SLASH: Final = CODES["SLASH"]
_COUNTS: Final = codes("NUM WORDNUM VAGUE")
_ATTACK: Final = (11, 9)
_ATTACK_YEAR: Final = 2001
_NO_COUNT: Final = codes("GIOCHU GIO COLON THU SLASH")


def _full_date(match: Match) -> Iterator[Atom]:
    stream, first_number = match.stream, match.at("d")
    tight = stream.glued(first_number, match.last)
    headed = stream.code(first_number - 1) in codes("NGAY HOM PART")
    spaced = stream.width(match.at("y")) == 4 and not any(map(stream.glued_before, range(first_number + 1, match.last)))
    if match.number("d") > 31 or not (tight or spaced or headed or stream.code(match.at("s")) == _SLASH):
        return
    year = written_year(match, "y")
    date = PartialDate(year, match.number("m"), match.number("d"))
    if year is None or not date.is_valid() or not (free_left(match, first_number) and free_right(match)):
        return
    if stream.width(match.at("y")) == 2 and not _is_dated(match, first_number):
        return
    first = _first(match, first_number)
    yield Atom(Kind.DAY, **span(stream, first, match.last), year=date.year, month=date.month, day=date.day)


def _iso_date(match: Match) -> Iterator[Atom]:
    date = PartialDate(match.number("y"), match.number("m"), match.number("d"))
    stream = match.stream
    if not (is_year_number(match, match.at("y")) and date.is_valid() and stream.glued(match.at("y"), match.last)):
        return
    if free_left(match, match.at("y")) and free_right(match):
        first = _first(match, match.at("y"))
        yield Atom(Kind.DAY, **span(stream, first, match.last), year=date.year, month=date.month, day=date.day)


def _iso_moment(match: Match) -> Iterator[Atom]:
    """``2024-03-22T10:48``."""
    date = PartialDate(match.number("y"), match.number("m"), match.number("d"))
    clock = match.number("h") < 24 and match.number("n") < 60 and match.stream.word(match.at("t")) == "t"
    if clock and is_year_number(match, match.at("y")) and date.is_valid():
        yield Atom(
            Kind.DAY,
            **span(match.stream, match.first, match.last),
            year=date.year,
            month=date.month,
            day=date.day,
            hour=match.number("h"),
            minute=match.number("n"),
        )


def _day_month(match: Match) -> Iterator[Atom]:
    stream, number = match.stream, match.at("d")
    date = PartialDate(None, match.number("m"), match.number("d"))
    if not date.is_valid() or date.day == 0 or not stream.glued(number, match.last):
        return
    if not (free_left(match, number) and free_right(match)):
        return
    certainty = day_month_certainty(match, number)
    if certainty is None:
        return
    place, year = span(stream, _first(match, number), match.last), None
    if (date.day, date.month) == _ATTACK and match.word_in(number - 1, "attack_heads"):
        year = _ATTACK_YEAR
    yield Atom(Kind.DAY, **place, year=year, month=date.month, day=date.day, weak=certainty == "weak")


def _written_day_month(match: Match) -> Iterator[Atom]:
    day, month = number_of(match, "d"), number_of(match, "m")
    year = written_year(match, "y") if match.has("y") else None
    lunar = match.stream.code(match.at("m")) == CODES["MONTHNAME"]
    # A lunar month has 30 days at most, and its second month too.
    if match.word_in(match.first - 1, "street_heads"):
        return
    valid = day <= 30 and 1 <= month <= 12 if lunar else PartialDate(year, month, day).is_valid()
    if not valid or day == 0 or (match.has("y") and year is None):
        return
    if match.has("y") and match.stream.width(match.at("y")) == 2 and not match.stream.glued(match.at("m"), match.last):
        return
    first = _first(match, match.at("d"))
    yield Atom(Kind.DAY, **span(match.stream, first, match.last), year=year, month=month, day=day, lunar=lunar)


def _month_first(match: Match) -> Iterator[Atom]:
    """``Tháng Tư 21, 2021``, as blogging software writes it."""
    date = PartialDate(match.number("y"), number_of(match, "m"), match.number("d"))
    if is_year_number(match, match.at("y")) and date.is_valid() and date.day and free_right(match):
        place = span(match.stream, match.first, match.last)
        yield Atom(Kind.DAY, **place, year=date.year, month=date.month, day=date.day)


def _day_alone(match: Match) -> Iterator[Atom]:
    day = match.number("d")
    stream = match.stream
    if not 1 <= day <= 31 or not free_right(match) or match.starts_in(match.last, "count_nouns"):
        return
    if stream.code(match.last) in codes("SLASH DOT COLON PERCENT GIOCHU") and stream.glued_after(match.last):
        return
    if stream.code(match.first - 1) in _COUNTS or next_is_plain_word(match):
        return
    if stream.code(match.first - 1) == CODES["MOI"] or stream.code(match.last) in codes("PHUT GIAY TIENG TUAN BIG"):
        return
    yield Atom(Kind.DAY, **span(stream, match.first, match.last), day=day)


def _day_list(match: Match) -> Iterator[Atom]:
    """``23, 24 và 25/4``, ``27-28/4``, ``từ ngày 5 đến ngày 8/5``: days that share the month of the last one."""
    stream = match.stream
    numbers = [index for index in range(match.first, match.last) if stream.codes[index] == CODES["NUM"]]
    written = CODES["NGAY"] in match.groups.group() or CODES["THANG"] in match.groups.group()
    tail = 2 if match.has("y") else 1
    days, month = numbers[:-tail], stream.numbers[numbers[-tail]]
    year = stream.numbers[numbers[-1]] if match.has("y") else None
    if (year is not None and not is_year_number(match, numbers[-1])) or stream.code(match.first - 1) == CODES["THU"]:
        return
    dates = [PartialDate(year, month, stream.numbers[index]) for index in days]
    if not all(date.is_valid() and date.day for date in dates) or any(stream.width(index) > 2 for index in days):
        return
    if not written and not _is_dated_list(match, days):
        return
    continued = stream.code(match.last) in codes("DASH DOT") and stream.code(match.last + 1) == CODES["NUM"]
    if continued and stream.glued(match.last - 1, match.last + 2):
        return
    if not (free_left(match, days[0]) and free_right(match)):
        return
    for place, index in enumerate(days):
        first = index - 1 if index > match.first and stream.code(index - 1) == CODES["NGAY"] else index
        first = first if place else _first(match, index, listed=True)
        last = match.last if place == len(days) - 1 else index + 1
        shared_year = year if place == len(days) - 1 else None
        yield Atom(Kind.DAY, **span(stream, first, last), year=shared_year, month=month, day=stream.numbers[index])


def _night_and_morning(match: Match) -> Iterator[Atom]:
    """``đêm 20 rạng sáng 21/4``, ``tối 20, sáng 21/4``: two parts of days that share the month."""
    stream = match.stream
    month, days = match.number("m"), (match.number("a"), match.number("b"))
    year = match.number("y") if match.has("y") else None
    if not all(PartialDate(year, month, day).is_valid() and day for day in days) or not free_right(match):
        return
    if (match.has("y") and not is_year_number(match, match.at("y"))) or not stream.glued(match.at("b"), match.last):
        return
    first_month = month if days[0] <= days[1] else (month - 2) % 12 + 1
    if not PartialDate(year, first_month, days[0]).is_valid():
        return
    places = ((match.at("p"), match.at("a") + 1, first_month, days[0]), (match.at("q"), match.last, month, days[1]))
    for part, last, own_month, day in places:
        value, _, mod = stream.tags[part].partition("+")
        yield Atom(
            Kind.DAY, **span(stream, part, last), year=year, month=own_month, day=day, part=value, mod=mod or None
        )


def _days_alone(match: Match) -> Iterator[Atom]:
    """``ngày 22-24``, ``ngày 5 và 6``: days without a month."""
    stream = match.stream
    first, last = match.number("a"), match.number("b")
    if not 1 <= first < last <= 31 or next_is_plain_word(match) or not free_right(match):
        return
    if stream.code(match.last) in codes("SLASH THANG BIG") or match.starts_in(match.last, "measure_nouns"):
        return
    second_first = match.at("n") if match.has("n") else match.at("b")
    yield Atom(Kind.DAY, **span(stream, _first(match, match.at("a"), listed=True), match.at("a") + 1), day=first)
    yield Atom(Kind.DAY, **span(stream, second_first, match.last), day=last)


def _is_dated_list(match: Match, days: list[int]) -> bool:
    values = [match.stream.numbers[index] for index in days]
    if values != sorted(set(values)):
        return False
    head = match.stream.code(days[0] - 1)
    dated = head in codes("NGAY PART HOM") or match.word_in(days[0] - 1, "date_heads") or head in codes("LP NEWLINE")
    return dated or (len(values) == 2 and match.stream.code(days[0] + 1) == CODES["DASH"] and values[1] > 12)


def _first(match: Match, number: int, *, listed: bool = False) -> int:
    """Return the first token of a day: the ``ngày`` or ``hôm`` before it, if not counted (``hai ngày 27-28/4``)."""
    stream = match.stream
    if number == 0 or stream.code(number - 1) not in codes("NGAY HOM"):
        return number
    counted = stream.code(number - 2) in _COUNTS and stream.code(number - 3) not in _NO_COUNT
    return number if counted and (listed or _goes_on(match)) else number - 1


def _goes_on(match: Match) -> bool:
    """Whether more days follow (``trong hai ngày 24/4 và 25/4``)."""
    after = match.stream.code(match.last + 1)
    return match.stream.code(match.last) in codes("DASH VA COMMA DEN") and after in codes("NUM NGAY")


def _is_dated(match: Match, number: int) -> bool:
    head = match.stream.code(number - 1)
    return head in codes("NGAY HOM PART") or match.word_in(number - 1, "date_heads")


DAY_RULES: Final[tuple[Rule, ...]] = (
    rule("[NGAY HOM]? d:NUM s:SLASH m:NUM SLASH y:NUM", _full_date),
    rule("[NGAY HOM]? d:NUM s:DASH m:NUM DASH y:NUM", _full_date),
    rule("[NGAY HOM]? d:NUM s:DOT m:NUM DOT y:NUM", _full_date),
    rule("[NGAY HOM]? y:NUM DASH m:NUM DASH d:NUM", _iso_date),
    rule("y:NUM DASH m:NUM DASH d:NUM t:OTHER h:NUM COLON n:NUM (COLON NUM)?", _iso_moment),
    rule("[NGAY HOM]? d:NUM [SLASH DASH DOT] m:NUM", _day_month),
    rule("[NGAY HOM]? d:[NUM WORDNUM] THANG m:$MONTH [SLASH DASH DOT] y:NUM", _written_day_month),
    rule("[NGAY HOM]? d:[NUM WORDNUM] THANG m:NUM COMMA? y:NUM", _written_day_month),
    rule("d:NUM THANG m:[WORDNUM MONTHNAME] COMMA? y:NUM", _written_day_month),
    rule("THANG m:$MONTH d:NUM COMMA y:NUM", _month_first),
    rule("NGAY d:[NUM WORDNUM] COMMA THANG m:$MONTH COMMA? NAM y:NUM", _written_day_month),
    rule("[NGAY HOM]? d:[NUM WORDNUM] THANG m:$MONTH", _written_day_month),
    rule("[NGAY HOM] d:[NUM WORDNUM]", _day_alone),
    rule("NGAY a:NUM [DASH VA DEN COMMA] n:NGAY? b:NUM", _days_alone),
    rule("p:PART NGAY? a:NUM [COMMA VA DASH DEN]? q:PART NGAY? b:NUM SLASH m:NUM (SLASH y:NUM)?", _night_and_morning),
    rule("p:PART NGAY? a:NUM [COMMA VA DASH DEN]? q:PART NGAY? b:NUM DASH m:NUM (DASH y:NUM)?", _night_and_morning),
    rule("[NGAY HOM]? NUM ($AND NGAY? NUM){1,6} SLASH NUM", _day_list),
    rule("[NGAY HOM]? NUM ($AND NGAY? NUM){1,6} SLASH NUM SLASH y:NUM", _day_list),
    rule("NGAY NUM ([VA COMMA DEN] NGAY? NUM){1,6} DASH NUM", _day_list),
    rule("NGAY NUM ([VA COMMA DEN] NGAY? NUM){1,6} DASH NUM DASH y:NUM", _day_list),
    rule("PART NUM ([VA COMMA DEN] NGAY? NUM){1,6} DASH NUM", _day_list),
    rule("NUM DEN NGAY? NUM DASH NUM", _day_list),
    rule("NUM DEN NGAY? NUM DASH NUM DASH y:NUM", _day_list),
    rule("[NGAY HOM]? NUM ($AND NGAY? NUM){1,6} THANG NUM", _day_list),
    rule("[NGAY HOM]? NUM ($AND NGAY? NUM){1,6} THANG NUM [SLASH DASH DOT] y:NUM", _day_list),
)
"""Patterns in class names; see :func:`nlp_service.extract.dates.classes.compile_pattern`."""
