from __future__ import annotations

import re

import pytest

from nlp_service.extract.anniversaries.counts import count_grammar, parse_number, parse_quantity
from nlp_service.extract.anniversaries.lexicon import load_lexicon

TRIGGERS = load_lexicon().triggers
QUANTITY = re.compile(count_grammar(TRIGGERS).quantity)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("134 năm", 134),
        ("1.000 năm", 1000),
        ("1000 năm", 1000),
        ("năm năm", 5),
        ("mười năm", 10),
        ("mười lăm năm", 15),
        ("hai mươi năm", 20),
        ("hai mươi mốt năm", 21),
        ("bốn mươi lăm năm", 45),
        ("một trăm năm", 100),
        ("một trăm linh năm năm", 105),
        ("một nghìn năm", 1000),
        ("hai nghìn không trăm hai mươi năm", 2020),
        ("một thập kỷ", 10),
        ("3 thập niên", 30),
        ("một thế kỷ", 100),
        ("nửa thế kỷ", 50),
        ("một phần tư thế kỷ", 25),
        ("thiên niên kỷ", 1000),
    ],
)
def test_quantities(text: str, years: int) -> None:
    match = QUANTITY.fullmatch(text)
    assert match is not None
    assert parse_quantity(match["number"], match["unit"], match["fixed"], TRIGGERS) == years


@pytest.mark.parametrize("text", ["0 năm", "3,5/7 năm", "12/2004 năm", "99999 năm", "12 tháng"])
def test_no_quantities(text: str) -> None:
    match = QUANTITY.match(text)
    assert match is None or parse_quantity(match["number"], match["unit"], match["fixed"], TRIGGERS) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("xiii", 13),
        ("iv", 4),
        ("xc", 90),
        ("viii", 8),
        ("nhất", 1),
        ("90", 90),
        ("bảy mươi", 70),
        ("ba bốn", None),
        ("", None),
    ],
)
def test_numbers(text: str, value: int | None) -> None:
    assert parse_number(text, TRIGGERS) == value
