"""Unicode normalisation that keeps the way back: every span of the normalised text has its span in the text received.

The steps, in this order:

1. Characters. Line ends (CR LF, CR, NEL, VT, FF, LS, PS) become ``\\n``; tabs, other Unicode blanks and control
   characters become a blank; zero-width and other format characters vanish (but a joiner between pictographs stays).
2. Composition. Unicode NFC, cluster by cluster.
3. Look-alikes. Letters of other alphabets that stand for a Vietnamese one: Ð (U+00D0) and Ɖ (U+0189) for Đ, ð for đ
   where the context is Vietnamese, ƣ for ư, Cyrillic and Greek letters inside Latin words, full-width and
   mathematical letters; what then composes is composed.
4. Tone placement. ``hoà, khoẻ, thuý`` become ``hòa, khỏe, thúy`` as newspapers write, at the end of a syllable only;
   ``quý`` stays, and so does ``Chloé``, which is no Vietnamese syllable.
5. Blanks. Repeated blanks become one, never across a line end.

Quotation marks and dashes stay as they are. Any string is accepted, lone surrogates and NUL too; the time is linear.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from nlp_service.text.lookalikes import replace_lookalikes
from nlp_service.text.offsets import Edit, OffsetMap, edit, from_source, join_spans, substitute, to_source
from nlp_service.text.tones import place_tones
from nlp_service.text.unicode_classes import ORDINARY, cluster_pattern, composing_pattern, is_invisible, mark_pattern
from nlp_service.types import Span

_BLANKS = re.compile(" {2,}")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_UNUSUAL = re.compile(rf"\r\n|[^{ORDINARY}]")
# These are no blanks to Unicode and yet show as one: Braille blank, Hangul fillers, the place of a lost picture.
_DRAWN_BLANK = frozenset("\u2800\u3164\uffa0\ufffc")
# What only the slow pattern composes: Hangul letters, marks above the basic plane.
_RARE = re.compile("[\u1100-\u11ff\ud7b0-\ud7ff\U00010000-\U0001ffff]")
_ZERO_WIDTH_JOINER = "\u200d"
_LINE_ENDS = frozenset("\r\n\x0b\x0c\x85\u2028\u2029")
# Longer clusters are ordered here first: unicodedata orders marks by insertion, which is quadratic.
_LONG_CLUSTER = 32

Step = Callable[[str], tuple[str, OffsetMap | None]]


@dataclass(frozen=True, slots=True)
class NormalizedText:
    """A normalised text with its way back into ``source``, the text as received."""

    source: str
    text: str
    offsets: OffsetMap | None = field(default=None, compare=False, repr=False)

    def to_source(self, start: int, end: int) -> Span:
        """Return where ``text[start:end]`` stands in the source.

        The result of a non-empty span is never empty, keeps the order of spans, and covers whole source clusters (a
        letter with its combining marks). Characters that vanished belong to a span only when they stand inside it.

        Raises:
            ValueError: not ``0 <= start <= end <= len(text)``.
        """
        _check_range(start, end, len(self.text))
        return to_source(self.offsets, len(self.source), start, end)

    def from_source(self, start: int, end: int) -> Span:
        """Return the smallest span of ``text`` that covers what is left of ``source[start:end]``; empty if nothing is.

        Raises:
            ValueError: not ``0 <= start <= end <= len(source)``.
        """
        _check_range(start, end, len(self.source))
        return from_source(self.offsets, start, end)


def normalize(text: str) -> NormalizedText:
    """Normalise ``text`` in the steps that the module names."""
    steps: tuple[Step, ...] = (_clean_characters, _compose, replace_lookalikes, _compose, place_tones, _collapse_blanks)
    result, offsets = text, None
    for step in steps:
        result, moved = step(result)
        if moved is not None:
            offsets = moved.after(offsets)
    if not result.isascii() and mark_pattern().search(result):
        clusters = (match.span() for match in cluster_pattern().finditer(result))
        offsets = join_spans(len(result), offsets, clusters)
    return NormalizedText(text, result, offsets)


def _clean_characters(text: str) -> tuple[str, OffsetMap | None]:
    return substitute(text, _UNUSUAL, _clean)


def _clean(match: re.Match[str]) -> str:
    character = match[0]
    if character[0] in _LINE_ENDS:
        return "\n"
    if character == _ZERO_WIDTH_JOINER:
        left, right = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
        return character if _is_pictograph(left) and _is_pictograph(right) else ""
    if character in _DRAWN_BLANK or unicodedata.category(character) in ("Zs", "Cc"):
        return " "
    return "" if is_invisible(character) else character


def _is_pictograph(character: str) -> bool:
    return character == "\ufe0f" or (character != "" and unicodedata.category(character) in ("So", "Sk"))


def _compose(text: str) -> tuple[str, OffsetMap | None]:
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return text, None
    pattern = composing_pattern() if _RARE.search(text) else cluster_pattern()
    composed, moved = substitute(text, pattern, lambda match: _compose_cluster(match[0]))
    # What is left stands alone: the Kelvin sign, compatibility ideographs.
    changes = [change for run in _NOT_ASCII.finditer(composed) for change in _singletons(run)]
    single, moved_again = edit(composed, changes)
    return single, moved_again.after(moved) if moved_again else moved


@lru_cache(maxsize=1024)
def _compose_cluster(cluster: str) -> str:
    if len(cluster) > _LONG_CLUSTER:
        cluster = _order_marks("".join(unicodedata.normalize("NFD", character) for character in cluster))
    return unicodedata.normalize("NFC", cluster)


def _order_marks(decomposed: str) -> str:
    """Order each run of marks by combining class, as NFD does, in n log n."""
    ordered: list[str] = []
    pending: list[str] = []
    for character in decomposed:
        if unicodedata.combining(character):
            pending.append(character)
        else:
            ordered += (*sorted(pending, key=unicodedata.combining), character)
            pending = []
    return "".join((*ordered, *sorted(pending, key=unicodedata.combining)))


def _singletons(run: re.Match[str]) -> list[Edit]:
    if unicodedata.is_normalized("NFC", run[0]):
        return []
    return [
        (place, place + 1, unicodedata.normalize("NFC", character))
        for place, character in enumerate(run[0], run.start())
        if not unicodedata.is_normalized("NFC", character)
    ]


def _collapse_blanks(text: str) -> tuple[str, OffsetMap | None]:
    return substitute(text, _BLANKS, lambda _: " ")


def _check_range(start: int, end: int, length: int) -> None:
    if not 0 <= start <= end <= length:
        raise ValueError(f"The span {start}:{end} is no range of a text of {length} code points.")
