import math
from pathlib import Path

import pytest

from nlp_service.errors import ModelCorrupt
from nlp_service.extract.entities.calibration import FILE, Curve, calibrate, read_curves, write_curves


def test_the_plain_curve_gives_the_probability_back() -> None:
    assert calibrate(math.log(0.8), Curve()) == pytest.approx(0.8)


def test_a_score_never_says_never() -> None:
    assert calibrate(0.0, Curve(5.0, 3.0)) == 0.9999
    assert calibrate(-1000.0, Curve(-5.0, 3.0)) == 0.0001


def test_more_probability_is_more_score() -> None:
    scores = [calibrate(math.log(value), Curve(-0.3, 1.2)) for value in (0.1, 0.5, 0.9, 0.99)]
    assert scores == sorted(scores)
    assert len(set(scores)) == 4


def test_curves_are_read_as_written(tmp_path: Path) -> None:
    curves = {"PER": Curve(0.5, 1.25), "LAW": Curve(-1.0, 0.75)}
    write_curves(tmp_path, curves)
    assert read_curves(tmp_path) == curves


@pytest.mark.parametrize(
    "content", ["", "[]", '{"PER": 1}', '{"PER": {"bias": 0}}', '{"PER": {"bias": 0, "slope": "x"}}']
)
def test_refuses_a_malformed_file(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content, encoding="utf-8")
    with pytest.raises(ModelCorrupt, match="Restore it"):
        read_curves(tmp_path)


def test_refuses_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ModelCorrupt, match="Restore it"):
        read_curves(tmp_path)
