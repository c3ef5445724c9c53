"""The article's own lines: captions, turns of an interview, bylines at the end, boxes of the site between paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from nlp_service.extract.zones.captions import CaptionCues
from nlp_service.extract.zones.cues import Kind
from nlp_service.extract.zones.datelines import DateCue
from nlp_service.extract.zones.footer import find_boxes
from nlp_service.extract.zones.page import PageLine
from nlp_service.extract.zones.turns import Turn, TurnCues
from nlp_service.types import ZoneLabel

_COUNTERS = frozenset({Kind.COUNTER, Kind.LIKELY_COUNTER})


def label_body(
    lines: Sequence[PageLine], start: int, end: int, turns: TurnCues, captions: CaptionCues
) -> dict[int, ZoneLabel]:
    """Return the labels of the lines from ``start`` to ``end``."""
    labels = dict.fromkeys(range(start, end), ZoneLabel.BODY)
    for index in find_boxes(lines, start + 1, end):
        labels[index] = ZoneLabel.COUNTER if lines[index].kind in _COUNTERS else ZoneLabel.FOOTER
    labels.update({index: ZoneLabel.CAPTION for index in range(start, end) if lines[index].caption})
    labels.update(dict.fromkeys(_bylines(lines, start, end), ZoneLabel.BYLINE))
    labels.update(dict.fromkeys(_dates(lines, start, end), ZoneLabel.DATELINE))
    own = [index for index in range(start, end) if labels[index] is ZoneLabel.BODY]
    labels.update(_label_turns(lines, own, turns, captions))
    return labels


def _bylines(lines: Sequence[PageLine], start: int, end: int) -> list[int]:
    """Return bylines: with a cue and a name anywhere after the first paragraph, bare names and sources only at the end."""
    found = [index for index in range(start + 1, end) if (item := lines[index].byline) and item.certain and item.author]
    for index in range(end - 1, start, -1):
        line = lines[index]
        if line.byline is not None:
            found.append(index)
        elif not (line.caption or line.parts or line.kind is not Kind.TEXT):
            bare = [item for item in found if item > index and not _certain(lines[item])]
            if not line.line.sentence and bare:
                found = [item for item in found if item not in bare]
            break
    return found


def _certain(line: PageLine) -> bool:
    return line.byline is not None and line.byline.certain


def _dates(lines: Sequence[PageLine], start: int, end: int) -> list[int]:
    """Return the date lines after the first paragraph and after the last; a bare day there is a subheading."""
    last = end
    while last > start + 1 and not (
        lines[last - 1].text and lines[last - 1].byline is None and not lines[last - 1].caption
    ):
        last -= 1
    return [index for index in (start + 1, *range(last, end)) if index < end and _is_publication(lines[index])]


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
