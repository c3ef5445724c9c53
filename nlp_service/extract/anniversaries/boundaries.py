"""Where the name of an event ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from nlp_service.extract.anniversaries.counts import count_grammar
from nlp_service.extract.anniversaries.events import EventShape
from nlp_service.extract.anniversaries.scanning import MatchTape
from nlp_service.extract.anniversaries.vocabulary import Lexicon, alternation
from nlp_service.extract.anniversaries.written_dates import find_numeric_dates

_MAX_EVENT: Final = 240
_MAX_BRACKET: Final = 80
_FIGURES = r"(?:\d{1,2} ?[./\-–] ?\d{1,2}(?: ?[./\-–] ?\d{4})?|[12]\d{3})(?!\w)"
_DATE = (
    rf"(?<!\w)(?:(?:vào )?(?:ngày |năm )?{_FIGURES}|(?:vào )?ngày \d{{1,2}} tháng \d{{1,2}}|(?:vào )?tháng \d{{1,2}})"
)
_SENTENCE_END = r"[.!?…](?=[\s/\"”»']|$)"
_YEAR = re.compile(r"[12]\d{3} ")
_TRAILING_DATE = re.compile(rf"[ ,]*{_DATE}[ ,]*\Z")
_SPACED_DASH = re.compile(r" [-–—] ")
_TRAILING_MARKS = " \t\n\r,;:-–—.…!?"
_MAX_DATE = 24


@dataclass(frozen=True, slots=True)
class BoundaryRules:
    """One compiled pattern of everything that may end an event, and the words that decide."""

    pattern: re.Pattern[str]
    quantity: re.Pattern[str]
    abbreviation: re.Pattern[str]
    lexicon: Lexicon


def compile_boundaries(lexicon: Lexicon) -> BoundaryRules:
    """Compile the pattern of possible ends."""
    words = lexicon.boundaries
    day_part = rf"{alternation(words.day_parts)} (?=\d|{alternation(words.after_day_part)})"
    parts = {
        "compound": rf"\([^()\d]{{1,14}}\)(?= [\w(])|{alternation(words.compounds)}",
        "sentence": rf"\n|{_SENTENCE_END}|[;:](?!\w)",
        "bracket": r"\(",
        "close": r"[)\]”»]",
        "quote": r"[\"“«\[]",
        "comma": r",(?!\d)",
        "dash": r" ?(?<![\w])[-–—](?= )|(?<=\))-|[-–—] (?=\w)| [-–—](?=\w)",
        "date": _DATE,
        "next": lexicon.triggers.commemoration,
        "and": r"(?<!\w)(?:và|cùng)(?!\w)",
        "day": day_part,
        "soft": alternation(words.soft_stops),
        "stop": alternation(words.stops),
        "inner": alternation(words.inner_stops),
    }
    escaped = "|".join(map(re.escape, words.abbreviations))
    return BoundaryRules(
        pattern=re.compile("|".join(f"(?P<{name}>{part})" for name, part in parts.items())),
        quantity=re.compile(rf"{count_grammar(lexicon.triggers).quantity}|\d"),
        abbreviation=re.compile(rf"(?<!\w)(?:{escaped})\Z"),
        lexicon=lexicon,
    )


class BoundaryScan:
    """Finds the ends of events in one text, given as it is and in lower case."""

    def __init__(self, text: str, folded: str, rules: BoundaryRules) -> None:
        self._text = text
        self._folded = folded
        self._rules = rules
        self._ends = MatchTape(rules.pattern, folded)
        self._glued = MatchTape(rules.lexicon.boundaries.glued_start, folded)

    def find_event_end(self, start: int, limit: int, shape: EventShape, years: int | None) -> int:
        """Return where the event that begins at ``start`` ends, at most ``limit``, without trailing marks."""
        text, folded, rules = self._text, self._folded, self._rules
        limit = self._before_glued_sentence(start, min(limit, start + _MAX_EVENT))
        dated = self._find_dated_bracket(start, limit, years)
        if dated is not None:
            trailing = _TRAILING_DATE.search(folded, max(start, dated - _MAX_DATE), dated)
            return _trim(text, start, trailing.start() if trailing is not None else dated)
        quoted = False
        for match in self._ends.within(start, limit):
            if match.lastgroup == "quote" and (quoted or _opens(folded, match)):
                quoted = not quoted
            elif match.lastgroup == "close" and quoted:
                quoted = False
            elif not (quoted and match.lastgroup != "next") and _ends(text, folded, match, start, limit, shape, rules):
                return _trim(text, start, match.start())
        return _trim(text, start, limit)

    def find_apposition_end(self, end: int, limit: int) -> int:
        """Return the end of an apposition at ``end`` (``Trần Phú - Tổng bí thư đầu tiên``), else ``end``."""
        dash = _SPACED_DASH.match(self._folded, end, limit)
        if dash is None or self._rules.lexicon.boundaries.apposition.match(self._folded, dash.end(), limit) is None:
            return end
        return self.find_event_end(dash.end(), limit, EventShape("other", "phrase", opened=False), None)

    def _before_glued_sentence(self, start: int, limit: int) -> int:
        """``... Tôn Đức Thắng Các đại biểu dâng hương``: a headline that lost its line break."""
        text = self._text
        for match in self._glued.within(start + 1, limit):
            word = text[match.start() : match.end()]
            before, after = text[match.start() - 2 : match.start()], text[match.end() : match.end() + 2]
            joined = before[:1].isalnum() and before[1:] == " " and after[:1] == " " and after[1:].islower()
            if joined and word[0].isupper() and word[1:].islower():
                return match.start()
        return limit

    def _find_dated_bracket(self, start: int, limit: int, years: int | None) -> int | None:
        """Return the bracket whose two years are ``years`` apart: the surest end of an event."""
        opening = start - 1
        while years is not None and (opening := self._folded.find("(", opening + 1, limit)) != -1:
            closing = self._folded.find(")", opening, opening + _MAX_BRACKET)
            inside = self._folded[opening + 1 : max(closing, opening + 1)]
            found = [date.day.year for date in find_numeric_dates(inside) if date.day.year is not None]
            if len(found) == 2:
                clear = not any(
                    match.lastgroup in ("next", "sentence", "day") or _is_main_verb(match, self._rules)
                    for match in self._ends.within(start, opening)
                )
                return opening if abs(found[1] - found[0]) == years and clear else None
        return None


def _is_main_verb(match: re.Match[str], rules: BoundaryRules) -> bool:
    return match.lastgroup == "stop" and rules.lexicon.boundaries.main_verb.fullmatch(match.group()) is not None


def _ends(
    text: str, folded: str, match: re.Match[str], start: int, limit: int, shape: EventShape, rules: BoundaryRules
) -> bool:
    kind, at = match.lastgroup, match.start()
    if kind == "compound":
        return False
    if at == start:
        return kind in ("sentence", "bracket", "close", "quote", "stop", "day", "next")
    if kind in ("stop", "inner", "soft"):
        return not _is_proper(text, match) and (kind != "soft" or _ends_softly(match.group(), shape, rules))
    if kind == "sentence":
        return match.group() != "." or rules.abbreviation.search(folded, max(start, at - 5), at) is None
    if kind == "date":
        year = _YEAR.match(folded, at)
        return year is None or rules.lexicon.boundaries.after_year_in_name.match(folded, year.end()) is None
    return kind in ("next", "bracket", "close", "quote", "day") or _ends_at_joint(
        text, folded, match, start, limit, rules
    )


def _ends_softly(word: str, shape: EventShape, rules: BoundaryRules) -> bool:
    return shape.form != "clause" and shape.event_type not in rules.lexicon.boundaries.soft_stops[word]


def _ends_at_joint(text: str, folded: str, match: re.Match[str], start: int, limit: int, rules: BoundaryRules) -> bool:
    """A comma, a dash or ``và`` joins parts of a name, or separates the name from what follows."""
    boundaries, at, after = rules.lexicon.boundaries, match.start(), match.end()
    following = after + (folded[after : after + 1] == " ")
    if match.lastgroup == "comma":
        return boundaries.after_comma.match(folded, following) is None
    if match.lastgroup == "and":
        counted = rules.quantity.match(folded, following) is not None
        return counted or boundaries.after_and.match(folded, following) is not None or following >= limit
    if boundaries.slogan.match(folded, following) is not None or folded[at - 1 : at] == ")":
        return True
    spaced = " " in (folded[at : at + 1], folded[at - 1 : at])
    named = any(
        word[0].isupper() for word in text[start:at].split()[1:]
    )  # else the name follows: "danh nhân - nhà thơ X"
    return spaced and named and boundaries.apposition.match(folded, following) is not None


def _is_proper(text: str, match: re.Match[str]) -> bool:
    """``Cao Bằng``: a capital in mixed case makes a name of a small word."""
    word = text[match.start() : match.end()]
    return word[0].isupper() and not word.isupper() and len(word) > 1


def _opens(folded: str, match: re.Match[str]) -> bool:
    """A straight quote behind a letter closes a quotation that began before the event."""
    return match.group() != '"' or not folded[match.start() - 1 : match.start()].isalnum()


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _TRAILING_MARKS:
        end -= 1
    return end
