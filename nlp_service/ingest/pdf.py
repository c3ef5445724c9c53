"""PDF files with a text layer: the lines of the pages, put together into paragraphs."""

from __future__ import annotations

import logging
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from nlp_service.errors import BinaryInput, EmptyText, TextTooLong, UnsupportedFormat
from nlp_service.ingest.context import Context, Reading
from nlp_service.ingest.decoding import UTF8
from nlp_service.ingest.detection import UNICODE, repair
from nlp_service.ingest.records import Kind, Record
from nlp_service.text.language import is_vietnamese

_LETTER = re.compile(r"[^\W\d_]")
_LEAST_LETTERS = 20
_ENDS = re.compile(r"[.!?:…][\"”')\]]*$")
_ITEM = re.compile(r"(?:[-–•*+]|\(?\d{1,3}[.)]|[a-zđ]\))\s")
_FULL_LINE = 0.75
_MARGIN_LINES = 2
_REPEATED = 0.5
_FEW_PAGES = 4
# What a hostile file can make the parser raise, beside its own errors.
_BROKEN = (
    PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, RecursionError, OSError,
    NotImplementedError, OverflowError, ZeroDivisionError, UnicodeError,
)  # fmt: skip

# Its remarks on imperfect files must not reach the terminal of a user.
logging.getLogger("pypdf").addHandler(logging.NullHandler())


def read_pdf(stream: BinaryIO, context: Context) -> Reading:
    """Yield the article in a PDF file.

    Raises:
        InputError: it is damaged, encrypted, too long, or holds pictures of text only.
    """
    context.read_all(stream)
    stream.seek(0)
    try:
        reader = PdfReader(stream, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnsupportedFormat(f"{context.name}: the PDF file is encrypted; save it without a password.")
        pages = list(_read_pages(reader, context))
        author = reader.metadata.author if reader.metadata else None
    except _BROKEN as error:
        raise BinaryInput(f"{context.name}: the PDF file is damaged ({type(error).__name__}: {error}).") from error
    found = repair(list(_paragraphs(_without_margins(pages))))
    text = "\n\n".join(found.segments)
    if len(_LETTER.findall(text)) < _LEAST_LETTERS:
        raise EmptyText(f"{context.name}: the PDF file has no text layer (it is a scan); recognise its text first.")
    yield Record(
        context.name,
        Kind.ARTICLE,
        UTF8 if found.encoding == UNICODE else found.encoding,
        text,
        author=author.strip() or None if isinstance(author, str) else None,
        url=context.url,
        language="vi" if is_vietnamese(text) else None,
    )


def _read_pages(reader: PdfReader, context: Context) -> Iterator[list[str]]:
    """Yield the lines of each page.

    Raises:
        TextTooLong: too many pages, too much text, or too long a time.
    """
    limits, start, length = context.limits, time.monotonic(), 0
    if len(reader.pages) > limits.pages:
        raise TextTooLong(f"{context.name}: {len(reader.pages)} pages; at most {limits.pages} are read.")
    for page in reader.pages:
        text = page.extract_text() or ""
        length += len(text)
        if length > limits.document_bytes or time.monotonic() - start > limits.seconds:
            raise TextTooLong(f"{context.name}: the PDF file takes too much time or memory; split it.")
        yield [" ".join(line.split()) for line in text.split("\n")]


def _without_margins(pages: Sequence[list[str]]) -> list[str]:
    """Return the lines of all pages without those that stand at the top or the bottom of many: headers, numbers."""
    margins: Counter[str] = Counter()
    for page in pages:
        lines = [line for line in page if line]
        margins.update({_unnumbered(line) for line in (*lines[:_MARGIN_LINES], *lines[-_MARGIN_LINES:])})
    least = max(_FEW_PAGES, _REPEATED * len(pages))
    repeated = {line for line, count in margins.items() if count >= least}
    return [line for page in pages for line in page if _unnumbered(line) not in repeated]


def _unnumbered(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Join lines that a page was too narrow for.

    A paragraph ends at an empty line, at a short line, or where a sentence ends before a capital or a list's mark.
    """
    widths = sorted(len(line) for line in lines if line)
    full = widths[int(0.8 * (len(widths) - 1))] * _FULL_LINE if widths else 0
    current: list[str] = []
    for line in lines:
        is_new = not line or _ITEM.match(line) or (current and _ENDS.search(current[-1]) and len(current[-1]) < full)
        if current and (is_new or (len(current[-1]) < full and line[0].isupper())):
            yield " ".join(current)
            current = []
        if line:
            current.append(line)
    if current:
        yield " ".join(current)
