from __future__ import annotations

import gzip
import json
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from textwrap import wrap

import pytest

from nlp_service.errors import InvalidField, UnsupportedFormat
from nlp_service.ingest.csv_reader import parse_columns
from nlp_service.ingest.readers import read_source
from nlp_service.ingest.records import Kind, Record, Refusal, record_to_dict
from nlp_service.types import VIETNAM_TIME
from tests.ingest import encoders
from tests.ingest.article_layouts import sortable_layout
from tests.ingest.files import make_docx, make_feed, make_pdf, make_warc, make_zip
from tests.ingest.listing_layouts import section
from tests.ingest.story import AUTHOR, LEAD, PARAGRAPHS, TEASERS, TITLE

MOMENT = datetime(2025, 9, 18, 6, 30, tzinfo=VIETNAM_TIME)


def read(content: bytes | str | Path, name: str, **options: object) -> list[Record]:
    data = content.encode() if isinstance(content, str) else content
    records = list(read_source(data, name, **options))  # type: ignore[arg-type]
    assert all(isinstance(record, Record) for record in records), records
    return [record for record in records if isinstance(record, Record)]


def refuse(content: bytes | str, name: str, **options: object) -> Refusal:
    (refusal,) = read_source(content.encode() if isinstance(content, str) else content, name, **options)  # type: ignore[arg-type]
    assert isinstance(refusal, Refusal)
    return refusal


def item(**fields: str) -> str:
    return f"<item>{''.join(f'<{name}>{value}</{name}>' for name, value in fields.items())}</item>"


def test_rss() -> None:
    escaped = "&lt;a href='/x'&gt;&lt;img src='a.jpg'/&gt;&lt;/a&gt;" + TEASERS[0]
    feed = make_feed(
        item(
            title=TITLE,
            link="https://songbien.example/a-1.html",
            pubDate="Thu, 18 Sep 2025 06:30:00 +0700",
            description=escaped,
        )
        + item(
            title=f"<![CDATA[ <b>{TITLE}</b> ]]>",
            link="javascript:alert(1)",
            pubDate="18/09/2025 06:30",
            category="Đời sống",
        )
        + f"<item><title>{TITLE}</title><dc:creator>{AUTHOR}</dc:creator><pubDate>2025-09-17 23:30:00Z</pubDate>"
        f"<content:encoded><![CDATA[<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>]]></content:encoded></item>"
    )
    first, second, third = read(feed, "tin.rss")
    assert (first.kind, first.name, first.title, first.body) == (Kind.FEED_ITEM, "tin.rss#1", TITLE, TEASERS[0])
    assert (first.url, first.source, first.language) == ("https://songbien.example/a-1.html", "Báo Sóng Biển", "vi")
    assert (second.title, second.url, second.section) == (TITLE, None, "Đời sống")
    assert (third.author, third.body) == (AUTHOR, f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}")
    assert {first.published, second.published, third.published} == {MOMENT}


def test_a_feed_that_is_not_well_formed_is_mended() -> None:
    feed = make_feed(item(title=f"{TITLE} & bạn bè", link="https://songbien.example/1?a=1&b=2"))
    (record,) = read(feed, "tin.xml")
    assert record.title is not None
    assert record.title.startswith(TITLE)


def test_a_feed_in_an_old_encoding() -> None:
    feed = make_feed(item(title=TITLE, description=LEAD), prolog='<?xml version="1.0" encoding="x-unknown"?>')
    (record,) = read(encoders.vni(feed), "tin.rss")
    assert (record.title, record.body, record.encoding) == (TITLE, LEAD, "vni-windows")


def test_atom() -> None:
    feed = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Báo Sóng Biển</title>
    <updated>2026-01-01T00:00:00Z</updated>
    <entry><title type="html">{TITLE}</title><link rel="self" href="https://songbien.example/self"/>
    <link href="https://songbien.example/a"/><author><name>{AUTHOR}</name></author><category term="Đời sống"/>
    <published>2025-09-18T06:30:00+07:00</published><updated>2025-09-19T06:30:00+07:00</updated>
    <summary>{LEAD}</summary>
    </entry></feed>"""
    (record,) = read(feed, "tin.atom")
    assert record.url == "https://songbien.example/a"
    assert (record.author, record.published, record.section, record.body) == (AUTHOR, MOMENT, "Đời sống", LEAD)


def test_sitemaps() -> None:
    urls = f"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
    <url><loc> https://songbien.example/a </loc><lastmod>2025-09-18</lastmod></url>
    <url><loc>https://songbien.example/b</loc><n:news><n:publication><n:name>Báo Sóng Biển</n:name></n:publication>
    <n:publication_date>2025-09-18T06:30:00+07:00</n:publication_date><n:title>{TITLE}</n:title></n:news></url>
    <url><loc>file:///etc/passwd</loc></url></urlset>"""
    first, second = read(gzip.compress(urls.encode()), "sitemap.xml.gz")
    assert (first.kind, first.url, first.published, first.body) == (
        Kind.LINK,
        "https://songbien.example/a",
        date(2025, 9, 18),
        "",
    )
    assert (second.title, second.source, second.published) == (TITLE, "Báo Sóng Biển", MOMENT)


