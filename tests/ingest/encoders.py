"""Writes Vietnamese in the encodings from before Unicode, the reverse of what the package reads."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache

from nlp_service.resources import loader

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_VIQR = {
    "\u0302": "^",
    "\u0306": "(",
    "\u031b": "+",
    "\u0300": "`",
    "\u0301": "'",
    "\u0309": "?",
    "\u0303": "~",
    "\u0323": ".",
}
_VN3_CAPITALS = "ĂÂÊÔƠƯĐ"


@cache
def _codes(name: str) -> Mapping[str, int]:
    content = loader.read("ingest/encodings.yml")
    runs = loader.mapping(content, name, name="ingest/encodings.yml")
    return {
        letter: code for start, run in runs.items() for code, letter in enumerate(run, int(start, 16)) if letter != "_"
    }


def _single(text: str, name: str) -> bytes:
    return b"".join(bytes([_codes(name)[c]]) if c in _codes(name) else c.encode("cp1252") for c in text)


def tcvn3(text: str) -> bytes:
    """As in .VnTime: capitals with a tone are small letters there, drawn large by another font."""
    folded = "".join(c if c.isascii() or c in _VN3_CAPITALS else c.lower() for c in text)
    return _single(folded, "tcvn3")


def viscii(text: str) -> bytes:
    return _single(text, "viscii")


def vps(text: str) -> bytes:
    return _single(text, "vps")


def vni(text: str) -> bytes:
    return text.translate(_vni()).encode("cp1252")


@cache
def _vni() -> Mapping[int, str]:
    rows = loader.strings(loader.read("ingest/encodings.yml"), "vni", name="ingest/encodings.yml")
    pairs = {letter: sequence for sequence, letter in (row.split(" ") for row in reversed(rows))}
    capitals = {letter.upper(): sequence.upper() for letter, sequence in pairs.items()}
    return str.maketrans(pairs | capitals)


def windows_1258(text: str) -> bytes:
    parts = []
    for character in text:
        marks = unicodedata.normalize("NFD", character)
        base = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
        parts.append(base + "".join(mark for mark in marks if mark in _TONES))
    return "".join(parts).encode("cp1258")


def viqr(text: str) -> bytes:
    parts: list[str] = []
    for character in text:
        marks = unicodedata.normalize("NFD", character)
        if character in "đĐ":
            parts.append("dd" if character == "đ" else "DD")
        elif len(marks) > 1:
            parts.append(marks[0] + "".join(_VIQR[mark] for mark in sorted(marks[1:], key=lambda mark: mark in _TONES)))
        elif character in "`'?~.^(+" and parts and parts[-1][0].lower() in "aeiouy":
            parts.append("\\" + character)
        else:
            parts.append(character)
    return "".join(parts).encode()


def mojibake(text: str) -> bytes:
    return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in text.encode()).encode()


def mojibake_twice(text: str) -> bytes:
    return mojibake(mojibake(text).decode())


def entities(text: str) -> bytes:
    return "".join(c if c.isascii() else f"&#{ord(c)};" for c in html.escape(text, quote=False)).encode()


def decomposed(text: str) -> bytes:
    return unicodedata.normalize("NFD", text).encode()


def utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def pasted(encode: Callable[[str], bytes]) -> Callable[[str], bytes]:
    """Return the encoder of text that was pasted out of a document in an old encoding."""
    return lambda text: "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in encode(text)).encode()


BYTES = {"tcvn3": tcvn3, "vni-windows": vni, "viscii": viscii, "vps": vps, "windows-1258": windows_1258}
HIDDEN = {
    **{name: pasted(encode) for name, encode in BYTES.items()},
    "viqr": viqr,
    "mojibake:utf8-as-cp1252": mojibake,
    "mojibake:utf8-as-cp1252-twice": mojibake_twice,
    "html-entities": entities,
    "nfd": decomposed,
}
