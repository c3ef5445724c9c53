"""Days, months, years and longer units, written out or in numbers."""

from __future__ import annotations

import pytest

from tests.extract.dates.table import Row, describe

FULL: list[Row] = [
    ("Lễ mít tinh diễn ra ngày 06/6/1989.", None, ["ngày 06/6/1989 = DATE 1989-06-06"]),
    ("Đảng ra đời 3-2-1930 tại Hương Cảng.", None, ["3-2-1930 = DATE 1930-02-03"]),
    ("Sài Gòn trưa 30.4.1975.", None, ["trưa 30.4.1975 = TIME 1975-04-30TMI"]),
    ("Ngày 2 tháng 9 năm 1945, Bác đọc Tuyên ngôn.", None, ["Ngày 2 tháng 9 năm 1945 = DATE 1945-09-02"]),
    ("Ông sinh ngày 19 tháng 5/1890.", None, ["ngày 19 tháng 5/1890 = DATE 1890-05-19"]),
    (
        "ngày mười chín tháng năm năm một nghìn tám trăm chín mươi",
        None,
        ["ngày mười chín tháng năm = DATE XXXX-05-19"],
    ),
    ("NGÀY 02 THÁNG 9 NĂM 2020, HÀ NỘI", None, ["NGÀY 02 THÁNG 9 NĂM 2020 = DATE 2020-09-02"]),
    ("Hiệp định ký ngày 27.1.1973 ở Paris", None, ["ngày 27.1.1973 = DATE 1973-01-27"]),
    ("Báo ra ngày 2024-03-22 có bài này", None, ["ngày 2024-03-22 = DATE 2024-03-22"]),
    ("Quyết định ký ngày 06 tháng 08năm 2020của Bộ", None, ["ngày 06 tháng 08năm 2020 = DATE 2020-08-06"]),
    ("Hội thảo ngày 5 / 8 / 2019 tại Huế", None, ["ngày 5 / 8 / 2019 = DATE 2019-08-05"]),
    ("Cầu khánh thành hôm 12/10/2018.", None, ["hôm 12/10/2018 = DATE 2018-10-12"]),
    (
        "Công trình (19/5/1890 - 19/5/2024) khánh thành",
        None,
        ["19/5/1890 = DATE 1890-05-19", "19/5/2024 = DATE 2024-05-19"],
    ),
    ("Tàu rời cảng ngày 29/2/2020.", None, ["ngày 29/2/2020 = DATE 2020-02-29"]),
    ("Bà nhập viện ngày 5/8/19 rồi mất.", None, ["ngày 5/8/19 = DATE 2019-08-05"]),
]

