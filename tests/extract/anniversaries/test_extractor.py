from __future__ import annotations

import itertools
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_service.extract.anniversaries.extractor import RuleAnniversaryExtractor, fold
from nlp_service.extract.anniversaries.scanning import MatchTape
from nlp_service.extract.protocols import AnniversaryExtractor
from nlp_service.types import DateMention, Document, Entity
from tests.extract.anniversaries.rows import Row, describe, make_document, read_rows

EXTRACTOR: AnniversaryExtractor = RuleAnniversaryExtractor()
ROWS = read_rows()
PORTAL = (
    (35, "NGÀY THÀNH LẬP ĐẢNG BỘ KHỐI CÁC CƠ QUAN TỈNH KHÁNH HÒA", "1989-06-06", "2024-06-06"),
    (134, "Ngày sinh Chủ tịch Hồ Chí Minh", "1890-05-19", "2024-05-19"),
    (49, "Ngày Giải phóng tỉnh Khánh Hòa", "1975-04-02", "2024-04-02"),
    (49, "Ngày Giải phóng miền Nam, thống nhất đất nước", "1975-04-30", "2024-04-30"),
    (93, "ngày thành lập Đoàn TNCS Hồ Chí Minh", "1931-03-26", "2024-03-26"),
    (94, "Ngày thành lập Đảng bộ tỉnh Khánh Hòa", "1930-02-24", "2024-02-24"),
    (94, "nGÀY THÀNH LẬP ĐẢNG CỘNG SẢN VIỆT NAM", "1930-02-03", "2024-02-03"),
    (94, "Ngày thành lập Đảng Cộng sản Việt Nam", "1930-02-03", "2024-02-03"),
)
# fmt: off
PIECES = st.sampled_from(
    [
        "kỷ niệm", "KỶ NIỆM", "lần thứ", "năm", "134", "một trăm", "ngày", "Ngày sinh", "thành lập", "Bác Hồ",
        "giỗ", "giỗ tổ", "sinh nhật", "tròn", "nửa thế kỷ", "và", ",", "(", ")", "(19/5/1890 - 19/5/2024)", "30/4",
        "âm lịch", "- ", "–", "“", "”", "\"", "\n", ". ", "Quốc khánh", "đám cưới vàng", "của", "tại", "İstanbul",
        "ß", "🎂", "nhân", "XIII", "99999999", "1/", "tưởng niệm", "Ngày Nhà giáo Việt Nam", "vào", "2006",
        "Hà Nội"
    ]
)
# fmt: on


def extract(text: str, day: date | None = None) -> list[str]:
    document, dates = make_document(text, day)
    return [describe(item) for item in EXTRACTOR.extract(document, dates, ())]


def test_table_is_large_enough() -> None:
    assert len(ROWS) >= 400
    assert sum(not row.expected for row in ROWS) >= 100


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.text[:50])
def test_table(row: Row) -> None:
    assert tuple(extract(row.text, row.day)) == row.expected


@pytest.mark.parametrize("day", [None, date(2024, 3, 22)])
def test_portal_page(portal_page: str, day: date | None) -> None:
    document, dates = make_document(portal_page, day)
    found = EXTRACTOR.extract(document, dates, ())
    assert tuple((item.years, item.event, item.original_date, item.observed_date) for item in found) == PORTAL
    assert all(item.consistent for item in found)
    assert [item.event_type for item in found][:4] == ["founding", "birth", "liberation", "liberation"]
    assert [item.round for item in found] == [5, None, None, None, None, None, None, None]


@pytest.mark.parametrize("row", [row for row in ROWS[:120] if row.expected][:60], ids=lambda row: row.text[:50])
def test_dates_in_figures_are_read_without_mentions(row: Row) -> None:
    found = EXTRACTOR.extract(Document(text=row.text, published=row.day), (), ())
    assert [item.event for item in found] == [line.split(" | ")[1] for line in row.expected]


@pytest.mark.parametrize(
    "text",
    [
        "Kỷ niệm 60 năm Ngày Thể thao Việt Nam (27/3/1946 - 27/3/2006)",
        "Chào mừng kỷ niệm 85 năm Ngày truyền thống ngành thủy sản (1/4/1959 - 1/4/2044)",
    ],
)
def test_capitals_make_no_difference(text: str) -> None:
    small, large = extract(text), extract(text.upper())
    assert [line.split(" | ")[2:] for line in small] == [line.split(" | ")[2:] for line in large]
    assert [line.split(" | ")[1].upper() for line in small] == [line.split(" | ")[1] for line in large]


