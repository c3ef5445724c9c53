"""Rules for days of the week and weekends, told from ordinals (thứ hai: Monday, or second)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from nlp_service.extract.dates.atoms import Atom, Kind, span
from nlp_service.extract.dates.classes import CODES, OTHER, codes
from nlp_service.extract.dates.grammar_contexts import SHIFTS, leads_on, next_is_plain_word, number_of
from nlp_service.extract.dates.rules import Match, Rule, rule

_JOINING: Final = codes("COMMA VA DASH DEN TOI")
_NUMBERS: Final = codes("NUM WORDNUM NAM")
_WEEKDAY_CHAIN: Final = 6
_POINTER: Final = "d:[NAYS TRUOC QUA VUAQUA ROI TOI SAU]"


def _weekday(match: Match) -> Iterator[Atom]:
    stream = match.stream
    index = 7 if match.has("c") else number_of(match, "n") - 1
    if not 1 <= index <= 7 or (not match.has("c") and not _is_weekday(match)):
        return
    direction = None
    if match.has("d"):
        direction = {-2: -1, -1: -1, 0: 0, 1: 1}[SHIFTS[stream.code(match.at("d"))]]
        if stream.code(match.at("d")) == CODES["QUA"] and match.starts_in(match.last, "qua_verbs"):
            return
        if stream.code(match.at("d")) in codes("TOI TRUOC") and leads_on(match):
            return
    recurring = stream.code(match.first) == CODES["NHUNG"]
    yield Atom(
        Kind.WEEKDAY, **span(stream, match.first, match.last), index=index, direction=direction, recurring=recurring
    )


def _weekday_numbers(match: Match) -> Iterator[Atom]:
    """``các ngày thứ 2, 4, 6``."""
    stream = match.stream
    numbers = [index for index in range(match.first, match.last) if stream.codes[index] == CODES["NUM"]]
    days = [stream.numbers[index] for index in numbers]
    if days != sorted(set(days)) or not all(2 <= day <= 7 for day in days) or next_is_plain_word(match):
        return
    for index in numbers:
        first = match.first if index == numbers[0] else index
        place = span(stream, first, index + 1)
        yield Atom(Kind.WEEKDAY, **place, index=stream.numbers[index] - 1, recurring=True)


def _is_weekday(match: Match) -> bool:
    """Whether ``thứ`` + number is a day of the week and no ordinal."""
    stream, number = match.stream, match.at("n")
    before, after = stream.code(match.at("w") - 1), stream.code(match.last)
    capital = stream.capitalised(number) and not stream.text[stream.ends[number] - 1].isupper()
    if match.word_in(match.at("w") - 1, "ordinal_leads") or before in codes("THANG NAM TUAN QUY THEKY"):
        return False
    vague_part = stream.word(match.at("w") - 1) in match.contexts["never_alone"]
    after_noun = before == OTHER and stream.word(match.at("w") - 1).isalpha() and not _is_headed(match)
    if match.has("d") and stream.code(match.at("d")) == CODES["NAYS"] and after_noun and not capital:
        return False
    if match.has("d") or capital or before in codes("PART BUOI HOM DAUTUAN CUOITUAN"):
        return not vague_part or match.has("d") or capital
    if after in codes("TUAN DAUTUAN") or (after == CODES["MOI"] and stream.code(match.last + 1) == CODES["TUAN"]):
        return True
    if _date_follows(match):
        return not after_noun or after == CODES["LP"]
    if _weekday_beside(match):
        return True
    if next_is_plain_word(match) or after == CODES["CUA"]:
        return False
    if match.starts_in(match.last, "ordinal_followers"):
        return False
    ranked = before == CODES["MOI"] and stream.word(match.at("w") - 1) in match.contexts["vague_heads"]
    return (before in codes("NGAY NHUNG MOI") and not ranked) or _is_headed(match)


def _is_headed(match: Match) -> bool:
    return match.word_in(match.at("w") - 1, "weekday_heads")


def _date_follows(match: Match) -> bool:
    codes_after = match.stream.codes[match.last : match.last + 5]
    opening = codes_after[:1] if codes_after[:1] and codes_after[0] in codes("COMMA LP DASH") else ""
    rest = codes_after[len(opening) :]
    if rest[:1] == CODES["NGAY"]:
        return rest[1:2] == CODES["NUM"]
    separated = rest[1:2] != "" and rest[1:2] in codes("SLASH DASH DOT THANG")
    return rest[:1] == CODES["NUM"] and separated and rest[2:3] in codes("NUM WORDNUM NAM MONTHNAME")


def _weekday_beside(match: Match) -> bool:
    """Whether another day of the week is joined to this one, and one of the two is certain."""
    stream, left, right = match.stream, match.at("w") - 1, match.last
    if stream.code(right) in _JOINING:
        if stream.code(right + 1) == CODES["CHUNHAT"]:
            return True
        if stream.code(right + 1) == CODES["THU"] and stream.code(right + 2) in _NUMBERS and _is_headed(match):
            return True
    if stream.code(left) not in _JOINING:
        return False
    if stream.code(left - 1) == CODES["CHUNHAT"]:
        return True
    for _ in range(_WEEKDAY_CHAIN):
        if stream.code(left - 2) != CODES["THU"] or stream.code(left - 1) not in _NUMBERS:
            return False
        if match.word_in(left - 3, "weekday_heads"):
            return True
        left -= 3
    return False


def _weekend(match: Match) -> Iterator[Atom]:
    """``cuối tuần này`` is a date, ``cuối tuần`` alone recurs, ``hai ngày cuối tuần`` is a date."""
    stream, place = match.stream, span(match.stream, match.first, match.last)
    if match.has("d"):
        if stream.code(match.last) != CODES["DO"]:
            yield Atom(Kind.WEEKEND, **place, shift=max(-1, SHIFTS[stream.code(match.at("d"))]))
    elif match.has("n"):
        yield Atom(Kind.WEEKEND, **place)
    else:
        yield Atom(Kind.SET, **place, tag="XXXX-WXX-WE")


WEEKDAY_RULES: Final[tuple[Rule, ...]] = (
    rule("[NHUNG]? [NGAY HOM]? (w:THU n:$NUMBER | c:CHUNHAT) d:[NAYS QUA VUAQUA ROI TOI]?", _weekday),
    rule("[NGAY HOM]? (w:THU n:$NUMBER | c:CHUNHAT) d:TRUOC", _weekday),
    rule("[NHUNG MOI] NGAY? THU NUM ([COMMA VA] NUM){1,5}", _weekday_numbers),
    rule(f"NHUNG? n:[NUM WORDNUM]? NGAY? CUOITUAN {_POINTER}", _weekend),
    rule("n:[NUM WORDNUM] NGAY CUOITUAN", _weekend),
    rule("CUOITUAN", _weekend),
)
"""Patterns in class names; see :func:`nlp_service.extract.dates.classes.compile_pattern`."""
