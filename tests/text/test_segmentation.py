"""``from nlp_service.text import segment``: exact slices of any text, whole or in parts, with words of one's own."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_service.errors import InvalidField
from nlp_service.model_store import default_root
from nlp_service.text import Word, parse_dictionary, read_dictionary, segment, segment_stream
from nlp_service.text.segmenters import SegmenterChoice, load_segmenter
from tests.naughty import MEBIBYTE, PARAGRAPH, any_text, naughty_texts

TABLE = [
    ("Chủ tịch nước thăm Bệnh viện Bạch Mai.", "Chủ tịch|nước|thăm|Bệnh viện|Bạch Mai|."),
    ("Học sinh trung học đến trường ở Hà Nội", "Học sinh|trung học|đến|trường|ở|Hà Nội"),
    ("HỌC SINH TRUNG HỌC ĐẾN THÀNH PHỐ HỒ CHÍ MINH", "HỌC SINH|TRUNG HỌC|ĐẾN|THÀNH PHỐ|HỒ CHÍ MINH"),
    ("Họ sống ở Việt Nam. Nam đi học", "Họ|sống|ở|Việt Nam|.|Nam|đi|học"),
    ("Họ chống AIDS.Dự án kéo dài 5 năm", "Họ|chống|AIDS|.|Dự án|kéo dài|5|năm"),
    ("giá 3.500 đồng/kg, tăng 7,5%", "giá|3.500|đồng|/|kg|,|tăng|7,5%"),
    ("gửi về ban.doc@vidu.vn ngày 30/4/2020", "gửi|về|ban.doc@vidu.vn|ngày|30/4/2020"),
]


def cut(text: str, tokens: list[Word]) -> str:
    return "|".join(text[token.start : token.end] for token in tokens)


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_words(text: str, expected: str) -> None:
    assert cut(text, segment(text)) == expected


@pytest.mark.parametrize(
    "text", ["Tổ chức hoà bình thế giới", unicodedata.normalize("NFD", "Tổ chức hòa bình thế giới")]
)
def test_spelling_does_not_matter(text: str) -> None:
    tokens = segment(text)
    assert [token.norm for token in tokens] == ["Tổ chức", "hòa bình", "thế giới"]
    assert text[tokens[1].start : tokens[1].end] == "".join(text.partition("ho")[1:]).rpartition(" th")[0]


def check(text: str, tokens: list[Word]) -> None:
    assert all(token.text == text[token.start : token.end] != "" for token in tokens)
    assert all(left.end <= right.start for left, right in pairwise(tokens))
    assert tokens == [] or (tokens[0].start >= 0 and tokens[-1].end <= len(text))


def test_what_is_never_drawn_stays_with_its_word() -> None:
    text = "\u200bHo\u00e0\u200b bình\u00ad \u200b ở"
    assert "".join("".join(word.text for word in segment(text)).split()) == "".join(text.split())


@given(any_text())
def test_any_text(text: str) -> None:
    check(text, segment(text))


@pytest.mark.parametrize("name", sorted(naughty_texts()))
def test_naughty_text(name: str) -> None:
    text = naughty_texts()[name][: MEBIBYTE // 16]
    check(text, segment(text))


@given(any_text(), st.integers(1, 40))
def test_parts_make_no_difference(text: str, size: int) -> None:
    parts = [text[start : start + size] for start in range(0, len(text), size)]
    assert list(segment_stream(parts)) == segment(text)


@pytest.mark.parametrize("joint", ["\n\n", "\n", " ", ""])
def test_long_parts_make_no_difference(joint: str) -> None:
    text = joint.join([PARAGRAPH] * (300_000 // len(PARAGRAPH)))
    parts = [text[start : start + 20_003] for start in range(0, len(text), 20_003)]
    whole = segment(text)
    assert list(segment_stream(parts)) == whole
    assert "".join("".join(text[token.start : token.end].split()) for token in whole) == "".join(text.split())


def test_a_blank_line_parts_as_well_as_the_text_itself() -> None:
    text = "\n\n".join([PARAGRAPH] * 3)
    alone = [token.norm for token in segment(PARAGRAPH)]
    assert [token.norm for token in segment(text)] == alone * 3


def test_words_of_ones_own() -> None:
    text = "Quán Bánh Mì Phượng bán cho học sinh trung học ở đây; ông ta vui. Học sinh ra về."
    dictionary = parse_dictionary(["# quán", "", "quán bánh mì phượng", "ông | ta", "học | sinh | trung học"])
    assert cut(text, segment(text, dictionary=dictionary)) == (
        "Quán Bánh Mì Phượng|bán|cho|học|sinh|trung học|ở|đây|;|ông|ta|vui|.|Học sinh|ra|về|."
    )


def test_the_longest_entry_wins_and_the_last_of_the_same() -> None:
    dictionary = parse_dictionary(["học sinh", "học sinh giỏi", "bé ngoan", "bé | ngoan"])
    text = "Các học sinh giỏi và bé ngoan"
    assert cut(text, segment(text, dictionary=dictionary)) == "Các|học sinh giỏi|và|bé|ngoan"


def test_an_entry_holds_within_a_sentence_and_in_any_spelling() -> None:
    dictionary = parse_dictionary([unicodedata.normalize("NFD", "Hoà  Lạc mới"), "TP. Lạc"])
    text = "Ở HÒA LẠC MỚI và hoà lạc mới. Hòa Lạc. Mới đến TP. Lạc"
    words = cut(text, segment(text, dictionary=dictionary)).split("|")
    assert [word for word in words if "ạc" in word.lower()] == ["HÒA LẠC MỚI", "hoà lạc mới", "Hòa Lạc", "TP. Lạc"]


@pytest.mark.parametrize("line", ["nhà", "| nhà cửa", "nhà cửa |", "nhà || cửa"])
def test_an_entry_that_says_nothing_is_refused(line: str) -> None:
    with pytest.raises(InvalidField, match="Line 2"):
        parse_dictionary(["học sinh", line])


def test_a_dictionary_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("\ufeffnhà ta ở\n", encoding="utf-8")
    choice = SegmenterChoice(dictionary=path)
    segmenter = load_segmenter(default_root(), choice)
    assert segmenter.name == f"nlp_service+{read_dictionary(path).digest}"
    assert load_segmenter(default_root()).name == "nlp_service"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(InvalidField, match="cannot be read"):
        load_segmenter(default_root(), choice)
    with pytest.raises(InvalidField, match="cannot be read"):
        read_dictionary(tmp_path / "none.txt")
    with pytest.raises(InvalidField, match="takes no dictionary"):
        load_segmenter(default_root(), SegmenterChoice("underthesea", path))
