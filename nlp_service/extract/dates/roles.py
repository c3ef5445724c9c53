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
_LISTS: Final = ("adjacent", "counted_next")
_OF_LENGTHS: Final = frozenset({DateRole.ANNIVERSARY, DateRole.TERM, DateRole.DEADLINE})
_LEFT_WINDOW: Final = 60
_ADJACENT: Final = 6
_HISTORICAL_YEARS: Final = 40
_SENTENCE_END: Final = re.compile(r"[\n;!?]|\.\s")
_RANGE: Final = re.compile(r"\s*[-–—]\s*")


class RoleFinder:
    """Reads the cues once; the nearest cue to the left in the sentence decides.

    Raises:
        ResourceError: on construction, when the cue file is missing or malformed.
    """

    def __init__(self) -> None:
        content = read(_ROLES)
        known = {role.value for role in _CUED} | set(_LISTS)
        for key in content:
            if key not in known:
                raise ResourceError(f"Resource {_ROLES}: unknown role {key}.")
        self._roles = {cue: role for role in _CUED for cue in strings(content, role.value, name=_ROLES)}
        self._adjacent = frozenset(strings(content, "adjacent", name=_ROLES))
        self._cue = _any_of(tuple(self._roles))
        self._counted_next = _any_of(strings(content, "counted_next", name=_ROLES))

    def assign(self, document: Document, mentions: Sequence[DateMention]) -> tuple[DateMention, ...]:
        """Return the mentions with their roles."""
        zones = document.zones
        starts = [zone.start for zone in zones]
        assigned: list[DateMention] = []
        for mention in mentions:
            index = bisect_right(starts, mention.start) - 1
            zone = zones[index] if index >= 0 and mention.start < zones[index].end else None
            previous = assigned[-1] if assigned else None
            assigned.append(replace(mention, role=self._role(document, mention, zone, previous)))
        return tuple(assigned)

    def _role(
        self, document: Document, mention: DateMention, zone: Zone | None, previous: DateMention | None
    ) -> DateRole:
        if _is_publication(document, mention, zone):
            return DateRole.PUBLICATION
        cued = self._cued(document.text, mention)
        if mention.type in ("DURATION", "SET"):
            following = document.text[mention.end : mention.end + _LEFT_WINDOW].lower().lstrip()
            if mention.type == "DURATION" and self._counted_next.match(following):
                return DateRole.ANNIVERSARY
            return cued if cued in _OF_LENGTHS and cued is not None else DateRole.EVENT
        if previous is not None and _is_return(document.text, previous, mention):
            return DateRole.ANNIVERSARY
        if cued is not None:
            return cued
        return DateRole.HISTORICAL if _is_old(mention, document.published) else DateRole.EVENT

    def _cued(self, text: str, mention: DateMention) -> DateRole | None:
        window = _left_of(text, mention.start)
        last = None
        for found in self._cue.finditer(window):
            if found.group() not in self._adjacent or len(window) - found.end() <= _ADJACENT:
                last = found.group()
        return self._roles[last] if last is not None else None


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in ordered) + r")\b")


def _left_of(text: str, start: int) -> str:
    """Return the lower-cased text before a mention, back to the start of its sentence or line."""
    return _SENTENCE_END.split(text[max(0, start - _LEFT_WINDOW) : start].lower())[-1]


def _is_publication(document: Document, mention: DateMention, zone: Zone | None) -> bool:
    if mention.type not in ("DATE", "TIME") or mention.interval is None:
        return False
    if zone is not None and zone.zone is ZoneLabel.DATELINE:
        return True
    published = document.published
    return published is not None and mention.value[:10] == _iso_day(published) and _is_alone(document.text, mention)


def _is_alone(text: str, mention: DateMention) -> bool:
    """Whether the mention has its line for itself; a long line is not looked at."""
    before = text[max(0, mention.start - _LEFT_WINDOW) : mention.start].rpartition("\n")[2]
    after = text[mention.end : mention.end + _LEFT_WINDOW].partition("\n")[0]
    return not any(letter.isalnum() for letter in before + after)


def _is_return(text: str, previous: DateMention, mention: DateMention) -> bool:
    """Whether a day comes back in a later year: the second of ``(19/5/1890 - 19/5/2024)``."""
    if not _RANGE.fullmatch(text[previous.end : mention.start][:_ADJACENT]):
        return False
    first, second = PartialDate.parse(previous.value), PartialDate.parse(mention.value)
    if first is None or second is None or not (first.is_complete() and second.is_complete()):
        return False
    return first.same_month_and_day(second) and (first.year or 0) < (second.year or 0)


def _iso_day(published: Published) -> str:
    return (published.date() if isinstance(published, datetime) else published).isoformat()


def _is_old(mention: DateMention, published: Published | None) -> bool:
    if mention.interval is None or published is None:
        return False
    return int(mention.interval[0][:4]) <= published.year - _HISTORICAL_YEARS
