"""Deictics, weekdays, weekends, and the past and future as such."""

from __future__ import annotations

import pytest

from tests.extract.dates.table import Row, describe

# 21 April 2021 is a Wednesday in ISO week 16.
DEICTICS: list[Row] = [
    ("Hôm nay trời đẹp", "2021-04-21", ["Hôm nay = DATE 2021-04-21"]),
    ("Hôm nay trời đẹp", None, ["Hôm nay = DATE PRESENT_REF"]),
    ("Chuyện xảy ra hôm qua", "2021-03-01", ["hôm qua = DATE 2021-02-28"]),
    ("Chuyện xảy ra hôm qua", None, ["hôm qua = DATE PAST_REF"]),
    ("ngày mai mưa", "2020-12-31", ["ngày mai = DATE 2021-01-01"]),
    ("ngày mai mưa", None, ["ngày mai = DATE FUTURE_REF"]),
    ("hôm kia", "2021-04-21", ["hôm kia = DATE 2021-04-19"]),
    ("tuần trước giá giảm", "2021-04-29", ["tuần trước = DATE 2021-W16"]),
    (
        "tuần này, tuần tới và tuần sau",
        "2021-04-21",
        ["tuần này = DATE 2021-W16", "tuần tới = DATE 2021-W17", "tuần sau = DATE 2021-W17"],
    ),
    ("tháng trước", "2021-01-05", ["tháng trước = DATE 2020-12"]),
    ("tháng tới", "2021-12-05", ["tháng tới = DATE 2022-01"]),
    ("năm ngoái và năm nay", "2021-04-21", ["năm ngoái = DATE 2020", "năm nay = DATE 2021"]),
    ("sang năm anh cưới", "2021-04-21", ["sang năm = DATE 2022"]),
    ("năm kia", "2021-04-21", ["năm kia = DATE 2019"]),
    ("Năm 2019 lãi gấp đôi so với năm trước", "2021-04-21", ["Năm 2019 = DATE 2019", "năm trước = DATE 2018"]),
    ("năm ngoái", None, ["năm ngoái = DATE PAST_REF"]),
    ("cuối năm nay", None, ["cuối năm nay = DATE PRESENT_REF END"]),
    ("quý trước lãi cao", "2021-04-21", ["quý trước = DATE 2021-Q1"]),
    ("thế kỷ trước", "2021-04-21", ["thế kỷ trước = DATE 19"]),
    ("hồi đầu năm, giá rẻ", "2021-04-21", ["đầu năm = DATE 2021 START"]),
    ("hồi đầu năm, giá rẻ", None, ["đầu năm = DATE XXXX START"]),
    ("vào cuối tháng", "2021-04-21", ["cuối tháng = DATE 2021-04 END"]),
    ("từ đầu tuần", "2021-04-21", ["đầu tuần = DATE 2021-W16 START"]),
    ("mùa hè năm nay", None, ["mùa hè năm nay = DATE XXXX-SU"]),
    ("Hôm nay (28/4), công ty họp", "2021-04-28", ["Hôm nay = DATE 2021-04-28", "28/4 = DATE 2021-04-28"]),
    ("Hôm nay, 2/11, ông đến Huế", None, ["Hôm nay = DATE XXXX-11-02", "2/11 = DATE XXXX-11-02"]),
    ("tính từ đầu năm tới nay", "2021-04-21", ["đầu năm = DATE 2021 START", "nay = DATE PRESENT_REF"]),
    ("cho đến nay chưa rõ", None, ["nay = DATE PRESENT_REF"]),
    ("Anh ấy giờ đã khác", None, ["giờ = DATE PRESENT_REF"]),
    ("hè năm ngoái", "2021-04-21", ["hè năm ngoái = DATE 2020-SU"]),
    ("quý đầu năm 2021", None, ["quý đầu năm 2021 = DATE 2021-Q1"]),
    ("vụ khủng bố 11/9", None, ["11/9 = DATE 2001-09-11"]),
    ("từ giờ đến cuối năm", "2021-04-21", ["giờ = DATE PRESENT_REF", "cuối năm = DATE 2021 END"]),
]

