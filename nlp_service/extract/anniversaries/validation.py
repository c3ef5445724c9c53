"""Whether a candidate is an anniversary, judged by the event behind it."""

from __future__ import annotations

import re

from nlp_service.extract.anniversaries.attached_dates import AttachedDates
from nlp_service.extract.anniversaries.candidates import Candidate
from nlp_service.extract.anniversaries.counts import count_grammar, parse_number
from nlp_service.extract.anniversaries.events import EventShape
from nlp_service.extract.anniversaries.lexicon import Lexicon

_LETTER = re.compile(r"[^\W\d_]")
_RISING = re.compile(r"(?<!\w)(?:trở thành|lên ngôi|đăng quang|nhậm chức)(?!\w)")
_COUNTRY_CUE = re.compile(r" (?:của |nước |lần thứ )?(?=\w)")


def is_anniversary(
    candidate: Candidate, text: str, folded: str, end: int, shape: EventShape, attached: AttachedDates, lexicon: Lexicon
) -> bool:
    """Return whether the candidate with its event ``[event_start, end)`` is an anniversary."""
    event = text[candidate.event_start : end]
    if _LETTER.search(event) is None:
        return False
    if candidate.mode in ("ordinal", "wedding"):
        return True
    if candidate.mode == "memorial":
        return _is_memorial(candidate, text, end, lexicon)
    if candidate.mode == "named_day":
        return _is_named_day(candidate, text, end, shape, attached)
    if candidate.mode == "counted":
        return _is_counted(candidate, event, shape)
    return _is_yearly(candidate, text, folded, end, shape, lexicon)


def _is_counted(candidate: Candidate, event: str, shape: EventShape) -> bool:
    if candidate.trigger == "commemoration":
        return True
    sure = shape.form in ("head", "named_day") or (
        shape.form == "clause" and (shape.opened or shape.event_type != "other")
    )
    if candidate.trigger == "whole":
        return sure or len(event.split()) >= 2
    if candidate.trigger in ("occasion", "beside"):
        return sure or shape.form == "institution" or (shape.opened and len(event.split()) >= 3)
    return shape.opened and sure and not (shape.form == "clause" and candidate.trigger == "none")


def _is_yearly(candidate: Candidate, text: str, folded: str, end: int, shape: EventShape, lexicon: Lexicon) -> bool:
    if candidate.trigger != "commemoration":
        return shape.form in ("head", "named_day")
    if lexicon.triggers.mourning.match(folded, candidate.start) is not None and not shape.opened:
        return shape.event_type == "death" and shape.form == "head"
    if shape.form in ("head", "named_day"):
        return True
    event = text[candidate.event_start : end]
    if shape.form == "clause":
        return shape.opened or (event[:1].isupper() and _RISING.search(event) is not None)
    return shape.form == "institution" and "tròn" in event


def _is_memorial(candidate: Candidate, text: str, end: int, lexicon: Lexicon) -> bool:
    if candidate.years is not None:
        return True
    event = text[candidate.event_start : end]
    head = re.match(lexicon.triggers.memorial_heads, event.lower())
    rest = event[head.end() :].strip() if head is not None else ""
    return bool(rest) and (
        rest[:1].isupper() or rest[:1].isdigit() or lexicon.triggers.memorial_owner.match(rest.lower()) is not None
    )


def _is_named_day(candidate: Candidate, text: str, end: int, shape: EventShape, attached: AttachedDates) -> bool:
    if shape.named_day is None and not attached.dates and len(text[candidate.event_start : end].split()) <= 3:
        return False
    if shape.opened or attached.dates or (shape.named_day is not None and shape.named_day.bare):
        return not text[candidate.start : end].startswith("Quốc Khánh") or bool(attached.dates)
    if candidate.trigger in ("beside", "occasion"):
        return True
    event = text[candidate.event_start : end]
    return event.startswith("Quốc khánh ") and _COUNTRY_CUE.match(event, len("Quốc khánh")) is not None


def read_inner_count(event: str, lexicon: Lexicon) -> int | None:
    """Return the count inside a name: ``ngày sinh lần thứ 125 của ...``, ``giỗ 10 năm``, ``... tròn 20 tuổi``."""
    grammar = count_grammar(lexicon.triggers)
    ordinal = re.search(grammar.ordinal, event)
    if ordinal is not None:
        return parse_number(ordinal["rank"], lexicon.triggers)
    whole = re.search(rf"(?<!\w)(?:tròn|giỗ|sinh nhật) (?P<rank>{grammar.number}) (?:tuổi|năm)(?!\w)", event)
    return parse_number(whole["rank"], lexicon.triggers) if whole is not None else None
