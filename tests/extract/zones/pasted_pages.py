"""Whole pages with the litter that comes along when they are copied; the marks are those of ``layouts``."""

from __future__ import annotations

from tests.extract.zones.layouts import HEAD, P1, P2, P3, Layout

PAGES = [
    Layout(
        "sections above, comments below",
        f"""
        banner> Thời sự
        banner> Chính trị
        banner> Dân sinh
        banner> Lao động - Việc làm
        banner> Giao thông
        dateline> Thứ năm, 21/3/2024, 10:48 (GMT+7)
        headline> {HEAD}
        lead> QUẢNG NAM {P1}
        body> {P2}
        caption> Sạt lở ở xã ven biển, sáng 21/3. Ảnh: Đức Lộc
        body> {P3}
        byline> Đức Lộc
        footer> Trở lại Thời sự
        footer> Trở lại Thời sự
        footer> Copy link thành công
        footer> ×
        footer> Ý kiến (15)
        footer> Chia sẻ ý kiến của bạn
        footer> Quan tâm nhất
        footer> Mới nhất
        footer> Vinh Trần
        footer> Mong sớm xây lại.
        footer> Trả lời19 giờ trước
        """,
        HEAD,
        "2024-03-21T10:48:00+07:00",
        "Đức Lộc",
    ),
    Layout(
        "titles of pictures, stars and tags below",
        f"""
        banner> Thời sự
        headline> {HEAD}
        dateline> 22/03/2024 10:48 GMT+7
        banner> Lưu
        banner> Chia sẻ
        counter> Bình luận 3
        lead> {P1}
        caption> {HEAD} - Ảnh 1.
        caption> Đoạn đê sạt lở tại xã Tam Thanh - Ảnh: LÊ QUẾ
        body> {P2}
        footer> Đọc tiếp Về trang Chủ đề
        body> {P3}
        footer> Trở thành người đầu tiên tặng sao cho bài viết
        footer> 0
        footer> 0
        footer> 0
        byline> LÊ QUẾ
        footer> Tặng sao
        footer> Chủ đề:
        footer> đê biển
        footer> sạt lở
        footer> Tin cùng chuyên mục
        footer> Bộ trưởng yêu cầu rà soát hồ chứa
        """,
        HEAD,
        "2024-03-22T10:48:00+07:00",
        "LÊ QUẾ",
    ),
    Layout(
        "author above and below",
        f"""
        banner> Trang chủ
        banner> Xã hội
        banner> Nóng trên mạng
        dateline> Thứ sáu, 22/03/2024 - 10:48
        headline> {HEAD}
        byline> Công Thái
        lead> (Dân trí) - {P1}
        footer> Nghe nội dung bài viết
        body> {P2}
        caption> {HEAD} - 1
        caption> Người dân gia cố đê (Ảnh: Công Thái).
        body> {P3}
        byline> Công Thái
        footer> Tin liên quan
        footer> Xâm thực bờ biển Cửa Đại
        """,
        HEAD,
        "2024-03-22T10:48:00+07:00",
        "Công Thái",
    ),
    Layout(
        "author, day and counter in one line of a portal",
        f"""
        banner> UBND HUYỆN ĐÔNG PHÚ
        banner> Cổng thông tin điện tử
        banner> Giới thiệu Tin tức Văn bản Liên hệ
        banner> Tin hoạt động
        headline> {HEAD}
        byline> Người đăng: Nguyễn An¦ .¦dateline> Ngày đăng: 22/03/2024 10:48¦ .¦counter> Lượt xem: 123 lượt.
        lead> {P1}
        body> {P2}
        body> {P3}
        byline> Tác giả: Nguyễn An
        footer> [Trở về]
        footer> Các tin mới hơn:
        footer> Đại hội chi bộ thôn Đông(25/03/2024)
        footer> Các tin cũ hơn:
        footer> Hội nghị tổng kết(20/03/2024)
        """,
        HEAD,
        "2024-03-22T10:48:00+07:00",
        "Nguyễn An",
    ),
    Layout(
        "portal with a clock, rating and many counters",
        f"""
        banner> Thứ 6, Ngày 22/03/2024, 15:30
        banner> CỔNG THÔNG TIN ĐIỆN TỬ
        banner> ỦY BAN NHÂN DÂN TỈNH BÌNH AN
        banner> Tìm kiếm
        banner> Trang chủ Giới thiệu Tin tức Văn bản
        banner> Tin trong tỉnh
        headline> {HEAD}
        dateline> Đăng ngày: 21-03-2024 | 10:48:15 AM¦ | ¦counter> Lượt xem: 56
        lead> {P1}
        body> {P2}
        body> {P3}
        body> Văn phòng UBND tỉnh
        footer> Đánh giá bài viết(0/5)
        footer> Tin liên quan
        footer> Thông tin điều hành
        footer> Liên kết web
        footer> --- Chọn liên kết ---
        counter> Thống kê truy cập
        counter> Đang online: 12
        counter> Hôm nay: 345
        counter> Hôm qua: 678
        counter> Tháng này: 12.345
        counter> Tất cả: 1.234.567
        """,
        HEAD,
        "2024-03-21T10:48:00+07:00",
        None,
    ),
    Layout(
        "author before the day",
        f"""
        headline> {HEAD}
        byline> Hồ Lâm
        dateline> Thứ sáu, 22/03/2024 - 10:48
        lead> {P1}
        body> {P2}
        body> {P3}
        byline> Hồ Lâm
        footer> Đọc bài gốc tại đây
        footer> Chủ đề: đê biển
        footer> TIN NÓNG
        footer> Bình luận
        """,
        HEAD,
        "2024-03-22T10:48:00+07:00",
        "Hồ Lâm",
    ),
    Layout(
        "time first",
        f"""
        banner> Chính sách và cuộc sống
        dateline> 10:48, 22/03/2024
        headline> {HEAD}
        lead> (Chinhphu.vn) - {P1}
        body> {P2}
        body> {P3}
        byline> Hoàng Dương
        footer> In bài viết | Email | Chia sẻ
        """,
        HEAD,
        "2024-03-22T10:48:00+07:00",
        "Hoàng Dương",
    ),
    Layout(
        "author with an address",
        f"""
        banner> Thời sự > Chính trị
        headline> {HEAD}
        byline> Mai Thanh Hà
        byline> maithanhha@songthu.example
        dateline> 22/03/2024 10:48 GMT+7
        banner> Theo dõi Báo Sông Thu trên
        banner> Google News
        lead> {P1}
        body> {P2}
        body> {P3}
        """,
        HEAD,
        "2024-03-22T10:48:00+07:00",
        "Mai Thanh Hà",
    ),
    Layout(
        "author, day and time parted by bars",
        f"""
        headline> {HEAD}
        byline> Thanh Hảo¦ | ¦dateline> 22/03/2024 | 10:48
        lead> {P1}
        body> {P2}
        body> {P3}
        """,
        HEAD,
        "2024-03-22T10:48:00+07:00",
        "Thanh Hảo",
    ),
    Layout(
        "day and counter without a mark",
        f"""
        headline> {HEAD}
        dateline> 22/03/2024 10:48¦ ¦counter> Lượt xem 120
        lead> {P1}
        body> {P2}
        """,
        HEAD,
        "2024-03-22T10:48:00+07:00",
        None,
    ),
    Layout(
        "banner in small letters",
        f"""
        banner> Nhiệt liệt chào mừng Đại hội Đảng bộ tỉnh lần thứ XVIII, nhiệm kỳ 2025 - 2030!
        dateline> Thứ sáu, 22/03/2024
        headline> {HEAD}
        lead> {P1}
        body> {P2}
        """,
        HEAD,
        "2024-03-22",
        None,
    ),
    Layout(
        "press release with contacts",
        f"""
        banner> THÔNG CÁO BÁO CHÍ
        headline> {HEAD}
        lead> Hà Nội, ngày 22 tháng 3 năm 2024 - {P1}
        body> {P2}
        body> {P3}
        body> Mọi chi tiết xin liên hệ:
        body> Nguyễn Văn A
        body> Điện thoại: 0912345678
        body> Email: a@b.vn
        """,
        HEAD,
        None,
        None,
    ),
    Layout(
        "short news",
        f"""
        headline> {HEAD}
        dateline> 22/03/2024 10:48
        lead> Sáng 22/3, huyện Đông Phú ra quân làm kè.
        body> Có 200 người tham gia.
        byline> Tin: Văn Nam
        """,
        HEAD,
        "2024-03-22T10:48:00+07:00",
        "Văn Nam",
    ),
    Layout(
        "imprint above the article",
        f"""
        banner> Trang chủ
        banner> Thời sự
        banner> Tuyến bài
        banner> Cơ quan chủ quản: Hội Nhà báo tỉnh
        banner> Số giấy phép: 12/GP-BVHTTDL
        banner> Chỉ được phát hành lại thông tin từ trang này khi có sự đồng ý bằng văn bản của báo.
        banner> Độc giả gửi bài
        dateline> Thứ Bảy, 07/03/2026 - 08:52
        headline> {HEAD}
        byline> Duy Minh
        lead> {P1}
        body> {P2}
        body> {P3}
        footer> Bình luận
        footer> Sao chép liên kết
        footer> Cơ quan chủ quản: Hội Nhà báo tỉnh
        footer> © 2026 Báo Sông Thu
        """,
        HEAD,
        "2026-03-07T08:52:00+07:00",
        "Duy Minh",
    ),
    Layout(
        "two dates, tags after the byline",
        f"""
        banner> Xã hội
        headline> {HEAD}
        dateline> Thứ sáu, 22/3/2024 10:48 (GMT+7)
        dateline> 22/3/2024
        banner> Theo dõi Tri thức - Znews trên
        lead> {P1}
        body> {P2}
        caption> Đê biển sạt lở. Ảnh: Quỳnh Đan.
        body> {P3}
        byline> Hoài Thanh
        footer> đê biển
        footer> sạt lở
        footer> Bạn có thể quan tâm
        footer> Giá xăng tăng
        """,
        HEAD,
        "2024-03-22T10:48:00+07:00",
        "Hoài Thanh",
    ),
    Layout(
        "interview of two styles",
        f"""
        headline> {HEAD}
        dateline> 22/03/2024 10:48
        lead> {P1}
        question> - Thưa bà, vì sao tỉnh chọn làm kè mềm?
        answer> - Vì kè mềm rẻ và thân thiện với rừng ngập mặn.
        question> Phóng viên: Bao giờ xong ạ?
        answer> Bà Trần Thị Hoa: Dự kiến tháng chín năm nay.
        question> Trân trọng cảm ơn bà!
        byline> LAN ANH (thực hiện)
        """,
        HEAD,
        "2024-03-22T10:48:00+07:00",
        "LAN ANH",
    ),
]
