import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_service.extract.entities.encoder_casing import restore_case

CASES = [
    ("CHÀO MỪNG NGÀY THÀNH LẬP ĐẢNG", "chào mừng ngày thành lập đảng"),
    ("UBND TỈNH KHÁNH HÒA HỌP VỚI WHO", "UBND tỉnh khánh hòa họp với WHO"),
    ("MESSI GHI BÀN , VIỆT NAM THẮNG 2-0", "MESSI ghi bàn , việt nam thắng 2-0"),
    ("Theo XUÂN THÀNH", "Theo Xuân Thành"),
    ("Tin và ảnh : LÊ THỊ HOA ( TP . HCM )", "Tin và ảnh : Lê Thị Hoa ( TP . HCM )"),
    ("Bà Lan ở CA tỉnh Bình Định", "Bà Lan ở CA tỉnh Bình Định"),
    ("Ông Nguyễn Văn Minh cho biết", "Ông Nguyễn Văn Minh cho biết"),
    ("Ban Y TẾ", "Ban Y TẾ"),
    ("HÀ", "HÀ"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_capitals_that_say_nothing_are_read_otherwise(text: str, expected: str) -> None:
    assert restore_case(text.split()) == expected.split()


@given(st.lists(st.text(min_size=1, max_size=8), max_size=20))
def test_only_the_case_of_words_changes(words: list[str]) -> None:
    restored = restore_case(words)
    assert [word.lower() for word in restored] == [word.lower() for word in words]
