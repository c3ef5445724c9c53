"""From bytes to text: Unicode as it is, older Vietnamese encodings converted, anything else refused, never mangled."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nlp_service.errors import BinaryInput, InvalidEncoding
from nlp_service.ingest.composition import compose
from nlp_service.ingest.detection import BYTE_CODECS, MIXED, UNICODE, Candidate, Codec, may_hide, rank, repair, rivals
from nlp_service.ingest.encodings import as_characters
from nlp_service.ingest.plausibility import weigh

UTF8 = "utf-8"

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"{\\rtf", "a Rich Text file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\x00", "an xz file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"ID3", "an MP3 file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SNIFF = 4096
_MOST_CONTROLS = 0.02
_ZEROS = 0.2
# VISCII and VPS keep capitals in these control codes; the others are in no text.
_CAPITALS = re.compile(rb"[\x02-\x06\x10-\x15\x19\x1c-\x1e]")
_CONTROLS = re.compile(rb"[\x01\x07\x08\x0e\x0f\x16-\x18\x1a\x1b\x1f]")
_TAGS = re.compile(r"<(?:script|style)\b.{0,200000}?</(?:script|style)|<[^<>]{0,5000}>", re.I | re.S)
_LEAST_QUALITY = 0.75
_NAMED = 3
_MOST = 0.9


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the name of the encoding that its bytes were in, and how plausible it is as Vietnamese, in [0, 1]."""

    text: str
    encoding: str
    score: float = 1.0


def decode_unicode(content: bytes, *, name: str) -> Decoded:
    """Return the text of ``content``, UTF-8 or UTF-16 or UTF-32, without its byte-order mark.

    UTF-16 is told by its mark, or by the zero bytes of its ASCII characters; ``name`` is the file, for the message.

    Raises:
        BinaryInput: the bytes are no text.
        InvalidEncoding: they are no Unicode.
    """
    for signature, description in _SIGNATURES:
        if content.startswith(signature):
            raise BinaryInput(f"{name}: this is {description}, not text.")
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return Decoded(_decode_wide(content, len(mark), encoding, name=name), encoding)
    if b"\0" in content[:_SNIFF]:
        encoding = _guess_wide(content, name=name)
        return Decoded(_decode_wide(content, 0, encoding, name=name), encoding)
    zero = content.find(b"\0")
    if zero >= 0:
        raise BinaryInput(f"{name}: byte {zero} is zero, so this is no text; save it as UTF-8.")
    try:
        return Decoded(content.decode("utf-8").removeprefix("\ufeff"), UTF8)
    except UnicodeDecodeError as error:
        byte = f"byte {error.start} is 0x{content[error.start]:02X}"
        raise InvalidEncoding(f"{name}: The text is not UTF-8: {byte}. Save it as UTF-8.") from error


def decode_bytes(content: bytes, *, name: str) -> Decoded:
    """Return the text of ``content`` as :func:`decode_unicode` does, or converted from an older Vietnamese encoding.

    TCVN3, VNI-Windows, VISCII, VPS and windows-1258 are recognised by the syllables that come out, line by line where a
    document mixes them. What a valid Unicode text may hide is the business of :func:`decode_text`.

    Raises:
        BinaryInput: the bytes are no text.
        InvalidEncoding: no encoding gives plausible text, or several do; the message names the candidates.
    """
    try:
        return decode_unicode(content, name=name)
    except InvalidEncoding as error:
        if content.startswith(tuple(mark for mark, _ in _MARKS)) or b"\0" in content[:_SNIFF]:
            raise
        return _decode_old(content, reason=error.detail.removesuffix(" Save it as UTF-8."))


def decode_text(content: bytes, *, name: str) -> Decoded:
    """Return the text of ``content`` as :func:`decode_bytes` does, and convert older encodings that it hides.

    These are text of an old document that was pasted as it stood (``ViÖt Nam``), VIQR, entities of HTML, UTF-8 that was
    read as something else, letters with their marks apart. A correct text comes back as it is.

    Raises:
        BinaryInput, InvalidEncoding: as in :func:`decode_bytes`.
    """
    return repair_lines(decode_bytes(content, name=name))


