"""The Vietnamese lunar calendar (âm lịch), after Hồ Ngọc Đức's rules as implemented by the package ``lunar-vn``.

New moons and solar terms are taken at UTC+7 for every year. That is Vietnam's official calendar since 1968; before,
and in the South until 1975, almanacs followed UTC+8, so a day or a leap month may differ there (Tết 1968: 29 January
here and in the North, 30 January in the South). Years 1900 to 2099 can be converted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from lunar_vn import convert_lunar_to_solar, convert_solar_to_lunar, jd_from_date

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2099

STEMS: Final = ("Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý")
BRANCHES: Final = ("Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi")


@dataclass(frozen=True, slots=True, order=True)
class LunarDay:
    """A day of the lunar calendar; ``leap`` marks the second month of that number (tháng nhuận)."""

    year: int
    month: int
    day: int
    leap: bool = False

    def to_iso(self) -> str:
        """Return ``2017-06-15``, or ``2017-06L-15`` in a leap month."""
        return f"{self.year:04d}-{self.month:02d}{'L' if self.leap else ''}-{self.day:02d}"


def lunar_to_solar(year: int, month: int, day: int, *, leap: bool = False) -> date:
    """Return the Gregorian day.

    Raises:
        ValueError: the year cannot be converted, or has no such day (day 30 of a short month, no leap month).
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"lunar year {year} is outside {FIRST_YEAR}-{LAST_YEAR}")
    solar = convert_lunar_to_solar(day, month, year, 1 if leap else 0)
    # The published algorithm lets day 30 of a 29-day month run over and ignores a false leap mark in a common year.
    if solar_to_lunar(solar) != LunarDay(year, month, day, leap):
        raise ValueError(f"no such lunar day: {LunarDay(year, month, day, leap).to_iso()}")
    return solar


def solar_to_lunar(day: date) -> LunarDay:
    """Return the lunar day of a Gregorian day.

    Raises:
        ValueError: the year is outside 1900 to 2100.
    """
    lunar = convert_solar_to_lunar(day.day, day.month, day.year)
    return LunarDay(lunar.year, lunar.month, lunar.day, lunar.leap)


def days_in_lunar_month(year: int, month: int, *, leap: bool = False) -> int:
    """Return 29 or 30.

    Raises:
        ValueError: no such month, or the year cannot be converted.
    """
    lunar_to_solar(year, month, 1, leap=leap)
    try:
        lunar_to_solar(year, month, 30, leap=leap)
    except ValueError:
        return 29
    return 30


def leap_month(year: int) -> int | None:
    """Return the number of the month that is doubled in the lunar year, or None.

    Raises:
        ValueError: the year cannot be converted.
    """
    for month in range(1, 13):
        try:
            lunar_to_solar(year, month, 1, leap=True)
        except ValueError:
            if not FIRST_YEAR <= year <= LAST_YEAR:
                raise
            continue
        return month
    return None


def can_chi_of_year(year: int) -> str:
    """Return the sexagenary name of a lunar year: 2017 is ``Đinh Dậu``."""
    return f"{STEMS[(year - 4) % 10]} {BRANCHES[(year - 4) % 12]}"


def can_chi_of_day(day: date) -> str:
    """Return the sexagenary name of a day: 17 June 2017 is ``Ất Hợi``."""
    number = jd_from_date(day.day, day.month, day.year)
    return f"{STEMS[(number + 9) % 10]} {BRANCHES[(number + 1) % 12]}"


def can_chi_index(stem: int, branch: int) -> int | None:
    """Return the place 0-59 in the cycle of a stem and a branch, by index; None when the pair does not occur."""
    return next((index for index in range(60) if index % 10 == stem and index % 12 == branch), None)


def year_of_can_chi(index: int, near: int) -> int:
    """Return the year with place ``index`` (0 is Giáp Tý) that is nearest to the year ``near``; the earlier of two."""
    earlier = near - (near - 4 - index) % 60
    return earlier if near - earlier <= 30 else earlier + 60
