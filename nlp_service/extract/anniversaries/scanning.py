"""Matches of a pattern in a text, found once however often overlapping parts of the text are asked for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator


class MatchTape:
    """Reads a text from left to right as far as it is asked for; what nobody asks for is skipped.

    Many candidates in one sentence look for the same boundaries behind them: without the tape each would search anew,
    and a text that repeats its triggers would cost many times its length.
    """

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        self._pattern = pattern
        self._text = text
        self._first = self._read_to = 0
        self._exhausted = False
        self._matches: list[re.Match[str]] = []
        self._starts: list[int] = []
        self._pending = pattern.finditer(text)

    def within(self, start: int, end: int) -> Iterator[re.Match[str]]:
        """Yield the matches that lie in the range, from the left."""
        if start < self._first:  # was skipped: read this part alone, for the tape never turns back
            yield from self._pattern.finditer(self._text, start, end)
            return
        place = self._seek(start)
        while (match := self._at(place)) is not None and match.start() < end:
            if match.end() <= end:
                yield match
            place += 1

    def has(self, start: int, end: int) -> bool:
        """Return whether a match lies in the range."""
        if start >= self._first and self._exhausted and (not self._starts or self._starts[-1] < start):
            return False
        return next(self.within(start, end), None) is not None

    def _seek(self, start: int) -> int:
        if start > self._read_to:
            self._first = self._read_to = start
            self._matches, self._starts = [], []
            self._pending = self._pattern.finditer(self._text, start)
        return bisect_left(self._starts, start)

    def _at(self, place: int) -> re.Match[str] | None:
        if place < len(self._matches):
            return self._matches[place]
        match = next(self._pending, None) if not self._exhausted else None
        if match is None:
            self._exhausted, self._read_to = True, len(self._text)
            return None
        self._matches.append(match)
        self._starts.append(match.start())
        self._read_to = match.end()
        return match
