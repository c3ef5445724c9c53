"""What a date does in its sentence, as a table."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from nlp_service.types import DateRole
from tests.extract.dates.table import mentions

Row = tuple[str, str | None, dict[str, str]]


def _rows() -> list[Row]:
    sections = yaml.safe_load((Path(__file__).parent / "roles.yml").read_text(encoding="utf-8"))
    rows = []
    for line in (line for block in sections.values() for line in block.splitlines()):
        text, written, roles = line.split(" | ")
        expected = dict(pair.split(" = ") for pair in roles.strip().split(" ; "))
        rows.append((text, None if written == "-" else written, expected))
    return rows


@pytest.mark.parametrize(("text", "written", "expected"), _rows())
def test_role(text: str, written: str | None, expected: dict[str, str]) -> None:
    found = {mention.text: mention.role for mention in mentions(text, written)}
    assert {span: found.get(span) for span in expected} == {span: DateRole(role) for span, role in expected.items()}
