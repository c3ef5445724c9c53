"""What a date does in its sentence: the words before it say that someone was born, a term ends, a deadline is due."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from nlp_service.errors import ResourceError
from nlp_service.extract.dates.values import PartialDate
from nlp_service.resources.loader import read, strings
from nlp_service.types import DateMention, DateRole, Document, Published, Zone, ZoneLabel

_ROLES: Final = "dates/roles.yml"
_CUED: Final = (
    DateRole.ANNIVERSARY,
    DateRole.DEADLINE,
    DateRole.TERM,
    DateRole.BIRTH,
    DateRole.DEATH,
    DateRole.FOUNDING,
)
_LISTS: Final = ("adjacent", "lead_ins", "dutiful", "duties", "after", "counted_next", "not_people")
_LEFT_WINDOW: Final = 60
_RIGHT_WINDOW: Final = 60
_ADJACENT: Final = 24
_HISTORICAL_YEARS: Final = 40
_LIFE_YEARS: Final = range(25, 106)
_SENTENCE_END: Final = re.compile(r"[\n;!?]|\.\s")
_RANGE: Final = re.compile(r"\s*[-–—]\s*")
_TIME_ZONE: Final = re.compile(r"\(?gmt ?\+ ?7\)?")
_NAME_WORDS: Final = 2


Neighbours = tuple[DateMention | None, DateMention | None]
"""The mentions before, with its role, and after."""


class RoleFinder:
    """Reads the cues once; the nearest cue to the left in the sentence decides, else one that follows the date.

    Raises:
        ResourceError: on construction, when the cue file is missing or malformed.
    """

    def __init__(self) -> None:
        content = read(_ROLES)
        known = {role.value for role in _CUED} | set(_LISTS)
        for key in content:
            if key not in known:
                raise ResourceError(f"Resource {_ROLES}: unknown role {key}.")
        lists = {key: strings(content, key, name=_ROLES) for key in _LISTS}
        self._roles = {cue: role for role in _CUED for cue in strings(content, role.value, name=_ROLES)}
        self._adjacent, self._dutiful = frozenset(lists["adjacent"]), frozenset(lists["dutiful"])
        self._not_people = frozenset(lists["not_people"])
        self._cue, self._after = _any_of(tuple(self._roles)), _any_of(lists["after"])
        self._duty, self._counted_next = _any_of(lists["duties"]), _any_of(lists["counted_next"])
        self._lead_ins = re.compile(rf"(?:\s|[:,(]|{_any_of(lists['lead_ins']).pattern})*")

    def assign(self, document: Document, mentions: Sequence[DateMention]) -> tuple[DateMention, ...]:
        """Return the mentions with their roles."""
        zones = document.zones
        starts = [zone.start for zone in zones]
        assigned: list[DateMention] = []
        for place, mention in enumerate(mentions):
            index = bisect_right(starts, mention.start) - 1
            zone = zones[index] if index >= 0 and mention.start < zones[index].end else None
            following = mentions[place + 1] if place + 1 < len(mentions) else None
            neighbours = (assigned[-1] if assigned else None, following)
            role = self._role(document, mention, zone, neighbours)
            assigned.append(replace(mention, role=role) if role is not mention.role else mention)
        return tuple(assigned)

    def _role(self, document: Document, mention: DateMention, zone: Zone | None, neighbours: Neighbours) -> DateRole:
        if _is_publication(document, mention, zone, neighbours):
            return DateRole.PUBLICATION
        text = document.text
        if mention.type in ("DURATION", "SET"):
            return self._role_of_length(text, mention)
        ranged = self._role_in_range(text, mention, neighbours)
        if ranged is not None:
            return ranged
        cued = self._cued(text, mention) or self._cued_after(text, mention, neighbours[1])
        if cued is not None:
            return cued
        return DateRole.HISTORICAL if _is_old(mention, document.published) else DateRole.EVENT

    def _role_of_length(self, text: str, mention: DateMention) -> DateRole:
        following = text[mention.end : mention.end + _RIGHT_WINDOW].lower().lstrip()
        if mention.type == "DURATION" and self._counted_next.match(following):
            return DateRole.ANNIVERSARY
        cued = self._cued(text, mention)
        if cued is DateRole.DEADLINE and mention.type == "DURATION":  # thời hạn 50 năm
            return DateRole.TERM
        return cued if cued in (DateRole.ANNIVERSARY, DateRole.TERM) else DateRole.EVENT

    def _role_in_range(self, text: str, mention: DateMention, neighbours: Neighbours) -> DateRole | None:
        """Return the role of either end of a life, of the end of a term, and of a day that comes back."""
        previous, following = neighbours
        if previous is not None and _RANGE.fullmatch(text[previous.end : mention.start][:_ADJACENT]):
            if _is_return(previous, mention):
                return DateRole.ANNIVERSARY
            if previous.role is DateRole.TERM:
                return DateRole.TERM
            if previous.role is DateRole.BIRTH and _is_life(previous, mention):
                return DateRole.DEATH
        ranged = following is not None and _RANGE.fullmatch(text[mention.end : following.start][:_ADJACENT])
        if ranged and following is not None and _is_life(mention, following):
            return DateRole.BIRTH if self._names_person(text, mention.start) else None
        return None

    def _names_person(self, text: str, start: int) -> bool:
        """Whether a bracket opens here behind a name of two words or more, and no dynasty's or school's.

        The name is looked at with the word before it.
        """
        window = text[max(0, start - _LEFT_WINDOW) : start]
        if not window.endswith("("):
            return False
        *before, last = ["", *window[:-1].split()]
        name = [last]
        while before and name[0][:1].isupper():
            name.insert(0, before.pop())
        named = len(name) > _NAME_WORDS and all(word[0].isupper() for word in name[1:])
        return named and not any(word.lower() in self._not_people for word in name)

    def _cued(self, text: str, mention: DateMention) -> DateRole | None:
        window = _left_of(text, mention.start)
        last = None
        for found in self._cue.finditer(window):
            cue = found.group()
            if cue in self._adjacent and not self._lead_ins.fullmatch(window, found.end()):
                continue
            if cue not in self._dutiful or self._duty.search(window):
                last = cue
        return self._roles[last] if last is not None else None

    def _cued_after(self, text: str, mention: DateMention, following: DateMention | None) -> DateRole | None:
        """``Năm 1969, Bác từ trần``: the date opens its sentence, the verb follows before another date."""
        if any(letter.isalnum() for letter in _left_of(text, mention.start)):
            return None
        end = mention.end + _RIGHT_WINDOW
        end = min(end, following.start) if following is not None else end
        found = self._after.search(_SENTENCE_END.split(text[mention.end : end].lower())[0])
        return self._roles[found.group()] if found is not None else None


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in ordered) + r")\b")


def _left_of(text: str, start: int) -> str:
    """Return the lower-cased text before a mention, back to the start of its sentence or line."""
    return _SENTENCE_END.split(text[max(0, start - _LEFT_WINDOW) : start].lower())[-1]


def _is_publication(document: Document, mention: DateMention, zone: Zone | None, neighbours: Neighbours) -> bool:
    if mention.type not in ("DATE", "TIME") or mention.interval is None:
        return False
    if zone is not None and zone.zone is ZoneLabel.DATELINE:
        return True
    published = document.published
    if published is None or mention.value[:10] != _iso_day(published):
        return False
    return _is_alone(document.text, mention, neighbours)


def _is_alone(text: str, mention: DateMention, neighbours: Neighbours) -> bool:
    """Whether no other word stands in the mention's line; a long line is not looked at."""
    previous, following = neighbours
    first = text.rfind("\n", max(0, mention.start - _LEFT_WINDOW), mention.start) + 1 or mention.start - _LEFT_WINDOW
    before = text[max(0, first) : mention.start]
    if previous is not None and previous.end > first:
        before = text[max(0, first) : max(first, previous.start, 0)] + text[previous.end : mention.start]
    after = text[mention.end : mention.end + _LEFT_WINDOW]
    if following is not None and following.start < mention.end + _LEFT_WINDOW:
        after = text[mention.end : following.start] + text[following.end : mention.end + _LEFT_WINDOW]
    rest = _TIME_ZONE.sub("", (before + after.partition("\n")[0]).lower())
    return not any(letter.isalnum() for letter in rest)


def _is_return(previous: DateMention, mention: DateMention) -> bool:
    """Whether a day comes back in a later year: the second of ``(19/5/1890 - 19/5/2024)``."""
    first, second = PartialDate.parse(previous.value), PartialDate.parse(mention.value)
    if first is None or second is None or not (first.is_complete() and second.is_complete()):
        return False
    return first.same_month_and_day(second) and (first.year or 0) < (second.year or 0)


def _is_life(first: DateMention, second: DateMention) -> bool:
    """Whether two dates lie as far apart as birth and death."""
    born, died = PartialDate.parse(first.value), PartialDate.parse(second.value)
    if born is None or died is None or born.year is None or died.year is None:
        return False
    return died.year - born.year in _LIFE_YEARS and not _is_return(first, second)


def _iso_day(published: Published) -> str:
    return (published.date() if isinstance(published, datetime) else published).isoformat()


def _is_old(mention: DateMention, published: Published | None) -> bool:
    if mention.interval is None or published is None:
        return False
    return int(mention.interval[0][:4]) <= published.year - _HISTORICAL_YEARS
