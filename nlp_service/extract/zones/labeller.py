"""Labels the parts of a flattened page by rules: cue words from the data files, then the order of layouts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from nlp_service.extract.zones.body import BodyLabeller
from nlp_service.extract.zones.captions import CaptionCues
from nlp_service.extract.zones.cues import Kind
from nlp_service.extract.zones.footer import find_footer
from nlp_service.extract.zones.header import Header, find_header
from nlp_service.extract.zones.leads import LeadCues
from nlp_service.extract.zones.lines import split_lines
from nlp_service.extract.zones.metadata import find_author, find_published, find_site_clocks
from nlp_service.extract.zones.page import PageLine, PageReader, Part
from nlp_service.extract.zones.turns import TurnCues
from nlp_service.types import PageLayout, Published, Zone, ZoneLabel

_COUNTERS = frozenset({Kind.COUNTER, Kind.LIKELY_COUNTER})
MAX_LINES = 20_000
"""A text of more lines is no page: all of it is body."""
_LEAD_TOKENS = 8
_PICTURE = re.compile(r" - \D{0,10}\d{1,3}\.?")


class RuleZoneLabeller:
    """A :class:`~nlp_service.extract.protocols.ZoneLabeller` of rules.

    The lines up to the first paragraph hold site furniture, date line, headline and byline; those after the last
    paragraph hold bylines and the end of the page; everything between is the article. Furniture is only believed where
    the layout supports it: a text that is no copied page is headline, lead and body. Linear in the length of the text.
    """

    def __init__(self) -> None:
        self._reader, self._leads = PageReader(), LeadCues()
        self._body = BodyLabeller(TurnCues(), CaptionCues())

    def label(self, text: str, *, title: str | None = None, published: Published | None = None) -> PageLayout:
        """Return zones that cover every non-blank line, in order, and the page's own title, date and author.

        ``title`` names the headline when it stands in the text; ``published`` is returned when given.
        """
        bare = split_lines(text)
        if len(bare) > MAX_LINES:
            return PageLayout(tuple(Zone(line.start, line.end, ZoneLabel.BODY) for line in bare), published=published)
        lines = self._reader.read(bare)
        header = find_header(lines, title)
        if header.body >= len(lines) and header.headline is None:
            return PageLayout(_zones(_parts_of(lines, {})), published=published)
        labels = self._label(lines, header, titled=bool(title))
        parts = _parts_of(lines, labels)
        if header.headline is not None:
            parts[header.headline] = lines[header.headline].headline or parts[header.headline]
        clocks = find_site_clocks(parts, header)
        parts = [_as_banner(line_parts) if index in clocks else line_parts for index, line_parts in enumerate(parts)]
        headline = next((part for line in parts for part in line if part.zone is ZoneLabel.HEADLINE), None)
        return PageLayout(
            zones=_zones(parts),
            title=text[headline.start : headline.end] if headline else None,
            published=published or find_published(parts, header),
            author=find_author(parts),
        )

    def _label(self, lines: Sequence[PageLine], header: Header, *, titled: bool) -> dict[int, ZoneLabel]:
        end = find_footer(lines, header.body)
        labels = _label_above(lines, header)
        labels.update(_label_below(lines, header))
        page = header.page or end < len(lines)
        labels.update(self._body.label(lines, header.body, end, page=page))
        labels.update(_label_picture_titles(lines, header, end))
        signed = ZoneLabel.BYLINE in labels.values()
        labels.update(_label_footer(lines, end, signed=signed))
        first = header.body
        is_turn = labels.get(first) in (ZoneLabel.QUESTION, ZoneLabel.ANSWER)
        if first < end and not is_turn and ZoneLabel.LEAD not in labels.values():
            known = titled or header.headline is not None
            if self._leads.is_lead(lines, first, end, headline=known, page=header.page):
                labels[first] = ZoneLabel.LEAD
        return labels


def _label_above(lines: Sequence[PageLine], header: Header) -> dict[int, ZoneLabel]:
    """Label the lines before the headline, or before the first paragraph when there is none."""
    end = header.headline if header.headline is not None else header.body
    labels = {}
    for index in range(end):
        line = lines[index]
        if not header.page:
            labels[index] = ZoneLabel.BODY
        elif line.parts:
            labels[index] = ZoneLabel.DATELINE
        elif line.kind in _COUNTERS:
            labels[index] = ZoneLabel.COUNTER
        elif line.kind is not Kind.TEXT:
            labels[index] = ZoneLabel.BANNER
        elif line.byline is not None and line.byline.certain:
            labels[index] = ZoneLabel.BYLINE
        elif line.caption:
            labels[index] = ZoneLabel.CAPTION
        else:
            furniture = index < header.start or (header.headline is not None and not line.line.sentence)
            labels[index] = ZoneLabel.BANNER if furniture else ZoneLabel.BODY
    return labels


def _label_below(lines: Sequence[PageLine], header: Header) -> dict[int, ZoneLabel]:
    """Label the headline and the lines between it and the first paragraph."""
    labels: dict[int, ZoneLabel] = {}
    if header.headline is None:
        return labels
    labels[header.headline] = ZoneLabel.HEADLINE
    lead = False
    for index in range(header.headline + 1, header.body):
        line = lines[index]
        if line.parts:
            labels[index] = ZoneLabel.DATELINE
        elif line.kind in _COUNTERS:
            labels[index] = ZoneLabel.COUNTER
        elif line.kind is not Kind.TEXT:
            labels[index] = ZoneLabel.BANNER if header.page else ZoneLabel.BODY
        elif line.byline is not None:
            labels[index] = ZoneLabel.BYLINE
        elif line.caption:
            labels[index] = ZoneLabel.CAPTION
        elif not lead and line.line.tokens >= _LEAD_TOKENS and header.page:
            labels[index], lead = ZoneLabel.LEAD, True
        else:
            labels[index] = ZoneLabel.BODY
    return labels


def _label_picture_titles(lines: Sequence[PageLine], header: Header, end: int) -> dict[int, ZoneLabel]:
    """Label the titles of pictures that repeat the headline: ``HEADLINE - Ảnh 1``."""
    if header.headline is None:
        return {}
    headline = lines[header.headline].line.text
    return {
        index: ZoneLabel.CAPTION
        for index in range(header.headline + 1, end)
        if lines[index].line.text.startswith(headline) and _PICTURE.fullmatch(lines[index].line.text, len(headline))
    }


def _label_footer(lines: Sequence[PageLine], start: int, *, signed: bool) -> dict[int, ZoneLabel]:
    """Label the lines after the article; its byline can stand among share buttons when it is not ``signed`` yet."""
    labels, closed = {}, False
    for index in range(start, len(lines)):
        line = lines[index]
        closed = closed or line.kind is Kind.TERMINAL
        if line.kind in _COUNTERS:
            labels[index] = ZoneLabel.COUNTER
        elif not closed and line.byline is not None and (line.byline.certain or not signed):
            labels[index] = ZoneLabel.BYLINE
        elif not closed and line.dateline is not None:
            labels[index] = ZoneLabel.DATELINE
        elif not closed and line.caption:
            labels[index] = ZoneLabel.CAPTION
        else:
            labels[index] = ZoneLabel.FOOTER
        signed = signed or labels[index] is ZoneLabel.BYLINE or line.kind in (Kind.INLINE, Kind.TAGS)
    return labels


def _parts_of(lines: Sequence[PageLine], labels: Mapping[int, ZoneLabel]) -> list[tuple[Part, ...]]:
    """Return each line as parts: cut where it is made of date, author and the like and stands where such lines do."""
    result = []
    for index, page_line in enumerate(lines):
        line, zone = page_line.line, labels.get(index, ZoneLabel.BODY)
        if page_line.parts and zone in (ZoneLabel.DATELINE, ZoneLabel.BANNER):
            result.append(page_line.parts)
            continue
        author = page_line.byline.author if page_line.byline and zone is ZoneLabel.BYLINE else None
        result.append((Part(line.start, line.end, zone, author=author),))
    return result


def _as_banner(parts: Sequence[Part]) -> tuple[Part, ...]:
    return (Part(parts[0].start, parts[-1].end, ZoneLabel.BANNER),)


def _zones(parts: Sequence[Sequence[Part]]) -> tuple[Zone, ...]:
    return tuple(Zone(part.start, part.end, part.zone) for line in parts for part in line)
