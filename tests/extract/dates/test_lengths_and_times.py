"""Lengths of time, what recurs, and clock times."""

from __future__ import annotations

import pytest

from tests.extract.dates.table import Row, describe

LENGTHS: list[Row] = [
    ("cách ly 14 ngày", None, ["14 ngày = DURATION P14D"]),
    ("rời đi trong vòng 24 giờ", None, ["24 giờ = DURATION PT24H"]),
    ("chạy 100 m trong 9,8 giây", None, ["9,8 giây = DURATION PT9.8S"]),
    ("trong năm năm", None, ["năm năm = DURATION P5Y"]),
    ("mười lăm năm sau", None, ["mười lăm năm = DURATION P15Y"]),
    ("hai mươi mốt ngày", None, ["hai mươi mốt ngày = DURATION P21D"]),
    ("nhiều năm liền", None, ["nhiều năm = DURATION PXY"]),
    ("vài thập kỷ qua", None, ["vài thập kỷ qua = DURATION PXDE"]),
    ("trong nhiều thế kỷ", None, ["nhiều thế kỷ = DURATION PXCE"]),
    ("hơn nửa thế kỷ", None, ["hơn nửa thế kỷ = DURATION P50Y MORE_THAN"]),
    ("nửa năm nữa", None, ["nửa năm nữa = DURATION P6M"]),
    ("một năm rưỡi", None, ["một năm rưỡi = DURATION P1.5Y"]),
    ("2 năm qua và 5 năm nữa", None, ["2 năm qua = DURATION P2Y", "5 năm nữa = DURATION P5Y"]),
    ("những ngày qua", None, ["những ngày qua = DURATION PXD"]),
    ("mấy hôm nay trời rét", None, ["mấy hôm nay = DURATION PXD"]),
    ("20 năm nay", None, ["20 năm nay = DURATION P20Y"]),
    ("phạt 2 năm 6 tháng tù", None, ["2 năm 6 tháng = DURATION P2Y6M"]),
    ("sau hơn 1 tháng", None, ["hơn 1 tháng = DURATION P1M MORE_THAN"]),
    ("chưa đầy hai tháng", None, ["chưa đầy hai tháng = DURATION P2M LESS_THAN"]),
    ("khoảng 18 tháng", None, ["khoảng 18 tháng = DURATION P18M APPROX"]),
    ("kỷ niệm 134 năm ngày sinh", None, ["134 năm = DURATION P134Y"]),
    ("KỶ NIỆM 35 NĂM NGÀY THÀNH LẬP", None, ["35 NĂM = DURATION P35Y"]),
    ("ngủ 8 tiếng mỗi ngày", None, ["8 tiếng = DURATION PT8H", "mỗi ngày = SET P1D"]),
    ("bao nhiêu tháng trời", None, ["bao nhiêu tháng trời = DURATION PXM"]),
    ("sớm hơn 30 phút", None, ["30 phút = DURATION PT30M"]),
    ("kéo dài 5-7 ngày", None, ["5 = DURATION P5D", "7 ngày = DURATION P7D"]),
    ("trong 48h qua", None, ["48h qua = DURATION PT48H"]),
    ("chỉ 2, 3 năm nữa", None, ["3 năm nữa = DURATION P3Y"]),
    ("1,5 năm tới", None, ["1,5 năm tới = DURATION P1.5Y"]),
    ("khoảng 30 triệu năm", None, ["khoảng 30 triệu năm = DURATION P30000000Y APPROX"]),
    ("giai đoạn 5 năm tới", None, ["5 năm tới = DURATION P5Y"]),
    ("niên đại 3.000 năm", None, ["3.000 năm = DURATION P3000Y"]),
]

RECURRING: list[Row] = [
    ("hằng ngày", None, ["hằng ngày = SET P1D"]),
    ("hàng tuần, hàng tháng và hàng quý", None, ["hàng tuần = SET P1W", "hàng tháng = SET P1M", "hàng quý = SET P3M"]),
    ("họp hai tuần một lần", None, ["hai tuần một lần = SET P2W"]),
    ("4 năm một lần", None, ["4 năm một lần = SET P4Y"]),
    ("mỗi 2 tuần", None, ["mỗi 2 tuần = SET P2W"]),
    ("so với mọi năm", None, ["mọi năm = SET P1Y"]),
    ("ngày 27/7 hằng năm", "2021-04-21", ["ngày 27/7 hằng năm = SET XXXX-07-27"]),
    ("mỗi sáng ông đi bộ", None, ["mỗi sáng = SET XXXX-XX-XXTMO"]),
    ("ngày mồng 10 tháng giêng hàng năm", None, ["ngày mồng 10 tháng giêng hàng năm = SET lunar:XXXX-01-10"]),
]

