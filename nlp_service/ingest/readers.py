"""Files of any accepted kind into articles. The content tells the kind; the name helps with broken JSONL."""

from __future__ import annotations

import io
import json
from pathlib import Path

from nlp_service.errors import TextTooLong
from nlp_service.ingest.decoding import decode
from nlp_service.ingest.html import is_html, read_page
from nlp_service.ingest.jsonl import MAX_LINE_BYTES, read_jsonl
from nlp_service.ingest.names import article_id
from nlp_service.types import Article

SUFFIXES = frozenset({".txt", ".text", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson"})
"""What is looked for in a folder; a file that is named by itself is read whatever its suffix."""
MAX_FILE_BYTES = 20 << 20
"""Of one page or one plain text; a JSONL file has no limit, its lines have one."""

_JSONL_SUFFIXES = (".jsonl", ".ndjson")


def read_articles(content: Path | bytes, *, name: str | None = None) -> list[Article]:
    """Return the articles in a file or in its bytes; ids and messages bear ``name`` (default: the file's).

    Plain text and HTML give one article, whose id is made from the name; JSONL gives one a line.

    Raises:
        InputError: the content is binary, not UTF-8, too long, a page without an article, or a line of JSONL is wrong
            (the message names the line; nothing is returned then).
        OSError: the file cannot be read.
    """
    label = name or (content.name if isinstance(content, Path) else "input")
    data = content.read_bytes() if isinstance(content, Path) else content
    if _is_jsonl(data, label):
        return _read_jsonl(data, label)
    if len(data) > MAX_FILE_BYTES:
        raise TextTooLong(f"{label}: longer than {MAX_FILE_BYTES >> 20} MiB; split it into articles.")
    text = decode(data, name=label)
    if not is_html(text):
        return [Article(id=article_id(label), text=text)]
    page = read_page(text, name=label)
    return [
        Article(
            id=article_id(label),
            text=page.text,
            title=page.title,
            published=page.published,
            author=page.author,
            source=page.url,
        )
    ]


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


def _read_jsonl(content: bytes, name: str) -> list[Article]:
    articles = []
    for result in read_jsonl(io.BytesIO(content), default_id=article_id(name)):
        if isinstance(result, Article):
            articles.append(result)
            continue
        error = result[1]
        raise type(error)(f"{name}: {error}") from error
    return articles
