"""Which format is a file in? Its first bytes say it; its name helps where bytes cannot (CSV, broken JSONL)."""

from __future__ import annotations

import json
import re
import zipfile
from enum import Enum, auto
from typing import BinaryIO

from nlp_service.errors import BinaryInput, UnsupportedFormat

_SNIFF = 65_536
_BLANK = b"\xef\xbb\xbf \t\r\n"
_JSONL_SUFFIXES = (".jsonl", ".ndjson")
_CSV_SUFFIXES = (".csv", ".tsv")
_JSONL_TYPES = frozenset(["application/x-ndjson", "application/jsonl", "application/jsonlines"])
_CSV_TYPES = frozenset(["text/csv", "text/tab-separated-values"])
_WARC_SUFFIXES = (".warc", ".warc.gz")
_FEED_ROOT = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF|urlset|sitemapindex)[\s>]")
# What may stand before the root of an XML document, with its end.
_PROLOG = ((b"<?", b"?>"), (b"<!--", b"-->"), (b"<!DOCTYPE", b">"))
_JSON_LIST = re.compile(rb'(?:\[\s*)?\{\s*"')
_DOCX_PART, _OFFICE_PART = "word/document.xml", "[Content_Types].xml"


class Format(Enum):
    """The formats that are read, and plain text, which everything else is taken for."""

    TEXT = auto()
    """Plain text or HTML: which one is told after decoding."""
    FEED = auto()
    JSONL = auto()
    JSON = auto()
    CSV = auto()
    DOCX = auto()
    PDF = auto()
    WARC = auto()
    ZIP = auto()
    GZIP = auto()


def detect_format(stream: BinaryIO, name: str, content_type: str | None = None) -> Format:
    """Return the format of a stream, which is rewound; ``content_type`` is the media type that a server declared.

    Raises:
        BinaryInput: it opens like a ZIP archive and is none.
        UnsupportedFormat: it is an Office document, but none of Word.
    """
    head = stream.read(_SNIFF)
    stream.seek(0)
    lower = name.lower()
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _detect_zip(stream, name)
    if head.startswith(b"%PDF-"):
        return Format.PDF
    if head.startswith(b"WARC/") or (head.startswith(b"\x1f\x8b") and lower.endswith(_WARC_SUFFIXES)):
        return Format.WARC
    if head.startswith(b"\x1f\x8b"):
        return Format.GZIP
    media = (content_type or "").partition(";")[0].strip().lower()
    if lower.endswith(_JSONL_SUFFIXES) or media in _JSONL_TYPES:
        return Format.JSONL
    if lower.endswith(_CSV_SUFFIXES) or media in _CSV_TYPES:
        return Format.CSV
    opening = head.lstrip(_BLANK)
    if opening.startswith((b"{", b"[")):
        return _detect_json(stream, opening)
    return Format.FEED if _FEED_ROOT.match(_skip_prolog(opening)) else Format.TEXT


def _skip_prolog(opening: bytes) -> bytes:
    """Return an XML document from its root on."""
    while found := next((item for item in _PROLOG if opening.startswith(item[0])), None):
        start, end = found
        subset = opening.partition(b">")[0].find(b"[") if end == b">" else -1
        place = opening.find(end, opening.find(b"]", subset) if subset >= 0 else len(start))
        if place < 0:
            return b""
        opening = opening[place + len(end) :].lstrip()
    return opening


def _detect_zip(stream: BinaryIO, name: str) -> Format:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.NameToInfo
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise BinaryInput(f"{name}: this opens like a ZIP archive and is damaged ({error}).") from error
    finally:
        stream.seek(0)
    if _DOCX_PART in names:
        return Format.DOCX
    if _OFFICE_PART in names:
        raise UnsupportedFormat(f"{name}: this is an Office document without text to read; save it as .docx.")
    return Format.ZIP


def _detect_json(stream: BinaryIO, opening: bytes) -> Format:
    """Return JSONL for an object on the first line, JSON for a value over several lines, else text."""
    first = opening.partition(b"\n")[0].strip()
    is_whole = b"\n" in opening or len(opening) < _SNIFF - len(_BLANK)
    if not is_whole:
        # The line is longer than what was read; only an object makes a line that long.
        if re.match(rb'\{\s*"', first):
            return Format.JSONL
        return Format.JSON if _JSON_LIST.match(first) else Format.TEXT
    if first.startswith(b"{") and first.endswith(b"}"):
        return Format.JSONL if _is_object(first) else Format.TEXT
    return Format.JSON if _JSON_LIST.match(opening) else Format.TEXT


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
