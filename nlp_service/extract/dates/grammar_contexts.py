"""What stands beside a number and decides whether it is a date: heads, units, glued symbols."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from nlp_service.extract.dates.classes import CODES, OTHER, codes
from nlp_service.extract.dates.rules import Match

_BINDING: Final = codes("NUM SLASH DOT COMMA COLON PERCENT")
_DAY_HEADS: Final = codes("NGAY HOM PART")
FIRST_SHORT_YEAR: Final = 30
"""Two digits from here on are a year of the last century."""

SHIFTS: Final[Mapping[str, int]] = {
    CODES["NGOAI"]: -1,
    CODES["TRUOC"]: -1,
    CODES["QUA"]: -1,
    CODES["VUAQUA"]: -1,
    CODES["ROI"]: -1,
    CODES["KIA"]: -2,
    CODES["NAYS"]: 0,
    CODES["NAYK"]: 0,
    CODES["TOI"]: 1,
    CODES["SAU"]: 1,
}
"""Class of a pointer -> the units that it counts from the present one."""

_YEAR_WINDOW: Final = 4
_LAST_PLAIN_YEAR: Final = 2035
_GLUED_SYMBOLS: Final = frozenset("$#+=*@&~^<>€£")


def number_of(match: Match, name: str) -> int:
    """Return the value of a number token; năm stands for five."""
    return 5 if match.stream.code(match.at(name)) == CODES["NAM"] else match.number(name)


def is_year_number(match: Match, index: int) -> bool:
    """Whether the token is a number of four digits that can be a year."""
    return match.stream.width(index) == 4 and 1000 <= match.stream.numbers[index] <= 2199


def written_year(match: Match, name: str) -> int | None:
    """Return a year of four digits, or of two in 1930-2029."""
    index = match.at(name)
    value, width = match.stream.numbers[index], match.stream.width(index)
    if width == 2:
        return 1900 + value if value >= FIRST_SHORT_YEAR else 2000 + value
    return value if is_year_number(match, index) else None


def free_left(match: Match, index: int) -> bool:
    """Whether nothing is glued to the left of the number at ``index`` that makes it part of a longer number or name."""
    stream = match.stream
    if not stream.glued_before(index):
        return True
    before = stream.code(index - 1)
    if before == CODES["COMMA"] and _parts_date_and_clock(match, index - 1):
        return True
    if before == CODES["DASH"]:
        return not (stream.glued_before(index - 1) and stream.code(index - 2) in (OTHER, CODES["ROMAN"]))
    if before == OTHER:
        word = stream.word(index - 1)
        known = match.word_in(index - 1, "date_heads") or match.word_in(index - 1, "clock_left")
        return known or not (word.isalnum() or word in _GLUED_SYMBOLS)
    return before not in _BINDING and before != CODES["ROMAN"]


def _parts_date_and_clock(match: Match, comma: int) -> bool:
    """``20/04/2021,08:15``: the comma of a stamp."""
    stream = match.stream
    return comma > 0 and is_year_number(match, comma - 1) and stream.code(comma + 2) == CODES["COLON"]


def free_right(match: Match) -> bool:
    """Whether nothing is glued to the right of the match that makes it part of a longer number or a document number."""
    stream, last = match.stream, match.last
    if not stream.glued_after(last):
        return True
    after, word = stream.code(last), stream.word(last)
    if after in codes("SLASH PERCENT GIOCHU NUM"):
        return False
    if after == CODES["COMMA"] and _parts_date_and_clock(match, last):
        return True
    if after in codes("DOT COMMA COLON"):
        return not (stream.code(last + 1) == CODES["NUM"] and stream.glued_before(last + 1))
    if after == CODES["DASH"]:
        return not (stream.glued_before(last + 1) and stream.code(last + 1) == OTHER and stream.capitalised(last + 1))
    return not (after in (OTHER, CODES["ROMAN"]) and word.isalpha() and (len(word) <= 2 or stream.capitalised(last)))


def next_is_plain_word(match: Match) -> bool:
    """Whether a common word follows on the same line, so that the number before may count it."""
    stream, last = match.stream, match.last
    if stream.code(last) != OTHER or not stream.word(last).isalpha() or stream.capitalised(last):
        return False
    return stream.word(last) not in match.contexts["function_words"]


def is_measured(match: Match) -> bool:
    """Whether a word follows that numbers count (người, đồng, tấn)."""
    return match.starts_in(match.last, "measure_nouns") and not match.stream.capitalised(match.last)


def day_month_certainty(match: Match, number: int) -> Literal["certain", "weak"] | None:
    """Say how sure it is that ``3/2``, ``3-2`` or ``3.2`` at token ``number`` is a day and a month; None: it is not."""
    stream, separator = match.stream, match.stream.code(number + 1)
    day, month = match.number("d"), match.number("m")
    head = stream.code(number - 1)
    if head in _DAY_HEADS or stream.code(number - 1) == CODES["CHUNHAT"]:
        return None if stream.word(match.last) in match.contexts["measure_nouns"] else "certain"
    if match.word_in(number - 1, "forbidden_heads") or stream.code(match.last) == CODES["PERCENT"]:
        return None
    season = head == CODES["NAM"] and stream.code(number - 2) != CODES["THU"]  # vô địch năm 02/03
    if season or (day, month) == (24, 7):
        return None
    if separator == CODES["SLASH"] and day < month and match.starts_in(match.last, "fraction_nouns"):
        return None
    headed = match.word_in(number - 1, "date_heads") or match.word_in(number - 1, "attack_heads")
    bracketed = head == CODES["LP"] and stream.code(match.last) == CODES["RP"]
    if separator == CODES["SLASH"]:
        return "certain" if headed or bracketed or day > 12 or match.word_in(number - 1, "slash_date_heads") else "weak"
    if separator == CODES["DASH"]:
        firm = match.word_in(number - 1, "festive_heads") or ((headed or bracketed) and day > 12)
        return "certain" if firm else "weak"
    return "certain" if match.word_in(number - 1, "festive_heads") else "weak"


def _opens_sentence(match: Match, index: int) -> bool:
    before = match.stream.code(index - 1)
    return index == 0 or before in codes("STOP NEWLINE")


def _ends_vietnamese_name(match: Match, index: int) -> bool:
    """Whether a name with Vietnamese letters ends here (Mâm xôi Vàng 2021), and no product's (iPad Pro 2020)."""
    stream = match.stream
    name = [place for place in (index, index - 1) if stream.capitalised(place) and stream.code(place) == OTHER]
    return name[:1] == [index] and any(not stream.word(place).isascii() for place in name)


