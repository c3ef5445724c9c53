"""Which of the dates and names on a page are the article's own."""

from __future__ import annotations

from collections.abc import Sequence

from nlp_service.extract.zones.datelines import DateCue
from nlp_service.extract.zones.header import Header
from nlp_service.extract.zones.page import Part
from nlp_service.types import Published, ZoneLabel

_NEAR = 4


def site_clocks(parts: Sequence[Sequence[Part]], header: Header) -> set[int]:
    """Return the date lines above the article that show the site's clock: they say so, or another date stands nearer to it."""
    chosen = _chosen(parts, header)
    anchor = _anchor(header)
    clocks = set()
    for index, line in enumerate(parts[: header.body]):
        for part in line:
            today = part.dateline is not None and part.dateline.cue is DateCue.TODAY
            beaten = chosen is not None and chosen > index and index < anchor - 1 and part.dateline is not None
            if today or beaten:
                clocks.add(index)
    return clocks


def find_published(parts: Sequence[Sequence[Part]], header: Header) -> Published | None:
    """Return the date of the article: beside the headline, of the day of publication rather than of the last change."""
    best = max(_candidates(parts, header), default=None)
    if best is None:
        return None
    return next(part.dateline.published for part in parts[best[-1]] if part.dateline and _rank(part) == best[1:3])


def find_author(parts: Sequence[Sequence[Part]]) -> str | None:
    """Return the author as written: the last byline with a name, which is the one that signs the article."""
    return next((part.author for line in reversed(parts) for part in line if part.author), None)


def _chosen(parts: Sequence[Sequence[Part]], header: Header) -> int | None:
    best = max(_candidates(parts, header), default=None)
    return best[-1] if best else None


def _candidates(parts: Sequence[Sequence[Part]], header: Header) -> list[tuple[bool, int, bool, int, int]]:
    anchor = _anchor(header)
    found = []
    for index, line in enumerate(parts):
        for part in line:
            if part.zone is ZoneLabel.DATELINE and part.dateline and part.dateline.published:
                if part.dateline.cue is DateCue.TODAY:
                    continue
                distance = abs(index - anchor)
                cue, has_time = _rank(part)
                found.append((distance <= _NEAR, cue, has_time, -distance, index))
    return found


def _rank(part: Part) -> tuple[int, bool]:
    assert part.dateline is not None
    return int(part.dateline.cue), part.dateline.has_time


def _anchor(header: Header) -> int:
    return header.headline if header.headline is not None else header.body
