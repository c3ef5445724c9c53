from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_service.extract.topics.features import load_vocabulary, save_vocabulary, split_syllables
from tests.extract.topics.small_model import SYLLABLES, small_vocabulary


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bóng đá Việt Nam!", ["bóng", "đá", "việt", "nam"]),
        ("năm 2024, COVID-19", ["năm", "0000", "covid", "00"]),
        ("  \n…", []),
    ],
)
def test_syllables_are_lower_case_and_numbers_keep_their_shape_only(text: str, expected: list[str]) -> None:
    assert split_syllables(text) == expected


def test_a_row_counts_syllables_and_neighbours_and_has_unit_length() -> None:
    row = small_vocabulary().transform(["Đội bóng đá"]).toarray()[0]
    assert np.flatnonzero(row).tolist() == [0, 5, 6, 7]
    assert np.linalg.norm(row) == pytest.approx(1)


def test_an_unknown_syllable_parts_neighbours() -> None:
    row = small_vocabulary().transform(["bóng tròn đá"]).toarray()[0]
    assert np.flatnonzero(row).tolist() == [0, 5]


def test_the_first_syllables_count_twice() -> None:
    early, late = small_vocabulary().transform(["đội a a a a bệnh", "bệnh a a a a đội"]).toarray()
    assert early[6] > early[1]
    assert late[1] > late[6]


def test_rows_do_not_depend_on_their_batch() -> None:
    texts = ["bóng đá", "", "bệnh viện công nghệ", "hoa"]
    vocabulary = small_vocabulary()
    together = vocabulary.transform(texts).toarray()
    for row, text in zip(together, texts, strict=True):
        assert np.array_equal(row, vocabulary.transform([text]).toarray()[0])


def test_no_text_gives_no_row() -> None:
    assert small_vocabulary().transform([]).shape == (0, len(SYLLABLES) + 2)


def test_what_is_saved_is_read(tmp_path: Path) -> None:
    save_vocabulary(small_vocabulary(), tmp_path)
    read = load_vocabulary(tmp_path)
    assert read.syllables == SYLLABLES
    assert np.array_equal(read.pairs, small_vocabulary().pairs)
    assert (read.lead, read.lead_boost) == (4, 1.0)


@given(st.text())
def test_any_text_gives_finite_values(text: str) -> None:
    assert np.isfinite(small_vocabulary().transform([text]).data).all()
