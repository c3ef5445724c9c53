"""Floors: what holds, what is written, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp_service.errors import InvalidField
from nlp_service.evaluation.figures import Figure, judge, read_floors, write_floors

ACCURACY = Figure("topics", "accuracy", 0.9375, 100)
HITS = Figure("dates", "false hits", 1, 44, lower_is_better=True)


@pytest.mark.parametrize(
    ("figure", "floor", "holds"),
    [
        (ACCURACY, None, True),
        (ACCURACY, 0.9375, True),
        (ACCURACY, 0.9376, False),
        (HITS, 1.0, True),
        (HITS, 0.5, False),
    ],
)
def test_a_figure_beside_its_floor(figure: Figure, floor: float | None, holds: bool) -> None:
    floors = {} if floor is None else {figure.key: floor}
    (verdict,) = judge([figure], floors)
    assert verdict.holds is holds


def test_first_floors_leave_a_margin(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    write_floors(path, judge([ACCURACY, HITS], {}), {"other / F1": 0.5}, allow_lower=False)
    assert read_floors(path) == {"dates / false hits": 1.002, "other / F1": 0.5, "topics / accuracy": 0.9355}


def test_floors_rise_but_never_fall_by_themselves(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    for known, written in ((0.9, 0.9355), (0.937, 0.937)):
        floors = {ACCURACY.key: known}
        write_floors(path, judge([ACCURACY], floors), floors, allow_lower=False)
        assert read_floors(path) == {ACCURACY.key: written}


def test_a_floor_is_lowered_only_when_told(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    floors = {ACCURACY.key: 0.95}
    with pytest.raises(InvalidField, match="--allow-lower"):
        write_floors(path, judge([ACCURACY], floors), floors, allow_lower=False)
    assert not path.exists()
    write_floors(path, judge([ACCURACY], floors), floors, allow_lower=True)
    assert read_floors(path) == {ACCURACY.key: 0.9355}


@pytest.mark.parametrize("content", ["[1]", "{", '{"a": "x"}'])
def test_a_malformed_file_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "floors.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidField, match=r"floors\.json"):
        read_floors(path)


def test_no_file_no_floors(tmp_path: Path) -> None:
    assert read_floors(tmp_path / "none.json") == {}