PARTS: list[Row] = [
    ("Sáng nay tàu chạy", "2021-04-21", ["Sáng nay = TIME 2021-04-21TMO"]),
    ("chiều nay", None, ["chiều nay = TIME XXXX-XX-XXTAF"]),
    ("Đêm qua mưa lớn", "2021-04-21", ["Đêm qua = TIME 2021-04-20TNI"]),
    ("tối mai", "2021-04-21", ["tối mai = TIME 2021-04-22TEV"]),
    ("trưa hôm qua", "2021-04-21", ["trưa hôm qua = TIME 2021-04-20TMI"]),
    ("Rạng sáng 3/5", "2021-05-04", ["Rạng sáng 3/5 = TIME 2021-05-03TMO START"]),
    ("buổi chiều ngày 28/3", "2021-04-02", ["buổi chiều ngày 28/3 = TIME 2021-03-28TAF"]),
    ("Sáng nay 23/4, ngân hàng họp", "2021-04-23", ["Sáng nay = TIME 2021-04-23TMO", "23/4 = DATE 2021-04-23"]),
    ("đầu giờ chiều 20/4", "2021-04-21", ["đầu giờ chiều 20/4 = TIME 2021-04-20TAF START"]),
    ("giữa trưa hôm qua", "2021-04-21", ["giữa trưa hôm qua = TIME 2021-04-20TMI MID"]),
    ("chốt phiên cuối ngày 20/4", "2021-04-21", ["cuối ngày 20/4 = DATE 2021-04-20 END"]),
    ("tối thứ Bảy tuần trước", "2021-04-21", ["tối thứ Bảy tuần trước = TIME 2021-04-17TEV"]),
    ("buổi trưa hôm ấy", None, ["buổi trưa hôm ấy = TIME XXXX-XX-XXTMI"]),
    (
        "Sáng 7/7 ông gọi, chiều có kết quả",
        "2017-07-07",
        ["Sáng 7/7 = TIME 2017-07-07TMO", "chiều = TIME 2017-07-07TAF"],
    ),
]

WEEKDAYS: list[Row] = [
    (
        "khai mạc vào thứ hai tuần tới (5/10)",
        "2020-10-01",
        ["thứ hai tuần tới = DATE 2020-10-05", "5/10 = DATE 2020-10-05"],
    ),
    ("Hôm thứ Năm, 1/4, hãng công bố", "2021-04-02", ["Hôm thứ Năm = DATE 2021-04-01", "1/4 = DATE 2021-04-01"]),
    ("ngày Chủ nhật vừa qua", "2021-04-22", ["ngày Chủ nhật vừa qua = DATE 2021-04-18"]),
    ("Chủ nhật này có hội chợ", "2021-04-23", ["Chủ nhật này = DATE 2021-04-25"]),
    ("Ông phát biểu hôm thứ Sáu.", "2020-11-01", ["hôm thứ Sáu = DATE 2020-10-30"]),
    ("Đội sẽ đá vào thứ Bảy.", "2021-04-21", ["thứ Bảy = DATE 2021-04-24"]),
    ("thứ Sáu tuần trước", None, ["thứ Sáu tuần trước = DATE XXXX-WXX-5"]),
    ("mở cửa từ thứ hai đến thứ sáu", "2021-04-21", ["thứ hai = DATE XXXX-WXX-1", "thứ sáu = DATE XXXX-WXX-5"]),
    ("nghỉ thứ 7, chủ nhật", "2021-04-21", ["thứ 7 = DATE XXXX-WXX-6", "chủ nhật = DATE XXXX-WXX-7"]),
    ("chủ nhật hằng tuần", "2021-04-21", ["chủ nhật hằng tuần = SET XXXX-WXX-7"]),
    ("mỗi thứ Bảy chợ lại họp", None, ["mỗi thứ Bảy = SET XXXX-WXX-6"]),
    ("cuối tuần này", "2021-04-21", ["cuối tuần này = DATE 2021-W16-WE"]),
    ("cuối tuần qua", "2021-04-19", ["cuối tuần qua = DATE 2021-W15-WE"]),
    ("hai ngày cuối tuần", "2021-04-26", ["hai ngày cuối tuần = DATE 2021-W16-WE"]),
    ("vào cuối tuần đường đông", None, ["cuối tuần = SET XXXX-WXX-WE"]),
    ("các tối cuối tuần có nhạc", None, ["các tối cuối tuần = SET XXXX-WXX-WETEV"]),
    (
        "tàu chạy vào thứ 3, thứ 5, thứ 7",
        None,
        ["thứ 3 = DATE XXXX-WXX-2", "thứ 5 = DATE XXXX-WXX-4", "thứ 7 = DATE XXXX-WXX-6"],
    ),
    ("Thứ sáu, 22 tháng 3, 2024", None, ["Thứ sáu = DATE 2024-03-22", "22 tháng 3, 2024 = DATE 2024-03-22"]),
    ("thứ ba, ngày 20/7", "2021-04-27", ["thứ ba = DATE 2021-07-20", "ngày 20/7 = DATE 2021-07-20"]),
]

