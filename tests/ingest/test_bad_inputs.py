"""Broken and hostile files: each is refused for what it is, or what is sound in it is read, in bounded memory."""

# ruff: noqa: E501 (a case stays on its line)

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import json
import lzma
import random
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_service.ingest.limits import Limits
from nlp_service.ingest.readers import read_source
from nlp_service.ingest.records import Kind, Record, Refusal
from tests.ingest.article_layouts import plain_layout, sortable_layout
from tests.ingest.files import make_docx, make_feed, make_pdf, make_warc, make_zip
from tests.ingest.story import BODY, LEAD, PARAGRAPHS, RELATED, TITLE

SMALL = Limits(document_bytes=1 << 20, archive_members=50, archive_bytes=4 << 20, pages=3)
READ = "read"
PAGE = plain_layout()
DOCX = make_docx([("", LEAD)])
PDF = make_pdf([[LEAD]])
WARC = make_warc([("https://songbien.example/a", "200 OK", "text/html", PAGE.encode())])
ZIP = make_zip({"a.txt": LEAD.encode(), "b.txt": PARAGRAPHS[0].encode()}, method=zipfile.ZIP_STORED)


def nested(depth: int) -> bytes:
    content = LEAD.encode()
    for _ in range(depth):
        content = make_zip({"a.zip" if content.startswith(b"PK") else "a.txt": content})
    return content


def encrypted_zip() -> bytes:
    content = bytearray(ZIP)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(signature)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(signature, place + 4)
    return bytes(content)


def symlink_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo("a.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return buffer.getvalue()


def laughs() -> str:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return make_feed("<item><title>&l9;</title></item>", prolog=f'<!DOCTYPE x [<!ENTITY l0 "ha">{entities}]>')


def looping_pdf() -> bytes:
    return PDF.replace(b"/Parent 2 0 R", b"/Parent 6 0 R").replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]")


