from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_service.errors import InputError, InvalidEncoding
from nlp_service.ingest.capitals import restore_capitals
from nlp_service.ingest.decoding import decode_bytes, decode_text
from nlp_service.ingest.html import read_page
from nlp_service.ingest.readers import read_source
from nlp_service.ingest.records import Record
from nlp_service.ingest.viqr import convert_viqr
from tests.ingest import encoders
from tests.ingest.article_layouts import singular_layout
from tests.ingest.story import LEAD, PARAGRAPHS, TITLE

TEXTS = (
    TITLE,
    LEAD,
    "\n\n".join((TITLE, LEAD, *PARAGRAPHS)),
    "Tổng sản lượng năm 2004 đạt 1.250,5 tấn (tăng 12,3%), giá trị 35 tỷ đồng.",
    "Nghị định số 71/1998/NĐ-CP ngày 08/9/1998 của Chính phủ",
    "Thưa quý vị, lũ ở thượng nguồn đổ về rất mạnh!",
    "Bão số 9",
    "HỘI NGHỊ TỔNG KẾT CÔNG TÁC PHÒNG CHỐNG LỤT BÃO",
    "Kính gửi: Ủy ban nhân dân xã Hải Lộc",
)
WITHOUT_TONED_CAPITALS = re.compile("[ÀÁÃẢẠẰẮẲẴẶẦẤẨẪẬÈÉẼẺẸỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌỒỐỔỖỘỜỚỞỠỢÙÚỦŨỤỪỨỬỮỰỲÝỶỸỴ][^A-ZÀ-Ỹ]")


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("name", encoders.BYTES)
def test_old_bytes_are_recognised(name: str, text: str) -> None:
    if name == "tcvn3" and WITHOUT_TONED_CAPITALS.search(text):
        pytest.skip("TCVN3 cannot write a capital with a tone before small letters")
    found = decode_text(encoders.BYTES[name](text), name="a")
    assert (found.text, found.encoding) == (text, name)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("name", encoders.HIDDEN)
def test_old_text_in_unicode_is_recognised(name: str, text: str) -> None:
    if name == "tcvn3" and WITHOUT_TONED_CAPITALS.search(text):
        pytest.skip("TCVN3 cannot write a capital with a tone before small letters")
    found = decode_text(encoders.HIDDEN[name](text), name="a")
    assert found.text == text
    assert found.encoding in (name, "utf-8")


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_stays(encoding: str, text: str) -> None:
    assert decode_text(text.encode(encoding), name="a").text == text


@pytest.mark.parametrize(
    "text",
    [
        "Cô có con là ông Hùng, bà Hà và cô Cúc.",
        "Café Müller ở phố Tràng Tiền mở cửa lúc 7h; giá 45.000đ/ly ± 5%.",
        "Beyoncé và Céline Dion hát ở Paris, Zürich rồi São Paulo.",
        "Nhiệt độ 35°C, ẩm độ 80%; diện tích 12 m² – 15 m³ © Báo Sóng Biển ®",
        "Ðồng Nai viết với chữ Ð (U+00D0) vẫn là Ðồng Nai.",
        "It's a small world (isn't it?). You'll see: dd+ 3^2 = 9.",
        "AT&T và R&D; a < b && c > d; &nbsp",
        "f(x) = x^2 + a'x + b; cd ~/bin; user@mail.example; a.b.c",
        "Škoda, Citroën, naïve, Ångström, Dvořák, Lech Wałęsa",
        "",
        " \n\t\n",
        "Đ",
        "Số: 12/QĐ-UBND",
    ],
)
def test_correct_text_is_never_changed(text: str) -> None:
    assert decode_text(text.encode(), name="a").text == text


def test_a_document_of_several_encodings_is_read_line_by_line() -> None:
    lines = [
        encoders.tcvn3(LEAD.lower()),
        PARAGRAPHS[0].encode(),
        encoders.vni(PARAGRAPHS[1]),
        encoders.windows_1258(PARAGRAPHS[2]),
    ]
    found = decode_text(b"\n".join(lines), name="a")
    assert found.text.split("\n") == [LEAD.lower(), *PARAGRAPHS[:3]]
    assert found.encoding == "mixed"


