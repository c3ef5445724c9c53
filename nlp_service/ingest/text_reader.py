"""Plain text and HTML: one document a file."""

from __future__ import annotations

from dataclasses import replace
from typing import BinaryIO

from nlp_service.errors import EmptyText
from nlp_service.ingest.context import Context, Reading
from nlp_service.ingest.decoding import UTF8, decode_bytes, repair_lines
from nlp_service.ingest.html import is_html, read_page
from nlp_service.ingest.records import Kind, Record
from nlp_service.text.language import is_vietnamese


def read_text(stream: BinaryIO, context: Context) -> Reading:
    """Yield the article or the listing in a text or a page.

    Raises:
        InputError: it is too long, no text, in no known encoding, or a page without an article.
    """
    decoded = decode_bytes(context.read_all(stream), name=context.name)
    if is_html(decoded.text):
        record = read_html(decoded.text, context)
        yield record if decoded.encoding == UTF8 else replace(record, encoding=decoded.encoding)
        return
    plain = repair_lines(decoded)
    if not plain.text.strip():
        raise EmptyText(f"{context.name}: the file is empty.")
    language = "vi" if is_vietnamese(plain.text) else None
    yield Record(context.name, Kind.ARTICLE, plain.encoding, plain.text, url=context.url, language=language)


def read_html(text: str, context: Context) -> Record:
    """Return the record of a decoded page.

    Raises:
        InputError: it has too many tags, or no article.
    """
    page = read_page(text, name=context.name)
    return Record(
        context.name,
        Kind.LISTING if page.is_listing else Kind.ARTICLE,
        page.encoding or UTF8,
        page.text,
        title=page.title,
        author=page.author,
        published=page.published,
        section=page.section,
        source=page.site,
        url=page.url or context.url,
        language=page.language,
        captions=page.captions,
    )
