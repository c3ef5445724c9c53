"""What a date does in its sentence: the words before it say that someone was born, a term ends, a deadline is due."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from nlp_service.errors import ResourceError
from nlp_service.resources.loader import read, strings
from nlp_service.types import DateMention, DateRole, Document, Published, ZoneLabel

_ROLES: Final = "dates/roles.yml"
_CUED: Final = (
    DateRole.ANNIVERSARY,
    DateRole.DEADLINE,
    DateRole.TERM,
    DateRole.BIRTH,
    DateRole.DEATH,
    DateRole.FOUNDING,
)
_LEFT_WINDOW: Final = 60
_HISTORICAL_YEARS: Final = 40
_SENTENCE_END: Final = re.compile(r"[\n;!?]|\.\s")


class RoleFinder:
    """Reads the cues once; the nearest cue to the left in the sentence decides.

    Raises:
        ResourceError: on construction, when the cue file is missing or malformed.
    """

    def __init__(self) -> None:
        content = read(_ROLES)
        known = {role.value for role in _CUED}
        for key in content:
            if key not in known:
                raise ResourceError(f"Resource {_ROLES}: unknown role {key}.")
        self._roles = {cue: role for role in _CUED for cue in strings(content, role.value, name=_ROLES)}
        self._cue = _pattern(tuple(self._roles))

    def with_role(self, document: Document, mention: DateMention) -> DateMention:
        """Return the mention with its role."""
        return replace(mention, role=self._role(document, mention))

    def _role(self, document: Document, mention: DateMention) -> DateRole:
        if _is_publication(document, mention):
            return DateRole.PUBLICATION
        if mention.type in ("DURATION", "SET"):
            return self._cued(document, mention) or DateRole.EVENT
        cued = self._cued(document, mention)
        if cued is not None:
            return cued
        return DateRole.HISTORICAL if _is_old(mention, document.published) else DateRole.EVENT

    def _cued(self, document: Document, mention: DateMention) -> DateRole | None:
        last = None
        for found in self._cue.finditer(_left_of(document.text, mention.start)):
            last = found.group()
        return self._roles[last] if last is not None else None


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in ordered) + r")\b")


def _left_of(text: str, start: int) -> str:
    """Return the lower-cased text before a mention, back to the start of its sentence or line."""
    window = text[max(0, start - _LEFT_WINDOW) : start].lower()
    return _SENTENCE_END.split(window)[-1]


def _is_publication(document: Document, mention: DateMention) -> bool:
    zone = next((zone.zone for zone in document.zones if zone.start <= mention.start < zone.end), None)
    if zone is ZoneLabel.DATELINE and mention.type in ("DATE", "TIME") and mention.interval is not None:
        return True
    published = document.published
    if published is None or (zone is not None and zone is not ZoneLabel.DATELINE and not _is_alone(document, mention)):
        return False
    return _is_alone(document, mention) and mention.value[:10] == _iso_day(published)


def _is_alone(document: Document, mention: DateMention) -> bool:
    """Whether the mention has its line for itself."""
    before = document.text.rfind("\n", 0, mention.start) + 1
    after = document.text.find("\n", mention.end)
    after = len(document.text) if after < 0 else after
    rest = document.text[before : mention.start] + document.text[mention.end : after]
    return not any(letter.isalnum() for letter in rest)


def _iso_day(published: Published) -> str:
    return (published.date() if isinstance(published, datetime) else published).isoformat()


def _is_old(mention: DateMention, published: Published | None) -> bool:
    if mention.interval is None or published is None:
        return False
    return int(mention.interval[0][:4]) <= published.year - _HISTORICAL_YEARS
