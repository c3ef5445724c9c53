"""Numbers and words that look like dates and are none."""

from __future__ import annotations

import pytest

from tests.extract.dates.table import describe

NEGATIVES = [
    "Đội khách thắng 3-2 sau hiệp phụ.",
    "Tỷ số chung cuộc là 2-1.",
    "Set một khép lại với tỷ số 6-3.",
    "Thua 21/25 ở ván đầu.",
    "Hơn 2/3 dân số sống ở nông thôn.",
    "Khoảng 1/3 số vé đã bán.",
    "Cửa hàng mở cửa 24/7.",
    "Đội vào vòng 1/8.",
    "Nhà ở đường 3/2, quận 10.",
    "Nhà số 205/53 ngõ 12.",
    "Địa chỉ: 43/48A Cộng Hòa.",
    "ngõ 205/53 phố Minh Khai",
    "Nghị định số 67/2014/NĐ-CP quy định",
    "Thông tư 304/2016/TT-BTC",
    "Luật sửa đổi số 34/2018/QH14",
    "Công văn số 2245/QĐ-BGDĐT",
    "Gọi 0901 45 77 98 hoặc (028) 5445 1111.",
    "Hotline: 0966.966.819",
    "Xe biển số 29A-123.45",
    "Chuyến bay VJ963 hạ cánh an toàn.",
    "Giá 23,99 triệu đồng",
    "Lương 70 triệu đồng/tháng",
    "Chạy 100 km/h",
    "Phiên bản 10.2.1 sửa lỗi",
    "Động cơ 2.0 lít",
    "Anh xếp thứ hai toàn đoàn.",
    "Bàn thắng thứ 5 của anh",
    "tân binh thứ ba của đội",
    "chiến tranh thế giới thứ hai",
    "chuyến bay thứ 2 và thứ 3",
    "Phút 78, đội nhà gỡ hòa.",
    "Bé trai 9 tuổi",
    "Cụ bà 72 năm tuổi đời",
    "Cách Trái Đất 1600 năm ánh sáng",
    "Công chúa Nhật Bản kết hôn",
    "Chị Mai và anh Thu là bạn.",
    "Ông Hạ Xuân Đông đến dự.",
    "Bà cụ qua đời trong bệnh viện.",
    "Con đường này qua Hà Nội.",
    "Sinh viên năm hai trường Y",
    "Lúc đó, khi đó và sau đó không ai biết.",
    "Anh ấy từ lâu đã nghỉ.",
    "Thường ngày bà ít nói.",
    "So với cùng kỳ thì tăng.",
    "Chó dữ như năm con hổ",
    "Covid-19 lan rộng",
    "Máy bay Boeing 737",
    "Mẫu Vios 2021 ra mắt",
    "Có 2000 người dự",
    "Tuyến Cách mạng Tháng Tám kẹt xe",
    "đường Ba Tháng Hai",
    "phản ứng chậm 5%",
    "Bệnh nhân số 17 khỏi bệnh",
    "Mã CK: BHN 12/15",
    "Đề thi có 50 câu, thang điểm 10/10",
    "Anh nói: tới đây thôi.",
    "Học tiếng Anh từ nhỏ",
    "Bán bún chả hàng thứ hai",
    "",
    "   ",
    "\n\n",
]


@pytest.mark.parametrize("text", NEGATIVES)
def test_no_date(text: str) -> None:
    assert describe(text, "2021-04-21") == []
