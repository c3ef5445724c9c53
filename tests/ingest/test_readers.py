from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_service.errors import BinaryInput, EmptyText, InputError, InvalidEncoding, InvalidField, TextTooLong
from nlp_service.ingest.html import MAX_TAGS, is_html, read_page
from nlp_service.ingest.readers import MAX_FILE_BYTES, read_articles
from nlp_service.types import VIETNAM_TIME, Article

FIRST = "Sáng nay, đoàn công tác của tỉnh đã kiểm tra tuyến đê biển dài 12 km qua ba xã ven biển đang bị sạt lở nặng."
SECOND = "Theo báo cáo của huyện, mười hai hộ dân sống sát chân đê đã được đưa đến nhà văn hóa thôn từ chiều hôm qua."
THIRD = "Lãnh đạo tỉnh yêu cầu ngành nông nghiệp gia cố đoạn xung yếu trước mùa mưa bão và bố trí chỗ ở mới cho dân."
CAPTION = "Công nhân xếp rọ đá ở chân đê. Ảnh: Minh Đức"


def page(head: str = "", byline: str = "", date: str = "") -> str:
    return f"""<!DOCTYPE html><html lang="vi"><head>{head}
    <title>Gia cố tuyến đê biển - Báo Sông Thu</title></head><body>
    <nav><a href="/">Trang chủ</a> <a href="/thoi-su">Thời sự</a></nav>
    <article><h1>Gia cố tuyến đê biển</h1>{date}
    <p><b>{FIRST}</b></p><p>{SECOND}</p>
    <figure><img src="a.jpg"><figcaption>{CAPTION}</figcaption></figure>
    <p>{THIRD}</p>{byline}</article>
    <footer>Bản quyền thuộc Báo Sông Thu</footer></body></html>"""


def test_plain_text_is_kept_as_it_is(tmp_path: Path) -> None:
    text = " Hòa  bình\r\n\r\ntrở lại\u200b\n"
    path = tmp_path / "tin-1.txt"
    path.write_bytes(text.encode())
    assert read_articles(path) == [Article("tin-1", text)]
    assert read_articles(text.encode(), name="muc/tin-1.txt")[0].id != "tin-1"


def test_a_page() -> None:
    head = '<meta property="article:published_time" content="2024-03-22T03:48:00Z">'
    head += '<link rel="canonical" href="https://songthu.example/de-bien.html"><meta name="author" content="Lê Lan">'
    (article,) = read_articles(page(head).encode(), name="de-bien.html")
    assert article.id == "de-bien.html"
    assert article.title == "Gia cố tuyến đê biển"
    assert article.published == datetime(2024, 3, 22, 10, 48, tzinfo=VIETNAM_TIME)
    assert article.author == "Lê Lan"
    assert article.source == "https://songthu.example/de-bien.html"
    assert article.text == "\n\n".join([FIRST, SECOND, THIRD])


def test_captions_are_apart() -> None:
    assert read_page(page(), name="a").captions == (CAPTION,)


@pytest.mark.parametrize(
    ("head", "date"),
    [
        (
            '<script type="application/ld+json">{"@type":"A","datePublished":"2024-03-22T10:48:00+07:00"}</script>',
            "",
        ),
        ('<script type="application/ld+json">{"datePublished": "2024-03-22T10:48:00", broken</script>', ""),
        ('<meta itemprop="datePublished" content="2024-03-22 10:48">', ""),
        ('<meta name="pubdate" content="22/03/2024 10:48">', ""),
        ("", '<time pubdate datetime="2024-03-22T10:48:00+07:00">hôm qua</time>'),
        ("", "<span>Thứ Sáu, ngày 22 tháng 3 năm 2024 - 10:48</span>"),
        ('<meta name="date" content="2024-03-22">', "<div>22/03/2024   10:48 (GMT+07:00)</div>"),
        ("", "<p>Hôm nay, 25/03/2024 08:00</p><p>Cập nhật: 10:48 | 22/03/2024</p>"),
    ],
)
def test_the_minute_of_publication(head: str, date: str) -> None:
    assert read_page(page(head, date=date), name="a").published == datetime(2024, 3, 22, 10, 48, tzinfo=VIETNAM_TIME)


def test_the_marked_lead_is_kept() -> None:
    lead = "Tuyến đê biển dài 12 km qua ba xã bị sạt lở nặng, tỉnh chi 45 tỷ đồng gia cố trước mùa mưa bão năm nay."
    marked = f'<p class="sapo">{lead}</p>'
    plain = read_page(page(), name="a").paragraphs
    assert read_page(page(date=marked), name="a").paragraphs == (lead, *plain)


def test_a_teaser_below_is_no_lead() -> None:
    teaser = (
        "<div class='related'><p class='description'>"
        + "Tin khác về mưa bão và sạt lở ở miền Trung. " * 3
        + "</p></div>"
    )
    assert read_page(page(byline=teaser), name="a").paragraphs[:3] == read_page(page(), name="a").paragraphs


