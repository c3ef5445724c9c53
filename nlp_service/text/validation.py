"""What may be analysed: refused before any work is done, with a message that says what to do."""

from __future__ import annotations

import codecs
import re

from nlp_service.errors import BinaryInput, EmptyText, InvalidEncoding, TextTooLong, UnsupportedLanguage
from nlp_service.text.language import is_vietnamese
from nlp_service.text.normalize import normalize

MAX_TEXT_BYTES = 1 << 20
"""The longest text that is analysed, in bytes of UTF-8."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_VISIBLE = re.compile(r"[!-~À-ɏḀ-ỿ]")
_MOST_CONTROLS = 0.02
_BYTE_ORDER_MARK = "\ufeff"


def check_text(text: str, *, max_bytes: int = MAX_TEXT_BYTES) -> None:
    """Return nothing when ``text`` can be analysed.

    Raises:
        TextTooLong: more than ``max_bytes`` bytes of UTF-8.
        InvalidEncoding: a lone surrogate.
        BinaryInput: a NUL, or more than 2 % control and replacement characters.
        EmptyText: nothing but blanks and characters that are never drawn.
        UnsupportedLanguage: the text is not Vietnamese.
    """
    if len(text) > max_bytes:
        raise TextTooLong(_too_long(len(text), max_bytes, at_least=True))
    if surrogate := _SURROGATE.search(text):
        raise InvalidEncoding(
            f"The character {surrogate.start()} is half a surrogate pair (U+{ord(surrogate[0]):04X}): "
            "the text was cut or decoded wrongly; decode it anew from its bytes."
        )
    if (size := len(text.encode())) > max_bytes:
        raise TextTooLong(_too_long(size, max_bytes))
    if "\x00" in text or len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text):
        raise BinaryInput("The input is no text but binary data; send plain text or an HTML page.")
    if not _VISIBLE.search(text) and not normalize(text).text.strip():
        raise EmptyText("The text is empty; send the article's text.")
    if not is_vietnamese(text):
        raise UnsupportedLanguage("The text is not Vietnamese; only Vietnamese text is analysed.")


def decode_utf8(data: bytes) -> str:
    """Return ``data`` decoded from UTF-8, less a byte order mark.

    Raises:
        BinaryInput: ``data`` is no text: it holds a NUL and is no UTF-8.
        InvalidEncoding: ``data`` is not UTF-8; the message names the first wrong byte.
    """
    try:
        return data.decode("utf-8").removeprefix(_BYTE_ORDER_MARK)
    except UnicodeDecodeError as error:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise InvalidEncoding("The text is UTF-16, not UTF-8. Save or send it as UTF-8.") from error
        if b"\x00" in data:
            raise BinaryInput("The input is no text but binary data; send plain text or an HTML page.") from error
        raise InvalidEncoding(
            f"The text is not UTF-8: byte {error.start} is 0x{data[error.start]:02X}. Save or send it as UTF-8."
        ) from error


def _too_long(size: int, limit: int, *, at_least: bool = False) -> str:
    amount = f"at least {size:,}" if at_least else f"{size:,}"
    return f"The text has {amount} bytes; the limit is {limit:,}. Split it into articles."
