"""Builds small files of every kind that is read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def make_zip(members: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def make_docx(paragraphs: Iterable[tuple[str, str]], *, creator: str = "", prolog: str = "") -> bytes:
    """Return a Word document of paragraphs, each with the name of its style (or nothing) and its text."""
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{escape(text[:20])}</w:t></w:r>'
        f'<w:r><w:t xml:space="preserve">{escape(text[20:])}</w:t></w:r></w:p>'
        for style, text in paragraphs
    )
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{creator}</dc:creator></cp:coreProperties>'
    )
    return make_zip(
        {
            "word/document.xml": f"{prolog}<w:document {_WORD}><w:body>{body}</w:body></w:document>".encode(),
            "docProps/core.xml": core.encode(),
        }
    )


def make_pdf(pages: Iterable[Iterable[str]]) -> bytes:
    """Return a PDF file with a text layer: a font whose codes are mapped to Unicode, a line a text operator."""
    texts = [list(page) for page in pages]
    letters = {
        letter: code for code, letter in enumerate(sorted({c for page in texts for line in page for c in line}), 1)
    }
    mapping = "\n".join(f"<{code:04X}> <{letter.encode('utf-16-be').hex()}>" for letter, code in letters.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{len(letters)} beginbfchar\n{mapping}\nendbfchar\n"
        "endcmap end end"
    )
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(texts)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(texts)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H "
        "/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        "/Supplement 0 >> /DW 500 >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]
    for number, page in enumerate(texts):
        shown = "".join(
            f"BT /F1 12 Tf 50 {780 - 20 * row} Td <{''.join(f'{letters[c]:04X}' for c in line)}> Tj ET\n"
            for row, line in enumerate(page)
        )
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {7 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(shown)} >>\nstream\n{shown}endstream")
    return _number(objects)


def _number(objects: list[str]) -> bytes:
    content, offsets = b"%PDF-1.4\n", []
    for number, value in enumerate(objects, 1):
        offsets.append(len(content))
        content += f"{number} 0 obj\n{value}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(content)}\n%%EOF"
    return content + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


def make_warc(pages: Iterable[tuple[str, str, str, bytes]], *, gzip: bool = True) -> bytes:
    """Return a WARC file of answers: address, status line, media type, content."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=gzip)
    for url, status, media, content in pages:
        headers = StatusAndHeaders(status, [("Content-Type", media)], protocol="HTTP/1.1")
        record = writer.create_warc_record(url, "response", payload=io.BytesIO(content), http_headers=headers)
        writer.write_record(record)
        record.raw_stream.close()
    return buffer.getvalue()


def make_feed(items: str, *, prolog: str = '<?xml version="1.0" encoding="utf-8"?>') -> str:
    return (
        f'{prolog}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Báo Sóng Biển</title><language>vi-vn</language>'
        f"<link>https://songbien.example</link><image><title>Ảnh</title></image>{items}</channel></rss>"
    )
