"""The lunar calendar: expressions, conversion, the sexagenary cycle."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_service.extract.dates.lunar import (
    LunarDay,
    can_chi_of_day,
    can_chi_of_year,
    days_in_lunar_month,
    leap_month,
    lunar_to_solar,
    solar_to_lunar,
    year_of_can_chi,
)
from tests.extract.dates.table import Row, describe, mentions

EXPRESSIONS: list[Row] = [
    ("mùng 10 tháng 3 âm lịch", None, ["mùng 10 tháng 3 âm lịch = DATE lunar:XXXX-03-10"]),
    ("mùng 10/3 âm lịch", "2021-04-20", ["mùng 10/3 âm lịch = DATE lunar:2021-03-10"]),
    ("sáng mùng 1 Tết", "2017-02-08", ["sáng mùng 1 Tết = TIME lunar:2017-01-01TMO"]),
    ("mùng 3 Tết", "2017-02-08", ["mùng 3 Tết = DATE lunar:2017-01-03"]),
    ("27 Tết", "2017-02-08", ["27 Tết = DATE lunar:2016-12-27"]),
    ("đêm 30 Tết", None, ["đêm 30 Tết = TIME lunar:XXXX-12-30TNI"]),
    ("rằm tháng Giêng", None, ["rằm tháng Giêng = DATE lunar:XXXX-01-15"]),
    ("rằm tháng 7", "2020-08-25", ["rằm tháng 7 = DATE lunar:2020-07-15"]),
    ("tháng Chạp", None, ["tháng Chạp = DATE lunar:XXXX-12"]),
    ("23 tháng Chạp", None, ["23 tháng Chạp = DATE lunar:XXXX-12-23"]),
    ("năm Đinh Dậu", "2017-02-07", ["năm Đinh Dậu = DATE lunar:2017"]),
    ("Tết Mậu Thân 1968", None, ["Tết Mậu Thân 1968 = DATE lunar:1968-01-01"]),
    ("Tết Nguyên đán Đinh Dậu 2017", None, ["Tết Nguyên đán Đinh Dậu 2017 = DATE lunar:2017-01-01"]),
    ("dịp Tết Trung thu", "2020-09-20", ["Tết Trung thu = DATE lunar:2020-08-15"]),
    ("ngày Giỗ Tổ Hùng Vương", "2021-04-15", ["ngày Giỗ Tổ Hùng Vương = DATE lunar:2021-03-10"]),
    ("từ tháng 3 đến tháng 8 âm lịch", None, ["tháng 3 = DATE lunar:XXXX-03", "tháng 8 âm lịch = DATE lunar:XXXX-08"]),
    (
        "Theo âm lịch, mùng 1 tháng 5 là Sơ Ngọ, mùng 2 là Nhị Ngọ",
        None,
        ["mùng 1 tháng 5 = DATE lunar:XXXX-05-01", "mùng 2 = DATE lunar:XXXX-05-02"],
    ),
    ("ngày 5/5 Âm lịch", None, ["ngày 5/5 Âm lịch = DATE lunar:XXXX-05-05"]),
    ("ngày 17.6.2017 dương lịch", None, ["ngày 17.6.2017 dương lịch = DATE 2017-06-17"]),
    ("tháng 6 nhuận", "2017-08-01", ["tháng 6 nhuận = DATE lunar:2017-06"]),
    ("Theo tục lệ, rằm tháng 7 cúng cô hồn", "2020-08-25", ["rằm tháng 7 = DATE lunar:XXXX-07-15"]),
    ("Quốc khánh 2/9", "2021-08-20", ["Quốc khánh = DATE 2021-09-02", "2/9 = DATE 2021-09-02"]),
    ("mừng Giáng sinh", "2020-12-20", ["Giáng sinh = DATE 2020-12-25"]),
    ("ngày Valentine", None, ["ngày Valentine = DATE XXXX-02-14"]),
    ("Hồi tháng Giêng, Chelsea mua Torres từ Liverpool", "2011-05-01", ["tháng Giêng = DATE 2011-01"]),
    ("ngày 27-28 Tết", "2021-01-20", ["ngày 27 = DATE lunar:2020-12-27", "28 Tết = DATE lunar:2020-12-28"]),
    (
        "từ mùng 3 đến mùng 5 Tết",
        "2021-02-10",
        ["mùng 3 = DATE lunar:2021-01-03", "mùng 5 Tết = DATE lunar:2021-01-05"],
    ),
    ("hoa tặng mẹ mùng 8/3", "2021-03-01", ["mùng 8/3 = DATE 2021-03-08"]),
    ("họp ngày mùng 3 và 5/4/2021", None, ["ngày mùng 3 = DATE 2021-04-03", "5/4/2021 = DATE 2021-04-05"]),
    (
        "Sinh ngày 12-5-1965 (tức 12 tháng 4 năm Ất Tỵ)",
        "2021-04-21",
        ["ngày 12-5-1965 = DATE 1965-05-12", "12 tháng 4 năm Ất Tỵ = DATE lunar:1965-04-12"],
    ),
    ("rằm tháng tư Bính Tuất", "2006-05-12", ["rằm tháng tư Bính Tuất = DATE lunar:2006-04-15"]),
    ("lễ giỗ lần thứ 5 (10/3 âm lịch)", "2021-04-21", ["10/3 âm lịch = DATE lunar:2021-03-10"]),
    ("ông già Noel phát quà", None, []),
    ("Quốc khánh Pháp", None, []),
    ("Tết Đoan Ngọ", None, []),
]

# Tết at UTC+7, month/day as printed in Vietnam's calendars; China's day differs in 1968, 1969, 1985, 2007 and 2030.
TET = """
    1968 1/29  1969 2/16  1975 2/11  1985 1/21  1995 1/31  1996 2/19
    1997 2/7  1998 1/28  1999 2/16  2000 2/5  2001 1/24  2002 2/12
    2003 2/1  2004 1/22  2005 2/9  2006 1/29  2007 2/17  2008 2/7
    2009 1/26  2010 2/14  2011 2/3  2012 1/23  2013 2/10  2014 1/31
    2015 2/19  2016 2/8  2017 1/28  2018 2/16  2019 2/5  2020 1/25
    2021 2/12  2022 2/1  2023 1/22  2024 2/10  2025 1/29  2026 2/17
    2027 2/6  2028 1/26  2029 2/13  2030 2/2  2031 1/23  2032 2/11
    2033 1/31
