"""The author of an article is a person, however short or however written the line that names him."""

from __future__ import annotations

import re

from nlp_service.types import Document, Entity, EntityExplanation, ZoneLabel

_SCORE = 0.9
_EXPLANATION = EntityExplanation("byline")
_LONGEST = 5
"""Syllables of a person's name; a longer author is an institution or several people."""


def find_author(document: Document) -> tuple[Entity, ...]:
    """Return the document's author as a mention at each place in a byline zone where the name stands, in order."""
    author = (document.author or "").strip()
    if not 2 <= len(author.split()) <= _LONGEST or not author[0].isalpha():
        return ()
    pattern = re.compile(rf"(?<!\w){re.escape(author)}(?!\w)")
    return tuple(
        Entity(match.start(), match.end(), match[0], "PER", _SCORE, source="rule", explanation=_EXPLANATION)
        for zone in document.zones
        if zone.zone == ZoneLabel.BYLINE
        for match in pattern.finditer(document.text, zone.start, zone.end)
    )
