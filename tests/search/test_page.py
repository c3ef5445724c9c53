"""Cursors come back as written, for the same query only; anything else is refused."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_service.errors import InvalidField
from nlp_service.search.page import read_cursor, write_cursor


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=300), number=st.integers(0, 1 << 39))
def test_cursor_round_trips(text: str, number: int) -> None:
    assert read_cursor(write_cursor("q", (text, number)), "q", (str, int)) == [text, number]


def test_cursor_of_another_query_is_refused() -> None:
    with pytest.raises(InvalidField, match="another query"):
        read_cursor(write_cursor("q", (1,)), "other", (int,))


def forged(*values: object) -> str:
    fingerprint = json.loads(base64.urlsafe_b64decode(write_cursor("q", ()) + "=="))[0]
    return base64.urlsafe_b64encode(json.dumps([fingerprint, *values]).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        *("", "a", "!!!", "é", "AAAA", "\ud800", "x" * 5000, base64.urlsafe_b64encode(b"[" * 3000).decode()),
        *(
            forged(),
            forged("1"),
            forged(1, 2),
            forged(-1),
            forged(1 << 70),
            forged(True),
            forged(None),
            forged(1.5),
            forged([1]),
        ),
        *(base64.urlsafe_b64encode(text.encode()).decode() for text in ("1", "{}", "[]", '"a"', "null", "NaN")),
    ],
)
def test_what_is_no_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidField, match="cursor"):
        read_cursor(cursor, "q", (int,))


@given(st.text(max_size=60))
def test_any_text_is_a_cursor_or_refused(cursor: str) -> None:
    try:
        read_cursor(cursor, "q", (int,))
    except InvalidField:
        return
    raise AssertionError(cursor)


def test_half_a_surrogate_pair_in_a_cursor_is_refused() -> None:
    with pytest.raises(InvalidField, match="cursor"):
        read_cursor(forged("\ud800"), "q", (str,))
