"""The two tables of sentences: those with temporal expressions, and those that only look like it."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
import yaml

from nlp_service.text.normalize import normalize
from tests.extract.dates.table import Row, describe

_FOLDER = Path(__file__).parent


def _lines(name: str) -> list[str]:
    sections = yaml.safe_load((_FOLDER / name).read_text(encoding="utf-8"))
    return [line for block in sections.values() for line in block.splitlines()]


def _row(line: str) -> Row:
    text, written, found = (part.strip() for part in f"{line} ".split(" | "))
    return text, None if written == "-" else written, [item.strip() for item in found.split(" ; ") if item.strip()]


EXPRESSIONS = [_row(line) for line in _lines("expressions.yml")]
NOT_DATES = _lines("not_dates.yml")


@pytest.mark.parametrize(("text", "written", "expected"), EXPRESSIONS)
def test_expression(text: str, written: str | None, expected: list[str]) -> None:
    assert describe(text, written) == expected


@pytest.mark.parametrize("text", NOT_DATES)
def test_not_a_date(text: str) -> None:
    assert describe(text, "2021-04-21") == []


@pytest.mark.parametrize(("text", "written", "expected"), EXPRESSIONS[::7])
def test_decomposed_text_and_the_other_capital_d(text: str, written: str | None, expected: list[str]) -> None:
    received = unicodedata.normalize("NFD", text.replace("Đ", "\u00d0"))
    assert describe(normalize(received).text, written) == expected
