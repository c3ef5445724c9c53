"""Vietnamese encodings from before Unicode, as conversions of text whose characters stand for their bytes.

A byte of such an encoding is written here as the character that windows-1252, or else Latin-1, gives it: so text that
was pasted out of an old document (``ViÖt Nam``) and the bytes of that document are converted by the same function.
The tables are in ``ingest/encodings.yml``, each with its source.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from nlp_service.errors import ResourceError
from nlp_service.ingest.capitals import restore_capitals
from nlp_service.resources import loader

_FILE = "ingest/encodings.yml"
_KEEP = "_"
_FIRST_HIGH = 0x80


def as_characters(content: bytes) -> str:
    """Return bytes as text, one character a byte: windows-1252 where it has one, else Latin-1."""
    return content.decode("latin-1").translate(_windows_1252())


def as_bytes(text: str) -> bytes | None:
    """Return the bytes that ``text`` shows as windows-1252 or Latin-1; None when it holds any other character."""
    try:
        return text.translate(_latin_1()).encode("latin-1")
    except UnicodeEncodeError:
        return None


def convert_tcvn3(text: str) -> str:
    """Convert TCVN 5712 VN3 ("ABC"), and give words in capitals the accented capitals that it lacks."""
    return "".join(map(restore_capitals, text.translate(_table("tcvn3")).splitlines(keepends=True)))


def convert_viscii(text: str) -> str:
    """Convert VISCII (RFC 1456)."""
    return text.translate(_table("viscii"))


def convert_vps(text: str) -> str:
    """Convert VPS."""
    return text.translate(_table("vps"))


def convert_windows_1258(text: str) -> str:
    """Convert windows-1258, whose tones follow their letters, to composed characters."""
    return unicodedata.normalize("NFC", text.translate(_table("windows_1258")))


def convert_vni(text: str) -> str:
    """Convert VNI-Windows, which writes a letter and then its marks."""
    letters = _vni()
    return _vni_pattern().sub(lambda match: letters[match[0]], text.translate(_windows_1252()))


@cache
def _windows_1252() -> Mapping[int, str]:
    """Return the characters of windows-1252 for the codes that Latin-1 leaves to controls."""
    table = {}
    for code in range(_FIRST_HIGH, 0xA0):
        character = bytes((code,)).decode("cp1252", "ignore")
        if character:
            table[code] = character
    return table


@cache
def _latin_1() -> Mapping[int, int]:
    return {ord(character): code for code, character in _windows_1252().items()}


@cache
def _table(name: str) -> Mapping[int, str]:
    """Return the table from characters that stand for bytes to Unicode.

    Raises:
        ResourceError: a run does not fit into a byte's codes.
    """
    # Text that was read as Latin-1 has controls where windows-1252 has quotation marks and dashes.
    table = dict(_windows_1252())
    for start, characters in loader.mapping(loader.read(_FILE), name, name=_FILE).items():
        for code, character in enumerate(characters, int(start, 16)):
            if not 0 < code < 0x100:
                raise ResourceError(f"Resource {_FILE}: {name}: the run at {start} is too long.")
            if character != _KEEP:
                table[ord(_windows_1252().get(code, chr(code)))] = character
                table[code] = character
    return table


@cache
def _vni() -> Mapping[str, str]:
    """Return letters for sequences: small, capital, and a capital with a small mark, which some editors left."""
    letters: dict[str, str] = {}
    for pair in loader.strings(loader.read(_FILE), "vni", name=_FILE):
        sequence, letter = pair.split(" ")
        for form in (sequence, sequence[0] + sequence[1:].upper()):
            letters[form] = letter
            letters[form[0].upper() + form[1:]] = letter.upper()
    return letters


@cache
def _vni_pattern() -> re.Pattern[str]:
    longest_first = sorted(_vni(), key=lambda sequence: (-len(sequence), sequence))
    return re.compile("|".join(map(re.escape, longest_first)))