PARTIAL: list[Row] = [
    ("Trường khai giảng ngày 5/9.", "2020-10-01", ["ngày 5/9 = DATE 2020-09-05"]),
    ("Trường khai giảng ngày 5/9.", None, ["ngày 5/9 = DATE XXXX-09-05"]),
    ("Trường sẽ khai giảng ngày 5/9.", "2020-12-20", ["ngày 5/9 = DATE 2021-09-05"]),
    ("Vụ cháy xảy ra ngày 28/12 làm hai người bị thương.", "2021-01-04", ["ngày 28/12 = DATE 2020-12-28"]),
    ("Hội chợ sẽ mở cửa ngày 15/1.", "2020-12-20", ["ngày 15/1 = DATE 2021-01-15"]),
    ("Cả nước nghỉ lễ 2-9.", "2021-08-20", ["2-9 = DATE 2021-09-02"]),
    ("Mừng ngày phụ nữ 8-3 với hoa", "2021-03-05", []),
    ("Nhân dịp 8/3, công đoàn tặng quà.", "2021-03-05", ["8/3 = DATE 2021-03-08"]),
    ("Sáng 12-6, tòa tuyên án.", "2017-06-12", ["Sáng 12-6 = TIME 2017-06-12TMO"]),
    ("Bão đổ bộ ngày 17.6 vào đất liền", None, ["ngày 17.6 = DATE XXXX-06-17"]),
    ("Dịp nghỉ lễ 30.4, 1.5 đông khách", "2021-04-20", ["30.4 = DATE 2021-04-30", "1.5 = DATE 2021-05-01"]),
    ("Giá mới áp dụng từ ngày 20 tháng 2.", "2020-02-10", ["ngày 20 tháng 2 = DATE 2020-02-20"]),
    ("Đội về nước ngày 27.", "2021-04-29", ["ngày 27 = DATE 2021-04-27"]),
    ("Đội về nước ngày 27.", None, ["ngày 27 = DATE XXXX-XX-27"]),
    ("Vòng thi kéo dài đến ngày 30-4", "2021-04-15", ["ngày 30-4 = DATE 2021-04-30"]),
    ("Bài báo trích ngày 25/5 năm ngoái.", "2021-04-15", ["ngày 25/5 năm ngoái = DATE 2020-05-25"]),
    ("Vụ việc (23/9) gây xôn xao", None, ["23/9 = DATE XXXX-09-23"]),
    ("Chốt sổ trước ngày 15/5 tới.", "2021-04-29", ["ngày 15/5 tới = DATE 2021-05-15"]),
]