CLOCK: list[Row] = [
    ("lúc 20h30 ngày 21/4/2021", None, ["20h30 ngày 21/4/2021 = TIME 2021-04-21T20:30"]),
    ("lúc 16 giờ 30", None, ["16 giờ 30 = TIME T16:30"]),
    ("lúc 8h", None, ["8h = TIME T08:00"]),
    ("vào lúc16h", None, ["16h = TIME T16:00"]),
    ("2h chiều", None, ["2h chiều = TIME T14:00"]),
    ("8 giờ tối", None, ["8 giờ tối = TIME T20:00"]),
    ("12 giờ trưa hôm nay", "2021-04-21", ["12 giờ trưa hôm nay = TIME 2021-04-21T12:00"]),
    ("9h sáng ngày 28/4", "2021-04-27", ["9h sáng ngày 28/4 = TIME 2021-04-28T09:00"]),
    ("22g00 ngày 10/4/2021", None, ["22g00 ngày 10/4/2021 = TIME 2021-04-10T22:00"]),
    ("22/03/2024 10:48", None, ["22/03/2024 10:48 = TIME 2024-03-22T10:48"]),
    ("lúc 7 giờ rưỡi sáng", None, ["7 giờ rưỡi sáng = TIME T07:30"]),
    ("lúc nửa đêm", None, ["nửa đêm = TIME T24:00"]),
    ("18h hôm nay", "2021-04-30", ["18h hôm nay = TIME 2021-04-30T18:00"]),
    (
        "Xe đi lúc 20h15 ngày 29/4, đến lúc 22h30 cùng ngày",
        "2021-04-30",
        ["20h15 ngày 29/4 = TIME 2021-04-29T20:15", "22h30 cùng ngày = TIME 2021-04-29T22:30"],
    ),
    ("8h sáng mai", "2021-04-30", ["8h sáng mai = TIME 2021-05-01T08:00"]),
    ("khoảng 18h30", None, ["khoảng 18h30 = TIME T18:30 APPROX"]),
    ("Ngày 5/5, đội tập từ 16h", "2021-05-04", ["Ngày 5/5 = DATE 2021-05-05", "16h = TIME 2021-05-05T16:00"]),
    ("từ 7h-9h", None, ["7h = TIME T07:00", "9h = TIME T09:00"]),
    ("13h cùng ngày", "2017-05-07", ["13h cùng ngày = TIME T13:00"]),
    ("vào lúc 14h30' ngày 20/4", "2021-04-21", ["14h30' ngày 20/4 = TIME 2021-04-20T14:30"]),
    ("10:48 | 22/03/2024", None, ["10:48 | 22/03/2024 = TIME 2024-03-22T10:48"]),
    ("22-03-2024 10:48 PM", None, ["22-03-2024 10:48 PM = TIME 2024-03-22T22:48"]),
    ("2024-03-22T10:48:00+07:00", None, ["2024-03-22T10:48:00 = TIME 2024-03-22T10:48"]),
    (
        "từ 8h00 đến 16h00 ngày 22/4",
        "2021-04-21",
        ["8h00 = TIME 2021-04-22T08:00", "16h00 ngày 22/4 = TIME 2021-04-22T16:00"],
    ),
    (
        "sáng và chiều 20/4",
        "2021-04-21",
        ["sáng = TIME 2021-04-20TMO", "chiều 20/4 = TIME 2021-04-20TAF"],
    ),
    ("có 3 chuyến: 9g, 10g30 và 12g", None, ["9g = TIME T09:00", "10g30 = TIME T10:30", "12g = TIME T12:00"]),
    ("ướp với 5g muối", None, []),
    ("8 rưỡi sáng", None, ["8 rưỡi sáng = TIME T08:30"]),
    ("lúc 9h kém 15", None, ["9h kém 15 = TIME T08:45"]),
    ("nửa đêm 20/4", "2021-04-21", ["nửa đêm 20/4 = TIME 2021-04-20T24:00"]),
    ("Trong tương lai, vào buổi tối", None, ["tương lai = DATE FUTURE_REF", "buổi tối = TIME XXXX-XX-XXTEV"]),
    ("0h20 ngày 25/4", "2021-05-01", ["0h20 ngày 25/4 = TIME 2021-04-25T00:20"]),
]


@pytest.mark.parametrize(("text", "written", "expected"), [*LENGTHS, *RECURRING, *CLOCK])
def test_length_or_time(text: str, written: str | None, expected: list[str]) -> None:
    assert describe(text, written) == expected
