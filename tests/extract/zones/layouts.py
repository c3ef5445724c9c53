"""Page layouts as people paste them, each line with its zone: ``zone> text``; ``¦`` parts the zones of one line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Layout:
    name: str
    page: str
    title: str | None
    published: str | None
    author: str | None


P1 = (
    "Sáng nay, đoàn công tác của tỉnh đã kiểm tra tuyến đê biển dài 12 km qua ba xã ven biển, nơi sóng lớn làm sạt lở "
    "nhiều đoạn từ đầu tháng."
)
P2 = (
    "Theo báo cáo của huyện, mười hai hộ dân sống sát chân đê đã được đưa đến nhà văn hóa thôn, lương thực đủ dùng "
    "trong năm ngày và trạm y tế trực suốt đêm."
)
P3 = (
    "Lãnh đạo tỉnh yêu cầu ngành nông nghiệp gia cố đoạn xung yếu trước mùa mưa bão, đồng thời rà soát quỹ đất để bố "
    "trí tái định cư lâu dài cho bà con."
)
HEAD = "Gia cố tuyến đê biển trước mùa mưa bão"

LAYOUTS = [
    Layout(
        "portal with banner, date before the headline",
        f"""
        banner> NHIỆT LIỆT CHÀO MỪNG KỶ NIỆM 79 NĂM CÁCH MẠNG THÁNG TÁM (19/8/1945 - 19/8/2024) - THI ĐUA LẬP THÀNH TÍCH
        dateline> 21/08/2024 08:15
        headline> {HEAD}
        lead> {P1}
        body> {P2}
        body> {P3}
        byline> Nguyễn Văn Khôi
        footer> Các tin khác
        footer> Tập huấn kỹ năng số cho cán bộ xã
        counter> Lượt xem: 1.234
        """,
        HEAD,
        "2024-08-21T08:15:00+07:00",
        "Nguyễn Văn Khôi",
    ),
    Layout(
        "newspaper, long date with a dash before the time",
        f"""
        banner> Trang chủ
        banner> Thời sự
        headline> {HEAD}
        dateline> Thứ Sáu, ngày 22 tháng 3 năm 2024 - 10:48
        lead> (Dân trí) - {P1}
        body> {P2}
        body> {P3}
        byline> Hoàng Lan
        """,
        HEAD,
        "2024-03-22T10:48:00+07:00",
        "Hoàng Lan",
    ),
    Layout(
        "time zone written out",
        f"""
        headline> {HEAD}
        dateline> 22/03/2024 10:48 GMT+7
        lead> TTO - {P1}
        body> {P2}
        byline> TRẦN QUỐC HUY
        """,
        HEAD,
        "2024-03-22T10:48:00+07:00",
        "TRẦN QUỐC HUY",
    ),
    Layout(
        "updated, time before the day",
        f"""
        headline> {HEAD}
        dateline> Cập nhật: 14:05 | 02/09/2023
        lead> {P1}
        body> {P2}
        body> {P3}
        """,
        HEAD,
        "2023-09-02T14:05:00+07:00",
        None,
    ),
    Layout(
        "published wins over updated",
        f"""
        headline> {HEAD}
        dateline> Đăng lúc: 07:30 01/06/2022¦ | ¦dateline> Cập nhật: 09:45 02/06/2022
        lead> {P1}
        body> {P2}
        body> {P3}
        """,
        HEAD,
        "2022-06-01T07:30:00+07:00",
        None,
    ),
    Layout(
        "news agency",
        f"""
        headline> {HEAD}
        dateline> Thứ hai, 04/09/2023 06:12
        lead> Hà Nội (TTXVN 3/9) {P1}
        body> {P2}
        body> {P3}
        byline> (TTXVN/Vietnam+)
        """,
        HEAD,
        "2023-09-04T06:12:00+07:00",
        None,
    ),
    Layout(
        "taken from another paper",
        f"""
        headline> {HEAD}
        dateline> 15-01-2025 16:05
        lead> {P1}
        body> {P2}
        body> {P3}
        byline> Theo Tuổi Trẻ
        """,
        HEAD,
        "2025-01-15T16:05:00+07:00",
        None,
    ),
    Layout(
        "captions with credits, byline of text and pictures",
        f"""
        headline> {HEAD}
        dateline> Thứ Ba, 07/05/2024, 11:20 (GMT+7)
        lead> {P1}
        caption> Công nhân xếp rọ đá ở đoạn đê xung yếu. Ảnh: MINH ĐỨC
        body> {P2}
        caption> Ảnh: Văn Tuấn
        body> {P3}
        byline> Bài và ảnh: NGUYỄN VĂN THẮNG
        """,
        HEAD,
        "2024-05-07T11:20:00+07:00",
        "NGUYỄN VĂN THẮNG",
    ),
    Layout(
        "recorded by",
        f"""
        headline> Nhớ mùa nước nổi năm ấy
        lead> {P1}
        body> {P2}
        body> {P3}
        byline> Lê Thị Hồng (ghi)
        """,
        "Nhớ mùa nước nổi năm ấy",
        None,
        "Lê Thị Hồng",
    ),
    Layout(
        "interview with a reporter's mark",
        f"""
        headline> Bảo vệ rừng phải bắt đầu từ người dân
        dateline> 12/10/2023 09:00
        lead> {P1}
        question> PV: Thưa ông, khó khăn lớn nhất của hạt kiểm lâm hiện nay là gì?
        answer> Ông Lê Văn Bình: Khó nhất là lực lượng mỏng, mỗi người phải giữ hơn nghìn héc ta rừng, đường đi rất khó.
        question> PV: Vậy giải pháp sắp tới ra sao?
        answer> Ông Lê Văn Bình: Chúng tôi giao khoán rừng cho từng nhóm hộ, trả công theo quý và gắn camera ở cửa rừng.
        answer> Ngoài ra, tỉnh sẽ hỗ trợ cây giống để bà con có thêm thu nhập dưới tán rừng.
        question> PV: Xin cảm ơn ông!
        byline> Thu Phương (thực hiện)
        """,
        "Bảo vệ rừng phải bắt đầu từ người dân",
        "2023-10-12T09:00:00+07:00",
        "Thu Phương",
    ),
    Layout(
        "interview with stars and dashes",
        f"""
        headline> Giữ nghề gốm giữa phố
        lead> {P1}
        question> * Chị học nghề từ bao giờ?
        answer> - Tôi theo bà ngoại nặn đất từ năm bảy tuổi, đến nay đã hơn ba mươi năm.
        question> * Lớp trẻ bây giờ có theo nghề không, thưa chị?
        answer> - Có chứ. Năm nay xưởng nhận sáu em, em nào cũng khéo tay và chịu khó.
        byline> MAI CHI
        """,
        "Giữ nghề gốm giữa phố",
        None,
        "MAI CHI",
    ),
    Layout(
        "questions and answers of readers",
        f"""
        headline> Giải đáp chế độ thai sản
        lead> {P1}
        question> Hỏi: Tôi đóng bảo hiểm được bảy tháng thì có được hưởng chế độ thai sản không?
        answer> Đáp: Bạn đủ điều kiện nếu bảy tháng ấy nằm trong mười hai tháng trước khi sinh.
        question> Hỏi: Hồ sơ nộp ở đâu?
        answer> Đáp: Bạn nộp cho người sử dụng lao động hoặc cơ quan bảo hiểm nơi cư trú.
        """,
        "Giải đáp chế độ thai sản",
        None,
        None,
    ),
    Layout(
        "interview without marks, questions by address",
        f"""
        headline> Thành phố cần thêm không gian xanh
        dateline> 05/06/2023 - 07:20
        lead> {P1}
        question> Thưa ông, vì sao diện tích cây xanh tăng chậm?
        answer> Quỹ đất trung tâm gần như đã hết, còn quy hoạch cũ chưa tính đến công viên nhỏ trong khu dân cư.
        question> Theo ông, nên bắt đầu từ đâu?
        answer> Hãy bắt đầu từ những khu đất trống bị bỏ quên bên kênh rạch, chúng tôi đã đếm được hơn bốn mươi chỗ.
        """,
        "Thành phố cần thêm không gian xanh",
        "2023-06-05T07:20:00+07:00",
        None,
    ),
    Layout(
        "breadcrumb, share buttons, tags, related, comments",
        f"""
        banner> Trang chủ > Thời sự > Trong tỉnh
        headline> {HEAD}
        dateline> 03/11/2023 05:50
        banner> Chia sẻ
        banner> Facebook
        banner> Zalo
        lead> {P1}
        body> {P2}
        body> {P3}
        byline> Phạm Hải
        footer> Từ khóa: đê biển, sạt lở, tái định cư
        footer> Tin liên quan
        footer> Ba xã ven biển hoàn thành kè chắn sóng
        footer> Quỹ phòng chống thiên tai chi thêm 5 tỷ đồng
        footer> Bình luận (12)
        footer> Gửi bình luận
        """,
        HEAD,
        "2023-11-03T05:50:00+07:00",
        "Phạm Hải",
    ),
    Layout(
        "comments after the article stay outside",
        f"""
        headline> {HEAD}
        dateline> 03/11/2023 05:50
        lead> {P1}
        body> {P2}
        body> {P3}
        footer> Ý kiến bạn đọc (2)
        footer> Nguyễn An
        footer> Quê tôi năm nào cũng lo sạt lở, mong tỉnh làm nhanh và làm chắc cho dân yên tâm ở lại làm ăn.
        footer> Gửi ý kiến của bạn
        """,
        HEAD,
        "2023-11-03T05:50:00+07:00",
        None,
    ),
    Layout(
        "headline alone on top, byline and date on one line",
        f"""
        headline> {HEAD}
        byline> Nguyễn Thu Trang¦ - ¦dateline> 18/07/2021 21:04
        lead> {P1}
        body> {P2}
        """,
        HEAD,
        "2021-07-18T21:04:00+07:00",
        "Nguyễn Thu Trang",
    ),
    Layout(
        "date and counter on one line",
        f"""
        banner> CỔNG THÔNG TIN ĐIỆN TỬ HUYỆN ĐÔNG PHÚ
        headline> {HEAD}
        dateline> Ngày đăng: 22/03/2024¦ | ¦counter> Lượt xem: 1.034
        body> {P1}
        """,
        HEAD,
        "2024-03-22",
        None,
    ),
    Layout(
        "clock of the site is not the date of the article",
        f"""
        banner> Thứ Hai, 25/03/2024
        banner> Đăng nhập
        banner> Giới thiệu
        banner> Tin tức - Sự kiện
        banner> Liên hệ
        headline> {HEAD}
        dateline> 22/03/2024 10:48
        lead> {P1}
        body> {P2}
        footer> Liên kết website
        footer> Bản quyền thuộc Ủy ban nhân dân huyện Đông Phú
        footer> Địa chỉ: 12 Trần Phú, thị trấn Đông Phú
        footer> Điện thoại: 0257 3532 222
        counter> Tổng lượt truy cập: 1.203.456
        counter> Đang truy cập: 17
        """,
        HEAD,
        "2024-03-22T10:48:00+07:00",
        None,
    ),
    Layout(
        "today is said",
        f"""
        banner> Hôm nay, Thứ Ba, 24/11/2026
        banner> Trang chủ
        headline> {HEAD}
        lead> {P1}
        body> {P2}
        """,
        HEAD,
        None,
        None,
    ),
    Layout(
        "weather and gold",
        f"""
        banner> Hà Nội 28°C
        banner> Vàng SJC 81.200 - 83.200
        banner> Thời sự
        headline> {HEAD}
        dateline> 22/03/2024 10:48
        lead> {P1}
        body> {P2}
        """,
        HEAD,
        "2024-03-22T10:48:00+07:00",
        None,
    ),
    Layout(
        "portrait captions",
        f"""
        headline> {HEAD}
        dateline> 22/03/2024 10:48
        lead> {P1}
        caption> Ông Trần Đình Lộc - Giám đốc Sở Nông nghiệp và Phát triển nông thôn.
        body> {P2}
        caption> Quang cảnh buổi kiểm tra
        body> {P3}
        """,
        HEAD,
        "2024-03-22T10:48:00+07:00",
        None,
    ),
    Layout(
        "related box inside the article",
        f"""
        headline> {HEAD}
        dateline> 22/03/2024 10:48
        lead> {P1}
        body> {P2}
        footer> >> Xem thêm: Ba xã ven biển hoàn thành kè chắn sóng
        body> {P3}
        body> {P1}
        byline> Quỳnh Anh
        """,
        HEAD,
        "2024-03-22T10:48:00+07:00",
        "Quỳnh Anh",
    ),
    Layout(
        "advertisement inside the article",
        f"""
        headline> {HEAD}
        dateline> 22/03/2024 10:48
        lead> {P1}
        footer> Quảng cáo
        body> {P2}
        body> {P3}
        """,
        HEAD,
        "2024-03-22T10:48:00+07:00",
        None,
    ),
    Layout(
        "headline that is a question",
        f"""
        headline> Vì sao nhiều tuyến đê biển ở miền Trung liên tục sạt lở sau mỗi mùa mưa bão?
        dateline> 22/03/2024 10:48
        lead> {P1}
        body> {P2}
        """,
        "Vì sao nhiều tuyến đê biển ở miền Trung liên tục sạt lở sau mỗi mùa mưa bão?",
        "2024-03-22T10:48:00+07:00",
        None,
    ),
    Layout(
        "page title repeated",
        f"""
        banner> {HEAD}
        banner> Trang chủ
        banner> Kinh tế
        headline> {HEAD}
        dateline> Thứ năm, 21/12/2023 | 15:32
        lead> {P1}
        body> {P2}
        """,
        HEAD,
        "2023-12-21T15:32:00+07:00",
        None,
    ),
    Layout(
        "date glued to the headline",
        f"""
        headline> {HEAD}¦ ¦dateline> (22/03/2024 10:48)
        lead> {P1}
        body> {P2}
        """,
        HEAD,
        "2024-03-22T10:48:00+07:00",
        None,
    ),
    Layout(
        "headline in capitals below a banner of the site",
        f"""
        banner> TRANG THÔNG TIN ĐIỆN TỬ HUYỆN AN BÌNH - CHÀO MỪNG ĐẠI HỘI ĐẢNG BỘ HUYỆN LẦN THỨ XX, NHIỆM KỲ 2020-2025
        dateline> Ngày đăng: 18/04/2024 10:30
        headline> DÂNG HƯƠNG TƯỞNG NIỆM CÁC ANH HÙNG LIỆT SĨ
        lead> {P1}
        body> {P2}
        byline> Tin, ảnh: THU LAN
        counter> Số lượt truy cập: 1.203.456
        """,
        "DÂNG HƯƠNG TƯỞNG NIỆM CÁC ANH HÙNG LIỆT SĨ",
        "2024-04-18T10:30:00+07:00",
        "THU LAN",
    ),
    Layout(
        "evening time",
        f"""
        headline> {HEAD}
        dateline> 22/03/2024 8:48 PM
        lead> {P1}
        body> {P2}
        """,
        HEAD,
        "2024-03-22T20:48:00+07:00",
        None,
    ),
    Layout(
        "hour with h",
        f"""
        headline> {HEAD}
        dateline> 10h48, ngày 22/3/2024
        lead> {P1}
        body> {P2}
        """,
        HEAD,
        "2024-03-22T10:48:00+07:00",
        None,
    ),
    Layout(
        "relative time",
        f"""
        banner> Trang chủ
        headline> {HEAD}
        dateline> 3 giờ trước
        lead> {P1}
        body> {P2}
        """,
        HEAD,
        None,
        None,
    ),
    Layout(
        "imprint of a newspaper",
        f"""
        headline> {HEAD}
        dateline> 22/03/2024 10:48
        lead> {P1}
        body> {P2}
        byline> Minh Hà - Thu Giang
        footer> Tags: đê biển
        footer> © 2024 Báo Miền Biển
        footer> Giấy phép số 123/GP-BTTTT
        footer> Tổng Biên tập: Nguyễn Văn Tâm
        footer> Tòa soạn: 5 Lý Thường Kiệt
        """,
        HEAD,
        "2024-03-22T10:48:00+07:00",
        "Minh Hà - Thu Giang",
    ),
    Layout(
        "date after the lead",
        f"""
        banner> Trang chủ
        headline> {HEAD}
        lead> {P1}
        dateline> 22/03/2024 10:48
        body> {P2}
        body> {P3}
        """,
        HEAD,
        "2024-03-22T10:48:00+07:00",
        None,
    ),
    Layout(
        "date at the end",
        f"""
        headline> {HEAD}
        lead> {P1}
        body> {P2}
        body> {P3}
        byline> Đỗ Quyên
        dateline> Cập nhật: 22/03/2024 10:48
        """,
        HEAD,
        "2024-03-22T10:48:00+07:00",
        "Đỗ Quyên",
    ),
    Layout(
        "byline above, with the role",
        f"""
        headline> {HEAD}
        byline> PV Nguyễn Mạnh Cường
        dateline> 22.03.2024 10:48
        lead> {P1}
        body> {P2}
        """,
        HEAD,
        "2024-03-22T10:48:00+07:00",
        "Nguyễn Mạnh Cường",
    ),
    Layout(
        "author and source",
        f"""
        headline> {HEAD}
        dateline> 2024-03-22 10:48:00
        lead> {P1}
        body> {P2}
        byline> Anh Thư (theo Reuters)
        """,
        HEAD,
        "2024-03-22T10:48:00+07:00",
        "Anh Thư",
    ),
    Layout(
        "author with the paper after a slash",
        f"""
        headline> {HEAD}
        dateline> Thứ 6, 22/03/2024, 10:48 [GMT+7]
        lead> VOV.VN - {P1}
        body> {P2}
        byline> Lê Hoàng/VOV.VN
        """,
        HEAD,
        "2024-03-22T10:48:00+07:00",
        "Lê Hoàng",
    ),
]

PLAIN = [
    Layout("one sentence", "body> Hôm nay 22/03/2024, Hà Nội có mưa rào.", None, None, None),
    Layout("one line without a stop", "body> Kỷ niệm 70 năm Chiến thắng Điện Biên Phủ", None, None, None),
    Layout("one paragraph", f"body> {P1} {P2} {P3}", None, None, None),
    Layout("body only", f"body> {P1}\nbody> {P2}\nbody> {P3}", None, None, None),
    Layout("headline and one paragraph", f"headline> {HEAD}\nbody> {P1}", HEAD, None, None),
    Layout("headline and three paragraphs", f"headline> {HEAD}\nlead> {P1}\nbody> {P2}\nbody> {P3}", HEAD, None, None),
    Layout("a short item", "headline> Mưa lớn ở Hà Nội\nbody> Sáng nay Hà Nội mưa to.", "Mưa lớn ở Hà Nội", None, None),
    Layout(
        "a dialogue",
        "body> Bác có khỏe không?\nbody> Cảm ơn cháu, bác vẫn khỏe.\nbody> Cháu mừng lắm.",
        None,
        None,
        None,
    ),
    Layout(
        "a poem",
        "body> Con đò nhỏ đợi ai bên sông\nbody> Chiều buông tím cả bến đông\nbody> Mẹ về gánh nặng mùa đông xa dần.",
        None,
        None,
        None,
    ),
    Layout("a list", "body> Facebook\nbody> Google\nbody> Zalo\nbody> Video", None, None, None),
    Layout("a shopping list", "body> Gạo nếp\nbody> Lá dong\nbody> Đậu xanh\nbody> Thịt ba chỉ", None, None, None),
    Layout(
        "a subheading that is a cue",
        f"headline> {HEAD}\nlead> {P1}\nbody> Bình luận\nbody> {P2}\nbody> {P3}\nbody> Chia sẻ\nbody> {P1}",
        HEAD,
        None,
        None,
    ),
    Layout(
        "an appeal with a telephone number",
        f"body> {P1}\nbody> {P2}\nbody> Mọi giúp đỡ xin gửi về:\n"
        "body> Địa chỉ: thôn Đông, xã Hải Lộc\nbody> Điện thoại: 0912 000 111",
        None,
        None,
        None,
    ),
    Layout(
        "days as subheadings",
        f"headline> {HEAD}\nlead> {P1}\nbody> 21/03/2024\nbody> {P2}\nbody> 22/03/2024\nbody> {P3}",
        HEAD,
        None,
        None,
    ),
    Layout(
        "headline of an anniversary",
        f"headline> Kỷ niệm 70 năm Chiến thắng Điện Biên Phủ (7/5/1954 - 7/5/2024)\nlead> {P1}\nbody> {P2}\nbody> {P3}",
        "Kỷ niệm 70 năm Chiến thắng Điện Biên Phủ (7/5/1954 - 7/5/2024)",
        None,
        None,
    ),
    Layout(
        "headlines that start like furniture",
        f"headline> Giá vàng lên sát 93 triệu đồng một lượng\nlead> {P1}\nbody> {P2}\nbody> {P3}",
        "Giá vàng lên sát 93 triệu đồng một lượng",
        None,
        None,
    ),
    Layout(
        "a headline about a portal",
        f"headline> Cổng thông tin điện tử của tỉnh bị nghẽn mạng\nlead> {P1}\nbody> {P2}\nbody> {P3}",
        "Cổng thông tin điện tử của tỉnh bị nghẽn mạng",
        None,
        None,
    ),
    Layout(
        "a table of figures",
        f"body> {P1}\nbody> 1\nbody> Toán\nbody> 25,5\nbody> 2\nbody> Văn\nbody> 24,75",
        None,
        None,
        None,
    ),
    Layout(
        "dashes that are no interview",
        f"body> {P1}\nbody> - Rà soát các hộ ven đê.\nbody> - Chuẩn bị rọ đá và bao cát.\nbody> {P2}",
        None,
        None,
        None,
    ),
]