def test_csv_with_vietnamese_names_of_columns() -> None:
    rows = (
        f'Mã,Tiêu đề,Nội dung,Ngày đăng,Tác giả,Chuyên mục\r\nb1,"{TITLE}","{LEAD}\n\n{PARAGRAPHS[1]}",'
        f'18/09/2025 06:30,{AUTHOR},Đời sống\r\n\r\n,,"{LEAD}",,,\r\n'
    )
    first, second = read("\ufeff" + rows, "kho.csv")
    assert (first.id, first.title, first.body) == ("b1", TITLE, f"{LEAD}\n\n{PARAGRAPHS[1]}")
    assert (first.published, first.author, first.section) == (MOMENT, AUTHOR, "Đời sống")
    assert (second.name, second.title, second.id.endswith("-4")) == ("kho.csv#4", None, True)


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_csv_with_other_delimiters_mapped_by_hand(delimiter: str) -> None:
    rows = f"cột một{delimiter}cột hai\n{TITLE}{delimiter}{PARAGRAPHS[1]}\n"
    (record,) = read(encoders.tcvn3(rows), "kho.csv", columns={"text": "cột hai", "title": "cột một"})
    assert (record.title, record.encoding) == (TITLE, "tcvn3")
    assert record.body.casefold() == PARAGRAPHS[1].casefold()


def test_csv_with_pages_in_cells() -> None:
    page = sortable_layout().replace('"', '""')
    (record,) = read(f'url,content\nhttps://songbien.example/9,"{page}"\n', "kho.csv")
    assert (record.title, record.author, record.url) == (TITLE, AUTHOR, "https://songbien.example/9")
    assert record.body.startswith(LEAD)


def test_wrong_rows_of_csv_are_refused_and_the_others_read() -> None:
    rows = f'id,text,published\na,"{PARAGRAPHS[1]}",hôm nào\nb,,\nc,"{PARAGRAPHS[2]}",2025-09-18\n'
    first, second, third = read_source(rows.encode(), "kho.csv")
    assert isinstance(first, Refusal)
    assert isinstance(second, Refusal)
    assert isinstance(third, Record)
    assert (first.explicit_id, first.error.code, second.error.code, third.id) == (
        "a",
        "invalid-field",
        "empty-text",
        "c",
    )


def test_a_declared_media_type_tells_rows_from_text() -> None:
    rows = f'id,text\na,"{LEAD}"\n'
    (record,) = read(rows, "xuat-ban", content_type="text/csv; charset=utf-8")
    assert (record.id, record.body) == ("a", LEAD)
    (text,) = read(rows, "xuat-ban", content_type="text/plain")
    assert text.body == rows


@pytest.mark.parametrize("pair", ["text", "=x", "text=", "nope=x"])
def test_wrong_mappings_are_named(pair: str) -> None:
    with pytest.raises(InvalidField, match="column: "):
        parse_columns([pair])


def test_json_lists_and_lines() -> None:
    articles = [{"id": "a", "text": LEAD}, {"text": PARAGRAPHS[0], "title": TITLE}]
    for content in (json.dumps(articles, indent=1), "\n".join(map(json.dumps, articles))):
        first, second = read(content, "kho.json")
        assert (first.id, first.body, second.id, second.title) == ("a", LEAD, second.id, TITLE)
        assert second.id.endswith("-2")


def test_old_text_in_json_is_converted() -> None:
    (record,) = read(json.dumps({"id": "a", "text": encoders.pasted(encoders.vni)(LEAD).decode()}), "kho.jsonl")
    assert (record.body, record.encoding) == (LEAD, "vni-windows")


def test_docx() -> None:
    (record,) = read(
        make_docx([("Title", TITLE), ("", LEAD), ("", ""), ("Normal", PARAGRAPHS[0])], creator=AUTHOR), "a.docx"
    )
    assert (record.title, record.author, record.body) == (TITLE, AUTHOR, f"{LEAD}\n\n{PARAGRAPHS[0]}")