def test_old_lines_in_a_unicode_document() -> None:
    old = encoders.pasted(encoders.tcvn3)(LEAD.lower()).decode()
    text = "\n".join([*PARAGRAPHS[:3], old, *PARAGRAPHS[3:]])
    assert decode_text(text.encode(), name="a").text == text.replace(old, LEAD.lower())


@pytest.mark.parametrize(
    "content",
    [
        "Les élèves français étaient très contents de leur séjour à Genève.".encode("cp1252"),
        "Привет, мир! Это русский текст о погоде.".encode("cp1251"),
        "今日は天気がいいですね。".encode("shift_jis"),
        "Các bạn".encode()[:-2] + b"\xff\xfe",
        b"\xc5\xc6\xc7\xc8\xc9 \xd1\xd2\xd3\xd4",
    ],
)
def test_undecidable_bytes_are_refused_with_the_candidates(content: bytes) -> None:
    with pytest.raises(InvalidEncoding, match=r"^a: .*candidates: .*(?:tcvn3|viscii|vps|vni-windows|windows-1258)"):
        decode_bytes(content, name="a")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("CộNG HOà Xã HộI CHủ NGHĩA VIệT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Sở Y tế Hà Nội", "Sở Y tế Hà Nội"),
        ("UBND Sở Tài chính", "UBND Sở Tài chính"),
        ("QUYếT ĐịNH của Bộ trưởng", "QUYẾT ĐỊNH của Bộ trưởng"),
        ("Vũ Lê Hà", "Vũ Lê Hà"),
        ("", ""),
    ],
)
def test_capitals_of_tcvn3(line: str, expected: str) -> None:
    assert restore_capitals(line) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ha` No^.i", "Hà Nội"),
        ("nha`.", "nhà."),
        ("co' dda^u?", "có đâu?"),
        ("me.\\.", "mẹ."),
        ("cha va` ba.", "cha và ba."),
        ("DDa.i ho.c", "Đại học"),
        ("http://a.b/c.d?e^f", "http://a.b/c.d?e^f"),
        ("mu*o*i ba?y ddu*o*`ng", "mươi bảy đường"),
    ],
)
def test_viqr(text: str, expected: str) -> None:
    assert convert_viqr(text) == expected


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "utf-8", "gb2312", "x-unknown"])
@pytest.mark.parametrize(
    "encode",
    [str.encode, *encoders.BYTES.values(), encoders.decomposed, encoders.mojibake, encoders.utf16],
    ids=lambda encode: encode.__name__,
)
def test_pages_whatever_charset_they_declare(encode: Callable[[str], bytes], charset: str) -> None:
    html = singular_layout().replace('<meta charset="utf-8">', f'<meta charset="{charset}">')
    (record,) = read_source(encode(html), "a.html")
    assert isinstance(record, Record)
    expected = read_page(singular_layout(), name="a")
    fold = str.casefold if encode is encoders.tcvn3 else str
    assert fold(record.body) == fold(expected.text)
    assert fold(record.title or "") == fold(TITLE)
    assert record.published == expected.published


def test_viqr_and_entities_in_a_page() -> None:
    for encode in (encoders.viqr, encoders.entities, encoders.pasted(encoders.tcvn3)):
        body = "".join(f"<p>{encode(paragraph).decode()}</p>" for paragraph in PARAGRAPHS[1:4])
        assert read_page(f"<html><body>{body}</body></html>", name="a").paragraphs == PARAGRAPHS[1:4]


@given(st.text(max_size=80))
@settings(deadline=None, max_examples=200)
def test_any_text_is_read_and_again_the_same(text: str) -> None:
    content = text.encode("utf-8", "surrogatepass")
    try:
        once = decode_text(content, name="a").text
    except InputError:
        return
    assert decode_text(content, name="a").text == once


@given(st.sampled_from(sorted(encoders.BYTES)), st.sampled_from([*PARAGRAPHS, LEAD]), st.integers(0, 400))
@settings(deadline=None, max_examples=60)
def test_cut_documents_are_read_or_refused_but_never_mangled(name: str, text: str, cut: int) -> None:
    try:
        found = decode_bytes(encoders.BYTES[name](text.lower())[:cut], name="a").text
    except InputError:
        return
    words = found.split()[:-1]
    assert words == text.lower().split()[: len(words)]
