"""WARC files (ISO 28500), compressed or not: the pages and documents in them, each with its address."""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from nlp_service.errors import BinaryInput, InputError, TextTooLong
from nlp_service.ingest.archives import check_depth
from nlp_service.ingest.context import Context, Reader, Reading

_KINDS = frozenset(["response", "resource"])
_READ = (
    "text/html", "text/plain", "text/xml", "application/xhtml", "application/xml", "application/rss",
    "application/atom", "application/pdf", "application/json",
    "application/vnd.openxmlformats-officedocument.wordprocessingml",
)  # fmt: skip
_BROKEN = (ArchiveLoadFailed, zlib.error, EOFError, ValueError, OSError, AttributeError, TypeError, KeyError)


def read_warc(stream: BinaryIO, context: Context, read_member: Reader) -> Reading:
    """Yield what ``read_member`` finds in each answer of a server; pictures, scripts and failures are passed over.

    Raises:
        InputError: the file is damaged, too long when unpacked, or nested too deep.
    """
    check_depth(context)
    total, number = 0, 0
    try:
        for record in ArchiveIterator(stream):
            number += 1
            url = record.rec_headers.get_header("WARC-Target-URI") if record.rec_headers else None
            media = _media_type(record)
            if number > context.limits.archive_members:
                raise TextTooLong(f"{context.name}: more than {context.limits.archive_members} records.")
            if record.rec_type not in _KINDS or not media.startswith(_READ) or not _is_success(record):
                continue
            inner = context.member(_name(url, number), url=url, content_type=media)
            content = record.content_stream().read(context.limits.document_bytes + 1)
            total += len(content)
            if total > context.limits.archive_bytes:
                raise TextTooLong(f"{context.name}: more than {context.limits.archive_bytes >> 20} MiB when unpacked.")
            yield from _read_member(content, inner, read_member)
    except _BROKEN as error:
        raise BinaryInput(f"{context.name}: the WARC file is damaged at record {number + 1} ({error}).") from error
    if not number:
        raise BinaryInput(f"{context.name}: the WARC file holds no records.")


def _read_member(content: bytes, context: Context, read_member: Reader) -> Reading:
    try:
        yield from read_member(io.BytesIO(content), context)
    except InputError as error:
        yield context.refuse(error)


def _media_type(record: ArcWarcRecord) -> str:
    headers = record.http_headers or record.rec_headers
    return str((headers.get_header("Content-Type") if headers else None) or "").strip().lower()


def _is_success(record: ArcWarcRecord) -> bool:
    return record.http_headers is None or record.http_headers.get_statuscode().startswith("2")


def _name(url: str | None, number: int) -> str:
    """Return the name of a record: its address, which stays the same in another crawl."""
    if not url:
        return str(number)
    plain = url.strip("<>").partition("://")[2] or url
    return "".join(character if character.isprintable() else "_" for character in plain)
