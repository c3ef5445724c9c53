"""Which of the dates and names on a page are the article's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nlp_service.extract.zones.datelines import DateCue, Dateline
from nlp_service.extract.zones.header import Header
from nlp_service.extract.zones.page import Part
from nlp_service.types import Published, ZoneLabel

_NEAR = 4


@dataclass(frozen=True, slots=True)
class _Candidate:
    index: int
    distance: int
    dateline: Dateline

    @property
    def rank(self) -> tuple[bool, DateCue, bool, int]:
        return self.distance <= _NEAR, self.dateline.cue, self.dateline.has_time, -self.distance


def find_site_clocks(parts: Sequence[Sequence[Part]], header: Header) -> set[int]:
    """Return the date lines above the article that show the day of the visit.

    They say so themselves, or another date stands nearer to the headline.
    """
    best = _best(parts, header)
    clocks = set()
    for index, line in enumerate(parts[: header.body]):
        dates = [part.dateline for part in line if part.dateline]
        beaten = best is not None and index < best.index and index < _anchor(header) - 1
        if dates and (beaten or any(date.cue is DateCue.TODAY for date in dates)):
            clocks.add(index)
    return clocks


def find_published(parts: Sequence[Sequence[Part]], header: Header) -> Published | None:
    """Return the date of the article: beside the headline, of its publication rather than of its last change."""
    best = _best(parts, header)
    return best.dateline.published if best else None


def find_author(parts: Sequence[Sequence[Part]]) -> str | None:
    """Return the author as written: the last byline with a name, which is the one that signs the article."""
    return next((part.author for line in reversed(parts) for part in line if part.author), None)


def _best(parts: Sequence[Sequence[Part]], header: Header) -> _Candidate | None:
    anchor = _anchor(header)
    candidates = [
        _Candidate(index, abs(index - anchor), part.dateline)
        for index, line in enumerate(parts)
        for part in line
        if part.zone is ZoneLabel.DATELINE and part.dateline and part.dateline.published
    ]
    dated = (candidate for candidate in candidates if candidate.dateline.cue is not DateCue.TODAY)
    return max(dated, key=lambda candidate: candidate.rank, default=None)


def _anchor(header: Header) -> int:
    return header.headline if header.headline is not None else header.body
