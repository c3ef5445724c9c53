from __future__ import annotations

import pytest

from nlp_service.extract.zones.bylines import Byline, BylineParser

PARSER = BylineParser()


@pytest.mark.parametrize(
    ("line", "author", "certain"),
    [
        ("XUÂN THÀNH (Thực hiện)", "XUÂN THÀNH", True),
        ("Nguyễn Văn A (ghi)", "Nguyễn Văn A", True),
        ("Bài và ảnh: NGUYỄN VĂN A", "NGUYỄN VĂN A", True),
        ("Bài, ảnh: Hồng Hà - Minh Tú", "Hồng Hà - Minh Tú", True),
        ("Tác giả: PV Trần Lê", "Trần Lê", True),
        ("Thực hiện: Lê Anh (ghi)", "Lê Anh", True),
        ("Hà My thực hiện", "Hà My", True),
        ("Minh Anh (theo Reuters)", "Minh Anh", True),
        ("Minh Anh - Theo CNN", "Minh Anh", True),
        ("Minh AnhTheo Reuters", "Minh Anh", True),
        ("Theo Tuổi Trẻ", None, True),
        ("(Theo TTXVN)", None, True),
        ("(TTXVN/Vietnam+)", None, True),
        ("Nguồn: Báo Nhân Dân", None, True),
        ("H.Long", "H.Long", False),
        ("Nguyễn Thị Minh Khai", "Nguyễn Thị Minh Khai", False),
        ("Lê Hoàng/VOV.VN", "Lê Hoàng", False),
        ("toasoan@songthu.example", None, True),
    ],
)
def test_byline(line: str, author: str | None, certain: bool) -> None:
    assert PARSER.parse(line) == Byline(author, certain)


@pytest.mark.parametrize(
    "line",
    [
        "Theo ông Nam, giá sẽ tăng",
        "Theo bạn thì sao?",
        "Hà Nội",
        "Phần Hai",
        "Bài 2: Đường về",
        "Ông nói rằng sẽ về",
        "Năm 2023",
        "(Còn nữa)",
        "- ?",
        "(",
        "a",
    ],
)
def test_no_byline(line: str) -> None:
    assert PARSER.parse(line) is None
