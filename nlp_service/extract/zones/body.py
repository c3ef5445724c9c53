"""The article's own lines: captions, turns of an interview, bylines at the end, boxes between paragraphs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nlp_service.extract.zones.captions import CaptionCues
from nlp_service.extract.zones.cues import Kind
from nlp_service.extract.zones.datelines import DateCue
from nlp_service.extract.zones.footer import find_boxes
from nlp_service.extract.zones.page import PageLine
from nlp_service.extract.zones.turns import Turn, TurnCues
from nlp_service.types import ZoneLabel

_MAX_BYLINES = 2
_COUNTERS = frozenset({Kind.COUNTER, Kind.LIKELY_COUNTER})


@dataclass(frozen=True, slots=True)
class BodyLabeller:
    """Labels the lines between the first paragraph and the end of the article."""

    turns: TurnCues
    captions: CaptionCues

    def label(self, lines: Sequence[PageLine], start: int, end: int, *, page: bool) -> dict[int, ZoneLabel]:
        """Return the labels of the lines from ``start`` to ``end``; ``page`` says that the text is a copied page."""
        labels = dict.fromkeys(range(start, end), ZoneLabel.BODY)
        for index in find_boxes(lines, start + 1, end):
            labels[index] = ZoneLabel.COUNTER if lines[index].kind in _COUNTERS else ZoneLabel.FOOTER
        labels.update({index: ZoneLabel.CAPTION for index in range(start, end) if lines[index].caption})
        tail = _tail(lines, start, end)
        bylines = _bylines(lines, start, tail, end, page=page)
        labels.update(dict.fromkeys(bylines, ZoneLabel.BYLINE))
        labels.update(dict.fromkeys(_dates(lines, start, tail, end), ZoneLabel.DATELINE))
        if page and any(index >= tail for index in bylines):
            labels.update(_label_scraps(lines, labels, range(tail, end), max(bylines)))
        own = [index for index in range(start, end) if labels[index] is ZoneLabel.BODY]
        labels.update(_label_turns(lines, own, self.turns, self.captions))
        return labels


def _tail(lines: Sequence[PageLine], start: int, end: int) -> int:
    """Return the index after the last sentence of the article."""
    tail = end
    while tail > start + 1 and not (
        lines[tail - 1].text and lines[tail - 1].line.sentence and not lines[tail - 1].caption
    ):
        tail -= 1
    return tail


def _bylines(lines: Sequence[PageLine], start: int, tail: int, end: int, *, page: bool) -> list[int]:
    """Return bylines: with cue and name anywhere after the first paragraph, bare names and sources at the end."""
    certain = [index for index in range(start + 1, tail) if _certain(lines[index]) and _author(lines[index])]
    closing = [index for index in range(tail, end) if _signs(lines, index)]
    signed = set(closing)
    others = any(lines[index].text and index not in signed and not lines[index].caption for index in range(tail, end))
    bare = [index for index in closing if not _certain(lines[index])]
    if len(bare) > _MAX_BYLINES or (others and not page):
        closing = [index for index in closing if _certain(lines[index])]
    return certain + closing


def _signs(lines: Sequence[PageLine], index: int) -> bool:
    """Whether the line is a byline and no item of a list that the line before announces."""
    return lines[index].byline is not None and not lines[index - 1].line.text.endswith(":")


def _label_scraps(
    lines: Sequence[PageLine], labels: Mapping[int, ZoneLabel], tail: range, byline: int
) -> dict[int, ZoneLabel]:
    """Label what a page prints around the closing byline: everything after it, and marks without a letter before it."""
    return {
        index: ZoneLabel.FOOTER
        for index in tail
        if labels[index] is ZoneLabel.BODY and (index > byline or not any(map(str.isalpha, lines[index].line.text)))
    }


def _author(line: PageLine) -> str | None:
    return line.byline.author if line.byline else None


def _certain(line: PageLine) -> bool:
    return line.byline is not None and line.byline.certain


def _dates(lines: Sequence[PageLine], start: int, tail: int, end: int) -> list[int]:
    """Return the date lines after the first paragraph and after the last; a bare day there is a subheading."""
    return [index for index in (start + 1, *range(tail, end)) if index < end and _is_publication(lines[index])]


def _is_publication(line: PageLine) -> bool:
    date = line.dateline
    return date is not None and (
        date.has_time or date.cue in (DateCue.PUBLISHED, DateCue.UPDATED) or len(line.parts) > 1
    )


def _label_turns(
    lines: Sequence[PageLine], own: Sequence[int], turns: TurnCues, captions: CaptionCues
) -> dict[int, ZoneLabel]:
    opened = turns.find([lines[index].line for index in own])
    labels: dict[int, ZoneLabel] = {}
    current: ZoneLabel | None = None
    for position, index in enumerate(own):
        turn = opened.get(position)
        if turn is Turn.CLOSING:
            labels[index], current = ZoneLabel.QUESTION, None
            continue
        if turn is not None:
            current = ZoneLabel.QUESTION if turn is Turn.QUESTION else ZoneLabel.ANSWER
        elif current is ZoneLabel.QUESTION:
            current = ZoneLabel.ANSWER
        elif (
            current is ZoneLabel.ANSWER
            and opened.get(position + 1) is Turn.QUESTION
            and captions.is_aside(lines[index].line)
        ):
            labels[index] = ZoneLabel.CAPTION
            continue
        if current is not None:
            labels[index] = current
    return labels