def test_the_author_signs_below() -> None:
    assert read_page(page(byline="<p>Nguyễn Thu Hà (ghi)</p>"), name="a").author == "Nguyễn Thu Hà"


def test_entities_are_characters_and_nothing_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("MẬT KHẨU", encoding="utf-8")
    doctype = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY y "{"lol" * 10}">]>'
    text = page().replace("<!DOCTYPE html>", doctype).replace(SECOND, f"{SECOND} &x; &y; H&agrave; N&#7897;i")
    found = read_page(text, name="a").text
    assert "Hà Nội" in found
    assert "MẬT KHẨU" not in found
    assert "lollol" not in found


@pytest.mark.parametrize("tag", ["div", "span", "b", "p", "ul", "table"])
@pytest.mark.parametrize("depth", [20_000, 100_000])
def test_deep_nesting_ends(tag: str, depth: int) -> None:
    text = f"<html><body>{f'<{tag}>' * depth}{FIRST}</body></html>"
    try:
        found = read_page(text, name="a").text
    except InputError:
        found = ""
    assert found in ("", FIRST)


def test_too_many_tags_are_refused() -> None:
    with pytest.raises(TextTooLong, match="tags"):
        read_page("<html>" + "<br>" * (MAX_TAGS + 1), name="a")


@pytest.mark.parametrize(
    "text", ["<html></html>", "<!doctype html>", "<html><body><script>alert(1)</script></body></html>"]
)
def test_a_page_without_an_article_is_refused(text: str) -> None:
    with pytest.raises(EmptyText, match=r"^a\.html: "):
        read_articles(text.encode(), name="a.html")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!DOCTYPE html><html>", True),
        ("\n <html lang='vi'>", True),
        ('<?xml version="1.0"?>\n<!-- x --><html xmlns="...">', True),
        ("<div><p>Một</p><p>Hai</p></div>", True),
        ("Giá < 5 và > 3", False),
        ("<3 Việt Nam", False),
        ("Thẻ <html> mở đầu một trang.", False),
        ("", False),
        ("<!--" * 2000, False),
    ],
)
def test_html_is_told_by_its_content(text: str, expected: bool) -> None:
    assert is_html(text) is expected


def test_jsonl_is_told_by_its_content() -> None:
    content = b'\xef\xbb\xbf{"id":"a","text":"x"}\n{"text":"y"}\n'
    assert [article.id for article in read_articles(content, name="kho.txt")] == ["a", "kho-2"]


def test_a_brace_does_not_make_jsonl() -> None:
    text = "{Ghi chú của tòa soạn}\nTrời mưa."
    assert read_articles(text.encode(), name="a.txt") == [Article("a", text)]


def test_a_wrong_line_of_jsonl_is_named() -> None:
    content = "\n".join(json.dumps(item) for item in [{"text": "x"}, {"text": 1}]).encode()
    with pytest.raises(InvalidField, match=r"^kho\.jsonl: line 2: text must be a string"):
        read_articles(content, name="kho.jsonl")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"%PDF-1.4", BinaryInput),
        (b"H\xff\xb9 N\xa7i", InvalidEncoding),
        (b"a" * (MAX_FILE_BYTES + 1), TextTooLong),
    ],
)
def test_what_cannot_be_read_is_refused(content: bytes, error: type[InputError]) -> None:
    with pytest.raises(error, match=r"^a\.txt: "):
        read_articles(content, name="a.txt")


def test_threads_read_the_same() -> None:
    text = page('<meta name="pubdate" content="22/03/2024 10:48">')
    with ThreadPoolExecutor(4) as pool:
        pages = list(pool.map(lambda _: read_page(text, name="a"), range(24)))
    assert set(map(repr, pages)) == {repr(pages[0])}


SCRAPS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div class='caption'>",
        "</div>",
        "<h1>",
        "</h1>",
        "<table><tr><td>",
        "<li>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<![CDATA[",
        "<?xml version='1.0' encoding='latin1'?>",
        "&#0;",
        "&#xD800;",
        "&nope;",
        "<meta charset='x-unknown'>",
        "<base href='http://[::1'>",
        "<link rel=canonical href='http://['>",
        "<time datetime='2024-02-30T10:48'>",
        "<meta name='date' content='99999-01-01'>",
        "<meta name='author' content=';;'>",
        "\x01",
        "\ud800",
        "\ufffe",
        FIRST,
        SECOND,
        "22/03/2024 10:48",
    ]
)


@given(st.lists(SCRAPS, max_size=25))
@settings(max_examples=150, deadline=None)
def test_any_page_is_read_or_refused(scraps: list[str]) -> None:
    text = f"<html><body>{''.join(scraps)}"
    try:
        found = read_page(text, name="a")
    except InputError:
        return
    assert found.paragraphs
    assert all(paragraph.strip() for paragraph in found.paragraphs)