def is_bare_year(match: Match) -> bool:
    """Whether a number of four digits without ``năm`` is a year, by what stands around it."""
    stream, index = match.stream, match.at("y")
    if not (1900 <= match.number("y") <= 2100 and stream.width(index) == 4):
        return False
    if not (free_left(match, index) and free_right(match)) or is_measured(match):
        return False
    before = index - 1
    if match.word_in(before, "compared"):
        return True
    if match.word_in(before, "product_words") or match.word_in(before, "forbidden_heads"):
        return False
    if _opens_sentence(match, index):
        return match.starts_in(match.last, "year_verbs")
    if stream.code(before) == CODES["LP"]:
        return stream.code(match.last) in codes("RP DASH COMMA STOP")
    if stream.code(before) in codes("CANCHI TET SEASON NAMHOC NAMED") or match.word_in(before, "year_prepositions"):
        return True
    for position in range(before, before - _YEAR_WINDOW, -1):
        if not stream.word(position).isalnum() and stream.code(position) != CODES["DASH"]:
            break
        if match.word_in(position, "year_heads"):
            return True
    if match.number("y") <= _LAST_PLAIN_YEAR and _ends_vietnamese_name(match, before):
        return True
    # After a common noun (thi tốt nghiệp 2021) a number like this is a year unless it counts what follows.
    common = stream.code(before) == OTHER and len(stream.word(before)) > 1 and not stream.capitalised(before)
    return common and match.number("y") <= _LAST_PLAIN_YEAR and not next_is_plain_word(match)


def leads_on(match: Match) -> bool:
    """Whether ``tới``, ``sau``, ``trước`` govern what follows (``từ tháng tới 2020``, ``năm sau khi``)."""
    return match.stream.code(match.last) in codes("NUM NGAY NAMED TET NAYK SAU") or match.starts_in(
        match.last, "ago_counted"
    )
