"""The pieces that patterns find in a text, before their values are known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, auto
from typing import TypedDict

from nlp_service.extract.dates.lexer import TokenStream


class Kind(IntEnum):
    """What an atom is; the comment names the fields that say which."""

    DAY = auto()  # day, month, year, lunar
    DAYREF = auto()  # shift: days from the day of writing
    SAMEDAY = auto()  # the day named before (cùng ngày)
    SOMEDAY = auto()  # a day that the text does not place (hôm ấy)
    WEEKDAY = auto()  # index 1-7, shift: weeks, direction
    WEEK = auto()  # shift: weeks
    WEEKEND = auto()  # shift: weeks
    MONTH = auto()  # month, year; shift: months (tháng trước)
    QUARTER = auto()  # index 1-4, year; shift: quarters
    HALF = auto()  # index 1-2, year
    SPAN = auto()  # index: months counted from the start of the year
    SEASON = auto()  # tag, year
    YEAR = auto()  # year, or shift, or cycle
    DECADE = auto()  # index: 197 is the 1970s; shift: decades
    CENTURY = auto()  # index: 20 is the 21st century; shift: centuries
    CLOCK = auto()  # hour, minute
    PART = auto()  # part
    DURATION = auto()  # tag: the value
    SET = auto()  # tag: the value
    REF = auto()  # tag: the value
    AGO = auto()  # number, tag: unit letter


DAY_KINDS = frozenset({Kind.DAY, Kind.DAYREF, Kind.SAMEDAY, Kind.SOMEDAY, Kind.WEEKDAY, Kind.WEEKEND})
"""Kinds that a clock time or a part of the day can belong to."""

YEARLESS_KINDS = frozenset({Kind.DAY, Kind.MONTH, Kind.QUARTER, Kind.HALF, Kind.SPAN, Kind.SEASON})
"""Kinds that a year can complete."""


BY_NAME = "by-name"
"""Tag of a lunar day that is given by its names in the cycle only."""

THAT_YEAR = "that-year"
"""Tag of what lies in the year named before (tháng 10 năm đó)."""

BARE = "bare"
"""Tag of a unit that nothing points at (đầu tuần): the present one when the day of writing is known, else unknown."""


@dataclass(frozen=True, slots=True)
class Atom:
    """One temporal expression: tokens ``[first, last)``, code points ``[start, end)``, and what the words say.

    ``weak`` atoms (a bare 3/2, a bare part of the day) count only beside a certain one. ``direction`` is 1 for what
    comes, -1 for what is past, 0 for what is present (này). ``year_shift`` counts years from the year of writing.
    """

    kind: Kind
    first: int
    last: int
    start: int
    end: int
    year: int | None = None
    year_shift: int | None = None
    month: int | None = None
    day: int | None = None
    index: int | None = None
    shift: int | None = None
    cycle: int | None = None
    direction: int | None = None
    hour: int | None = None
    minute: int | None = None
    part: str | None = None
    mod: str | None = None
    tag: str = ""
    lunar: bool = False
    leap: bool = False
    weak: bool = False
    recurring: bool = False


def has_year(atom: Atom) -> bool:
    """Whether the atom says its year, be it by number, by distance or by its name in the cycle."""
    return atom.year is not None or atom.year_shift is not None or atom.cycle is not None


def is_time(atom: Atom) -> bool:
    """Whether the atom is finer than a day."""
    return atom.hour is not None or atom.part is not None


class Extent(TypedDict):
    """The place of an atom: tokens and code points."""

    first: int
    last: int
    start: int
    end: int


def span(stream: TokenStream, first: int, last: int) -> Extent:
    """Return the place of an atom over the tokens ``[first, last)``."""
    return {"first": first, "last": last, "start": stream.starts[first], "end": stream.ends[last - 1]}


class RightEnd(TypedDict):
    """Where an atom ends."""

    last: int
    end: int


class LeftEnd(TypedDict):
    """Where an atom begins."""

    first: int
    start: int


def extend_right(stream: TokenStream, atom: Atom, tokens: int = 1) -> RightEnd:
    """Return the end of an atom that takes in the tokens behind it."""
    return {"last": atom.last + tokens, "end": stream.ends[atom.last + tokens - 1]}


def extend_left(stream: TokenStream, atom: Atom, tokens: int = 1) -> LeftEnd:
    """Return the beginning of an atom that takes in the tokens before it."""
    return {"first": atom.first - tokens, "start": stream.starts[atom.first - tokens]}
