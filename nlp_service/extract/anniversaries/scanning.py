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
        self._restart(0)

    def within(self, start: int, end: int) -> Iterator[re.Match[str]]:
        """Yield the matches that lie in the range, from the left; ranges come with growing ends, or repeat old ones."""
        if start > self._read_to or start < self._first:
            self._restart(start)
        for place in range(bisect_left(self._starts, start), len(self._text)):
            if place == len(self._matches) and not self._pull():
                return
            match = self._matches[place]
            if match.start() >= end:
                return
            if match.end() <= end:
                yield match

    def has(self, start: int, end: int) -> bool:
        """Return whether a match lies in the range."""
        return next(self.within(start, end), None) is not None

    def _restart(self, start: int) -> None:
        self._first = self._read_to = start
        self._matches: list[re.Match[str]] = []
        self._starts: list[int] = []
        self._pending = self._pattern.finditer(self._text, start)

    def _pull(self) -> bool:
        match = next(self._pending, None)
        if match is None:
            self._read_to = len(self._text)
            return False
        self._matches.append(match)
        self._starts.append(match.start())
        self._read_to = match.end()
        return True
