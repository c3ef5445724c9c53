"""Sources of any accepted kind into records. The content tells the kind; the name helps with broken JSONL."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

from nlp_service.errors import EmptyText, InputError, TextTooLong
from nlp_service.ingest.decoding import UTF8, decode_bytes, repair_lines
from nlp_service.ingest.html import is_html, read_page
from nlp_service.ingest.jsonl import MAX_LINE_BYTES, read_jsonl
from nlp_service.ingest.limits import DEFAULT_LIMITS, Limits
from nlp_service.ingest.names import article_id
from nlp_service.ingest.records import Kind, Record, Refusal
from nlp_service.types import Article

SUFFIXES = frozenset({".txt", ".text", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson"})
"""What is looked for in a folder; a file that is named by itself is read whatever its suffix."""
MAX_FILE_BYTES = DEFAULT_LIMITS.document_bytes
"""Of one page or one plain text; a JSONL file has no limit, its lines have one."""

NO_ARTICLE = "this lists articles and holds none itself; give the page of one article or its plain text."
"""What is wrong with a listing where an article is asked for."""

_JSONL_SUFFIXES = (".jsonl", ".ndjson")


def read_source(
    content: Path | bytes,
    name: str,
    *,
    content_type: str | None = None,
    url: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[Record | Refusal]:
    """Yield the records in a file or in its bytes, in order, each with a name that starts with ``name``.

    Whatever the bytes are, no :class:`~nlp_service.errors.InputError` leaves this function: it becomes a refusal.
    ``content_type`` is the media type that a server declared, with its charset: a hint, the content decides; ``url``
    the address that the content came from. A path is read as a stream where its kind allows.

    Raises:
        OSError: the file cannot be read.
    """
    data = content.read_bytes() if isinstance(content, Path) else content
    try:
        if _is_jsonl(data, name):
            yield from _read_lines(data, name)
        else:
            yield _read_document(data, name, url, limits)
    except InputError as error:
        yield Refusal(name, error)


def read_articles(content: Path | bytes, *, name: str | None = None) -> list[Article]:
    """Return the articles in a file or in its bytes; ids and messages bear ``name`` (default: the file's).

    Plain text and HTML give one article, whose id is made from the name; JSONL gives one a line.

    Raises:
        InputError: the content is binary, not UTF-8, too long, a page without an article, or a line of JSONL is wrong
            (the message names the line; nothing is returned then).
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


def _read_document(data: bytes, name: str, url: str | None, limits: Limits) -> Record:
    if len(data) > limits.document_bytes:
        raise TextTooLong(f"{name}: longer than {limits.document_bytes >> 20} MiB; split it into articles.")
    decoded = decode_bytes(data, name=name)
    if not is_html(decoded.text):
        plain = repair_lines(decoded)
        return Record(name, Kind.ARTICLE, plain.encoding, plain.text, url=url)
    page = read_page(decoded.text, name=name)
    return Record(
        name,
        Kind.LISTING if page.is_listing else Kind.ARTICLE,
        page.encoding if page.encoding and decoded.encoding == UTF8 else decoded.encoding,
        page.text,
        title=page.title,
        author=page.author,
        published=page.published,
        section=page.section,
        source=page.site,
        url=page.url or url,
        language=page.language,
        captions=page.captions,
    )


def _is_jsonl(content: bytes, name: str) -> bool:
    if name.lower().endswith(_JSONL_SUFFIXES):
        return True
    first = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:MAX_LINE_BYTES].partition(b"\n")[0].strip()
    if not (first.startswith(b"{") and first.endswith(b"}")):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _read_lines(content: bytes, name: str) -> Iterator[Record | Refusal]:
    for result in read_jsonl(io.BytesIO(content), default_id=article_id(name)):
        if isinstance(result, Article):
            yield Record(
                name,
                Kind.ARTICLE,
                "utf-8",
                result.text,
                title=result.title,
                author=result.author,
                published=result.published,
                url=result.source,
                explicit_id=result.id,
            )
        else:
            article, error = result
            named = type(error)(f"{name}: {error}")
            named.__cause__ = error
            yield Refusal(name, named, article)
