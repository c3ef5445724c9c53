from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_service.extract.topics.style import StyleVocabulary, describe_style, load_style, save_style
from tests.extract.topics.small_model import small_style


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("(TTO) - Sáng 5-3, mưa.", {"h1:TTO", "h2:TTO )", "h3:( AA )", "h3:0 - 0", "t1:mưa"}),
        ("Chùa cổ  \nTin mới.\nLê Na", {"h:end ổTrue", "t2:Lê Na", "t:end a", "h3:a    \n"}),
        ("Năm 2024\n\n\nTin", {"h1:2024", "h:length 0"}),
        ("", {"h:length 0", "h:end False", "t:end "}),
    ],
)
def test_what_is_described(text: str, names: set[str]) -> None:
    assert names <= set(describe_style(text))


def test_only_begin_and_end_are_read() -> None:
    middle = "chữ " * 1000
    assert describe_style(f"Đầu {middle} cuối") == describe_style(f"Đầu {middle} XYZ {middle} cuối")


def test_a_row_has_the_length_of_its_scale() -> None:
    rows = small_style().transform(["(TT) tin", "tin", ""]).toarray()
    assert rows[0].tolist() == [0.5]
    assert not rows[1:].any()
    assert small_style().transform([]).shape == (0, 1)


def test_what_is_saved_is_read(tmp_path: Path) -> None:
    style = StyleVocabulary(np.array([3, 9, 2**32 - 1], np.uint32), np.array([1, 2, 3], np.float32), 0.7)
    save_style(style, tmp_path)
    read = load_style(tmp_path)
    assert read.keys.tolist() == style.keys.tolist()
    assert read.idf.tolist() == [1, 2, 3]
    assert read.scale == pytest.approx(0.7)


@given(st.text())
def test_any_text_is_described(text: str) -> None:
    assert all(name[0] in "ht" for name in describe_style(text))
    assert np.isfinite(small_style().transform([text]).data).all()
