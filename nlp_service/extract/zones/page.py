"""The lines of a page with everything that their own words tell.

A line such as ``22/03/2024 10:48 | Lượt xem: 12`` is cut in parts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nlp_service.extract.zones.bylines import Byline, BylineParser
from nlp_service.extract.zones.captions import CaptionCues
from nlp_service.extract.zones.cues import Kind, LineCues
from nlp_service.extract.zones.datelines import Dateline, DatelineParser
from nlp_service.extract.zones.lines import Line, split_lines
from nlp_service.resources import loader
from nlp_service.types import ZoneLabel

_FILE = "zones/datelines.yml"
_SEPARATORS = r" *[|•·] *| +[-–—/] +|,? \.(?=\S)|[,;.] +| +(?=\()|(?<=\)) +| (?=\d{1,2}[/:]\d)"
_MAX_PIECES = 8
_OTHER_LENGTH = 30
_MIN_TITLE_TOKENS = 4
_GLUE = re.compile(r" *[|–-] *| +")
_GLUED_DATE = 60
_CLOCK = re.compile(r"\d{1,2}(?::|h)\d{2}")


@dataclass(frozen=True, slots=True)
class Part:
    """A labelled part of one line; offsets are those of the whole text."""

    start: int
    end: int
    zone: ZoneLabel
    dateline: Dateline | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line and what it is by itself. ``parts`` is filled when the whole line is made of date, author, counter and
    the like, ``headline`` when it can be a headline with the date glued to it."""

    line: Line
    kind: Kind
    parts: tuple[Part, ...] = ()
    headline: tuple[Part, ...] = ()
    byline: Byline | None = None
    caption: bool = False

    @property
    def dateline(self) -> Dateline | None:
        """The first date of a line of parts."""
        return next((part.dateline for part in self.parts if part.dateline), None)

    @property
    def text(self) -> bool:
        """Whether the line can belong to the article's own text."""
        return self.kind is Kind.TEXT and not self.parts

    @property
    def prose(self) -> bool:
        """Whether the line is a paragraph of the article."""
        return self.text and self.line.prose and not self.caption


class PageReader:
    """Reads a text into its :class:`PageLine` values."""

    def __init__(self) -> None:
        self._cues, self._datelines = LineCues(), DatelineParser()
        self._bylines, self._captions = BylineParser(), CaptionCues()
        starts = "|".join(map(re.escape, loader.strings(loader.read(_FILE), "part_starts", name=_FILE)))
        self._separator = re.compile(rf"{_SEPARATORS}| +(?=(?:{starts})\b)", re.IGNORECASE)

    def read(self, lines: Sequence[Line]) -> tuple[PageLine, ...]:
        """Return ``lines`` with what they are."""
        return tuple(map(self._describe, lines))

    def _describe(self, line: Line) -> PageLine:
        kind = self._cues.kind(line)
        if not line.short:
            return PageLine(line, kind, caption=kind is Kind.TEXT and self._captions.is_caption(line))
        if kind in (Kind.TEXT, Kind.LIKELY_FURNITURE, Kind.FURNITURE):
            parts = self._parts(line)
            if parts:
                return PageLine(line, kind, parts)
        if kind is not Kind.TEXT:
            return PageLine(line, kind)
        byline = self._bylines.parse(line.text)
        caption = self._captions.is_caption(line) and not (byline and byline.certain)
        glued = () if byline or caption else self._glued_date(line)
        return PageLine(line, kind, headline=glued, byline=None if caption else byline, caption=caption)

    def _parts(self, line: Line) -> tuple[Part, ...]:
        """Return the parts of a line that holds a date and nothing but furniture beside it, else nothing."""
        if not any(map(str.isdigit, line.text)):
            return ()
        dateline = self._datelines.parse(line.text)
        if dateline is not None:
            return (Part(line.start, line.end, ZoneLabel.DATELINE, dateline),)
        pieces = self._pieces(line.text)
        if not 2 <= len(pieces) <= _MAX_PIECES:
            return ()
        return self._joined_parts(line, pieces)

    def _joined_parts(self, line: Line, pieces: list[tuple[int, int]]) -> tuple[Part, ...]:
        """Return the parts that ``pieces`` make; beside a moment one short piece may be anything, a section mostly."""
        parts: list[Part] = []
        other: Part | None = None
        index = 0
        while index < len(pieces):
            for last in range(len(pieces) - 1, index - 1, -1):
                part = self._part(line, pieces[index][0], pieces[last][1])
                if part is not None:
                    parts.append(part)
                    index = last + 1
                    break
            else:
                if other or pieces[index][1] - pieces[index][0] > _OTHER_LENGTH:
                    return ()
                other = Part(line.start + pieces[index][0], line.start + pieces[index][1], ZoneLabel.BANNER)
                parts.append(other)
                index += 1
        timed = any(part.dateline and part.dateline.has_time for part in parts)
        return tuple(parts) if timed or (not other and any(part.dateline for part in parts)) else ()

    def _part(self, line: Line, start: int, end: int) -> Part | None:
        text = line.text[start:end]
        first, last = line.start + start, line.start + end
        dateline = self._datelines.parse(text)
        if dateline is not None:
            return Part(first, last, ZoneLabel.DATELINE, dateline)
        (piece,) = split_lines(text) or (None,)
        if piece is None:
            return None
        kind = self._cues.kind(piece)
        if kind in (Kind.COUNTER, Kind.LIKELY_COUNTER):
            return Part(first, last, ZoneLabel.COUNTER)
        if kind not in (Kind.TEXT, Kind.SLOGAN):
            return Part(first, last, ZoneLabel.BANNER)
        byline = self._bylines.parse(text)
        return Part(first, last, ZoneLabel.BYLINE, author=byline.author) if byline else None

    def _glued_date(self, line: Line) -> tuple[Part, ...]:
        """Return headline and date line of a line that ends in day and time, as some portals print headlines."""
        if not _CLOCK.search(line.text[-_GLUED_DATE:]):
            return ()
        first = max(0, len(line.text) - _GLUED_DATE)
        for match in _GLUE.finditer(line.text, first):
            title, date = line.text[: match.start()], line.text[match.end() :]
            if len(title.split()) < _MIN_TITLE_TOKENS:
                continue
            dateline = self._datelines.parse(date.strip("()[] "))
            if dateline is not None and dateline.has_time:
                return (
                    Part(line.start, line.start + match.start(), ZoneLabel.HEADLINE),
                    Part(line.start + match.end(), line.end, ZoneLabel.DATELINE, dateline),
                )
        return ()

    def _pieces(self, text: str) -> list[tuple[int, int]]:
        pieces, start = [], 0
        for match in self._separator.finditer(text):
            if match.start() > start:
                pieces.append((start, match.start()))
            start = match.end()
        return [*pieces, (start, len(text))] if start < len(text) else pieces
