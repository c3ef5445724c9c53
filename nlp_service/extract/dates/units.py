"""Units of time: their ISO 8601 designators and the values of lengths."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from nlp_service.extract.dates.classes import CODES

UNITS: Final[Mapping[str, str]] = {
    CODES["GIAY"]: "TS",
    CODES["PHUT"]: "TM",
    CODES["GIO"]: "TH",
    CODES["TIENG"]: "TH",
    CODES["GIOCHU"]: "TH",
    CODES["NGAY"]: "D",
    CODES["HOM"]: "D",
    CODES["TUAN"]: "W",
    CODES["THANG"]: "M",
    CODES["QUY"]: "Q",
    CODES["NAM"]: "Y",
    CODES["THAPKY"]: "DE",
    CODES["THEKY"]: "CE",
    CODES["THIENNIENKY"]: "ML",
}
"""Class of a unit word -> designator; a leading T marks units of less than a day."""

_HALVES: Final[Mapping[str, tuple[str, str]]] = {
    "TM": ("30", "TS"),
    "TH": ("30", "TM"),
    "D": ("12", "TH"),
    "M": ("15", "D"),
    "Y": ("6", "M"),
    "DE": ("5", "Y"),
    "CE": ("50", "Y"),
    "ML": ("500", "Y"),
}


def length(number: str, unit: str) -> str:
    """Return the TIMEX3 value of a length: ``P3D``, ``PT24H``, ``PXY``; quarters count as three months."""
    if unit == "Q":
        return f"P{int(number) * 3 if number.isdecimal() else number}M"
    return f"PT{number}{unit[1:]}" if unit.startswith("T") else f"P{number}{unit}"


def half(unit: str) -> tuple[str, str]:
    """Return number and unit of half a unit: half a century is 50 years."""
    return _HALVES.get(unit, ("0.5", unit))
