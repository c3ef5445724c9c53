"""Where the name of an event ends and which dates stand directly behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from nlp_service.extract.anniversaries.counts import count_grammar
from nlp_service.extract.anniversaries.events import EventShape
from nlp_service.extract.anniversaries.lexicon import Lexicon, alternation
from nlp_service.extract.anniversaries.partial_dates import find_numeric_dates

_MAX_EVENT = 240
_MAX_BRACKET = 80
_DATE = r"(?<!\w)(?:(?:vào )?(?:ngày |năm )?(?:\d{1,2} ?[./\-–] ?\d{1,2}(?: ?[./\-–] ?\d{4})?|[12]\d{3})(?!\w)|ngày \d{1,2} tháng \d{1,2}|tháng \d{1,2})"
_SENTENCE_END = r"[.!?…](?=[\s\"”»']|$)"
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:tp|ts|gs|pgs|ths|bs|st|mr|dr|[a-zđ]|nxb|t\.ư|q|p)$")
_YEAR_IN_NAME = re.compile(r"[12]\d{3} (?:tại|ở|ra|của|giữa)(?!\w)")
_ACRONYM = re.compile(r"\([^()\d]{1,14}\)")

Kind = Literal["date", "stop", "soft", "and", "comma", "dash", "bracket", "close", "quote", "sentence", "next"]


@dataclass(frozen=True, slots=True)
class BoundaryRules:
    """One compiled pattern of everything that may end an event, and the lexicon that decides."""

    pattern: re.Pattern[str]
    quantity: re.Pattern[str]
    lexicon: Lexicon


def compile_boundaries(lexicon: Lexicon) -> BoundaryRules:
    """Compile the pattern of possible ends."""
    triggers, boundaries = lexicon.triggers, lexicon.boundaries
    parts = {
        "sentence": rf"\n|{_SENTENCE_END}|[;:](?!\w)",
        "bracket": r"\(",
        "close": r"[)\]”»]",
        "quote": r"[\"“«\[]",
        "comma": r",(?!\d)",
        "dash": r" ?(?<![\w])[-–—](?= )|(?<=\))-|[-–—] (?=\w)| [-–—](?=\w)",
        "date": _DATE,
        "next": triggers.commemoration,
        "and": r"(?<!\w)(?:và|cùng)(?!\w)",
        "soft": alternation(boundaries.soft_stops),
        "stop": alternation(boundaries.stops),
    }
    pattern = re.compile("|".join(f"(?P<{name}>{part})" for name, part in parts.items()))
    return BoundaryRules(pattern, re.compile(count_grammar(triggers).quantity), lexicon)


def find_event_end(
    text: str, folded: str, start: int, limit: int, shape: EventShape, years: int | None, rules: BoundaryRules
) -> int:
    """Return where the event that begins at ``start`` ends, at most ``limit``; trailing blanks and marks are left out."""
    limit = min(limit, start + _MAX_EVENT)
    dated = _find_dated_bracket(folded, start, limit, years, rules)
    if dated is not None:
        return _trim(text, start, dated)
    depth = 0
    for match in rules.pattern.finditer(folded, start, limit):
        kind = match.lastgroup
        if kind == "quote" or (kind == "close" and depth):
            depth += 1 if kind == "quote" and not (match.group() == '"' and depth) else -1
            if match.start() > start:
                continue
        if depth and kind not in ("next", "bracket"):
            continue
        if _ends(folded, match, start, limit, shape, rules):
            return _trim(text, start, match.start())
    return _trim(text, start, limit)


def _find_dated_bracket(folded: str, start: int, limit: int, years: int | None, rules: BoundaryRules) -> int | None:
    """Return the bracket whose two years are ``years`` apart: the surest end of an event."""
    opening = start - 1
    while years is not None and (opening := folded.find("(", opening + 1, limit)) != -1:
        closing = folded.find(")", opening, opening + _MAX_BRACKET)
        found = [
            day.year for _, _, day in find_numeric_dates(folded[opening + 1 : max(closing, opening + 1)]) if day.year
        ]
        if len(found) == 2:
            between = rules.pattern.finditer(folded, start, opening)
            clear = not any(match.lastgroup in ("next", "sentence") or _is_main_verb(match) for match in between)
            return opening if abs(found[1] - found[0]) == years and clear else None
    return None


def _is_main_verb(match: re.Match[str]) -> bool:
    return match.group() in ("đã", "sẽ", "tổ chức", "diễn ra", "sáng", "chiều", "tối")


def _ends(folded: str, match: re.Match[str], start: int, limit: int, shape: EventShape, rules: BoundaryRules) -> bool:
    kind, at, after = match.lastgroup, match.start(), match.end()
    boundaries = rules.lexicon.boundaries
    following = after + (folded[after : after + 1] == " ")
    if at == start:
        return kind in ("sentence", "bracket", "close")
    if kind == "sentence":
        return not (match.group() == "." and _ABBREVIATION.search(folded[max(start, at - 5) : at]) is not None)
    if kind == "bracket":
        return _ACRONYM.match(folded, at) is None or not folded[_closing(folded, at) + 1 : limit].strip()
    if kind == "comma":
        return boundaries.after_comma.match(folded, following) is None
    if kind == "dash":
        spaced = folded[at : at + 1] == " " or folded[at - 1 : at] == " "
        if boundaries.slogan.match(folded, following) is not None or folded[at - 1 : at] == ")":
            return True
        return spaced and boundaries.apposition.match(folded, following) is not None
    if kind == "and":
        counted = rules.quantity.match(folded, following) is not None
        return counted or boundaries.after_and.match(folded, following) is not None or following >= limit
    if kind == "soft":
        return shape.form != "clause" and shape.event_type not in boundaries.soft_stops[match.group()]
    if kind == "stop":
        return True
    if kind == "date":
        return _YEAR_IN_NAME.match(folded, at) is None
    return kind in ("next", "close")


def _closing(folded: str, opening: int) -> int:
    closing = folded.find(")", opening, opening + _MAX_BRACKET)
    return closing if closing != -1 else opening


def _trim(text: str, start: int, end: int) -> int:
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:-–—.…!?"):
        end -= 1
    return end
