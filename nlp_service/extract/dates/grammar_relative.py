"""Rules for what counts from the day of writing: deictics, weekdays, weekends, and the past and future as such."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from nlp_service.extract.dates.atoms import BARE, THAT_YEAR, Atom, Kind, span
from nlp_service.extract.dates.classes import CODES, OTHER, codes
from nlp_service.extract.dates.grammar_contexts import SHIFTS, leads_on
from nlp_service.extract.dates.rules import Match, Rule, rule

_KINDS: Final = {
    CODES["TUAN"]: Kind.WEEK,
    CODES["DAUTUAN"]: Kind.WEEK,
    CODES["THANG"]: Kind.MONTH,
    CODES["QUY"]: Kind.QUARTER,
    CODES["NAM"]: Kind.YEAR,
    CODES["THAPKY"]: Kind.DECADE,
    CODES["THEKY"]: Kind.CENTURY,
}


def _unit_deictic(match: Match) -> Iterator[Atom]:
    """``tuần trước``, ``năm ngoái``, ``tháng này``."""
    stream = match.stream
    if stream.code(match.last) == CODES["DO"] or stream.code(match.first - 1) in codes("NHUNG MOI BIG"):
        return
    if stream.code(match.at("d")) == CODES["QUA"] and match.starts_in(match.last, "qua_verbs"):
        return
    if stream.code(match.at("d")) in codes("TOI SAU TRUOC") and leads_on(match):
        return
    if stream.code(match.at("u")) == CODES["QUY"] and _is_precious(match):
        return
    shift = SHIFTS[stream.code(match.at("d"))]
    kind, place = _KINDS[stream.code(match.at("u"))], span(stream, match.first, match.last)
    if kind is Kind.YEAR:
        yield Atom(kind, **place, year_shift=shift)
    else:
        mod = "START" if stream.code(match.at("u")) == CODES["DAUTUAN"] else None
        yield Atom(kind, **place, shift=shift, mod=mod)


def _is_precious(match: Match) -> bool:
    """``danh hiệu cao quý này``: quý is no quarter after a common word."""
    before = match.first - 1
    common = match.stream.code(before) == OTHER and match.stream.word(before).isalpha()
    return common and not match.word_in(before, "quarter_heads")


def _next_year(match: Match) -> Iterator[Atom]:
    yield Atom(Kind.YEAR, **span(match.stream, match.first, match.last), year_shift=1)


def _that_year(match: Match) -> Iterator[Atom]:
    """``năm đó`` after a month or behind an edge; alone it says nothing."""
    yield Atom(Kind.YEAR, **span(match.stream, match.first, match.last), tag=THAT_YEAR, weak=True)


def _edge_of_unit(match: Match) -> Iterator[Atom]:
    """``đầu năm``, ``cuối tháng``, ``giữa tuần`` without a number or a pointer: of the present year, month or week."""
    stream, unit = match.stream, match.stream.code(match.at("u"))
    after = stream.code(match.last)
    # "đầu năm tới nay" runs up to now, "đầu năm tới" is in the coming year.
    until_now = after == CODES["TOI"] and stream.code(match.last + 1) == CODES["NAYK"]
    if (after in SHIFTS and not until_now) or after in codes("NUM WORDNUM NAM MONTHNAME CANCHI ROMAN VUAQUA EDGE DO"):
        return
    place, mod = span(stream, match.first, match.last), stream.tags[match.at("e")]
    if unit == CODES["NAM"]:
        yield Atom(Kind.YEAR, **place, mod=mod)
    else:
        yield Atom(_KINDS[unit], **place, shift=0, mod=mod, tag=BARE)


def _start_of_week(match: Match) -> Iterator[Atom]:
    yield Atom(Kind.WEEK, **span(match.stream, match.first, match.last), shift=0, mod="START", tag=BARE)


def _part_deictic(match: Match) -> Iterator[Atom]:
    """``sáng nay``, ``đêm qua``, ``tối mai``."""
    stream, pointer = match.stream, match.stream.code(match.at("d"))
    if pointer == CODES["QUA"] and match.starts_in(match.last, "qua_verbs"):
        return
    if pointer == CODES["MAI"] and _is_name(match, match.at("d")):
        return
    part, _, mod = stream.tags[match.at("p")].partition("+")
    shift = {CODES["NAYK"]: 0, CODES["QUA"]: -1, CODES["MAI"]: 1, CODES["KIA"]: -2}[pointer]
    yield Atom(Kind.DAYREF, **span(stream, match.first, match.last), shift=shift, part=part, mod=mod or None)


def _day_deictic(match: Match) -> Iterator[Atom]:
    stream = match.stream
    if stream.word(match.at("d")) in match.contexts["name_like"] and _is_name(match, match.at("d")):
        return
    yield Atom(Kind.DAYREF, **span(stream, match.first, match.last), shift=match.number("d"))


def _is_name(match: Match, index: int) -> bool:
    stream = match.stream
    return stream.text[stream.ends[index] - len("mai")].isupper() and not stream.text[stream.starts[index]].isupper()


def _same_day(match: Match) -> Iterator[Atom]:
    yield Atom(Kind.SAMEDAY, **span(match.stream, match.first, match.last), weak=True)


def _some_day(match: Match) -> Iterator[Atom]:
    yield Atom(Kind.SOMEDAY, **span(match.stream, match.first, match.last), weak=True)


def _reference(match: Match) -> Iterator[Atom]:
    stream = match.stream
    tag = stream.tags[match.at("r")]
    if stream.code(match.at("r")) == CODES["VUAQUA"] and match.starts_in(match.last, "qua_verbs"):  # vừa qua đời
        return
    if stream.titled(match.at("r")) and " " in stream.word(match.at("r")):  # the paper Ngày Nay
        return
    if tag and stream.code(match.first - 1) not in codes("NUM WORDNUM VAGUE"):
        yield Atom(Kind.REF, **span(stream, match.first, match.last), tag=tag)


def _until_now(match: Match) -> Iterator[Atom]:
    now = match.at("k")
    yield Atom(Kind.REF, **span(match.stream, now, now + 1), tag="PRESENT_REF")


def _from_now(match: Match) -> Iterator[Atom]:
    if match.stream.word(match.first - 1) in match.contexts["from_words"]:
        yield Atom(Kind.REF, **span(match.stream, match.first, match.last), tag="PRESENT_REF")


def _hour_as_now(match: Match) -> Iterator[Atom]:
    """``giờ`` that means now: ``từ giờ``, ``đến giờ``, ``và giờ``, at the head of a sentence."""
    stream, before = match.stream, match.first - 1
    if stream.word(match.first) != "giờ" or stream.code(match.last) in codes("NUM WORDNUM LP PHUT"):
        return
    if match.has("d"):
        if match.word_in(before, "now_left"):
            yield Atom(Kind.REF, **span(stream, match.first, match.last), tag="PRESENT_REF")
        return
    plain = stream.code(before) not in codes("NUM WORDNUM VAGUE MOI NHUNG NUA PHUT GIAY")
    if plain and match.starts_in(match.last, "now_next") and not match.word_in(before, "hour_heads"):
        yield Atom(Kind.REF, **span(stream, match.first, match.last), tag="PRESENT_REF")
        return
    if match.starts_in(match.last, "now_not_next"):
        return
    heads = stream.code(before) in codes("NEWLINE STOP") or before < 0
    if match.word_in(before, "now_left") or (heads and stream.code(match.last) == CODES["COMMA"]):
        yield Atom(Kind.REF, **span(stream, match.first, match.last), tag="PRESENT_REF")


def _season(match: Match) -> Iterator[Atom]:
    stream = match.stream
    if stream.code(match.first - 1) == CODES["SEASON"]:
        return
    summer = stream.tags[match.at("s")] == "SU" and (match.has("d") or _year_deictic_follows(match))
    if match.has("m") or _year_follows(match) or summer:
        direction = SHIFTS[stream.code(match.at("d"))] if match.has("d") else None
        yield Atom(
            Kind.SEASON,
            **span(stream, match.first, match.last),
            tag=stream.tags[match.at("s")],
            direction=direction,
        )


def _year_deictic_follows(match: Match) -> bool:
    after = match.stream.code(match.last + 1)
    return match.stream.code(match.last) == CODES["NAM"] and after in codes("NAYK NGOAI TRUOC TOI SAU NUM")


def _year_follows(match: Match) -> bool:
    stream, last = match.stream, match.last
    return stream.code(last) == CODES["NUM"] and stream.width(last) == 4 and 1900 <= stream.numbers[last] <= 2100


RELATIVE_RULES: Final[tuple[Rule, ...]] = (
    rule("u:[TUAN THANG QUY NAM THAPKY THEKY DAUTUAN] d:[NAYS TRUOC QUA VUAQUA ROI TOI SAU]", _unit_deictic),
    rule("u:NAM d:[NAYK NGOAI KIA]", _unit_deictic),
    rule("NAM DO", _that_year),
    rule("SANG", _next_year),
    rule("e:EDGE u:[NAM THANG TUAN QUY THAPKY THEKY]", _edge_of_unit),
    rule("DAUTUAN", _start_of_week),
    rule("BUOI? p:PART d:[NAYK QUA MAI KIA]", _part_deictic),
    rule("d:DAYREF", _day_deictic),
    rule("CUNGNGAY", _same_day),
    rule("NGAY? HOM [DO SAU TRUOC]", _some_day),
    rule("r:[REF VUAQUA TRUOCDAY GANDAY TOI]", _reference),
    rule("[DEN TOI] k:NAYK", _until_now),
    rule("k:NAYK (?=[DEN TOI])", _from_now),
    rule("GIO d:NAYS?", _hour_as_now),
    rule("m:MUA s:SEASON d:[NAYS TOI VUAQUA QUA]?", _season),
    rule("s:SEASON d:NAYS", _season),
    rule("s:SEASON", _season),
)
"""Patterns in class names; see :func:`nlp_service.extract.dates.classes.compile_pattern`."""
