"""What is refused, and what the message says."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_service.errors import (
    BinaryInput,
    EmptyText,
    InputError,
    InvalidEncoding,
    TextTooLong,
    UnsupportedLanguage,
)
from nlp_service.text.validation import MAX_TEXT_BYTES, check_text, decode_utf8
from tests.naughty import PARAGRAPH, any_text, naughty_texts

REFUSED: list[tuple[str, type[InputError], str]] = [
    ("", EmptyText, "empty"),
    (" \n\t\u00a0\u3000", EmptyText, "empty"),
    ("\u3164\u2800", EmptyText, "empty"),
    ("\u200b\ufeff\u2060", EmptyText, "empty"),
    ("Hà Nội \ud83d", InvalidEncoding, "character 7"),
    ("Hà\x00Nội", BinaryInput, "binary"),
    ("\x89PNG\x1a\x02\x03\x04" * 9, BinaryInput, "binary"),
    ("\ufffd\ufffdIHDR\ufffd" * 9, BinaryInput, "binary"),
    ("The minister said that he would not resign before the end of the year.", UnsupportedLanguage, "Vietnamese"),
    ("a" * (MAX_TEXT_BYTES + 1), TextTooLong, "1,048,576"),
    ("đ" * (MAX_TEXT_BYTES // 2 + 1), TextTooLong, "1,048,578"),
]


@pytest.mark.parametrize(("text", "error", "message"), REFUSED)
def test_refuses(text: str, error: type[InputError], message: str) -> None:
    with pytest.raises(error, match=message):
        check_text(text)


@pytest.mark.parametrize("text", [PARAGRAPH, "Hà Nội", "12/5", "Hà\tNội\r\n\x0c", "đường " * (MAX_TEXT_BYTES // 10)])
def test_accepts(text: str) -> None:
    check_text(text)


def test_limit_is_the_callers() -> None:
    check_text("Hà Nội", max_bytes=9)
    with pytest.raises(TextTooLong, match="limit is 8"):
        check_text("Hà Nội", max_bytes=8)


@given(any_text())
def test_any_text_is_accepted_or_refused(text: str) -> None:
    with suppress(InputError):
        check_text(text)


@pytest.mark.parametrize("name", sorted(naughty_texts()))
def test_naughty_text_is_accepted_or_refused(name: str) -> None:
    with suppress(InputError):
        check_text(naughty_texts()[name])


def test_decodes() -> None:
    assert decode_utf8("Hà Nội".encode()) == "Hà Nội"
    assert decode_utf8(b"\xef\xbb\xbf" + "Huế".encode()) == "Huế"


def test_names_the_wrong_byte() -> None:
    with pytest.raises(InvalidEncoding, match="byte 2 is 0xE0"):
        decode_utf8("Hà".encode("latin-1").replace(b"H", b"Hh") + b" N")


def test_knows_utf_16() -> None:
    with pytest.raises(InvalidEncoding, match="UTF-16"):
        decode_utf8("Hà Nội".encode("utf-16"))


def test_tells_binary_from_another_encoding() -> None:
    with pytest.raises(BinaryInput, match="binary"):
        decode_utf8(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")


@given(st.binary(max_size=50))
def test_decodes_or_refuses(data: bytes) -> None:
    with suppress(InputError):
        assert decode_utf8(data).encode() in (data, data[3:])
