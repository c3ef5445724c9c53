"""Which encoding is a text in? Every known one is tried; written Vietnamese comes out of the right one only.

The evidence is the share of words that are well-formed syllables (:mod:`nlp_service.ingest.plausibility`), first over
the whole text, then segment by segment (lines, or text nodes of a page), so that a document that was pasted together
from several encodings is read too. A segment that holds any character beyond one byte cannot be bytes of an old
encoding and stays as it is.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from nlp_service.ingest.composition import compose
from nlp_service.ingest.encodings import (
    as_bytes,
    convert_tcvn3,
    convert_viscii,
    convert_vni,
    convert_vps,
    convert_windows_1258,
)
from nlp_service.ingest.mojibake import looks_like_mojibake, repair_mojibake
from nlp_service.ingest.plausibility import Plausibility, weigh
from nlp_service.ingest.viqr import convert_viqr, looks_like_viqr

UNICODE = "unicode"
ENTITIES = "html-entities"
MIXED = "mixed"
VIQR = "viqr"
MOJIBAKE = "mojibake:utf8-as-cp1252"

_SAMPLE = 40_000
_ENTITY = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,8});")
# What a correct Unicode text seldom holds, and one that hides an old encoding nearly always does.
_SUSPICIOUS = re.compile(
    # Controls, signs and letters of Latin-1 that are no Vietnamese, those of windows-1252 beyond it, marks apart.
    "[\x01-\x08\x0e-\x1f\x80-\x9f¡-¯±-¶¸-¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿŒœŠšŸŽžƒˆ˜†‡‰‹›·\u0300-\u036f]"
    # VNI: a vowel and an accented one that never follows it; a capital within a word.
    "|[aAeE][âàáãêèéúùõÂÀÁÃÊÈÉÚÙÕ]|[oO][âùõÂÙÕ]|[ôÔ][ùõÙÕ]|[A-Z][ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ][a-z]|[a-z][ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ]"
    # Entities; VIQR.
    "|&[#A-Za-z]|[aeouAEOU][\\^(+*`~][a-zA-Z`'?~.]|[iyIY][`~]|d[dD]|DD|[aeiouyAEIOUY]['?.][A-Za-z]"
)
_ACCENTED = re.compile(r"[^\W\d_\x00-\x7f]")
# Controls that the old encodings use for capitals; a character beyond one byte as windows-1252 has it.
_ODD = re.compile(r"[\x01-\x08\x0e-\x1f\x80-\xff\u0152-\u0192\u02c6\u02dc\u2013-\u2122]")

_GOOD, _SURE = 0.75, 0.9
_LEAST_GAIN, _LEAST_WORDS = 3.0, 2
_MIXED_WORDS, _WRONG = 3, 0.34
_HOME_BONUS = 1.0
_CLOSE = 0.9
_VIQR_SHARE = 0.3
_MOST = 0.85


@dataclass(frozen=True, slots=True)
class Codec:
    """One encoding: its name, its conversion, and whether a text is worth it."""

    name: str
    convert: Callable[[str], str]
    applies: Callable[[str], bool]


def _is_bytes(text: str) -> bool:
    return _ODD.search(text) is not None and as_bytes(text) is not None


def _twice(text: str) -> str:
    return repair_mojibake(repair_mojibake(text))


def _is_twice(text: str) -> bool:
    return looks_like_mojibake(text) and looks_like_mojibake(repair_mojibake(text))


BYTE_CODECS = (
    Codec("windows-1258", convert_windows_1258, _is_bytes),
    Codec("tcvn3", convert_tcvn3, _is_bytes),
    Codec("vni-windows", convert_vni, _is_bytes),
    Codec("viscii", convert_viscii, _is_bytes),
    Codec("vps", convert_vps, _is_bytes),
)
"""Encodings of bytes, the commonest first."""
TEXT_CODECS = (
    Codec(MOJIBAKE, repair_mojibake, looks_like_mojibake),
    Codec(f"{MOJIBAKE}-twice", _twice, _is_twice),
    *BYTE_CODECS,
    Codec(VIQR, convert_viqr, looks_like_viqr),
)
"""What a valid Unicode text may hide."""
_PLAIN = Codec(UNICODE, str, lambda _: True)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One encoding: what it makes of the segments that may be in it, and what they are as they stand."""

    codec: Codec
    sample: str
    evidence: Plausibility
    unconverted: Plausibility


@dataclass(frozen=True, slots=True)
class Detected:
    """The segments as Unicode, the name of their encoding, and the share of plausible words in [0, 1]."""

    segments: tuple[str, ...]
    encoding: str
    score: float