def test_an_organisation_has_no_birthday() -> None:
    text = "Nhân sinh nhật lần thứ 15 của Sao Biển, cửa hàng giảm giá."
    document, dates = make_document(text)
    start = text.index("Sao Biển")
    owner = Entity(start, start + 8, "Sao Biển", "ORG", 0.9)
    assert [item.event_type for item in EXTRACTOR.extract(document, dates, [owner])] == ["founding"]
    assert [item.event_type for item in EXTRACTOR.extract(document, dates, ())] == ["birth"]


def test_a_mention_takes_the_dates_of_another() -> None:
    text = (
        "Kỷ niệm 60 năm Ngày thành lập Trường Sao Mai\n"
        "Sáng qua, nhiều cựu học sinh về dự lễ kỷ niệm 60 năm ngày thành lập Trường Sao Mai (5/9/1961 - 5/9/2021)."
    )
    document, dates = make_document(text)
    first, second = EXTRACTOR.extract(document, dates, ())
    assert (first.original_date, first.observed_date, first.consistent) == ("1961-09-05", "2021-09-05", True)
    assert (second.original_date, second.observed_date, second.consistent) == ("1961-09-05", "2021-09-05", True)


def test_a_day_of_its_own_is_kept_beside_a_shared_original() -> None:
    text = (
        "Thành phố chuẩn bị lễ kỷ niệm Ngày giải phóng Tân An.\n"
        "Lễ hội thường niên vào dịp kỷ niệm Ngày giải phóng Tân An (13/5/1955)."
    )
    document, dates = make_document(text, date(2021, 4, 28))
    first, second = EXTRACTOR.extract(document, dates, ())
    assert (first.original_date, first.observed_date) == ("1955-05-13", "2021")
    assert (second.original_date, second.observed_date) == ("1955-05-13", None)


def test_the_year_of_a_written_pair_is_the_year_of_the_text() -> None:
    text = "Mít tinh kỷ niệm 78 năm Quốc khánh (2/9/1945 - 2/9/2023) và Ngày Quốc tế Người cao tuổi (1/10)."
    document, dates = make_document(text)
    assert [item.observed_date for item in EXTRACTOR.extract(document, dates, ())] == ["2023-09-02", "2023-10-01"]


def test_a_date_mention_is_believed_before_the_figures() -> None:
    text = "Lễ kỷ niệm 20 năm thành lập hợp tác xã (mùng 5 tháng 3 năm 2004)."
    start = text.index("mùng")
    mention = DateMention(start, text.index(")"), text[start : text.index(")")], "DATE", "2004-03-05")
    (found,) = EXTRACTOR.extract(Document(text=text), [mention], ())
    assert (found.original_date, found.observed_date) == ("2004-03-05", "2024-03-05")


@given(st.lists(PIECES, max_size=40), st.sampled_from(["", " "]), st.sampled_from([None, date(2024, 3, 22)]))
@settings(max_examples=300, deadline=None)
def test_spans_hold_for_any_text(pieces: list[str], glue: str, day: date | None) -> None:
    text = glue.join(pieces)
    document, dates = make_document(text, day)
    found = EXTRACTOR.extract(document, dates, ())
    assert found == EXTRACTOR.extract(document, dates, ())
    for item in found:
        assert 0 <= item.start <= item.event_start < item.event_end <= item.end <= len(text)
        assert text[item.start : item.end] == item.text
        assert text[item.event_start : item.event_end] == item.event
        assert item.years is None or item.years > 0
    assert all(before.end <= after.start for before, after in itertools.pairwise(found))


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    EXTRACTOR.extract(Document(text=text), (), ())


@given(st.text("ab ", max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 40)), max_size=12))
@settings(max_examples=200, deadline=None)
def test_a_tape_finds_what_a_search_finds(text: str, ranges: list[tuple[int, int]]) -> None:
    pattern = re.compile("a")
    tape = MatchTape(pattern, text)
    for start, length in ranges:
        expected = [match.start() for match in pattern.finditer(text, start, start + length)]
        assert [match.start() for match in tape.within(start, start + length)] == expected
        assert tape.has(start, start + length) == bool(expected)


def test_a_sentence_without_end_is_read_only_so_far() -> None:
    text = "Kỷ niệm 5 năm thành lập Xã, " * 1000
    found = EXTRACTOR.extract(Document(text=text), (), ())
    assert 100 <= len(found) <= 200
    assert len(EXTRACTOR.extract(Document(text=text.replace(", ", ".\n")), (), ())) == 1000
