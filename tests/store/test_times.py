"""Times sort as text, in Vietnam's time zone, to the ends of the calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_service.store.times import sortable, sortable_end
from nlp_service.types import VIETNAM_TIME, Published

ZONES = st.integers(-14, 14).map(lambda hours: timezone(timedelta(hours=hours)))
MOMENTS = st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=ZONES)


@given(first=MOMENTS, second=MOMENTS)
def test_text_sorts_as_time(first: datetime, second: datetime) -> None:
    assert (sortable(first) < sortable(second)) == (first < second)


@given(st.dates() | st.datetimes(timezones=st.none() | ZONES))
def test_width_is_fixed_and_ends_do_not_overflow(published: Published) -> None:
    assert len(sortable(published)) == len(sortable_end(published)) == len("2024-03-22T10:48:00.000000")


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (None, ""),
        (date(2024, 3, 22), "2024-03-22T00:00:00.000000"),
        (datetime(2024, 3, 22, 10, 48), "2024-03-22T10:48:00.000000"),
        (datetime(2024, 3, 22, 10, 48, tzinfo=VIETNAM_TIME), "2024-03-22T10:48:00.000000"),
        (datetime(2024, 3, 22, 17, 0, tzinfo=UTC), "2024-03-23T00:00:00.000000"),
        (datetime(9999, 12, 31, 23, tzinfo=UTC), "9999-12-31T23:00:00.000000"),
    ],
)
def test_moments_are_vietnamese(published: Published | None, expected: str) -> None:
    assert sortable(published) == expected


def test_a_day_ends_with_its_last_moment() -> None:
    assert sortable_end(date(2024, 3, 22)) == "2024-03-22T23:59:59.999999"
