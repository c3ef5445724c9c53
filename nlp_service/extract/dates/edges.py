"""Extends atoms to what stands before them and says which part or about how much: đầu, cuối, mỗi, khoảng."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from nlp_service.extract.dates.atoms import DAY_KINDS, Atom, Kind, extend_left, is_time
from nlp_service.extract.dates.classes import CODES, codes
from nlp_service.extract.dates.lexer import TokenStream
from nlp_service.extract.dates.rules import Contexts

_EDGED: Final = frozenset(
    {Kind.MONTH, Kind.YEAR, Kind.QUARTER, Kind.DECADE, Kind.CENTURY, Kind.WEEK, Kind.SEASON, Kind.HALF}
)
_MEASURED: Final = frozenset({Kind.DURATION, Kind.AGO, Kind.CLOCK})
_APPROXIMATED: Final = frozenset({Kind.MONTH, Kind.YEAR, Kind.DECADE, Kind.CENTURY, Kind.QUARTER})


def with_each(stream: TokenStream, atom: Atom) -> Atom:
    """``mỗi thứ bảy``, ``mỗi mùa hè`` recur."""
    if atom.kind in (Kind.WEEKDAY, Kind.SEASON) and stream.code(atom.first - 1) == CODES["MOI"]:
        return replace(atom, **extend_left(stream, atom), recurring=True)
    return atom


def with_edge(stream: TokenStream, atom: Atom) -> Atom:
    """``đầu tháng 4``, ``nửa cuối thế kỷ XX``, ``những ngày cuối năm``."""
    if is_time(atom) and atom.hour is None and atom.part is not None:
        return _edge_of_part(stream, atom)
    headed_day = atom.kind in (Kind.DAY, Kind.DAYREF) and stream.code(atom.first) in codes("NGAY DAYREF")
    if (atom.kind not in _EDGED and not headed_day) or is_time(atom):
        return atom
    if atom.mod is None and stream.code(atom.first - 1) == CODES["EDGE"]:
        atom = replace(atom, **extend_left(stream, atom), mod=stream.tags[atom.first - 1], weak=False)
    if stream.code(atom.first) == CODES["EDGE"] and stream.code(atom.first - 1) == CODES["NUA"]:
        atom = replace(atom, **extend_left(stream, atom))
    plural = stream.codes[max(0, atom.first - 2) : atom.first]
    days_of = len(plural) == 2 and plural[0] == CODES["NHUNG"] and plural[1] in codes("NGAY THANG TUAN")
    if stream.code(atom.first) == CODES["EDGE"] and days_of:
        return replace(atom, **extend_left(stream, atom, 2))
    return atom


def _edge_of_part(stream: TokenStream, atom: Atom) -> Atom:
    """``đầu giờ chiều 20/4``, ``giữa trưa hôm qua``, ``cuối buổi sáng 3/5``."""
    tokens = 2 if stream.code(atom.first - 1) == CODES["GIO"] else 1
    edge = atom.first - tokens
    if stream.code(edge) != CODES["EDGE"]:
        return atom
    mod = stream.tags[edge]
    if tokens == 1 and mod != "MID" and stream.code(atom.first) != CODES["BUOI"]:
        return atom
    return replace(atom, **extend_left(stream, atom, tokens), mod=atom.mod or mod)


def with_approximator(stream: TokenStream, contexts: Contexts, atom: Atom) -> Atom:
    """``khoảng 18 tháng``, ``hơn 8h``, ``gần 12 giờ``."""
    before = atom.first - 1
    if stream.code(before) != CODES["APPROX"] or atom.weak:
        return atom
    mod = stream.tags[before]
    phrase = f"{stream.word(before - 2)} {stream.word(before - 1)}"
    if (
        mod == "MORE_THAN"
        and stream.word(before - 1) in contexts["comparatives"]
        and phrase not in contexts["length_verbs"]
    ):
        return atom
    if (
        atom.kind in _MEASURED
        or atom.hour is not None
        or (mod == "APPROX" and (atom.kind in _APPROXIMATED or atom.kind in DAY_KINDS))
    ):
        return replace(atom, **extend_left(stream, atom), mod=atom.mod or mod)
    return atom