def test_docx_in_an_old_font() -> None:
    (record,) = read(make_docx([("", encoders.pasted(encoders.vni)(text).decode()) for text in PARAGRAPHS]), "a.docx")
    assert (record.body, record.encoding) == ("\n\n".join(PARAGRAPHS), "vni-windows")


def test_pdf_lines_become_paragraphs() -> None:
    lines = [line for paragraph in PARAGRAPHS[1:3] for line in wrap(paragraph, 60)]
    (record,) = read(make_pdf([lines]), "a.pdf")
    assert record.body == "\n\n".join(PARAGRAPHS[1:3])


def test_headers_and_numbers_of_pdf_pages_are_left_out() -> None:
    pages = [["Báo Sóng Biển", *wrap(PARAGRAPHS[n], 50), f"Trang {n + 1}"] for n in (1, 2, 3, 4, 5)]
    (record,) = read(make_pdf(pages), "a.pdf")
    assert record.body.split() == " ".join(PARAGRAPHS[1:6]).split()


def test_warc() -> None:
    pages = [
        ("https://songbien.example/a.html", "200 OK", "text/html; charset=iso-8859-1", sortable_layout().encode()),
        ("https://songbien.example/a.jpg", "200 OK", "image/jpeg", b"\xff\xd8\xff"),
        ("https://songbien.example/b.html", "404 Not Found", "text/html", sortable_layout().encode()),
        ("https://songbien.example/doi-song", "200 OK", "text/html", section().encode()),
    ]
    for packed in (True, False):
        article, listing = read(make_warc(pages, gzip=packed), "kho.warc.gz")
        assert (article.name, article.title) == ("kho.warc.gz/songbien.example/a.html", TITLE)
        assert (listing.kind, listing.url) == (Kind.LISTING, "https://songbien.example/doi-song")


def test_zip_of_everything() -> None:
    members = {
        "2004/bai.txt": encoders.windows_1258("\n\n".join(PARAGRAPHS)),
        "bai.html": sortable_layout().encode(),
        "kho.jsonl": json.dumps({"id": "x", "text": LEAD}).encode(),
        "trong.zip": make_zip({"a.docx": make_docx([("", LEAD)])}),
        "__MACOSX/bai.html": b"\x00",
        ".DS_Store": b"\x00",
        "rong/": b"",
    }
    records = read(make_zip(members), "kho.zip")
    assert [record.name for record in records] == [
        "kho.zip/2004/bai.txt",
        "kho.zip/bai.html",
        "kho.zip/kho.jsonl",
        "kho.zip/trong.zip/a.docx",
    ]
    assert [record.encoding for record in records] == ["windows-1258", "utf-8", "utf-8", "utf-8"]
    assert len({record.id for record in records}) == len(records)


def test_files_are_read_from_their_path(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(make_zip({"a.txt": LEAD.encode()}))
    assert [record.body for record in read(path, "a.zip")] == [LEAD]


def test_records_as_json() -> None:
    (record,) = read(sortable_layout(), "a.html")
    value = record_to_dict(record)
    assert list(value)[:4] == ["file", "kind", "encoding", "title"]
    assert (value["file"], value["kind"], value["published"]) == ("a.html", "article", "2025-09-18T06:30:00+07:00")
    assert record_to_dict(refuse(b"\x89PNG\r\n", "a.png"))["error"]["type"] == "binary-input"
    (listing,) = read(section(), "b.html")
    assert (record_to_dict(listing)["kind"], record_to_dict(listing)["body"]) == ("listing", "")


def test_other_offices_are_refused_by_name() -> None:
    assert isinstance(
        refuse(make_zip({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}), "a.xlsx").error,
        UnsupportedFormat,
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Thu, 18 Sep 2025 06:30:00 +0700", MOMENT),
        ("Wed, 17 Sep 2025 23:30:00 GMT", MOMENT),
        ("18/09/2025 06:30", MOMENT),
        ("2025-09-18 06:30:00", MOMENT),
        ("hôm qua", None),
        ("0001-01-01T00:00:00Z", None),
    ],
)
def test_dates_of_feeds(value: str, expected: datetime | None) -> None:
    (record,) = read(make_feed(item(title=TITLE, pubDate=value)), "a.rss")
    assert record.published == expected
    assert expected is None or expected.utcoffset() == timedelta(hours=7) == timezone(timedelta(hours=7)).utcoffset(
        None
    )