RANGES: list[Row] = [
    ("Hội thi diễn ra trong hai ngày 27-28/4.", "2021-04-20", ["27 = DATE 2021-04-27", "28/4 = DATE 2021-04-28"]),
    ("Triển lãm mở từ 17/12 đến 30/12/2008.", None, ["17/12 = DATE 2008-12-17", "30/12/2008 = DATE 2008-12-30"]),
    ("Triển lãm mở từ 17/12 đến 5/1/2009.", None, ["17/12 = DATE 2008-12-17", "5/1/2009 = DATE 2009-01-05"]),
    (
        "Giải đấu các ngày 23, 24 và 25/4.",
        "2021-04-20",
        ["ngày 23 = DATE 2021-04-23", "24 = DATE 2021-04-24", "25/4 = DATE 2021-04-25"],
    ),
    ("Tuần lễ phim từ ngày 5 đến ngày 8/5.", "2021-04-20", ["ngày 5 = DATE 2021-05-05", "ngày 8/5 = DATE 2021-05-08"]),
    ("Nghỉ lễ 30/4 - 1/5 dài ngày.", "2021-04-20", ["30/4 = DATE 2021-04-30", "1/5 = DATE 2021-05-01"]),
    ("Khảo sát (từ 8 - 12/5) cho thấy", None, ["8 = DATE XXXX-05-08", "12/5 = DATE XXXX-05-12"]),
    (
        "Thi ngày 8/3, 9/3 và 10/3/2017.",
        None,
        ["ngày 8/3 = DATE 2017-03-08", "9/3 = DATE 2017-03-09", "10/3/2017 = DATE 2017-03-10"],
    ),
    ("Mưa lớn trong tháng 4, 5.", "2021-03-20", ["tháng 4 = DATE 2021-04", "5 = DATE 2021-05"]),
    ("Lúa gieo tháng 3 và 4/2021.", None, ["tháng 3 = DATE 2021-03", "4/2021 = DATE 2021-04"]),
    ("Giai đoạn 2016-2020 đã khép lại.", None, ["2016 = DATE 2016", "2020 = DATE 2020"]),
    ("Nhiệm kỳ 2020 - 2025 bắt đầu.", None, ["2020 = DATE 2020", "2025 = DATE 2025"]),
    ("Năm học 2017-18 kết thúc.", None, ["2017 = DATE 2017", "18 = DATE 2018"]),
    ("Mùa giải 2016/17 đầy kịch tính.", None, ["2016 = DATE 2016", "17 = DATE 2017"]),
    ("Từ năm 2011 đến hết năm 2020, công ty lãi.", None, ["năm 2011 = DATE 2011", "năm 2020 = DATE 2020"]),
    ("Trong hai năm 2019 và 2020, xã mất mùa.", None, ["2019 = DATE 2019", "2020 = DATE 2020"]),
    ("Từ năm 1954 đến 1975, đất nước chia cắt.", None, ["năm 1954 = DATE 1954", "1975 = DATE 1975"]),
    ("Tập huấn trong 2 ngày 25 và 26-9 ở Vinh.", "2020-09-20", ["25 = DATE 2020-09-25", "26-9 = DATE 2020-09-26"]),
    ("Đợt một từ ngày 22-24, đợt hai sau đó.", "2021-04-19", ["ngày 22 = DATE 2021-04-22", "24 = DATE 2021-04-24"]),
    ("Mở bán từ 14 đến 18-4.", "2021-04-10", ["14 = DATE 2021-04-14", "18-4 = DATE 2021-04-18"]),
    ("từ ngày 14 đến 18-4-2021", None, ["ngày 14 = DATE 2021-04-14", "18-4-2021 = DATE 2021-04-18"]),
    ("14/5 - 16/5/2020", None, ["14/5 = DATE 2020-05-14", "16/5/2020 = DATE 2020-05-16"]),
    ("kéo dài từ 10-4 đến hết 31-12", "2021-04-23", ["10-4 = DATE 2021-04-10", "31-12 = DATE 2021-12-31"]),
    ("Từ tháng 4-2003 đến 4-2004", None, ["tháng 4-2003 = DATE 2003-04", "4-2004 = DATE 2004-04"]),
    ("kéo dài trong hai năm 2006-2007", None, ["2006 = DATE 2006", "2007 = DATE 2007"]),
    ("Doanh thu quý II-III/2021", None, ["quý II = DATE 2021-Q2", "III/2021 = DATE 2021-Q3"]),
    (
        "đêm 20 rạng sáng 21/4",
        "2021-04-21",
        ["đêm 20 = TIME 2021-04-20TNI", "rạng sáng 21/4 = TIME 2021-04-21TMO START"],
    ),
    ("Ngày 30/4 lịch sử năm 1975", "2021-04-21", ["Ngày 30/4 = DATE 1975-04-30", "năm 1975 = DATE 1975"]),
    ("Ngày 5/4 báo cáo năm 2020", "2021-04-21", ["Ngày 5/4 = DATE 2021-04-05", "năm 2020 = DATE 2020"]),
    ("Lợi nhuận quý 2 và quý 3/2020 tăng.", None, ["quý 2 = DATE 2020-Q2", "quý 3/2020 = DATE 2020-Q3"]),
]

