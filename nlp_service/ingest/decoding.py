"""From bytes to text: UTF-8, or UTF-16 that says so with a byte-order mark; anything else is refused, never guessed."""

from __future__ import annotations

import codecs

from nlp_service.errors import BinaryInput, InputError, InvalidEncoding
from nlp_service.text.validation import decode_utf8

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"{\\rtf", "a Rich Text file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\x00", "an xz file"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
_UTF16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decode(content: bytes, *, name: str) -> str:
    """Return the text of ``content`` without its byte-order mark; ``name`` is the file, for the message.

    Raises:
        BinaryInput: the bytes are no text.
        InvalidEncoding: they are neither UTF-8 nor UTF-16 with a byte-order mark.
    """
    for signature, description in _SIGNATURES:
        if content.startswith(signature):
            raise BinaryInput(f"{name}: this is {description}; give plain text, HTML or JSONL.")
    for mark, encoding in _UTF16:
        if content.startswith(mark):
            return _decode_utf16(content, len(mark), encoding, name=name)
    zero = content.find(b"\0")
    if zero >= 0:
        raise BinaryInput(f"{name}: byte {zero} is zero, so this is no text; give plain text, HTML or JSONL in UTF-8.")
    try:
        return decode_utf8(content)
    except InputError as error:
        raise type(error)(f"{name}: {error}") from error


def _decode_utf16(content: bytes, start: int, encoding: str, *, name: str) -> str:
    try:
        return content[start:].decode(encoding)
    except UnicodeDecodeError as error:
        raise InvalidEncoding(
            f"{name}: byte {error.start + start} is not valid UTF-16; save the file as UTF-8."
        ) from error