CASES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    # Not text at all.
    "an empty file": ("a.txt", lambda: b"", "empty-text"),
    "blanks only": ("a.txt", lambda: b" \r\n\t \n", "empty-text"),
    "a mark and nothing else": ("a.txt", lambda: codecs.BOM_UTF8, "empty-text"),
    "zero bytes": ("a.txt", lambda: b"\0" * 5000, "binary-input"),
    "a zero byte in a text": ("a.txt", lambda: LEAD.encode() * 40 + b"\0" + LEAD.encode(), "binary-input"),
    "random bytes": ("a.txt", lambda: random.Random(1).randbytes(20_000), "binary-input"),
    "a PNG image": ("a.txt", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "binary-input"),
    "a JPEG image": ("a.html", lambda: b"\xff\xd8\xff\xe0" + b"\1" * 50, "binary-input"),
    "a GIF image": ("a.txt", lambda: b"GIF89a" + b"\0" * 50, "binary-input"),
    "a program": ("a.txt", lambda: b"\x7fELF" + b"\0" * 50, "binary-input"),
    "an old Word document": ("a.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 50, "binary-input"),
    "Rich Text": ("a.rtf", lambda: b"{\\rtf1\\ansi Xin}", "binary-input"),
    "a RAR archive": ("a.rar", lambda: b"Rar!\x1a\x07\x00" + b"\1" * 50, "binary-input"),
    "a 7z archive": ("a.7z", lambda: b"7z\xbc\xaf\x27\x1c" + b"\1" * 50, "binary-input"),
    "bzip2": ("a.bz2", lambda: bz2.compress(LEAD.encode()), "binary-input"),
    "xz": ("a.xz", lambda: lzma.compress(LEAD.encode()), "binary-input"),
    "a database": ("a.db", lambda: b"SQLite format 3\0" + b"\0" * 50, "binary-input"),
    # Text.
    "UTF-16 cut in the middle": (
        "a.txt",
        lambda: codecs.BOM_UTF16_LE + LEAD.encode("utf-16-le")[:-1],
        "invalid-encoding",
    ),
    "UTF-16 with half a pair": ("a.txt", lambda: codecs.BOM_UTF16_LE + b"a\0\0\xd8b\0", "invalid-encoding"),
    "UTF-8 cut in the middle": ("a.txt", lambda: "Hà Nội".encode()[:-2], "invalid-encoding"),
    "French": ("a.txt", lambda: "Les élèves étaient très contents".encode("cp1252"), "invalid-encoding"),
    "Japanese": ("a.txt", lambda: "今日は天気がいいですね".encode("shift_jis"), "invalid-encoding"),
    "a text over the limit": ("a.txt", lambda: b"a " * (1 << 20), "text-too-long"),
    "one letter": ("a.txt", lambda: b"a" * 900_000, READ),
    "digits and slashes": ("a.txt", lambda: b"1/2-" * 200_000, READ),
    "marks of VIQR": ("a.txt", lambda: b"a^'`?~.(+" * 100_000, READ),
    "letters of TCVN3": ("a.txt", lambda: b"\xb5\xb6\xb7" * 200_000, "invalid-encoding"),
    "entities": ("a.txt", lambda: b"&#7879;&amp;&" * 60_000, READ),
    "marks apart": ("a.txt", lambda: ("a" + "\u0301" * 300_000).encode(), READ),
    "bytes of UTF-8 as letters": ("a.txt", lambda: ("Ã\xa1" * 100_000).encode(), READ),
    # Pages.
    "a page of nothing": ("a.html", lambda: b"<html></html>", "empty-text"),
    "a page of scripts": ("a.html", lambda: b"<html><script>" + b"x();" * 9000 + b"</script></html>", "empty-text"),
    "a million tags": ("a.html", lambda: b"<html>" + b"<b>" * 333_000, "text-too-long"),
    "deep nesting": ("a.html", lambda: b"<html><body>" + b"<div>" * 50_000 + LEAD.encode(), "any"),
    "tags that never end": ("a.html", lambda: b"<html><body " + b"a='" * 200_000, "any"),
    "a comment that never ends": ("a.html", lambda: b"<html><!--" + b"-" * 500_000, "empty-text"),
    "a wrong charset": ("a.html", lambda: PAGE.replace("utf-8", "gb2312").encode(), READ),
    "an unknown charset": ("a.html", lambda: PAGE.replace("utf-8", "x-y-z").encode(), READ),
    "a charset of nothing": ("a.html", lambda: PAGE.replace("utf-8", "").encode(), READ),
    "entities of its own": (
        "a.html",
        lambda: PAGE.replace("html>", 'html [<!ENTITY x SYSTEM "file:///etc/passwd">]>', 1).encode(),
        READ,
    ),
    "a huge attribute": ("a.html", lambda: PAGE.replace("<h1>", f'<h1 class="{"footer " * 60_000}">').encode(), READ),
    "marks that nest deep": (
        "a.html",
        lambda: PAGE.replace("</head>", f'<script type="application/ld+json">{"[" * 90_000}</script></head>').encode(),
        READ,
    ),
    "a page cut in the middle": ("a.html", lambda: sortable_layout().encode()[:3_000], READ),
    "a thousand headlines": (
        "a.html",
        lambda: ("<html>" + f"<p><a href=x>{RELATED[0]}</a></p>" * 1000).encode(),
        Kind.LISTING,
    ),
    # Lines and rows.
    "JSON of nothing": ("a.jsonl", lambda: b"", "empty-text"),
    "JSON cut in the middle": ("a.jsonl", lambda: b'{"id": "a", "text": "b', "invalid-json"),
    "JSON that nests deep": ("a.jsonl", lambda: b"[" * 200_000, "invalid-json"),
    "no numbers": ("a.jsonl", lambda: b'{"id": "a", "text": NaN}', "invalid-json"),
    "JSON of a wrong type": ("a.jsonl", lambda: b'{"id": "a", "text": ["x"]}', "invalid-field"),
    "JSON in an old encoding": ("a.jsonl", lambda: b'{"id": "a", "text": "H\xb5 N\xe9i"}', "invalid-encoding"),
    "a list that never ends": ("a.json", lambda: b'[{"id": "a"},' * 20_000, "invalid-json"),
    "rows without texts": ("a.csv", lambda: b"a,b\n1,2\n", "unsupported-format"),
    "a quote that never ends": ("a.csv", lambda: b'text\n"' + b"a," * 100_000, READ),
    "a cell over the limit": ("a.csv", lambda: b"text\n" + b"a" * 200_000, READ),
    # Feeds.
    "a billion laughs": ("a.rss", lambda: laughs().encode(), "unsupported-format"),
    "an entity of a file": (
        "a.rss",
        lambda: make_feed(
            "<item><title>&x;</title></item>", prolog='<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        ).encode(),
        "unsupported-format",
    ),
    "a feed of nothing": ("a.rss", lambda: make_feed("").encode(), "unsupported-format"),
    "a feed cut in the middle": (
        "a.rss",
        lambda: make_feed(f"<item><title>{TITLE}</title></item>").encode()[:-40],
        READ,
    ),
    "a feed that nests deep": ("a.rss", lambda: make_feed("<item><title>a</title>" + "<x>" * 50_000).encode(), "any"),
    # Office documents and PDF.
    "a Word document cut in the middle": ("a.docx", lambda: DOCX[: len(DOCX) // 2], "binary-input"),
    "a Word document of nothing": ("a.docx", lambda: make_docx([]), "empty-text"),
    "a Word document that is no XML": ("a.docx", lambda: make_zip({"word/document.xml": b"<w"}), "unsupported-format"),
    "a Word document with entities": (
        "a.docx",
        lambda: make_docx([("", "&")], prolog='<!DOCTYPE d [<!ENTITY x "y">]>'),
        "unsupported-format",
    ),
    "a Word document that is a bomb": (
        "a.docx",
        lambda: make_zip({"word/document.xml": b" " * (30 << 20)}),
        "text-too-long",
    ),
    "a spreadsheet": ("a.xlsx", lambda: make_zip({"[Content_Types].xml": b"", "xl/a.xml": b""}), "unsupported-format"),
    "the start of a PDF": ("a.pdf", lambda: b"%PDF-1.4\n", "binary-input"),
    "a PDF cut in the middle": ("a.pdf", lambda: PDF[: len(PDF) // 3], "any"),
    "a PDF of pictures": ("a.pdf", lambda: make_pdf([[""]]), "empty-text"),
    "a PDF whose pages are themselves": ("a.pdf", looping_pdf, "any"),
    "a PDF of too many pages": ("a.pdf", lambda: make_pdf([[LEAD]] * 4), "text-too-long"),
    "a PDF of noise": ("a.pdf", lambda: b"%PDF-1.7\n" + random.Random(2).randbytes(5000), "binary-input"),
    # Archives.
    "an archive of nothing": ("a.zip", lambda: make_zip({}), "empty-text"),
    "an archive cut in the middle": ("a.zip", lambda: ZIP[: len(ZIP) // 2], "binary-input"),
    "archives in archives": ("a.zip", lambda: nested(3), READ),
    "archives too deep": ("a.zip", lambda: nested(4), "text-too-long"),
    "a zip bomb": ("a.zip", lambda: make_zip({"a.txt": b"a" * (3 << 20)}), "text-too-long"),
    "a bomb of many members": (
        "a.zip",
        lambda: make_zip({f"{n}.txt": random.Random(n).randbytes(9) * 90_000 for n in range(9)}),
        "text-too-long",
    ),
    "too many members": ("a.zip", lambda: make_zip({f"{n}.txt": b"a" for n in range(51)}), "text-too-long"),
    "a name that leads upwards": ("a.zip", lambda: make_zip({"../../etc/a.txt": LEAD.encode()}), "unsupported-format"),
    "a name from the root": ("a.zip", lambda: make_zip({"/etc/a.txt": LEAD.encode()}), "unsupported-format"),
    "a name with a drive": ("a.zip", lambda: make_zip({"C:\\a.txt": LEAD.encode()}), "unsupported-format"),
    "a link": ("a.zip", symlink_zip, "unsupported-format"),
    "an encrypted archive": ("a.zip", encrypted_zip, "unsupported-format"),
    "a wrong checksum": ("a.zip", lambda: ZIP.replace(LEAD.encode()[:9], b"Xau ba ra", 1), "binary-input"),
    "gzip cut in the middle": ("a.gz", lambda: gzip.compress(LEAD.encode())[:-9], "binary-input"),
    "a gzip bomb": ("a.gz", lambda: gzip.compress(b"a" * (2 << 20)), "text-too-long"),
    "gzip of noise": ("a.gz", lambda: b"\x1f\x8b\x08\0" + random.Random(3).randbytes(500), "binary-input"),
    "gzip in gzip in gzip in gzip": (
        "a.gz",
        lambda: gzip.compress(gzip.compress(gzip.compress(gzip.compress(b"a")))),
        "text-too-long",
    ),
    "a WARC cut in the middle": ("a.warc.gz", lambda: WARC[: len(WARC) // 2], "any"),
    "a WARC of noise": ("a.warc", lambda: b"WARC/1.0\r\n" + random.Random(4).randbytes(3000), "any"),
    "a WARC without pages": (
        "a.warc.gz",
        lambda: make_warc([("http://a/b.png", "200 OK", "image/png", b"x")]),
        "empty-text",
    ),
    "a WARC that lies about its length": (
        "a.warc",
        lambda: (
            b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
            + PAGE.encode()
        ),
        "any",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_every_bad_input_ends_in_its_own_way(case: str) -> None:
    name, build, expected = CASES[case]
    results = list(read_source(build(), name, limits=SMALL))
    assert results
    assert all(result.name.startswith(name) for result in results)
    first = results[0]
    if isinstance(first, Refusal):
        assert expected in (first.error.code, "any"), first.error.detail
        assert first.error.detail.startswith(first.name.partition("#")[0])
        assert len(first.error.detail) < 1000
    else:
        assert expected in (READ, "any", first.kind)
        assert "root:" not in first.body


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 60


def test_a_line_of_a_hundred_megabytes_is_passed_over_without_being_held(tmp_path: Path) -> None:
    path = tmp_path / "kho.jsonl"
    with path.open("wb") as file:
        file.write(b'{"id": "a", "text": "')
        for _ in range(100):
            file.write(b"a" * (1 << 20))
        file.write(b'"}\n' + json.dumps({"id": "b", "text": LEAD}).encode())
    tracemalloc.start()
    try:
        first, second = read_source(path, "kho.jsonl")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert isinstance(first, Refusal)
    assert isinstance(second, Record)
    assert (first.error.code, second.body) == ("text-too-long", LEAD)
    assert peak < 60 << 20


def test_a_large_file_of_no_lines_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(3 << 30)
    (refusal,) = read_source(path, "a.txt")
    assert isinstance(refusal, Refusal)
    assert refusal.error.code == "text-too-long"


def test_a_file_that_cannot_be_read_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        list(read_source(tmp_path / "none.txt", "none.txt"))


def test_nothing_is_written_when_an_archive_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    list(read_source(make_zip({"../x.txt": b"a", "y.txt": LEAD.encode(), "z/": b""}), "a.zip"))
    assert list(tmp_path.iterdir()) == []
    assert not (tmp_path.parent / "x.txt").exists()


def test_sound_members_beside_bad_ones_are_read() -> None:
    members = {"../a.txt": b"x", "b.txt": LEAD.encode(), "c.png": b"\x89PNG\r\n", "d.html": PAGE.encode()}
    results = list(read_source(make_zip(members), "a.zip"))
    assert [type(result).__name__ for result in results] == ["Refusal", "Record", "Refusal", "Record"]
    assert isinstance(results[3], Record)
    assert results[3].body == "\n\n".join(BODY)


SEEDS = (
    DOCX,
    PDF,
    WARC,
    ZIP,
    PAGE.encode(),
    make_feed(f"<item><title>{TITLE}</title></item>").encode(),
    b"id,text\na,b\n",
)


@given(
    st.sampled_from(SEEDS),
    st.integers(0, 1 << 30),
    st.binary(max_size=8),
    st.sampled_from(["a", "a.csv", "a.jsonl", "a.gz"]),
)
@settings(deadline=None, max_examples=150)
def test_damaged_files_are_read_or_refused(seed: bytes, place: int, noise: bytes, name: str) -> None:
    place %= len(seed)
    damaged = seed[:place] + noise + seed[place + len(noise) :]
    for result in read_source(damaged, name, limits=SMALL):
        assert isinstance(result, Record | Refusal)


@given(
    st.sampled_from([b"PK\x03\x04", b"%PDF-", b"WARC/1.0\r\n", b"\x1f\x8b", b"<rss>", b"{", b"<html>", b""]),
    st.binary(max_size=200),
)
@settings(deadline=None, max_examples=150)
def test_noise_behind_any_signature_is_read_or_refused(signature: bytes, noise: bytes) -> None:
    for result in read_source(signature + noise, "a", limits=SMALL):
        assert isinstance(result, Record | Refusal)


def test_the_size_in_a_central_directory_is_not_believed() -> None:
    content = bytearray(make_zip({"a.txt": b"a" * 900_000}))
    place = content.find(b"PK\x01\x02") + 24
    content[place : place + 4] = struct.pack("<I", 5)
    (result,) = read_source(bytes(content), "a.zip", limits=SMALL)
    assert isinstance(result, Refusal)
