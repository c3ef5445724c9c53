"""Token classes of the date grammar: each is one character, so that a text becomes a string that patterns match.

The words of each class are data (``resources/data/dates/tokens.yml``); symbols are here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

_CLASS_NAMES: Final = """
NGAY HOM BUOI TUAN THANG QUY NAM THAPKY THEKY THIENNIENKY GIO TIENG PHUT GIAY GIOCHU KEM THU MUA NUA RUOI MOI
NHUNG MUNG RAM NHUAN AMLICH DUONGLICH VA DEN TOI NAYS NAYK QUA VUAQUA ROI TRUOC TRUOCDAY SAU MAI KIA NGOAI
SANG NUAS GANDAY TROI DO CUNGNGAY CACHDAY TRON CA QCHU CUA TCN SCN NAMHOC FUTURE PAST CUOITUAN DAUTUAN NUADEM
LAN TET BIG REF DAYREF CHUNHAT PART SEASON EDGE APPROX MONTHNAME VAGUE NAMED CANCHI ROMAN WORDNUM NUM SLASH DASH
DOT STOP COMMA COLON LP RP PERCENT NEWLINE APOS
"""

OTHER: Final = "x"
"""The class of every word and symbol that no pattern names."""

CODES: Final[Mapping[str, str]] = {name: chr(0xE000 + index) for index, name in enumerate(_CLASS_NAMES.split())} | {
    "OTHER": OTHER
}

SYMBOLS: Final[Mapping[str, str]] = {
    "/": CODES["SLASH"],
    "-": CODES["DASH"],
    "–": CODES["DASH"],
    "—": CODES["DASH"],
    ".": CODES["DOT"],
    ",": CODES["COMMA"],
    ":": CODES["COLON"],
    ";": CODES["STOP"],
    "!": CODES["STOP"],
    "?": CODES["STOP"],
    "…": CODES["STOP"],
    "(": CODES["LP"],
    "[": CODES["LP"],
    ")": CODES["RP"],
    "]": CODES["RP"],
    "&": CODES["VA"],
    "%": CODES["PERCENT"],
    "\n": CODES["NEWLINE"],
    "'": CODES["APOS"],
    "’": CODES["APOS"],
    "′": CODES["APOS"],
}

_MACROS: Final[Mapping[str, str]] = {
    "$COUNT": "[NUM WORDNUM NAM VAGUE]",
    "$NUMBER": "[NUM WORDNUM NAM]",
    "$UNIT": "[GIAY PHUT GIO TIENG NGAY TUAN THANG QUY NAM THAPKY THEKY THIENNIENKY HOM]",
    "$MONTH": "[NUM WORDNUM NAM MONTHNAME]",
    "$TO": "[DASH DEN TOI]",
    "$AND": "[DASH DEN TOI VA COMMA]",
}


@cache
def codes(names: str) -> frozenset[str]:
    """Return the characters of the classes named in ``names``, separated by blanks."""
    return frozenset(CODES[name] for name in names.split())


def compile_pattern(source: str) -> re.Pattern[str]:
    """Compile a pattern over class names: ``NGAY? d:NUM SLASH m:NUM``.

    ``d:NUM`` captures the token as group ``d``, ``[NUM WORDNUM]`` is one of a set, ``( … | … )?`` groups and
    ``$COUNT`` is a macro.

    Raises:
        KeyError: a name is no token class.
    """
    for macro, expansion in _MACROS.items():
        source = source.replace(macro, expansion)
    source = re.sub(r"\b([a-z]\w*):(\[[^\]]*\]|[A-Z]+)", r"(?P<\1>\2)", source)
    source = re.sub(r"\((?![?])", "(?:", source)
    return re.compile(re.sub(r"(?<!P<)\b[A-Z]{2,}\b", lambda name: CODES[name.group()], source).replace(" ", ""))
