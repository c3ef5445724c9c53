"""Rules for lengths of time, what recurs, and what lies a length of time ago."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from nlp_service.extract.dates.atoms import Atom, Kind, span
from nlp_service.extract.dates.classes import CODES, codes
from nlp_service.extract.dates.grammar_amounts import amount_of, is_amount
from nlp_service.extract.dates.grammar_contexts import free_left, next_is_plain_word, number_of
from nlp_service.extract.dates.rules import Match, Rule, rule
from nlp_service.extract.dates.units import UNITS, half, length

_SUBDAY: Final = codes("GIO PHUT GIAY TIENG GIOCHU")


def _length(match: Match) -> Iterator[Atom]:
    spaced = match.has("f") and not match.stream.glued(match.at("n"), match.at("f") + 1)
    if spaced or not _is_length(match):
        return
    value = length(amount_of(match), UNITS[match.stream.code(match.at("u"))])
    yield Atom(Kind.DURATION, **span(match.stream, match.first, match.last), tag=value)


def _compound_length(match: Match) -> Iterator[Atom]:
    """``2 năm 6 tháng``, ``1 giờ 45 phút``."""
    if not _is_length(match):
        return
    stream = match.stream
    major, minor = UNITS[stream.code(match.at("u"))], UNITS[stream.code(match.at("v"))]
    first = length(str(number_of(match, "n")), major)
    second = length(str(number_of(match, "k")), minor)
    tail = second.removeprefix("PT" if major.startswith("T") else "P")
    if match.has("s"):
        tail += f"{number_of(match, 's')}S"
    yield Atom(Kind.DURATION, **span(stream, match.first, match.last), tag=first + tail)


def _days_and_nights(match: Match) -> Iterator[Atom]:
    """``4 ngày 3 đêm``."""
    if is_amount(match) and match.stream.tags[match.last - 1] == "NI":
        yield Atom(Kind.DURATION, **span(match.stream, match.first, match.last), tag=length(amount_of(match), "D"))


def _length_range(match: Match) -> Iterator[Atom]:
    """``2-3 ngày``: one length at each end."""
    stream = match.stream
    if number_of(match, "a") >= number_of(match, "n") or not _is_length(match):
        return
    if not free_left(match, match.at("a")) or match.word_in(match.at("a") - 1, "ordinal_heads"):
        return
    unit = UNITS[stream.code(match.at("u"))]
    if unit == "TH" and stream.code(match.last) in codes("PART NGAY"):
        return
    yield Atom(
        Kind.DURATION, **span(stream, match.at("a"), match.at("a") + 1), tag=length(str(number_of(match, "a")), unit)
    )
    yield Atom(Kind.DURATION, **span(stream, match.at("n"), match.last), tag=length(amount_of(match), unit))


def _half_length(match: Match) -> Iterator[Atom]:
    stream = match.stream
    if stream.code(match.at("u")) == CODES["NAM"] and stream.code(match.last) == CODES["NUM"]:
        return
    if match.has("ago") and not match.starts_in(match.last, "ago_counted"):
        number, unit = half(UNITS[stream.code(match.at("u"))])
        yield Atom(Kind.AGO, **span(stream, match.first, match.last), index=int(float(number)), tag=unit)
    elif not match.has("ago") and _tail_is_temporal(match):
        tag = length(*half(UNITS[stream.code(match.at("u"))]))
        yield Atom(Kind.DURATION, **span(stream, match.first, match.last), tag=tag)


def _long_ago(match: Match) -> Iterator[Atom]:
    yield Atom(Kind.REF, **span(match.stream, match.first, match.last), tag="PAST_REF")


def _half_ago(match: Match) -> Iterator[Atom]:
    number, unit = half(UNITS[match.stream.code(match.at("u"))])
    yield Atom(Kind.AGO, **span(match.stream, match.first, match.last), index=int(float(number)), tag=unit)


def _plural_length(match: Match) -> Iterator[Atom]:
    """``những ngày qua`` is a vague length; ``những ngày gần đây`` the past as such."""
    stream, unit = match.stream, UNITS[match.stream.code(match.at("u"))]
    place = span(stream, match.first, match.last)
    tail = stream.code(match.at("t"))
    if tail == CODES["GANDAY"]:
        yield Atom(Kind.REF, **place, tag="PAST_REF")
    elif tail == CODES["NAYS"]:
        yield Atom(Kind.REF, **place, tag="PRESENT_REF")
    elif _tail_is_temporal(match):
        yield Atom(Kind.DURATION, **place, tag=length("X", unit))


def _plural_past(match: Match) -> Iterator[Atom]:
    """``những năm trước``, unless another event follows (``những ngày trước Tết``)."""
    after = match.stream.code(match.last)
    if after in codes("NUM DO NGAY THANG NAM TET NAMED") or match.starts_in(match.last, "ago_counted"):
        return
    if not (match.stream.capitalised(match.last) or next_is_plain_word(match)):
        yield Atom(Kind.REF, **span(match.stream, match.first, match.last), tag="PAST_REF")


def _whole_length(match: Match) -> Iterator[Atom]:
    """``cả tháng nay``, ``cả năm trời``."""
    tag = length("1", UNITS[match.stream.code(match.at("u"))])
    yield Atom(Kind.DURATION, **span(match.stream, match.first, match.last), tag=tag)


def _vague_until_now(match: Match) -> Iterator[Atom]:
    """``mấy ngày nay``, ``vài hôm nay``: the words for today and nowadays count days here."""
    if match.stream.word(match.at("r")) in match.contexts["until_now"]:
        value = amount_of(match)
        yield Atom(Kind.DURATION, **span(match.stream, match.first, match.last), tag=length(value, "D"))


def _ago(match: Match) -> Iterator[Atom]:
    """``4 năm trước``, ``cách đây khoảng 20 năm``: a point in the past, unless counted from another event."""
    stream = match.stream
    if match.has("ago") and stream.code(match.at("ago")) == CODES["TRUOC"]:
        if match.starts_in(match.last, "ago_counted") or stream.code(match.last) in codes(
            "NUM DO NGAY GIO THU TET NAMED"
        ):
            return
        if stream.capitalised(match.last) and not stream.capitalised(match.first):
            return
    if not is_amount(match):
        return
    amount = amount_of(match)
    mod = stream.tags[match.at("about")] if match.has("about") else None
    yield Atom(
        Kind.AGO,
        **span(stream, match.first, match.last),
        index=int(amount) if amount.isdecimal() else None,
        tag=UNITS[stream.code(match.at("u"))],
        mod=mod,
    )


def _is_length(match: Match) -> bool:
    stream, unit, last = match.stream, match.stream.code(match.at("u")), match.last
    if not is_amount(match) or not _tail_is_temporal(match) or _is_name(match):
        return False
    after = stream.code(last)
    bare = last == match.at("u") + 1
    if unit == CODES["THANG"] and bare and after == CODES["WORDNUM"] and match.word_in(match.first - 1, "street_heads"):
        return False
    if after == CODES["NUM"] and bare and unit in codes("NGAY THANG HOM NAM GIO TUAN"):
        return unit == CODES["NAM"] and stream.width(last) < 3
    if unit in codes("NGAY HOM") and after in codes("THU CHUNHAT CUOITUAN MUNG"):
        return False
    if unit == CODES["NAM"] and bare and after in codes("NGOAI CANCHI"):
        return False
    if unit == CODES["TIENG"]:
        return _is_hours(match)
    if unit == CODES["GIO"] and stream.word(match.at("n")) in match.contexts["asking"]:
        return False
    if unit == CODES["HOM"] and stream.code(match.at("n")) != CODES["VAGUE"] and not match.has("t"):
        return False
    if unit == CODES["QUY"] and next_is_plain_word(match):
        return False
    indefinite = unit == CODES["NGAY"] and stream.word(match.at("n")) == "một"
    return not (indefinite and match.starts_in(last, "indefinite_next"))


def _is_name(match: Match) -> bool:
    """Whether number and unit are written like a person's name (``anh Hai Năm Tạ``)."""
    stream, number, unit = match.stream, match.at("n"), match.at("u")
    titled = stream.titled(number) and stream.titled(unit)
    return titled and stream.code(number) == CODES["WORDNUM"]


