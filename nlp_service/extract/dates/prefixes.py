"""Says which classes a compiled pattern can begin with, so that it is tried only where it can match."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

WIDTH: Final = 3
"""The number of classes that rules are told apart by."""

_EMPTY: Final = frozenset({""})

Prefixes = frozenset[str]
"""Beginnings of what a pattern matches, cut at three characters; a shorter one may be followed by anything."""


def prefixes(source: str) -> Prefixes:
    """Return the beginnings of a pattern of :func:`nlp_service.extract.dates.classes.compile_pattern`.

    It reads what such patterns are made of: characters, sets, groups with alternatives, a lookahead at the end, ``?``
    and ``{m,n}`` with ``m`` of at least one.
    """
    return _Reader(source).alternatives()


@dataclass(slots=True)
class _Reader:
    """A recursive-descent reader over the source of one pattern."""

    source: str
    place: int = 0

    def alternatives(self) -> Prefixes:
        found = self._sequence()
        while self._takes("|"):
            found |= self._sequence()
        return found

    def _sequence(self) -> Prefixes:
        found = _EMPTY
        while self.place < len(self.source) and self.source[self.place] not in "|)":
            found = _joined(found, self._item())
        return found

    def _item(self) -> Prefixes:
        found = self._atom()
        if self._takes("?"):
            return found | _EMPTY
        if self._takes("{"):
            self.place = self.source.index("}", self.place) + 1
            return _joined(found, found | _EMPTY)
        return found

    def _atom(self) -> Prefixes:
        if self._takes("("):
            self._open_group()
            found = self.alternatives()
            self.place += 1
            return found
        if self._takes("["):
            end = self.source.index("]", self.place)
            found = frozenset(self.source[self.place : end])
            self.place = end + 1
            return found
        self.place += 1
        return frozenset(self.source[self.place - 1])

    def _open_group(self) -> None:
        for opening in ("?:", "?="):
            if self._takes(opening):
                return
        if self._takes("?P<"):
            self.place = self.source.index(">", self.place) + 1

    def _takes(self, text: str) -> bool:
        if self.source.startswith(text, self.place):
            self.place += len(text)
            return True
        return False


def _joined(left: Prefixes, right: Prefixes) -> Prefixes:
    """Return the beginnings of one thing after another."""
    return frozenset((first + second)[:WIDTH] for first in left for second in (right if len(first) < WIDTH else _EMPTY))
