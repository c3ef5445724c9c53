"""Which format is a file in? Its first bytes say it; its name helps where bytes cannot (CSV, broken JSONL)."""

from __future__ import annotations

import json
import re
import zipfile
from enum import Enum, auto
from typing import BinaryIO

from nlp_service.errors import BinaryInput

_SNIFF = 65_536
_BLANK = b"\xef\xbb\xbf \t\r\n"
_JSONL_SUFFIXES = (".jsonl", ".ndjson")
_CSV_SUFFIXES = (".csv", ".tsv")
_WARC_SUFFIXES = (".warc", ".warc.gz")
_FEED_ROOT = re.compile(
    rb"\s*(?:<\?xml[^>]{0,300}>|<\?xml-stylesheet[^>]{0,500}>|<!--.{0,5000}?-->|<!DOCTYPE[^>\[]{0,500}>|\s){0,20}"
    rb"<(?:\w+:)?(rss|feed|RDF|urlset|sitemapindex)[\s>]",
    re.S,
)
_DOCX_PART = "word/document.xml"


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


def detect_format(stream: BinaryIO, name: str) -> Format:
    """Return the format of a stream, which is rewound.

    Raises:
        BinaryInput: it opens like a ZIP archive and is none.
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
    if lower.endswith(_JSONL_SUFFIXES):
        return Format.JSONL
    if lower.endswith(_CSV_SUFFIXES):
        return Format.CSV
    opening = head.lstrip(_BLANK)
    if opening.startswith((b"{", b"[")):
        return _detect_json(stream, opening)
    return Format.FEED if opening.startswith(b"<") and _FEED_ROOT.match(opening) else Format.TEXT


def _detect_zip(stream: BinaryIO, name: str) -> Format:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.NameToInfo
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise BinaryInput(f"{name}: this opens like a ZIP archive and is damaged ({error}).") from error
    finally:
        stream.seek(0)
    return Format.DOCX if _DOCX_PART in names else Format.ZIP


def _detect_json(stream: BinaryIO, opening: bytes) -> Format:
    """Return JSONL for an object on the first line, JSON for a value over several lines, else text."""
    first = opening.partition(b"\n")[0].strip()
    is_whole = b"\n" in opening or len(opening) < _SNIFF - len(_BLANK)
    if not is_whole:
        # The line is longer than what was read; only an object makes a line that long.
        return Format.JSONL if re.match(rb'\{\s*"', first) else Format.TEXT
    if first.startswith(b"{") and first.endswith(b"}"):
        return Format.JSONL if _is_object(first) else Format.TEXT
    return Format.JSON if re.match(rb'(?:\[\s*)?\{\s*"', opening) else Format.TEXT


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