"""

# Giỗ Tổ Hùng Vương, the 10th of the third month. In 2009 the month began at 23:06 on 26 March, in China on the 27th.
DEATH_DAY_OF_THE_KINGS = """
    2000 4/14  2001 4/3  2002 4/22  2003 4/11  2004 4/28  2005 4/18
    2006 4/7  2007 4/26  2008 4/15  2009 4/4  2010 4/23  2011 4/12
    2012 3/31  2013 4/19  2014 4/9  2015 4/28  2016 4/16  2017 4/6
    2018 4/25  2019 4/14  2020 4/2  2021 4/21  2022 4/10  2023 4/29
    2024 4/18  2025 4/7  2026 4/26  2027 4/16  2028 4/4  2029 4/23
    2030 4/12
"""

# The doubled month of every year that has one, 1995 to 2033; China's differs in none of these.
LEAP_MONTHS = {
    1995: 8,
    1998: 5,
    2001: 4,
    2004: 2,
    2006: 7,
    2009: 5,
    2012: 4,
    2014: 9,
    2017: 6,
    2020: 4,
    2023: 2,
    2025: 6,
    2028: 5,
    2031: 3,
    2033: 11,
}
# Before the years above: 1985 has its leap month at UTC+7 in February-March, in China in November.
EARLIER_LEAP_MONTHS = {1985: 2, 1987: 7, 1990: 5, 1993: 3}


def _days(table: str) -> list[tuple[int, date]]:
    words = table.split()
    days = [day.split("/") for day in words[1::2]]
    years = [int(year) for year in words[::2]]
    return [(year, date(year, int(month), int(day))) for year, (month, day) in zip(years, days, strict=True)]


@pytest.mark.parametrize(("text", "written", "expected"), EXPRESSIONS)
def test_lunar_expression(text: str, written: str | None, expected: list[str]) -> None:
    assert describe(text, written) == expected


def test_lunar_value_keeps_its_calendar_beside_the_solar_interval() -> None:
    (mention,) = mentions("Tết Mậu Thân 1968")
    assert (mention.calendar, mention.value) == ("lunar", "lunar:1968-01-01")
    assert mention.interval == ("1968-01-29", "1968-01-30")


@pytest.mark.parametrize(("year", "solar"), _days(TET))
def test_tet(year: int, solar: date) -> None:
    assert lunar_to_solar(year, 1, 1) == solar


@pytest.mark.parametrize(("year", "solar"), _days(DEATH_DAY_OF_THE_KINGS))
def test_tenth_of_the_third_month(year: int, solar: date) -> None:
    assert lunar_to_solar(year, 3, 10) == solar


@pytest.mark.parametrize("year", range(1995, 2034))
def test_leap_month(year: int) -> None:
    assert leap_month(year) == LEAP_MONTHS.get(year)


@pytest.mark.parametrize(("year", "month"), EARLIER_LEAP_MONTHS.items())
def test_earlier_leap_month(year: int, month: int) -> None:
    assert leap_month(year) == month


def test_the_new_year_of_1968_is_the_norths() -> None:
    """The South kept UTC+8 until 1975 and celebrated on the 30th: a documented choice, see the module."""
    assert lunar_to_solar(1968, 1, 1) == date(1968, 1, 29)
    assert lunar_to_solar(1968, 1, 2) == date(1968, 1, 30)


@given(st.dates(date(1900, 2, 1), date(2099, 12, 31)))
def test_conversion_is_reversible(day: date) -> None:
    lunar = solar_to_lunar(day)
    assert lunar_to_solar(lunar.year, lunar.month, lunar.day, leap=lunar.leap) == day


@given(st.integers(1901, 2098), st.integers(1, 12))
def test_a_month_has_29_or_30_days(year: int, month: int) -> None:
    length = days_in_lunar_month(year, month)
    first = lunar_to_solar(year, month, 1)
    following = solar_to_lunar(first + timedelta(days=length))
    assert length in (29, 30)
    assert following.day == 1


@pytest.mark.parametrize(
    ("year", "month", "day", "leap"),
    [(2021, 4, 1, True), (2021, 13, 1, False), (2021, 1, 31, False), (1850, 1, 1, False), (2150, 1, 1, False)],
)
def test_day_that_does_not_exist(year: int, month: int, day: int, leap: bool) -> None:
    with pytest.raises(ValueError):
        lunar_to_solar(year, month, day, leap=leap)


def test_sexagenary_names() -> None:
    assert can_chi_of_year(2017) == "Đinh Dậu"
    assert can_chi_of_year(1968) == "Mậu Thân"
    assert can_chi_of_day(date(2017, 6, 17)) == "Ất Hợi"
    assert year_of_can_chi(33, near=2000) == 2017
    assert year_of_can_chi(33, near=1950) == 1957


def test_lunar_iso_marks_the_leap_month() -> None:
    assert LunarDay(2017, 6, 15, leap=True).to_iso() == "2017-06L-15"
