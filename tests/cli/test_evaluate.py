"""``nlp-service evaluate`` on the project's own articles."""

from __future__ import annotations

import json
from pathlib import Path

from nlp_service.cli.exits import Exit
from nlp_service.evaluation.figures import read_floors
from tests.cli.test_analyze import call


def test_holds_its_floors_and_writes_them(tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    assert call("evaluate", "samples", "--floors", floors, "--write-floors").exit_code == Exit.OK
    result = call("evaluate", "samples", "--floors", floors)
    assert result.exit_code == Exit.OK
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert {(row["metric"], row["holds"]) for row in rows} >= {("title right", True), ("PER+ORG+LOC F1", True)}
    assert all(row["floor"] is not None for row in rows)


def test_below_a_floor_is_an_exit_code_and_lowering_is_explicit(tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    floors.write_text('{"samples / EVENT F1": 1.0}', encoding="utf-8")
    result = call("evaluate", "samples", "--floors", floors, "--format", "table")
    assert result.exit_code == Exit.BELOW_FLOOR
    assert "BELOW" in result.stdout
    assert call("evaluate", "samples", "--floors", floors, "--write-floors").exit_code == Exit.USAGE
    assert call("evaluate", "samples", "--floors", floors, "--write-floors", "--allow-lower").exit_code == Exit.OK
    assert read_floors(floors)["samples / EVENT F1"] < 1.0


def test_wrong_use(tmp_path: Path) -> None:
    assert call("evaluate", "weather").exit_code == Exit.USAGE
    assert call("evaluate", "words", "--corpora", tmp_path / "none").exit_code == Exit.USAGE