def may_hide(text: str) -> bool:
    """Whether a Unicode text is worth a closer look; the answer is quick, and seldom yes for a correct text."""
    return _SUSPICIOUS.search(text) is not None


def repair(segments: Sequence[str]) -> Detected:
    """Convert the segments of a Unicode text that hide an older encoding; the rest stay as they are, but composed."""
    return _convert(unescape(segments), TEXT_CODECS)


def unescape(segments: Sequence[str]) -> Sequence[str]:
    """Replace HTML entities in plain text where they spell Vietnamese."""
    sample = _sample(segment for segment in segments if _ENTITY.search(segment))
    plain = html.unescape(sample)
    if plain == sample or weigh(plain).legal <= weigh(sample).legal:
        return segments
    return [html.unescape(segment) for segment in segments]


def rank(segments: Sequence[str], codecs: Iterable[Codec]) -> list[Candidate]:
    """Return what each encoding makes of the segments that it applies to, the most plausible first."""
    candidates = []
    for codec in codecs:
        sample = _sample(segment for segment in segments if codec.applies(segment))
        if sample:
            converted = codec.convert(sample)
            candidates.append(Candidate(codec, converted, weigh(converted), weigh(sample)))
    # The sort is stable: of equal evidence the commonest encoding wins.
    return sorted(candidates, key=lambda candidate: -candidate.evidence.score)


def rivals(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that read something else than the first and are as plausible, within a tenth."""
    best, *others = candidates
    least = _CLOSE * best.evidence.score
    return [other for other in others if other.sample != best.sample and 0 < least <= other.evidence.score]


def _convert(segments: Sequence[str], codecs: Sequence[Codec]) -> Detected:
    home = _home(segments, codecs)
    converted: list[str] = []
    used: Counter[str] = Counter()
    for segment in segments:
        is_clear = home is _PLAIN and not may_hide(segment)
        codec = _PLAIN if is_clear else _codec_of(segment, home, codecs)
        text, form = compose(codec.convert(segment))
        converted.append(text)
        if _ACCENTED.search(text):
            used[form or UNICODE if codec is _PLAIN or text == segment else codec.name] += len(text)
    quality = weigh(_sample(converted)).quality
    return Detected(tuple(converted), _summarise(used), round(quality, 4))


def _summarise(used: Counter[str]) -> str:
    """Return the encoding of nearly all of the text, or that it is mixed."""
    if not used:
        return UNICODE
    name, characters = used.most_common(1)[0]
    return name if characters >= _MOST * used.total() else MIXED


def _home(segments: Sequence[str], codecs: Sequence[Codec]) -> Codec:
    """Return the encoding of the text, or of most of what is not Unicode in it."""
    return next((candidate.codec for candidate in rank(segments, codecs) if _beats_unicode(candidate)), _PLAIN)


def _beats_unicode(candidate: Candidate) -> bool:
    evidence, plain = candidate.evidence, candidate.unconverted
    if candidate.codec.name == VIQR:
        words = len(candidate.sample.split())
        return evidence.quality >= _SURE and evidence.legal >= max(_LEAST_WORDS, _VIQR_SHARE * words)
    if evidence.quality < _GOOD or evidence.score - plain.score < _LEAST_GAIN:
        return False
    # One word is enough when it is among the most frequent ones, or when bytes of UTF-8 show.
    is_clear = evidence.commonness >= 1 or candidate.codec.name.startswith(MOJIBAKE)
    return evidence.legal > plain.legal and evidence.legal >= _LEAST_WORDS - is_clear


def _codec_of(segment: str, home: Codec, codecs: Sequence[Codec]) -> Codec:
    """Return the encoding of one segment: its text's, unless the segment itself says otherwise."""
    if not home.applies(segment):
        home = _PLAIN
    plain = weigh(segment)
    if home is not _PLAIN:
        own = weigh(home.convert(segment))
        if own.quality >= min(_GOOD, plain.quality) and own.score + _HOME_BONUS >= plain.score:
            return home
    if plain.illegal < _LEAST_WORDS or plain.quality > _WRONG:
        return home if plain.quality < _GOOD else _PLAIN
    best = next(iter(rank([segment], codecs)), None)
    if best is not None and best.evidence.quality >= _SURE and best.evidence.legal >= _MIXED_WORDS:
        return best.codec
    return home


def _sample(segments: Iterable[str]) -> str:
    return "\n".join(_first(segments))


def _first(segments: Iterable[str]) -> Iterator[str]:
    length = 0
    for segment in segments:
        yield segment[:_SAMPLE]
        length += len(segment)
        if length > _SAMPLE:
            return
