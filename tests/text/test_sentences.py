"""Sentences: a table of what ends one, and the cover of any input."""

from __future__ import annotations

import pytest
from hypothesis import given

from nlp_service.text.normalize import normalize
from nlp_service.text.sentences import split_sentences
from tests.naughty import MEBIBYTE, any_text, naughty_texts

TABLE = [
    # plain stops
    "Trời mưa.| Đường ngập!| Bao giờ tạnh?| Không rõ…| Chờ thêm.",
    "Trời mưa... rồi lại nắng.| Cây xanh.",
    # abbreviations of places, titles, streets
    "Ông sống ở TP. Huế.| Bà sống ở TP.Vinh.",
    "GS.TS. Nguyễn Văn Nam và PGS. Lê Thị Hoa dự họp.| ThS. Trần An vắng mặt.",
    "Nhà ở Q.1, P.12, đường số 5.| Trụ sở ở Q. 3, P. Tân Định.",
    "Mr. Brown gặp Dr. Lee ở St. Petersburg.| Họ chụp ảnh.",
    "Khách đi khắp TP.| Theo bà Lan, trời đẹp.",
    # v.v.
    "Chợ bán cam, táo, v.v. cho khách.| Hàng bán cam, táo, v.v.| Bà mua cam.",
    # initials
    "Em N.T.H. (15 tuổi) ở Huế.| Bà L.T.B. kể lại.",
    "Nạn nhân là anh P.| Sau đó anh được đưa đi.",
    "Nhà văn J.K. Rowling viết sách.| Ông George W. Bush đọc.",
    # numbers and dates
    "Giá 3.500 đồng, tăng 4.0 lần từ ngày 30.4.1975.| Hết.",
    "Anh sinh năm 2001.| Quê anh ở Huế.",
    # lists
    "1. Mở đầu|\n2. Nội dung|\nII. Kết luận",
    "Gồm có: 1. Gạo tẻ; 2. Muối.",
    # quotations
    "“Tôi đi đây.”| Ông nói rồi đứng dậy.",
    "“Sao thế?” anh hỏi.| “Không!”, chị đáp.",
    'Bà nói: "Xong rồi."| Ông gật đầu.',
    "Bài viết hết.| (Ảnh: Minh An)",
    # glued sentences
    "Phòng chống AIDS.|Dự án kéo dài.|Nhiều nước tham gia.",
    "Doanh thu đạt 5%.|Theo báo cáo năm 2020.|Tổng kết xong.",
    "Thật sao?|Không ai biết.|“Tôi biết” là câu trả lời.",
    # addresses
    "Xem https://vidu.vn/Tin.Tuc hoặc gửi Ban.Doc@Vidu.vn nhé.| Cảm ơn.",
    # lines
    "Tiêu đề không có dấu chấm|\nĐoạn mở đầu của bài.| Câu sau.|\n\nPhụ đề",
    "Đoạn văn này bị ngắt dòng bằng tay ở một chỗ không đúng nên\nphần sau vẫn thuộc về câu ấy.",
    "Ảnh: Lan Anh|\ncòn đây là chú thích",
    "- Bà có thể cho biết kết quả?|\n- Kết quả rất tốt.",
    "你好。|世界！",
    "",
    " \n ",
]


@pytest.mark.parametrize("marked", TABLE)
def test_ends(marked: str) -> None:
    text = marked.replace("|", "")
    expected = [piece.strip() for piece in marked.split("|") if piece.strip()]
    assert [text[sentence.start : sentence.end] for sentence in split_sentences(text)] == expected


def test_a_paragraph_wrapped_to_one_width_is_no_list_of_lines() -> None:
    text = (
        "Sáng nay, Ủy ban nhân dân thành phố Hải Phòng\n"
        "tổ chức hội nghị tổng kết. Chủ tịch thành phố\n"
        "Nguyễn Văn Tùng chủ trì. Đại biểu từ các sở và\n"
        "ngành dự họp."
    )
    assert len(split_sentences(text)) == 3


def check_cover(text: str) -> None:
    """Check that the sentences are ordered, trimmed, without overlap, and leave out only blanks."""
    position = 0
    for sentence in split_sentences(text):
        assert position <= sentence.start < sentence.end
        assert not text[position : sentence.start].strip()
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]
        position = sentence.end
    assert not text[position:].strip()


@given(any_text())
def test_cover_any_text(text: str) -> None:
    check_cover(text)
    check_cover(normalize(text).text)


@pytest.mark.parametrize("name", sorted(naughty_texts()))
def test_cover_naughty_text(name: str) -> None:
    check_cover(naughty_texts()[name][: MEBIBYTE // 16])
