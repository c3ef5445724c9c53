"""Look-up keys."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given

from nlp_service.text.folding import fold, search_key
from tests.naughty import any_text

FOLDED = [
    ("Hồ Chí Minh", "ho chi minh"),
    ("ĐẶNG Thuỳ Trâm", "dang thuy tram"),
    (unicodedata.normalize("NFD", "Thừa  Thiên\u00a0Huế"), "thua thien hue"),
    ("Ðà Nẵng", "da nang"),
    ("Müller-Straße", "muller-strasse"),
    ("ngƣời", "nguoi"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), FOLDED)
def test_folds(text: str, expected: str) -> None:
    assert fold(text) == expected


def test_search_key_keeps_accents_and_joins_both_tone_placements() -> None:
    assert search_key("HOÀ Bình") == search_key("hòa  bình") == "hòa bình"
    assert search_key("hoa") != search_key("hòa")


@given(any_text())
def test_keys_are_stable(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)
    assert fold(fold(text)) == fold(text)
    assert fold(search_key(text)) == fold(text)