def repair_lines(decoded: Decoded) -> Decoded:
    """Convert what a decoded text hides, line by line."""
    if not may_hide(decoded.text):
        return decoded
    found = repair(decoded.text.split("\n"))
    text = "\n".join(found.segments)
    if decoded.encoding != UTF8 or found.encoding == UNICODE:
        return Decoded(text, decoded.encoding, decoded.score)
    return Decoded(text, found.encoding, found.score)


def _decode_wide(content: bytes, start: int, encoding: str, *, name: str) -> str:
    try:
        return content[start:].decode(encoding)
    except UnicodeDecodeError as error:
        raise InvalidEncoding(
            f"{name}: byte {error.start + start} is not valid {encoding[:6].upper()}; save the file as UTF-8."
        ) from error


def _guess_wide(content: bytes, *, name: str) -> str:
    """Return which UTF-16 a text without a mark is: the zero bytes of its ASCII stand on one side only."""
    sample = content[:_SNIFF]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(content) % 2 == 0 and max(even, odd) >= _ZEROS * len(sample) / 2 and not min(even, odd):
        return "utf-16-le" if odd else "utf-16-be"
    zero = content.index(0)
    raise BinaryInput(f"{name}: byte {zero} is zero, so this is no text; save it as UTF-8.")


def _decode_old(content: bytes, *, reason: str) -> Decoded:
    if len(_CONTROLS.findall(content[:_SNIFF])) > _MOST_CONTROLS * len(content[:_SNIFF]):
        raise BinaryInput(f"{reason}. It holds control characters: this is no text.")
    lines = [_decode_line(line) for line in content.split(b"\n")]
    candidates = rank([_visible(line) for line, is_old in lines if is_old], BYTE_CODECS)
    home = candidates[0] if _is_clear(candidates) else None
    texts, used = [], Counter[str]()
    for line, is_old in lines:
        codec = _codec_of(line, home) if is_old else None
        if is_old and codec is None:
            raise _undecided(candidates, reason)
        texts.append(compose(codec.convert(line) if codec else line)[0])
        used[codec.name if codec else UTF8] += 0 if line.isascii() else len(line)
    name, most = used.most_common(1)[0]
    text = "\n".join(texts)
    return Decoded(text, name if most >= _MOST * used.total() else MIXED, round(weigh(_visible(text)).quality, 4))


def _decode_line(line: bytes) -> tuple[str, bool]:
    """Return the line and whether it is in an old encoding: characters stand for its bytes then."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return as_characters(line), True
    return text, _CAPITALS.search(line) is not None


def _codec_of(line: str, home: Candidate | None) -> Codec | None:
    """Return the encoding of one line: the document's, unless it makes nonsense of the line and another does not.

    None when the document has none and the line does not tell its own.
    """
    candidates = rank([_visible(line)], BYTE_CODECS)
    if home is None:
        return candidates[0].codec if _is_clear(candidates) else None
    own = next((candidate for candidate in candidates if candidate.codec is home.codec), home)
    best = candidates[0] if candidates else own
    is_wrong = own.evidence.quality < _LEAST_QUALITY <= best.evidence.quality
    return best.codec if is_wrong and best.evidence.legal > own.evidence.legal + 1 else home.codec


def _visible(line: str) -> str:
    return _TAGS.sub(" ", line) if "<" in line else line


def _is_clear(candidates: Sequence[Candidate]) -> bool:
    """Whether one encoding makes the text plausible, and no other one as much."""
    return bool(candidates) and candidates[0].evidence.quality >= _LEAST_QUALITY and not rivals(candidates)


def _undecided(candidates: Sequence[Candidate], reason: str) -> InvalidEncoding:
    """Return the refusal of bytes that no encoding makes plausible, or that several do, with the candidates."""
    named = ", ".join(f"{item.codec.name} ({item.evidence.quality:.2f})" for item in candidates[:_NAMED])
    fits = bool(candidates) and candidates[0].evidence.quality >= _LEAST_QUALITY
    problem = "Several older encodings fit" if fits else "No older encoding fits"
    return InvalidEncoding(f"{reason} {problem}; candidates: {named or 'none'}. Save it as UTF-8.")
