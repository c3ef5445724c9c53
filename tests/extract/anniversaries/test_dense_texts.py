"""Texts with more anniversaries than news has: the start is read whole, the rest in part, so that time is bounded."""

from __future__ import annotations

import pytest

from nlp_service.extract.anniversaries.extractor import RuleAnniversaryExtractor
from nlp_service.types import Anniversary, Document

LINE = "Giỗ lần thứ 5.\n"


@pytest.fixture(scope="module")
def extractor() -> RuleAnniversaryExtractor:
    return RuleAnniversaryExtractor()


def find(extractor: RuleAnniversaryExtractor, text: str) -> tuple[Anniversary, ...]:
    return extractor.extract(Document(text=text), (), ())


def test_a_long_list_is_read_whole(extractor: RuleAnniversaryExtractor) -> None:
    assert len(find(extractor, LINE * 900)) == 900


def test_an_endless_list_is_read_in_part(extractor: RuleAnniversaryExtractor) -> None:
    assert 1_000 <= len(find(extractor, LINE * 5_000)) < 2_000


def test_what_follows_an_endless_list_is_read(extractor: RuleAnniversaryExtractor) -> None:
    calm = "Trường mở cửa đón học sinh vào buổi sáng.\n" * 200
    last = "Kỷ niệm 50 năm thành lập Trường Đại học Cần Thơ."
    found = find(extractor, LINE * 2_000 + calm + last)
    assert found[-1].event == "thành lập Trường Đại học Cần Thơ"
    assert found[-1].years == 50


@pytest.mark.parametrize("blanks", ["", " ", "\n\n", "\n" * 50])
def test_blanks_behind_a_headline_do_not_hide_its_end(extractor: RuleAnniversaryExtractor, blanks: str) -> None:
    found = find(extractor, f"50 năm chiến thắng Điện Biên Phủ{blanks}")
    assert [item.years for item in found] == [50]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("1 2 3 kỷ niệm 1.000 năm Thăng Long", 1000),
        ("(1(2(3 kỷ niệm 5 năm thành lập trường", 5),
        ("12/3 - 4,5: kỷ niệm 10năm thành lập trường", 10),
        ("tròn 2 thế kỷ thành lập Nhà hát Cung đình", 200),
    ],
)
def test_figures_before_and_in_a_count(extractor: RuleAnniversaryExtractor, text: str, years: int) -> None:
    assert [item.years for item in find(extractor, text)] == [years]