REFERENCES: list[Row] = [
    ("Trước đây làng nghèo, hiện nay đã khá.", None, ["Trước đây = DATE PAST_REF", "hiện nay = DATE PRESENT_REF"]),
    ("trong tương lai gần", None, ["tương lai gần = DATE FUTURE_REF"]),
    ("thời gian tới sẽ khó khăn", None, ["thời gian tới = DATE FUTURE_REF"]),
    ("Thời gian gần đây", None, ["Thời gian gần đây = DATE PAST_REF"]),
    ("ngày nay và ngày xưa", None, ["ngày nay = DATE PRESENT_REF", "ngày xưa = DATE PAST_REF"]),
    ("Bây giờ ông đã già", None, ["Bây giờ = DATE PRESENT_REF"]),
    ("những ngày gần đây", None, ["những ngày gần đây = DATE PAST_REF"]),
    ("Cách đây 20 năm", "2021-04-06", ["Cách đây 20 năm = DATE 2001"]),
    ("cách đây khoảng 20 năm", "2020-11-02", ["cách đây khoảng 20 năm = DATE 2000 APPROX"]),
    ("4 năm trước ông về quê", "2021-04-06", ["4 năm trước = DATE 2017"]),
    ("2 tuần trước", "2021-04-21", ["2 tuần trước = DATE 2021-W14"]),
    ("ba ngày trước", "2021-04-21", ["ba ngày trước = DATE 2021-04-18"]),
    ("vài năm trước", "2021-04-21", ["vài năm trước = DATE PAST_REF"]),
    ("4 năm trước", None, ["4 năm trước = DATE PAST_REF"]),
    ("Cách đây 8 năm (năm 2009)", None, ["Cách đây 8 năm = DATE 2009", "năm 2009 = DATE 2009"]),
    ("2 ngày trước vụ nổ", None, ["2 ngày = DURATION P2D"]),
    ("một năm sau đó", None, ["một năm = DURATION P1Y"]),
    ("2.000 năm trước", None, ["2.000 năm trước = DATE PAST_REF"]),
    ("66 triệu năm trước", "2021-04-21", ["66 triệu năm trước = DATE PAST_REF"]),
]


@pytest.mark.parametrize(("text", "written", "expected"), [*DEICTICS, *PARTS, *WEEKDAYS, *REFERENCES])
def test_relative_date(text: str, written: str | None, expected: list[str]) -> None:
    assert describe(text, written) == expected
