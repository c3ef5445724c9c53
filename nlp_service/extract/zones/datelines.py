"""Date lines: ``Thứ Sáu, ngày 22 tháng 3 năm 2024 - 10:48``, ``Cập nhật: 14:05 | 02/09/2023``, ``3 giờ trước``.

A piece of text is a date line when nothing is left of it once the date, the time, the weekday, the time zone and the
cue words are taken out. So no sentence is ever one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import IntEnum

from nlp_service.resources import loader
from nlp_service.types import VIETNAM_TIME, Published

_FILE = "zones/datelines.yml"
_MAX_LENGTH = 120
_FIRST_YEAR, _LAST_YEAR = 1945, 2100

_NUMERIC_DATE = re.compile(r"(?<!\d)(\d{1,2}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})(?!\d)")
_ISO_DATE = re.compile(r"(?<!\d)(\d{4})[-/](\d{1,2})[-/](\d{1,2})t?(?![\d/])")
_WORD_DATE = re.compile(r"(?<!\d)(\d{1,2})(?: tháng |, tháng | thg |/tháng )(\d{1,2})(?:,? ?năm |, ?|/| )(\d{4})(?!\d)")
_TIME = re.compile(r"(?<!\d)(\d{1,2}) ?(?::|h|g| giờ ) ?(\d{2})(?: ?[:'’p] ?\d{2}(?:[.,]\d+)?)?(?: ?phút| ?')?(?!\d)")
_ZONE = re.compile(r"[(\[]? ?(?:gmt|utc) ?([+-] ?\d{1,2})(?::?00)? ?[)\]]?|\+07:?00|(?<=\d)z\b")
_RELATIVE_NUMBER = r"\d{1,3}"


class DateCue(IntEnum):
    """What the words beside a date say of it, weakest first."""

    TODAY = 0
    UPDATED = 1
    NONE = 2
    PUBLISHED = 3


@dataclass(frozen=True, slots=True)
class Dateline:
    """A parsed date line; ``published`` is None where it tells no full date."""

    published: Published | None
    cue: DateCue

    @property
    def has_time(self) -> bool:
        """Whether hour and minute are known."""
        return isinstance(self.published, datetime)


class DatelineParser:
    """Knows the words of date lines; see the module."""

    def __init__(self) -> None:
        content = loader.read(_FILE)

        def words(key: str) -> tuple[str, ...]:
            return loader.strings(content, key, name=_FILE)

        self._cues = (
            (DateCue.TODAY, _prefix(words("today"))),
            (DateCue.UPDATED, _prefix(words("updated"))),
            (DateCue.PUBLISHED, _prefix(words("published"))),
        )
        self._small_words = _whole([*words("weekdays"), *words("fillers"), "năm"])
        self._afternoon, self._morning = _whole(words("afternoon")), _whole(words("morning"))
        units = "|".join(map(re.escape, words("relative_units")))
        self._relative = re.compile(rf"{_RELATIVE_NUMBER} (?:{units}) trước")

    def parse(self, text: str) -> Dateline | None:
        """Return the date line that ``text`` is, or None when it is none."""
        if len(text) > _MAX_LENGTH or not any(map(str.isdigit, text)):
            return None
        rest, cue = self._take_cue(" ".join(text.casefold().split()))
        if self._relative.fullmatch(rest):
            return Dateline(None, cue)
        zone, rest = _take_zone(rest)
        clock, rest = self._take_time(rest)
        day, rest = _take_date(rest, two_digit_years=clock is not None)
        if day is None or any(map(str.isalnum, self._small_words.sub(" ", rest))):
            return None
        return Dateline(_published(day, clock, zone), cue)

    def _take_cue(self, text: str) -> tuple[str, DateCue]:
        for cue, pattern in self._cues:
            if match := pattern.match(text):
                return text[match.end() :].strip(), cue
        return text, DateCue.NONE

    def _take_time(self, text: str) -> tuple[tuple[int, int] | None, str]:
        match = _TIME.search(text)
        if match is None:
            return None, text
        hour, minute = int(match[1]), int(match[2])
        rest = f"{text[: match.start()]} {text[match.end() :]}"
        if self._afternoon.search(rest):
            hour = hour + 12 if hour < 12 else hour
        elif self._morning.search(rest):
            hour = 0 if hour == 12 else hour
        rest = self._morning.sub(" ", self._afternoon.sub(" ", rest))
        return ((hour, minute), rest) if hour < 24 and minute < 60 else (None, text)


def _take_zone(text: str) -> tuple[timezone, str]:
    match = _ZONE.search(text)
    if match is None:
        return VIETNAM_TIME, text
    hours = int(match[1].replace(" ", "")) if match[1] else (0 if match[0] == "z" else 7)
    offset = timezone(timedelta(hours=hours)) if abs(hours) <= 14 else VIETNAM_TIME
    return offset, f"{text[: match.start()]} {text[match.end() :]}"


def _take_date(text: str, *, two_digit_years: bool) -> tuple[date | None, str]:
    for pattern, order in ((_ISO_DATE, (1, 2, 3)), (_WORD_DATE, (3, 2, 1)), (_NUMERIC_DATE, (4, 3, 1))):
        match = pattern.search(text)
        if match is None:
            continue
        year, month, day = (int(match[group]) for group in order)
        if year < 100:
            if not two_digit_years:
                return None, text
            year += 2000
        found = _calendar_day(year, month, day)
        if found is not None:
            return found, f"{text[: match.start()]} {text[match.end() :]}"
    return None, text


def _calendar_day(year: int, month: int, day: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _published(day: date | None, clock: tuple[int, int] | None, zone: timezone) -> Published | None:
    if day is None or clock is None:
        return day
    moment = datetime(day.year, day.month, day.day, *clock, tzinfo=zone)
    return moment.astimezone(VIETNAM_TIME)


def _prefix(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"[(\[]?(?:{_alternatives(words)})(?!\w)[:\s,]*")


def _whole(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_alternatives(words)})(?!\w)")


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
