"""Lines that a site repeats on its pages belong to the site and not to the article. Pure: nothing touches the database.

Only the beginning and the end of an article are looked at, because that is where a site puts its own; so what is kept
of an article does not grow with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from nlp_service.store.hashing import words_of
from nlp_service.text.folding import search_key
from nlp_service.types import BOILERPLATE_ZONES, Analysis, Article, Span, Tag, Zone, ZoneLabel

_FIRST_LINES, _LAST_LINES = 6, 12
_LEAST_LETTERS = 12
"""A shorter line (a name, a place) may stand in many articles and be part of each."""
_LARGEST_PART = 0.5
"""Where more than this part of an article is repeated, it is another article's text, not the site's."""


@dataclass(frozen=True, slots=True)
class SiteLines:
    """The lines at the beginning and the end of an article, as signed 64-bit hashes of their words, and its site."""

    site: str
    lines: tuple[int, ...]


def find_site_lines(article: Article, zones: Collection[Zone]) -> SiteLines | None:
    """Return the lines that may be the site's; None when the article does not say where it comes from."""
    site = _site(article.source)
    lines = {hash_line(article.text[zone.start : zone.end]) for zone in _edges(tuple(zones))} - {None}
    return SiteLines(site, tuple(sorted(line for line in lines if line is not None))) if site and lines else None


def zone_out(article: Article, analysis: Analysis, repeated: Collection[int]) -> Analysis:
    """Return the analysis with the repeated lines labelled as the site's, and without tags that only they justify."""
    edges = set(_edges(analysis.zones))
    found = {
        zone
        for zone in edges
        if zone.zone not in BOILERPLATE_ZONES and hash_line(article.text[zone.start : zone.end]) in repeated
    }
    total = sum(zone.end - zone.start for zone in analysis.zones)
    if not found or sum(zone.end - zone.start for zone in found) > total * _LARGEST_PART:
        return analysis
    kept = [zone.start for zone in analysis.zones if zone not in found]
    middle = kept[len(kept) // 2] if kept else 0
    zones = tuple(
        replace(zone, zone=ZoneLabel.BANNER if zone.start < middle else ZoneLabel.FOOTER) if zone in found else zone
        for zone in analysis.zones
    )
    tags = (_without(tag, found) for tag in analysis.tags)
    return replace(analysis, zones=zones, tags=tuple(tag for tag in tags if tag is not None))


def hash_line(line: str) -> int | None:
    """Return the hash of a line's words, None for a line that is too short to tell."""
    words = words_of(search_key(line))
    if sum(map(str.isalpha, words)) < _LEAST_LETTERS:
        return None
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=8).digest(), "big", signed=True)


def _edges(zones: tuple[Zone, ...]) -> tuple[Zone, ...]:
    """Return the first and the last lines; the labeller gives each line a zone of its own."""
    if len(zones) <= _FIRST_LINES + _LAST_LINES:
        return zones
    return zones[:_FIRST_LINES] + zones[-_LAST_LINES:]


def _without(tag: Tag, zones: Collection[Zone]) -> Tag | None:
    evidence = tuple(span for span in tag.evidence if not any(_holds(zone, span) for zone in zones))
    return replace(tag, evidence=evidence) if evidence or not tag.evidence else None


def _holds(zone: Zone, span: Span) -> bool:
    return zone.start <= span.start < zone.end


def _site(source: str | None) -> str | None:
    """Return the host of an address, else the name of the publication."""
    if not source:
        return None
    try:
        host = urlsplit(source).hostname
    except ValueError:
        host = None
    return host.removeprefix("www.") if host else source.casefold().strip() or None
