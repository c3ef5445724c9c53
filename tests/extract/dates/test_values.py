"""Partial dates: parsing, writing, arithmetic."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_service.extract.dates.values import PartialDate, round_number, shift_months, years_between


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1890-05-19", PartialDate(1890, 5, 19)),
        ("1977-05", PartialDate(1977, 5)),
        ("1977", PartialDate(1977)),
        ("XXXX-04-15", PartialDate(None, 4, 15)),
        ("XXXX-XX-27", PartialDate(None, None, 27)),
        ("2021-04-21T20:30", PartialDate(2021, 4, 21)),
        ("XXXX-02-29", PartialDate(None, 2, 29)),
    ],
)
def test_parse(value: str, expected: PartialDate) -> None:
    assert PartialDate.parse(value) == expected


@pytest.mark.parametrize(
    "value",
    ["", "2021-W16", "2021-Q1", "PAST_REF", "lunar:2021-01-01", "2021-02-30", "2021-13", "P3D", "199", "BC0111"],
)
def test_parse_refuses_what_is_no_date(value: str) -> None:
    assert PartialDate.parse(value) is None


@given(st.dates())
def test_a_complete_date_survives_a_round_trip(day: date) -> None:
    parsed = PartialDate.parse(day.isoformat())
    assert parsed is not None
    assert parsed.is_complete()
    assert parsed.to_date() == day
    assert parsed.to_iso() == day.isoformat()


@pytest.mark.parametrize(
    ("value", "interval"),
    [
        ("1890-05-19", ("1890-05-19", "1890-05-20")),
        ("2020-02", ("2020-02-01", "2020-03-01")),
        ("2020-12", ("2020-12-01", "2021-01-01")),
        ("1977", ("1977-01-01", "1978-01-01")),
        ("XXXX-05-19", None),
    ],
)
def test_interval(value: str, interval: tuple[str, str] | None) -> None:
    parsed = PartialDate.parse(value)
    assert parsed is not None
    assert parsed.interval() == interval


def test_years_are_added_and_counted() -> None:
    original = PartialDate(1890, 5, 19)
    assert original.add_years(134) == PartialDate(2024, 5, 19)
    assert years_between(original, PartialDate(2024, 5, 19)) == 134
    assert PartialDate(2020, 2, 29).add_years(1) == PartialDate(2021, 2, 28)
    assert PartialDate(None, 5, 19).add_years(1) is None
    assert PartialDate(9999).add_years(1) is None
    assert years_between(PartialDate(None, 5), original) is None


def test_same_month_and_day_ignores_what_is_not_known() -> None:
    assert PartialDate(1890, 5, 19).same_month_and_day(PartialDate(2024, 5, 19))
    assert PartialDate(1890, 5, 19).same_month_and_day(PartialDate(2024))
    assert not PartialDate(1890, 5, 19).same_month_and_day(PartialDate(2024, 5, 20))


@pytest.mark.parametrize(
    ("years", "expected"), [(100, 100), (150, 50), (75, 25), (40, 10), (35, 5), (134, None), (0, None), (None, None)]
)
def test_round_number(years: int | None, expected: int | None) -> None:
    assert round_number(years) == expected


def test_months_shift_over_the_year() -> None:
    assert shift_months(2021, 1, -1) == (2020, 12)
    assert shift_months(2021, 11, 3) == (2022, 2)