def _is_hours(match: Match) -> bool:
    """``8 tiếng`` is a length where no noun follows (tiếng Anh, tiếng nói, tiếng nổ)."""
    stream = match.stream
    if stream.width(match.at("u")) > len("tiếng") or match.last > match.at("u") + 1:
        return True
    if next_is_plain_word(match) or stream.capitalised(match.last):
        return False
    if stream.code(match.last) in codes("SAU TRUOC"):
        return True
    return stream.code(match.at("n")) == CODES["NUM"] or match.word_in(match.at("n") - 1, "duration_left")


def _tail_is_temporal(match: Match) -> bool:
    """Whether ``qua``, ``tới`` after the unit look back or ahead (not ``qua đời``, ``tới Hà Nội``)."""
    if not match.has("t"):
        return True
    stream, tail = match.stream, match.stream.code(match.at("t"))
    if tail == CODES["QUA"]:
        return not match.starts_in(match.last, "qua_verbs")
    if tail == CODES["TOI"] and stream.word(match.at("t")) == "tới":
        return not (stream.capitalised(match.last) and not stream.capitalised(match.first)) and stream.code(
            match.last
        ) not in codes("NUM NGAY THANG NAYK GIO")
    return True


_TAIL: Final = "t:[QUA TOI VUAQUA NUAS GANDAY NAYK TROI]"
_LONG: Final = "[NGAY TUAN THANG QUY NAM THAPKY THEKY]"

