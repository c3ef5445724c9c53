"""Lets atoms borrow from their neighbours: the year of a range, the month of a list, the day of a clock time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from nlp_service.extract.dates.atoms import BY_NAME, DAY_KINDS, YEARLESS_KINDS, Atom, Kind, has_year, is_time
from nlp_service.extract.dates.classes import CODES, codes
from nlp_service.extract.dates.combine import connected
from nlp_service.extract.dates.lexer import TokenStream
from nlp_service.extract.dates.lunar import year_of_can_chi
from nlp_service.extract.dates.rules import Contexts

_SHARING: Final = frozenset({Kind.DAY, Kind.MONTH, Kind.QUARTER, Kind.WEEKDAY})
_POINTERS: Final = frozenset({Kind.DAYREF, Kind.WEEKDAY})
_CYCLE_REACH: Final = 6
_YEAR_APART: Final = 4
_BESIDE: Final = ("", CODES["COMMA"], CODES["LP"])
_JOINING: Final = codes("DASH DEN TOI VA COMMA")


def share_evidence(stream: TokenStream, contexts: Contexts, atoms: Sequence[Atom]) -> list[Atom]:
    """Fill years and calendars from neighbours and drop weak atoms that no neighbour supports."""
    supported = _supported(stream, contexts, _share_day(stream, atoms))
    supported = _share_backward(stream, contexts, supported)
    supported = _share_forward(stream, supported)
    return [atom for atom in supported if not (atom.weak and atom.kind is not Kind.PART)]


def same_sentence(stream: TokenStream, left: Atom, right: Atom) -> bool:
    """Whether no sentence end or line break stands between two atoms."""
    return bisect_left(stream.sentence_ends, left.last) >= bisect_left(stream.sentence_ends, right.first)


def _share_day(stream: TokenStream, atoms: Sequence[Atom]) -> list[Atom]:
    """``8h00 đến 16h00 ngày 22/4``, ``sáng và chiều 20/4``: times that share the day of the last one."""
    shared = list(atoms)
    for index in range(len(shared) - 2, -1, -1):
        left, right = shared[index], shared[index + 1]
        timed = (left.kind is Kind.CLOCK and right.hour is not None) or (
            left.kind is Kind.PART and right.part is not None
        )
        if timed and right.kind in DAY_KINDS and stream.codes[left.last : right.first] in _JOINING:
            shared[index] = replace(
                right,
                first=left.first,
                last=left.last,
                start=left.start,
                end=left.end,
                hour=left.hour,
                minute=left.minute,
                part=left.part,
                mod=left.mod,
                weak=False,
            )
    return shared


def _supported(stream: TokenStream, contexts: Contexts, atoms: Sequence[Atom]) -> list[Atom]:
    """Keep weak atoms beside a certain one, left to right and back, and parts of the day that go on with a day."""
    kept = list(atoms)
    for order in (range(len(kept)), range(len(kept) - 1, -1, -1)):
        for index in order:
            if kept[index].weak and _has_support(stream, kept, index):
                kept[index] = replace(kept[index], weak=False)
    chosen: list[Atom] = []
    for atom in kept:
        if not atom.weak or (chosen and _continues(stream, contexts, chosen[-1], atom)):
            chosen.append(atom)
    return chosen


def _has_support(stream: TokenStream, atoms: Sequence[Atom], index: int) -> bool:
    atom = atoms[index]
    if atom.kind is Kind.DAY:
        wanted = frozenset({Kind.DAY, *_POINTERS})
    elif atom.kind is Kind.CLOCK:
        wanted = frozenset({Kind.DAY, Kind.CLOCK, *_POINTERS})
    else:
        return False
    before = index > 0 and _supports(atoms[index - 1], wanted) and connected(stream, atoms[index - 1], atom)
    after = index + 1 < len(atoms) and _supports(atoms[index + 1], wanted) and connected(stream, atom, atoms[index + 1])
    if after and atom.kind is Kind.DAY and atoms[index + 1].kind in _POINTERS:  # thua 2-4 tối qua
        after = atoms[index + 1].first > atom.last
    return before or after


def _supports(atom: Atom, wanted: frozenset[Kind]) -> bool:
    return atom.kind in wanted and not atom.weak


def _continues(stream: TokenStream, contexts: Contexts, before: Atom, atom: Atom) -> bool:
    """Whether a bare part of the day goes on with a day of the same sentence (``Sáng 7/7 …, chiều có kết quả``)."""
    if atom.kind is not Kind.PART or not is_time(before):
        return False
    opened = (
        stream.code(atom.first - 1) in codes("COMMA DEN TOI") or stream.word(atom.first - 1) in contexts["part_heads"]
    )
    return opened and same_sentence(stream, before, atom)


def _share_backward(stream: TokenStream, contexts: Contexts, atoms: Sequence[Atom]) -> list[Atom]:
    """``17/12 đến 30/12/2008``, ``tháng 3 đến tháng 8 âm lịch``."""
    shared = list(atoms)
    marked = False
    for index in range(len(shared) - 2, -1, -1):
        left, right = shared[index], shared[index + 1]
        if _is_year_apart(stream, contexts, left, right):
            shared[index] = replace(left, year=right.year)
            continue
        if left.kind not in _SHARING or right.kind is not left.kind or not connected(stream, left, right):
            continue
        marked = right.lunar and (marked or stream.code(right.last - 1) == CODES["AMLICH"])
        if marked and not left.lunar:
            left = replace(left, lunar=True)
        if left.kind is Kind.DAY and left.month is None and right.month is not None:
            # "mùng 3 và 5/4/2021": the early days of a solar month are counted with mùng too.
            left = replace(left, month=right.month, lunar=right.lunar)
        if right.recurring and not has_year(left):
            left = replace(left, recurring=True)
        if not has_year(left) and right.year is not None and left.direction is None and left.shift is None:
            later = (left.month or 0, left.day or 0, left.index or 0) > (
                right.month or 0,
                right.day or 0,
                right.index or 0,
            )
            spans_new_year = later and stream.code(left.last) in codes("DASH DEN TOI")
            left = replace(left, year=right.year - 1 if spans_new_year else right.year)
        shared[index] = left
    return shared


def _is_year_apart(stream: TokenStream, contexts: Contexts, left: Atom, right: Atom) -> bool:
    """``ngày 30/4 lịch sử năm 1975``: the year follows after a word or two."""
    if left.kind not in YEARLESS_KINDS or right.kind is not Kind.YEAR or right.year is None or right.year < 1:
        return False
    between = stream.codes[left.last : right.first]
    free = not has_year(left) and left.direction is None and left.shift is None and right.mod is None
    words = all(stream.words[index] in contexts["epithets"] for index in range(left.last, right.first))
    headed = stream.code(right.first) == CODES["NAM"]
    return free and headed and 0 < len(between) <= _YEAR_APART and words


def _share_forward(stream: TokenStream, atoms: Sequence[Atom]) -> list[Atom]:
    """``mùng 1 tháng 5 … mùng 2``: a lunar day without a month stays in the month named before."""
    shared: list[Atom] = []
    lunar_month: int | None = None
    for atom in atoms:
        if atom.tag == BY_NAME and shared and shared[-1].lunar and shared[-1].day is not None:
            atom = replace(atom, year=shared[-1].year, month=shared[-1].month, day=shared[-1].day)
        if atom.lunar and atom.kind is Kind.DAY and atom.month is None and lunar_month is not None and atom.day:
            atom = replace(atom, month=lunar_month)
        if atom.lunar and atom.month is not None:
            lunar_month = atom.month
        if shared and atom.kind is Kind.WEEKDAY and shared[-1].kind is Kind.WEEKDAY and shared[-1].recurring:
            atom = replace(atom, recurring=atom.recurring or connected(stream, shared[-1], atom))
        if shared and atom.kind is Kind.DAY and not has_year(atom) and shared[-1].kind is Kind.DAY:
            previous = shared[-1]
            if previous.year is not None and connected(stream, previous, atom) and previous.month is not None:
                atom = _with_year_of(previous, atom)
        if shared and atom.cycle is not None and atom.year is None:
            atom = _with_cycle_near(shared[-1], atom)
        shared.append(atom)
    return shared


def _with_cycle_near(previous: Atom, atom: Atom) -> Atom:
    """``12-5-1965 (tức 12 tháng 4 năm Ất Tỵ)``: of the years with this name, the one beside."""
    if previous.year is None or previous.year < 1 or atom.cycle is None or atom.first - previous.last > _CYCLE_REACH:
        return atom
    year = year_of_can_chi(atom.cycle, previous.year)
    return replace(atom, year=year, cycle=atom.cycle) if abs(year - previous.year) <= 1 else atom


def _with_year_of(previous: Atom, atom: Atom) -> Atom:
    if previous.year is None or previous.month is None or atom.month is None or previous.lunar != atom.lunar:
        return atom
    earlier = (atom.month, atom.day or 0) < (previous.month, previous.day or 0)
    return replace(atom, year=previous.year + 1 if earlier else previous.year)


def written_date_beside(stream: TokenStream, atoms: Sequence[Atom], index: int) -> Atom | None:
    """Return the written day beside a deictic or a weekday (``hôm nay, 2/11``; ``thứ Tư, 31/5``), or None."""
    atom = atoms[index]
    if atom.kind not in _POINTERS:
        return None
    if index + 1 < len(atoms):
        after = atoms[index + 1]
        between = stream.codes[atom.last : after.first]
        if _is_written_day(after) and (between in _BESIDE or (after.year is not None and between == CODES["DASH"])):
            return after
    if index > 0 and atom.kind is Kind.WEEKDAY:
        before = atoms[index - 1]
        between = stream.codes[before.last : atom.first]
        if _is_written_day(before) and between in _BESIDE:
            return before
    return None


def _is_written_day(atom: Atom) -> bool:
    return atom.kind is Kind.DAY and atom.day is not None and not atom.lunar


def is_day(atom: Atom) -> bool:
    """Whether the atom names a day, with or without a time."""
    return atom.kind in DAY_KINDS
