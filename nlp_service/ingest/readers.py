"""Sources of any accepted kind into records. The content tells the kind; the name helps where it cannot."""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO

from nlp_service.errors import EmptyText, InputError
from nlp_service.ingest.archives import read_gzip, read_zip
from nlp_service.ingest.context import Context, Reader, Reading
from nlp_service.ingest.csv_reader import read_csv
from nlp_service.ingest.docx import read_docx
from nlp_service.ingest.feeds import read_feed
from nlp_service.ingest.formats import Format, detect_format
from nlp_service.ingest.json_reader import read_json, read_json_lines
from nlp_service.ingest.limits import DEFAULT_LIMITS, Limits
from nlp_service.ingest.pdf import read_pdf
from nlp_service.ingest.records import Refusal
from nlp_service.ingest.text_reader import read_text
from nlp_service.ingest.warc import read_warc
from nlp_service.types import Article

SUFFIXES = frozenset(
    {
        ".txt", ".text", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".docx", ".pdf",
        ".rss", ".atom", ".xml", ".warc", ".zip", ".gz",
    }
)  # fmt: skip
"""What is looked for in a folder; a file that is named by itself is read whatever its suffix."""
MAX_FILE_BYTES = DEFAULT_LIMITS.document_bytes
"""Of one page or one plain text; JSONL, WARC and ZIP have limits of their own."""

NO_ARTICLE = "this lists articles and holds none itself; give the page of one article or its plain text."
"""What is wrong with a listing where an article is asked for."""

_READERS: Mapping[Format, Reader] = {
    Format.TEXT: read_text,
    Format.FEED: read_feed,
    Format.JSONL: read_json_lines,
    Format.JSON: read_json,
    Format.CSV: read_csv,
    Format.DOCX: read_docx,
    Format.PDF: read_pdf,
}


def read_source(
    content: Path | bytes,
    name: str,
    *,
    content_type: str | None = None,
    url: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    columns: Mapping[str, str] | None = None,
) -> Reading:
    """Yield the records in a file or in its bytes, in order, each with a name that starts with ``name``.

    Whatever the bytes are, no :class:`~nlp_service.errors.InputError` leaves this function: it becomes a refusal.
    ``content_type`` is the media type that a server declared, which tells CSV and JSONL; all else the content tells;
    ``url`` is the address that the content came from; ``columns`` maps fields to columns of CSV. JSONL, WARC and ZIP
    are read as streams.

    Raises:
        OSError: the file cannot be read.
    """
    context = Context(name, url, content_type, limits, columns or {})
    found = False
    try:
        with _open(content) as stream:
            for record in read_stream(stream, context):
                found = True
                yield record
        if not found:
            raise EmptyText(f"{name}: there is nothing in it to read.")
    except InputError as error:
        yield context.refuse(error)


def read_stream(stream: BinaryIO, context: Context) -> Reading:
    """Yield the records in a stream that can be rewound, and in what is packed in it.

    Raises:
        InputError: the source as a whole cannot be read.
    """
    form = detect_format(stream, context.name, context.content_type)
    if form is Format.ZIP:
        yield from read_zip(stream, context, read_stream)
    elif form is Format.GZIP:
        yield from read_gzip(stream, context, read_stream)
    elif form is Format.WARC:
        yield from read_warc(stream, context, read_stream)
    else:
        yield from _READERS[form](stream, context)


def read_articles(content: Path | bytes, *, name: str | None = None) -> list[Article]:
    """Return the articles in a file or in its bytes; ids and messages bear ``name`` (default: the file's).

    Plain text, HTML, DOCX and PDF give one article, whose id is made from the name; JSONL and CSV one a line.

    Raises:
        InputError: the content is binary, in no known encoding, too long, a page without an article, or a line is wrong
            (the message names it; nothing is returned then).
        OSError: the file cannot be read.
    """
    label = name or (content.name if isinstance(content, Path) else "input")
    articles = []
    for record in read_source(content, label):
        if isinstance(record, Refusal):
            raise record.error
        if not record.body:
            raise EmptyText(f"{record.name}: {NO_ARTICLE}")
        articles.append(record.to_article())
    return articles


def _open(content: Path | bytes) -> AbstractContextManager[BinaryIO]:
    return io.BytesIO(content) if isinstance(content, bytes) else content.open("rb")
