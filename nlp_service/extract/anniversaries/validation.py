"""Whether a candidate is an anniversary, judged by the event behind it."""

from __future__ import annotations

import re

from nlp_service.extract.anniversaries.attached_dates import AttachedDates
from nlp_service.extract.anniversaries.candidates import Candidate
from nlp_service.extract.anniversaries.counts import count_grammar, parse_number
from nlp_service.extract.anniversaries.events import EventShape
from nlp_service.extract.anniversaries.vocabulary import Lexicon, NamedDay
from nlp_service.extract.anniversaries.written_dates import has_day

_OPENING_QUOTES = "“\"«'‘"
_HEADLINE_ENDS = (":", "\n", ",")
_LETTER = re.compile(r"[^\W\d_]")
_TEXT_END = re.compile(r"\s*\Z")
_COUNTRY_CUE = re.compile(r" (?:của |nước |lần thứ )?(?=\w)")


def may_begin(text: str, start: int) -> bool:
    """Return whether the name of an event can begin at ``start``."""
    return text[start].isalnum() or text[start] in _OPENING_QUOTES


def is_anniversary(
    candidate: Candidate, text: str, folded: str, end: int, shape: EventShape, attached: AttachedDates, lexicon: Lexicon
) -> bool:
    """Return whether the candidate with its event ``[event_start, end)``, which may begin there, is an anniversary."""
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
        headline = text[end : end + 1] in _HEADLINE_ENDS or _TEXT_END.match(text, end) is not None
        return _is_counted(candidate, event, shape, headline, lexicon)
    return _is_yearly(candidate, text, folded, end, shape, attached, lexicon)


def _is_counted(candidate: Candidate, event: str, shape: EventShape, headline: bool, lexicon: Lexicon) -> bool:
    if candidate.trigger == "commemoration":
        return True
    sure = shape.form in ("head", "named_day") or (
        shape.form == "clause" and (shape.opened or shape.event_type != "other")
    )
    if candidate.trigger == "whole":
        return sure or len(event.split()) >= 2
    if candidate.trigger in ("occasion", "beside"):
        return sure or shape.form == "institution" or (shape.opened and len(event.split()) >= 3)
    named = any(word[0].isupper() for word in event.split()[1:])
    incident = shape.form == "head" or lexicon.heads.incident.match(event.lower()) is not None
    if candidate.trigger == "headline" and headline and named and incident:
        return True
    return shape.opened and sure and not (shape.form == "clause" and candidate.trigger == "none")


def _is_yearly(
    candidate: Candidate, text: str, folded: str, end: int, shape: EventShape, attached: AttachedDates, lexicon: Lexicon
) -> bool:
    if candidate.trigger != "commemoration":
        owned = any(word[0].isupper() for word in text[candidate.event_start : end].split()[2:])
        return shape.form == "named_day" or (shape.form == "head" and (owned or bool(attached.dates)))
    if lexicon.triggers.mourning.match(folded, candidate.start) is not None and not shape.opened:
        return shape.event_type == "death" and shape.form == "head"
    if shape.form == "named_day" and shape.named_day is not None and not shape.opened:
        return _is_named_day(candidate, text, end, shape, attached) or shape.named_day.name.startswith("quốc tế")
    if shape.form in ("head", "named_day"):
        return True
    event = text[candidate.event_start : end]
    if shape.opened and attached.dates:
        return True
    named = any(word[0].isupper() for word in event.split()[1:])
    if shape.form == "clause":
        return (shape.opened and (named or shape.event_type != "other")) or (
            event[:1].isupper() and lexicon.heads.rise.search(event) is not None
        )
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
    event, day = text[candidate.event_start : end], shape.named_day
    if day is None:
        return bool(attached.dates) or len(event.split()) > 3
    if day.capital and not (event[0].isupper() or event[event.lower().find(day.name)].isupper()):
        return False
    if day.person and event.istitle():
        return _is_its_day(day, attached)
    if shape.opened or day.bare or _is_its_day(day, attached):
        return True
    if not day.person:
        return False
    abroad = _COUNTRY_CUE.match(event, len(day.name)) is not None
    return candidate.trigger != "none" or bool(attached.dates) or abroad


def _is_its_day(day: NamedDay, attached: AttachedDates) -> bool:
    """``Nhà giáo Việt Nam 20/11``: the date is the day of that name; any day is where none is on record."""
    dated = [date for date in attached.dates if has_day(date)]
    if day.day is None:
        return bool(dated)
    return any((date.month, date.day) == (day.day.month, day.day.day) for date in dated)


def read_inner_count(event: str, lexicon: Lexicon) -> int | None:
    """Return the count inside a name: ``ngày sinh lần thứ 125 của ...``, ``giỗ 10 năm``, ``... tròn 20 tuổi``."""
    grammar = count_grammar(lexicon.triggers)
    ordinal = re.search(grammar.ordinal, event)
    if ordinal is not None:
        return parse_number(ordinal["rank"], lexicon.triggers)
    whole = re.search(rf"{lexicon.triggers.inner_count_leads} (?P<rank>{grammar.number}) (?:tuổi|năm)(?!\w)", event)
    return parse_number(whole["rank"], lexicon.triggers) if whole is not None else None
