"""How Vietnamese news calls one thing by several names, and different things by names that look alike."""

import pytest

from nlp_service.extract.entities.linker import RuleEntityLinker
from tests.extract.entities.conftest import Mark, clusters_of

# Each row: a marked text, and the mentions that are one thing, by their number.
PEOPLE = [
    ("Ông [Phạm Quốc Khánh|PER] dự. Ông [Khánh|PER] nói.", [{0, 1}]),
    ("[Phạm Quốc Khánh|PER] và [Phạm Thị Hạnh|PER]; ông [Khánh|PER], bà [Hạnh|PER]", [{0, 2}, {1, 3}]),
    ("[Lê Thị Mai|PER] và [Trần Mai|PER]; chị [Mai|PER]", [{0}, {1}, {2}]),
    ("Thầy [Vũ Đình Long|PER], [VŨ ĐÌNH LONG|PER]", [{0, 1}]),
    ("[Emma Stone|PER] đến. [Stone|PER] cười; [Emma|PER] vẫy tay.", [{0, 1, 2}]),
    ("[Anna Petrova|PER] và [Boris Petrova|PER]; [Petrova|PER]", [{0}, {1}, {2}]),
    ("[N.T.H.|PER] và [N.T.H|PER]", [{0, 1}]),
    ("[Đỗ Minh|PER] khác [Đỗ Minh Quân|PER]; anh [Quân|PER]", [{0, 1, 2}]),
    ("[Nguyễn Văn Hưng|PER] và [Nguyễn Văn Hùng|PER]", [{0}, {1}]),
    ("[Bùi Thị Xuân|PER]; cô [Thị Xuân|PER]", [{0, 1}]),
]
PLACES = [
    ("[huyện Cam Lâm|LOC] mưa; [Cam Lâm|LOC] ngập", [{0, 1}]),
    ("[thị xã Ninh Hòa|LOC], [TX Ninh Hòa|LOC], [TX. Ninh Hòa|LOC]", [{0, 1, 2}]),
    ("[phường Vĩnh Hải|LOC], [P.Vĩnh Hải|LOC]", [{0, 1}]),
    ("[phường Vĩnh Hải|LOC], [xã Vĩnh Hải|LOC]", [{0}, {1}]),
    ("[sân bay Cam Ranh|LOC], [sân bay quốc tế Cam Ranh|LOC]", [{0, 1}]),
    ("[Cảng hàng không quốc tế Cam Ranh|LOC], [sân bay Cam Ranh|LOC]", [{0, 1}]),
    ("[sân bay Nội Bài|LOC], [Nội Bài|LOC]", [{0, 1}]),
    ("[ga Nha Trang|LOC], [thành phố Nha Trang|LOC], [Nha Trang|LOC]", [{0}, {1, 2}]),
    ("[cầu Ninh Kiều|LOC], [quận Ninh Kiều|LOC], [Ninh Kiều|LOC]", [{0}, {1, 2}]),
    ("[sân vận động Hòa Xuân|LOC], [sân Hòa Xuân|LOC]", [{0, 1}]),
    ("[bãi tắm Dốc Lết|LOC], [bãi biển Dốc Lết|LOC]", [{0, 1}]),
    ("[sông Cái|LOC], [cầu Cái|LOC]", [{0}, {1}]),
    ("[bang Texas|LOC], [Texas|LOC], [tiểu bang Texas|LOC]", [{0, 1, 2}]),
    ("[TP Đà Nẵng|LOC], [Đà Nẵng|LOC], [thành phố Đà Nẵng|LOC]", [{0, 1, 2}]),
    ("[Vịnh Bắc Bộ|LOC], [Bắc Bộ|LOC]", [{0}, {1}]),
    ("[tỉnh Hà Nam|LOC], [Hà Nam|LOC]", [{0, 1}]),
    ("[TP Thanh Hóa|LOC], [tỉnh Thanh Hóa|LOC]", [{0}, {1}]),
    ("[đường Trần Phú|LOC], [Trần Phú|LOC]", [{0, 1}]),
    ("[đảo Phú Quý|LOC], [huyện đảo Phú Quý|LOC]", [{0, 1}]),
    ("[KCN Suối Dầu|LOC], [khu công nghiệp Suối Dầu|LOC]", [{0, 1}]),
    ("[Nhật|LOC], [Nhật Bản|LOC]", [{0, 1}]),
    ("[Mỹ|LOC], [Mỹ Đình|LOC]", [{0}, {1}]),
    ("[thôn Thượng|LOC], [thôn Hạ|LOC]", [{0}, {1}]),
]
ORGANISATIONS = [
    ("[Công an tỉnh Lâm Đồng|ORG], [Công an huyện Đức Trọng|ORG]; [Công an tỉnh|ORG]", [{0, 2}, {1}]),
    ("[UBND huyện Vạn Ninh|ORG], [UBND tỉnh Khánh Hòa|ORG]; [UBND huyện|ORG], [UBND tỉnh|ORG]", [{0, 2}, {1, 3}]),
    ("[UBND xã An Hải|ORG] và [UBND xã An Bình|ORG]; [UBND xã|ORG]", [{0}, {1}, {2}]),
    ("[Công an TP Hà Nội|ORG], [Công an Hà Nội|ORG]", [{0, 1}]),
    ("[Công an thành phố Đà Nẵng|ORG], [Công an Đà Nẵng|ORG]", [{0, 1}]),
    ("[UBND TP Bắc Ninh|ORG], [UBND tỉnh Bắc Ninh|ORG]", [{0}, {1}]),
    ("[Bảo tàng Hồ Chí Minh|ORG], [Bảo tàng Thành phố Hồ Chí Minh|ORG]", [{0}, {1}]),
    ("[Bệnh viện Việt Đức|ORG], [Bệnh viện Việt Đức cơ sở 2|ORG]", [{0}, {1}]),
    ("[Đại học Nha Trang|ORG], [Trường Đại học Nha Trang|ORG], [trường ĐH Nha Trang|ORG]", [{0, 1, 2}]),
    ("[CLB Leeds|ORG], [Leeds United|ORG], [CLB Leeds United|ORG], [Leeds|ORG]", [{0, 1, 2, 3}]),
    ("[Công ty CP Yến Việt|ORG], [Yến Việt|ORG], [Công ty Yến Việt|ORG]", [{0, 1, 2}]),
    ("[Công ty TNHH Minh Phát|ORG], [Công ty CP Minh Phú|ORG]; [Công ty|ORG]", [{0}, {1}, {2}]),
    ("[Ngân hàng TMCP Sao Biển|ORG] ([SBBank|ORG]); [SBBank|ORG]", [{0, 1, 2}]),
    ("[Hội Chữ thập đỏ|ORG], [Hội Chữ thập đỏ tỉnh Phú Yên|ORG]", [{0, 1}]),
    ("[Sở LĐ-TB&XH|ORG], [Sở Lao động - Thương binh và Xã hội tỉnh Hà Giang|ORG]", [{0, 1}]),
    ("[Tổ chức Hải dương Quốc tế|ORG] (viết tắt là [IMO|ORG]) họp; [IMO|ORG] nói", [{0, 1, 2}]),
    ("[Liên hợp quốc|ORG], [LHQ|ORG], [Liên Hợp Quốc|ORG], [UN|ORG]", [{0, 1, 2, 3}]),
    ("[báo Sông Hàn|ORG], [Sông Hàn|ORG]", [{0, 1}]),
    ("[Tòa án nhân dân tỉnh Bình Định|ORG], [TAND tỉnh Bình Định|ORG], [TAND tỉnh|ORG]", [{0, 1, 2}]),
    ("[Đảng|ORG] và [Đảng bộ tỉnh|ORG]", [{0}, {1}]),
    ("[Bộ Y tế|ORG] và [Bộ Công an|ORG]", [{0}, {1}]),
    ("[Huyện ủy Lý Sơn|ORG]; [Huyện ủy|ORG]", [{0, 1}]),
    ("[đội tuyển Việt Nam|ORG], [ĐT Việt Nam|ORG], [tuyển Việt Nam|ORG]", [{0, 1, 2}]),
    ("[ĐT Việt Nam|ORG], [đội tuyển nữ Việt Nam|ORG]", [{0}, {1}]),
    ("[Đảng ủy Khối|ORG], [Đảng ủy Khối doanh nghiệp|ORG], [Đảng ủy Khối các cơ quan|ORG]", [{0}, {1}, {2}]),
]
OTHERS = [
    ("[Nghị định 100/2019/NĐ-CP|LAW], [Nghị định số 100/2019/NĐ-CP|LAW]", [{0, 1}]),
    ("[Luật Đất đai|LAW], [Luật Đất đai 2024|LAW]", [{0, 1}]),
    ("[Luật Đất đai 2013|LAW], [Luật Đất đai 2024|LAW], [Luật Đất đai|LAW]", [{0}, {1}, {2}]),
    ("[Bộ luật Hình sự|LAW], [BLHS|LAW]", [{0, 1}]),
    ("[World Cup 2022|EVENT], [World Cup|EVENT]", [{0, 1}]),
    ("[Festival Biển|EVENT], [FESTIVAL BIỂN|EVENT]", [{0, 1}]),
    ("[Nha Trang|LOC], [Nha Trang|ORG]", [{0}, {1}]),
]


@pytest.mark.parametrize(("marked", "expected"), [*PEOPLE, *PLACES, *ORGANISATIONS, *OTHERS])
def test_joins_what_is_one_thing(linker: RuleEntityLinker, mark: Mark, marked: str, expected: list[set[int]]) -> None:
    assert clusters_of(linker.link(*mark(marked))) == expected