LENGTH_RULES: Final[tuple[Rule, ...]] = (
    rule(f"n:NUM [COMMA DOT] f:NUM u:$UNIT {_TAIL}", _length),
    rule("n:NUM [COMMA DOT] f:NUM u:$UNIT", _length),
    rule(f"n:$COUNT u:$UNIT r:RUOI? {_TAIL}", _length),
    rule("n:$COUNT u:$UNIT r:RUOI?", _length),
    rule("n:$NUMBER u:NAM k:$NUMBER v:THANG", _compound_length),
    rule("n:$NUMBER u:THANG k:$NUMBER v:NGAY", _compound_length),
    rule("n:$NUMBER u:[GIO TIENG] k:$NUMBER v:PHUT", _compound_length),
    rule("n:$NUMBER u:PHUT k:$NUMBER v:GIAY", _compound_length),
    rule("n:$NUMBER u:GIO k:$NUMBER v:PHUT s:$NUMBER w:GIAY", _compound_length),
    rule("n:$NUMBER u:NGAY $NUMBER PART", _days_and_nights),
    rule("a:$NUMBER [DASH DEN TOI] n:$NUMBER u:$UNIT", _length_range),
    rule(f"a:$NUMBER [DASH DEN TOI] n:$NUMBER u:$UNIT {_TAIL}", _length_range),
    rule("n:NUM [COMMA DOT] f:NUM b:BIG u:NAM", _length),
    rule("n:NUM [COMMA DOT] f:NUM b:BIG u:NAM ago:[TRUOC TRUOCDAY]", _ago),
    rule(f"n:$COUNT b:BIG u:NAM {_TAIL}", _length),
    rule("n:$COUNT b:BIG u:NAM", _length),
    rule("n:$COUNT b:BIG u:NAM ago:[TRUOC TRUOCDAY]", _ago),
    rule("CACHDAY about:APPROX? n:$COUNT b:BIG u:NAM", _ago),
    rule("CACHDAY about:APPROX? n:NUM [COMMA DOT] f:NUM b:BIG u:NAM", _ago),
    rule("a:$NUMBER [DASH DEN TOI] n:$NUMBER b:BIG u:NAM", _length_range),
    rule("CACHDAY APPROX? $NUMBER [DASH DEN TOI] $NUMBER BIG? $UNIT", _long_ago),
    rule("NUA u:$UNIT ago:[TRUOC TRUOCDAY]", _half_length),
    rule("NUA u:$UNIT", _half_length),
    rule(f"NUA u:[THANG NAM TUAN THAPKY THEKY] {_TAIL}", _half_length),
    rule("CACHDAY APPROX? NUA u:$UNIT", _half_ago),
    rule("NHUNG u:[NGAY TUAN THANG QUY NAM GIO THAPKY HOM] t:[QUA VUAQUA TOI GANDAY NAYS]", _plural_length),
    rule("NHUNG u:[NGAY TUAN THANG NAM THAPKY] t:[TRUOC TRUOCDAY]", _plural_past),
    rule("CA u:[NGAY TUAN THANG THAPKY THEKY] NAYK", _whole_length),
    rule("CA u:[NGAY TUAN THANG NAM THAPKY THEKY] [TROI NUAS]", _whole_length),
    rule("n:[NUM WORDNUM VAGUE] r:[REF DAYREF]", _vague_until_now),
    rule("n:$COUNT u:$UNIT r:RUOI? ago:[TRUOC TRUOCDAY]", _ago),
    rule("n:NUM [COMMA DOT] f:NUM u:$UNIT ago:[TRUOC TRUOCDAY]", _ago),
    rule("CACHDAY TRON? about:APPROX? n:$COUNT ([COMMA DOT] f:NUM)? u:$UNIT r:RUOI?", _ago),
)
"""Patterns in class names; see :func:`nlp_service.extract.dates.classes.compile_pattern`."""
