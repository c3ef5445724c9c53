"""Rules for calendar dates: days, months, years, quarters, halves, decades and centuries, written out or in numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from nlp_service.extract.dates.atoms import Atom, Kind, span
from nlp_service.extract.dates.classes import CODES, codes
from nlp_service.extract.dates.grammar_contexts import (
    day_month_certainty,
    free_left,
    free_right,
    is_bare_year,
    is_year_number,
    next_is_plain_word,
    number_of,
)
from nlp_service.extract.dates.rules import Match, Rule, rule
from nlp_service.extract.dates.values import PartialDate

_SLASH: Final = CODES["SLASH"]
_COUNTS: Final = codes("NUM WORDNUM VAGUE")
_CLOCK_MARKS: Final = codes("GIOCHU GIO COLON")
_FIRST_SHORT_YEAR: Final = 30


def _full_date(match: Match) -> Iterator[Atom]:
    stream, first_number = match.stream, match.at("d")
    tight = stream.glued(first_number, match.last)
    headed = stream.code(first_number - 1) in codes("NGAY HOM PART")
    if match.number("d") > 31 or not (tight or headed or stream.code(match.at("s")) == _SLASH):
        return
    if stream.code(match.at("s")) != stream.code(match.at("t")):
        return
    year = _written_year(match, "y")
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


def _day_month(match: Match) -> Iterator[Atom]:
    stream, number = match.stream, match.at("d")
    date = PartialDate(None, match.number("m"), match.number("d"))
    if not date.is_valid() or date.day == 0 or not stream.glued(number, match.last):
        return
    if not (free_left(match, number) and free_right(match)):
        return
    certainty = day_month_certainty(match, number)
    if certainty is not None:
        first = _first(match, number)
        yield Atom(
            Kind.DAY, **span(stream, first, match.last), month=date.month, day=date.day, weak=certainty == "weak"
        )


def _written_day_month(match: Match) -> Iterator[Atom]:
    day, month = number_of(match, "d"), number_of(match, "m")
    year = _written_year(match, "y") if match.has("y") else None
    lunar = match.stream.code(match.at("m")) == CODES["MONTHNAME"]
    # A lunar month has 30 days at most, and its second month too.
    if match.word_in(match.first - 1, "street_heads"):
        return
    valid = day <= 30 and 1 <= month <= 12 if lunar else PartialDate(year, month, day).is_valid()
    if not valid or day == 0 or (match.has("y") and year is None):
        return
    first = _first(match, match.at("d"))
    yield Atom(Kind.DAY, **span(match.stream, first, match.last), year=year, month=month, day=day, lunar=lunar)


def _day_alone(match: Match) -> Iterator[Atom]:
    day = match.number("d")
    stream = match.stream
    if not 1 <= day <= 31 or not free_right(match) or match.word_in(match.last, "count_nouns"):
        return
    if stream.code(match.last) in codes("SLASH DOT COLON PERCENT GIOCHU") and stream.glued_after(match.last):
        return
    if stream.code(match.first - 1) in _COUNTS or next_is_plain_word(match):
        return
    yield Atom(Kind.DAY, **span(stream, match.first, match.last), day=day)


def _day_list(match: Match) -> Iterator[Atom]:
    """``23, 24 và 25/4``, ``27-28/4``, ``từ ngày 5 đến ngày 8/5``: days that share the month of the last one."""
    stream = match.stream
    numbers = [index for index in range(match.first, match.last) if stream.codes[index] == CODES["NUM"]]
    written = match.groups.group().count(CODES["SLASH"]) == 0
    tail = 2 if match.has("y") else 1
    days, month = numbers[:-tail], stream.numbers[numbers[-tail]]
    year = stream.numbers[numbers[-1]] if match.has("y") else None
    if year is not None and not is_year_number(match, numbers[-1]):
        return
    dates = [PartialDate(year, month, stream.numbers[index]) for index in days]
    if not all(date.is_valid() and date.day for date in dates) or any(stream.width(index) > 2 for index in days):
        return
    if not written and not _is_dated_list(match, days):
        return
    if not (free_left(match, days[0]) and free_right(match)):
        return
    for place, index in enumerate(days):
        first = index - 1 if index > match.first and stream.code(index - 1) == CODES["NGAY"] else index
        first = first if place else _first(match, index)
        last = match.last if place == len(days) - 1 else index + 1
        shared_year = year if place == len(days) - 1 else None
        yield Atom(Kind.DAY, **span(stream, first, last), year=shared_year, month=month, day=stream.numbers[index])


def _days_alone(match: Match) -> Iterator[Atom]:
    """``ngày 22-24``, ``ngày 5 và 6``: days without a month."""
    stream = match.stream
    first, last = match.number("a"), match.number("b")
    if not 1 <= first < last <= 31 or next_is_plain_word(match) or not free_right(match):
        return
    if stream.code(match.last) in codes("SLASH THANG BIG") or match.word_in(match.last, "measure_nouns"):
        return
    second_first = match.at("n") if match.has("n") else match.at("b")
    yield Atom(Kind.DAY, **span(stream, _first(match, match.at("a")), match.at("a") + 1), day=first)
    yield Atom(Kind.DAY, **span(stream, second_first, match.last), day=last)


def _is_dated_list(match: Match, days: list[int]) -> bool:
    values = [match.stream.numbers[index] for index in days]
    if values != sorted(set(values)):
        return False
    head = match.stream.code(days[0] - 1)
    dated = head in codes("NGAY PART HOM") or match.word_in(days[0] - 1, "date_heads") or head in codes("LP NEWLINE")
    return dated or (len(values) == 2 and match.stream.code(days[0] + 1) == CODES["DASH"] and values[1] > 12)


def _month(match: Match) -> Iterator[Atom]:
    month = number_of(match, "m")
    stream = match.stream
    if not 1 <= month <= 12 or stream.width(match.at("m")) > 2 and stream.code(match.at("m")) == CODES["NUM"]:
        return
    year = None
    if match.has("y"):
        year = _written_year(match, "y")
        if year is None or not free_right(match):
            return
    elif _is_count_of_months(match) or not free_right(match):
        return
    if match.word_in(match.first - 1, "month_name_heads"):
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


def _bare_month_year(match: Match) -> Iterator[Atom]:
    stream = match.stream
    if not (1 <= match.number("m") <= 12 and 1900 <= match.number("y") <= 2100 and stream.width(match.at("y")) == 4):
        return
    if not (stream.glued(match.first, match.last) and free_left(match, match.first) and free_right(match)):
        return
    if not match.word_in(match.first - 1, "forbidden_heads"):
        yield Atom(
            Kind.MONTH, **span(stream, match.first, match.last), year=match.number("y"), month=match.number("m")
        )


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
    elif not is_year_number(match, second_number) or second <= first:
        return
    elif stream.code(match.at("s")) == _SLASH and second != first + 1:
        return
    if match.word_in(first_number - 1, "product_words"):
        return
    second_first = match.at("n") if match.has("n") else second_number
    yield Atom(Kind.YEAR, **span(stream, match.first, first_number + 1), year=first)
    yield Atom(Kind.YEAR, **span(stream, second_first, match.last), year=second)


def _bare_year(match: Match) -> Iterator[Atom]:
    if is_bare_year(match):
        yield Atom(Kind.YEAR, **span(match.stream, match.first, match.last), year=match.number("y"))


def _quarter(match: Match) -> Iterator[Atom]:
    quarter = number_of(match, "q")
    year = _written_year(match, "y") if match.has("y") else None
    if not 1 <= quarter <= 4 or (match.has("y") and year is None) or not free_right(match):
        return
    if match.stream.code(match.first - 1) not in _COUNTS:
        yield Atom(Kind.QUARTER, **span(match.stream, match.first, match.last), index=quarter, year=year)


def _months_of_year(match: Match) -> Iterator[Atom]:
    """``9 tháng đầu năm``: a quarter or a half where it is one, else the months as a span."""
    count = number_of(match, "n") * (3 if match.has("quarters") else 1)
    edge = match.stream.tags[match.at("e")]
    place = span(match.stream, match.first, match.last)
    if edge == "MID" or not 1 <= count <= 11:
        return
    if count == 6:
        yield Atom(Kind.HALF, **place, index=1 if edge == "START" else 2)
    elif count == 3:
        yield Atom(Kind.QUARTER, **place, index=1 if edge == "START" else 4)
    else:
        yield Atom(Kind.SPAN, **place, index=count if edge == "START" else -count)


def _half_year(match: Match) -> Iterator[Atom]:
    edge = match.stream.tags[match.at("e")]
    if edge != "MID":
        yield Atom(Kind.HALF, **span(match.stream, match.first, match.last), index=1 if edge == "START" else 2)


def _decade(match: Match) -> Iterator[Atom]:
    """``thập niên 1990``, ``những năm 90``, ``những năm cuối 1970``."""
    stream, number = match.stream, match.at("y")
    value, width = match.number("y"), stream.width(match.at("y"))
    plural = stream.code(match.first) == CODES["NHUNG"]
    if value % 10 or not free_right(match) or (plural and stream.code(match.last) == CODES["DASH"]):
        return
    if width == 4 and is_year_number(match, number):
        index = value // 10
    elif width == 2:
        index = (190 if value >= _FIRST_SHORT_YEAR or plural else 200) + value // 10
    else:
        return
    if match.has("c"):
        index = _decade_of_century(match, value // 10 % 10)
    mod = stream.tags[match.at("e")] if match.has("e") else None
    yield Atom(Kind.DECADE, **span(stream, match.first, match.last), index=index, mod=mod)


def _decade_of_century(match: Match, digit: int) -> int:
    if match.stream.code(match.at("c")) == CODES["TRUOC"]:
        return 190 + digit
    return (match.number("c") - 1) * 10 + digit


def _century(match: Match) -> Iterator[Atom]:
    century = number_of(match, "c")
    if 1 <= century <= 30 and free_right(match):
        before_christ = match.has("era") and match.stream.code(match.at("era")) == CODES["TCN"]
        index = -century if before_christ else century - 1
        yield Atom(Kind.CENTURY, **span(match.stream, match.first, match.last), index=index)


def _first(match: Match, number: int) -> int:
    """Return the first token of a day: with ``ngày`` or ``hôm`` before it, unless these are counted (``hai ngày 27-28/4``)."""
    stream = match.stream
    if number == 0 or stream.code(number - 1) not in codes("NGAY HOM"):
        return number
    counted = stream.code(number - 2) in _COUNTS and stream.code(number - 3) not in _CLOCK_MARKS
    return number if counted else number - 1


def _is_dated(match: Match, number: int) -> bool:
    head = match.stream.code(number - 1)
    return head in codes("NGAY HOM PART") or match.word_in(number - 1, "date_heads")


def _written_year(match: Match, name: str) -> int | None:
    """Return a year of four digits, or of two in 1930-2029."""
    index = match.at(name)
    value, width = match.stream.numbers[index], match.stream.width(index)
    if width == 2:
        return 1900 + value if value >= _FIRST_SHORT_YEAR else 2000 + value
    return value if is_year_number(match, index) else None


CALENDAR_RULES: Final[tuple[Rule, ...]] = (
    rule("[NGAY HOM]? d:NUM s:[SLASH DASH DOT] m:NUM t:[SLASH DASH DOT] y:NUM", _full_date),
    rule("[NGAY HOM]? y:NUM DASH m:NUM DASH d:NUM", _iso_date),
    rule("[NGAY HOM]? d:NUM [SLASH DASH DOT] m:NUM", _day_month),
    rule("[NGAY HOM]? d:[NUM WORDNUM] THANG m:$MONTH [SLASH DASH DOT] y:NUM", _written_day_month),
    rule("[NGAY HOM]? d:[NUM WORDNUM] THANG m:$MONTH", _written_day_month),
    rule("[NGAY HOM] d:[NUM WORDNUM]", _day_alone),
    rule("NGAY a:NUM [DASH VA DEN COMMA] n:NGAY? b:NUM", _days_alone),
    rule("[NGAY HOM]? NUM ($AND NGAY? NUM){1,6} SLASH NUM", _day_list),
    rule("[NGAY HOM]? NUM ($AND NGAY? NUM){1,6} SLASH NUM SLASH y:NUM", _day_list),
    rule("NGAY NUM ([VA COMMA DEN] NGAY? NUM){1,6} DASH NUM", _day_list),
    rule("[NGAY HOM]? NUM ($AND NGAY? NUM){1,6} THANG NUM", _day_list),
    rule("[NGAY HOM]? NUM ($AND NGAY? NUM){1,6} THANG NUM [SLASH DASH DOT] y:NUM", _day_list),
    rule("THANG m:$MONTH [SLASH DASH DOT] y:NUM", _month),
    rule("THANG m:$MONTH", _month),
    rule("THANG NUM ($AND NUM){1,6} (SLASH y:NUM)?", _month_list),
    rule("THANG NUM ($AND NUM){1,6}", _month_list),
    rule("m:NUM SLASH y:NUM", _bare_month_year),
    rule("NAM y:NUM (LP? era:[TCN SCN] RP?)?", _year),
    rule("NAM? a:NUM s:[DASH SLASH DEN TOI] (n:NAM)? b:NUM", _year_range),
    rule("y:NUM", _bare_year),
    rule("QUY q:[NUM ROMAN WORDNUM] ([SLASH DASH] y:NUM)?", _quarter),
    rule("n:[NUM WORDNUM] (THANG | quarters:QUY) e:EDGE (?=NAM)", _months_of_year),
    rule("NUA e:EDGE (?=NAM)", _half_year),
    rule("(NHUNG NAM | THAPKY | THAPKY NHUNG NAM) e:EDGE? y:NUM", _decade),
    rule("(NHUNG NAM | THAPKY) e:EDGE? y:NUM CUA? THEKY c:[NUM ROMAN TRUOC]", _decade),
    rule("THEKY THU? c:[NUM ROMAN WORDNUM NAM] (era:[TCN SCN])?", _century),
)
"""Patterns in class names; see :func:`nlp_service.extract.dates.classes.compile_pattern`."""
