from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_service.errors import BinaryInput, InputError, InvalidEncoding
from nlp_service.ingest.decoding import decode_bytes

TEXT = "Sáng nay, Hà Nội có mưa.\r\nChiều tạnh."


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
)
def test_the_text_is_exactly_what_was_encoded(content: bytes) -> None:
    assert decode_bytes(content, name="a.txt").text == TEXT


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 ...", b"PK\x03\x04....", b"\x89PNG\r\n\x1a\n", b"abc\x00def", b"\x1f\x8b\x08"]
)
def test_binary_is_refused(content: bytes) -> None:
    with pytest.raises(BinaryInput, match=r"^a\.pdf: "):
        decode_bytes(content, name="a.pdf")


@pytest.mark.parametrize(
    ("content", "offset"),
    [
        ("Hà Nội".encode("cp1252", "replace") + b"\xff\xb9", "byte 1 "),
        (codecs.BOM_UTF8 + b"ab\xff", "byte 5 "),
        (codecs.BOM_UTF16_LE + b"a\x00\x00\xd8", "byte 4 "),
        ("Hà Nội".encode()[:-2], "byte 5 "),
    ],
)
def test_the_first_wrong_byte_is_named(content: bytes, offset: str) -> None:
    with pytest.raises(InvalidEncoding, match=rf"^a\.txt: .*{offset}.*UTF-8"):
        decode_bytes(content, name="a.txt")


@given(st.binary(max_size=60))
@settings(deadline=None)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    refusal = None
    try:
        decode_bytes(content, name="a")
    except InputError as error:
        refusal = error.detail
    assert refusal is None or refusal.startswith("a: ")
