"""One invented article, for pages of many layouts."""
# ruff: noqa: E501 (markup stays on its line)

from __future__ import annotations

TITLE = "Xã ven biển Hải Lộc dựng lại bến cá sau ba mùa bão"
LEAD = (
    "Sau ba mùa bão liên tiếp, người dân xã Hải Lộc góp công góp của dựng lại bến cá cũ, mở đường cho hơn hai trăm tàu "
    "thuyền ra khơi trước vụ cá bắc năm nay."
)
PARAGRAPHS = (
    "Từ tờ mờ sáng, ông Lê Văn Thuận, 58 tuổi, đã có mặt ở bến để đếm lại từng cọc bê tông vừa được đóng xuống bãi bùn. "
    'Ông nói: "Bến còn thì làng còn, chúng tôi không thể ngồi chờ thêm một mùa bão nữa".',
    "Theo UBND xã, bến cá cũ xây từ năm 1987 đã sập gần hết sau cơn bão số 7 hồi tháng 9 năm ngoái, khiến ngư dân phải "
    "neo đậu nhờ ở cửa lạch cách đó gần chục cây số và tốn thêm tiền dầu mỗi chuyến.",
    "Kinh phí sửa chữa khoảng 4,2 tỷ đồng, trong đó dân góp hơn một nửa, phần còn lại do tỉnh và một quỹ phát triển nghề "
    "cá hỗ trợ. Mỗi hộ có tàu đóng 6 triệu đồng, hộ không có tàu góp ngày công.",
    "Bà Trần Thị Nhạn, chủ vựa cá đầu làng, cho biết giá cá thu ở bến đã tăng trở lại vì thương lái vào tận nơi. Trước "
    "đó, bà phải thuê xe ba gác chở hàng ra quốc lộ, mỗi ngày mất thêm gần một triệu đồng.",
    "Sở Nông nghiệp và Môi trường đánh giá cách làm của Hải Lộc có thể nhân rộng cho bốn xã bãi ngang còn lại, với điều "
    "kiện thiết kế bến phải tính đến mực nước dâng trong hai mươi năm tới.",
    "Dự kiến bến mới mở cửa đón chuyến tàu đầu tiên vào giữa tháng 10. Ông Thuận đã sơn lại con thuyền của cha để lại, "
    "đặt tên là Hải Lộc 01, và hẹn các bạn thuyền cùng nhau ra khơi ngay trong đêm khánh thành.",
)
HEADING = "Góp từng bao xi măng"
BOX = (
    "Hải Lộc có 1.870 hộ dân, trong đó 640 hộ sống bằng nghề biển. Bến cá là nơi neo đậu của 214 tàu thuyền, sản lượng "
    "mỗi năm khoảng 3.500 tấn hải sản các loại."
)
CAPTION = "Ngư dân Hải Lộc đóng cọc bê tông ở bến cá mới. Ảnh: Thanh Hòa"
AUTHOR = "Phạm Thanh Hòa"
RELATED = (
    "Cảng cá lớn nhất miền Trung tạm dừng đón tàu vì bồi lắng",
    "Ba ngư dân mất tích được cứu sau hai ngày trôi dạt trên biển",
    "Tỉnh bàn cách giữ nghề làm mắm truyền thống ở bốn xã bãi ngang",
    "Giá dầu tăng, nhiều tàu cá nằm bờ ngay đầu vụ cá bắc",
    "Trường học ven biển mở lớp dạy bơi miễn phí cho học sinh nghèo",
    "Lễ hội cầu ngư trở lại sau hai năm gián đoạn vì dịch bệnh",
    "Cụ bà 90 tuổi vẫn vá lưới mỗi ngày bên cửa biển",
    "Khởi công tuyến đường nối quốc lộ với khu neo đậu tránh bão",
)
TEASERS = (
    "Luồng vào cảng bị cát lấp khiến tàu trên 200 mã lực không thể cập bến, tỉnh yêu cầu nạo vét khẩn cấp trong tháng này.",
    "Ba người bám vào một chiếc thúng nhựa và sống nhờ nước mưa cho tới khi được một tàu hàng đi ngang phát hiện.",
    "Các hộ làm mắm kiến nghị được vay vốn ưu đãi và có nhãn hiệu chung để bán hàng vào hệ thống siêu thị trong nước.",
    "Mỗi chuyến biển lỗ hàng chục triệu đồng, nhiều chủ tàu chọn cách nằm bờ chờ giá nhiên liệu hạ nhiệt trở lại.",
    "Lớp học mở vào chiều thứ bảy hằng tuần, do các chiến sĩ biên phòng và giáo viên thể dục của trường cùng đứng lớp.",
    "Hàng nghìn người dân và du khách theo đoàn rước ra cửa biển trong tiếng trống và tiếng hò bả trạo từ tờ mờ sáng.",
    "Đôi mắt đã mờ nhưng đôi tay của cụ vẫn thoăn thoắt đưa con thoi qua từng mắt lưới như khi còn là cô gái đôi mươi.",
    "Tuyến đường dài 12 km có tổng vốn hơn 300 tỷ đồng, dự kiến hoàn thành trước mùa mưa bão của hai năm tới.",
)
PUBLISHED = "2025-09-18T06:30:00+07:00"
BODY = (LEAD, *PARAGRAPHS[:3], HEADING, *PARAGRAPHS[3:])
LEAKS = ("Chia sẻ Facebook", "Bình luận của bạn", "Bản quyền thuộc Báo Sóng Biển", "Quảng cáo", "Đăng nhập", *RELATED)