LONGER: list[Row] = [
    ("Cầu xây từ tháng 8.2016.", None, ["tháng 8.2016 = DATE 2016-08"]),
    ("Cầu xây từ tháng 8-2016.", None, ["tháng 8-2016 = DATE 2016-08"]),
    ("Khởi công (10/2019), xong sau hai năm", None, ["10/2019 = DATE 2019-10", "hai năm = DURATION P2Y"]),
    ("Tháng Tám năm 1945, cả nước vùng lên.", None, ["Tháng Tám năm 1945 = DATE 1945-08"]),
    ("Vào tháng 12 lạnh giá", "2021-02-03", ["tháng 12 = DATE 2020-12"]),
    ("Bộ sẽ trình vào tháng 10.", "2021-04-29", ["tháng 10 = DATE 2021-10"]),
    ("Tháng 3 vừa qua, giá tăng.", "2021-04-29", ["Tháng 3 vừa qua = DATE 2021-03"]),
    ("Quý I/2017 lãi lớn", None, ["Quý I/2017 = DATE 2017-Q1"]),
    ("Doanh thu quý II năm 2017", None, ["quý II năm 2017 = DATE 2017-Q2"]),
    ("Xong cuối quý IV", "2017-02-10", ["cuối quý IV = DATE 2016-Q4 END"]),
    ("6 tháng đầu năm 2020 xuất siêu", None, ["6 tháng đầu năm 2020 = DATE 2020-H1"]),
    ("Sáu tháng cuối năm sẽ khó hơn", "2021-07-02", ["Sáu tháng cuối năm = DATE 2021-H2"]),
    ("3 tháng đầu năm nay", "2021-04-19", ["3 tháng đầu năm nay = DATE 2021-Q1"]),
    ("9 tháng đầu năm 2019", None, ["9 tháng đầu năm 2019 = DATE 2019-01/2019-09"]),
    ("Nửa đầu năm 2021 nhiều mưa", None, ["Nửa đầu năm 2021 = DATE 2021-H1"]),
    ("nửa cuối năm nay", "2021-04-19", ["nửa cuối năm nay = DATE 2021-H2"]),
    ("Thập niên 1990 mở cửa", None, ["Thập niên 1990 = DATE 199"]),
    ("nhạc thập niên 80 trở lại", None, ["thập niên 80 = DATE 198"]),
    ("Đầu những năm 1990, ông vào Nam.", None, ["Đầu những năm 1990 = DATE 199 START"]),
    ("những năm 60 của thế kỷ trước", None, ["những năm 60 của thế kỷ trước = DATE 196"]),
    ("những năm 20 thế kỷ XX", None, ["những năm 20 thế kỷ XX = DATE 192"]),
    ("Thế kỷ 21 là thế kỷ số", None, ["Thế kỷ 21 = DATE 20"]),
    ("cuối thế kỷ XIX, đầu thế kỷ XX", None, ["cuối thế kỷ XIX = DATE 18 END", "đầu thế kỷ XX = DATE 19 START"]),
    ("từ thế kỷ thứ 8 trước Công nguyên", None, ["thế kỷ thứ 8 trước Công nguyên = DATE BC07"]),
    ("năm 938, Ngô Quyền thắng trận", None, ["năm 938 = DATE 0938"]),
    ("năm 111 trước Công nguyên", None, ["năm 111 trước Công nguyên = DATE BC0111"]),
    ("Mùa hè năm 1977 rất nóng", None, ["Mùa hè năm 1977 = DATE 1977-SU"]),
    ("Đại thắng mùa xuân 1975", None, ["mùa xuân 1975 = DATE 1975-SP"]),
    ("Anh Hùng (SN 1993) ở Vinh", None, ["1993 = DATE 1993"]),
    ("Vòng loại World Cup 2018 khởi tranh", None, ["2018 = DATE 2018"]),
    ("Hội nghị APEC 2017 họp ở Đà Nẵng", None, ["2017 = DATE 2017"]),
    ("Bình chọn Quả cầu vàng 2021 chỉ có ít phiếu", None, ["2021 = DATE 2021"]),
    ("tầm nhìn 2030", None, ["2030 = DATE 2030"]),
    ("Sang 2021, kinh tế hồi phục", None, ["2021 = DATE 2021"]),
    ("Trước 1975, phố này sầm uất.", None, ["1975 = DATE 1975"]),
    ("kỳ thi tốt nghiệp THPT 2021 an toàn", None, ["2021 = DATE 2021"]),
    ("giữa tháng 5/2021", None, ["giữa tháng 5/2021 = DATE 2021-05 MID"]),
    ("khoảng tháng 4/2017", None, ["khoảng tháng 4/2017 = DATE 2017-04 APPROX"]),
    ("Cuối năm 2021, cầu thông xe.", None, ["Cuối năm 2021 = DATE 2021 END"]),
]


@pytest.mark.parametrize(("text", "written", "expected"), [*FULL, *PARTIAL, *RANGES, *LONGER])
def test_calendar_date(text: str, written: str | None, expected: list[str]) -> None:
    assert describe(text, written) == expected
