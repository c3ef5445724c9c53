"""Chooses the year, month or week that a text leaves out: the nearest one, past for reports, future for plans."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import Final, Literal

from nlp_service.extract.dates.classes import CODES, codes
from nlp_service.extract.dates.lexer import TokenStream
from nlp_service.extract.dates.syllables import is_foreign_name

Tense = Literal[-1, 0, 1]
"""-1 for what has been, 1 for what will be, 0 when the text does not say."""

_WINDOW_BEFORE: Final = 25
_WINDOW_AFTER: Final = 12
_ENDS: Final = codes("NEWLINE STOP")
_CUES: Final[dict[str, Tense]] = {CODES["FUTURE"]: 1, CODES["PAST"]: -1}
_NO_CUE: Final = f"[^{''.join(sorted(_ENDS | _CUES.keys()))}]*"
_BEFORE: Final = re.compile(rf"([{''.join(sorted(_CUES))}]){_NO_CUE}$", re.DOTALL)
_AFTER: Final = re.compile(rf"{_NO_CUE}([{''.join(sorted(_CUES))}])", re.DOTALL)
_WRONG_SIDE_FACTOR: Final = 6
_WRONG_SIDE_DAYS: Final = 30
_FUTURE_FACTOR: Final = 2.5
_SAME_YEAR_FACTOR: Final = 0.7


def tense_around(stream: TokenStream, first: int, last: int) -> Tense:
    """Return the tense of the cue nearest before ``first`` in the sentence, else of the first one after ``last``."""
    before = _BEFORE.search(stream.codes[max(0, first - _WINDOW_BEFORE) : first])
    cue = before.group(1) if before is not None else None
    if cue is None:
        after = _AFTER.match(stream.codes[last : last + _WINDOW_AFTER])
        cue = after.group(1) if after is not None else None
    return _CUES[cue] if cue is not None else 0


def is_general(stream: TokenStream, first: int, last: int, cues: Collection[str]) -> bool:
    """Whether a word around says that the date comes back every year (``cứ``, ``truyền thống``)."""
    return any(
        stream.words[index] in cues or f"{stream.words[index]} {stream.word(index + 1)}" in cues
        for index in _sentence_around(stream, first, last)
    )


def names_foreigners(stream: TokenStream, first: int, last: int) -> bool:
    """Whether the sentence names foreign people or places, so that tháng Giêng is their January."""
    return any(
        stream.capitalised(index) and is_foreign_name(stream.words[index])
        for index in _sentence_around(stream, first, last)
    )


def _sentence_around(stream: TokenStream, first: int, last: int) -> Iterator[int]:
    """Yield the tokens near ``[first, last)`` in its sentence, those before it from the nearest on."""
    for step, edge, limit in ((-1, first - 1, _WINDOW_BEFORE), (1, last, _WINDOW_AFTER)):
        for index in range(edge, edge + step * limit, step):
            if not 0 <= index < len(stream.codes) or stream.codes[index] in _ENDS:
                break
            yield index


def nearest(candidates: Iterable[tuple[date, date]], anchor: date, tense: Tense) -> tuple[date, date] | None:
    """Return the half-open interval that fits best; the earlier of two that fit alike. None without candidates."""
    ordered = sorted(candidates)
    return min(ordered, key=lambda interval: _misfit(interval, anchor, tense)) if ordered else None


def _misfit(interval: tuple[date, date], anchor: date, tense: Tense) -> float:
    """Return a distance in days: of the wrong side of the anchor it counts many times over."""
    first, after_last = interval
    if first <= anchor < after_last:
        return 0.0
    ahead = first > anchor
    days = (first - anchor).days if ahead else (anchor - after_last).days + 1
    if tense:
        return float(days) if ahead == (tense > 0) else float(days * _WRONG_SIDE_FACTOR + _WRONG_SIDE_DAYS)
    misfit = days * _FUTURE_FACTOR if ahead else float(days)
    return misfit * _SAME_YEAR_FACTOR if first.year == anchor.year else misfit


def nearest_weekday(index: int, anchor: date, tense: Tense) -> date:
    """Return the last such weekday up to the anchor, or the next one from it on for what will be."""
    behind = (anchor.isoweekday() - index) % 7
    if tense > 0:
        return shift_days(anchor, (index - anchor.isoweekday()) % 7)
    return shift_days(anchor, -behind)


def shift_days(day: date, days: int) -> date:
    """Move a day; the calendar's ends hold it."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def monday_of(day: date, weeks: int) -> date:
    """Return the Monday of the ISO week that lies ``weeks`` after the day's own."""
    return shift_days(day, 7 * weeks + 1 - day.isoweekday())
