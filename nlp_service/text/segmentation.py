"""Word segmentation for anyone: ``from nlp_service.text import segment``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from nlp_service.model_store import default_root, open_model
from nlp_service.text.normalize import NormalizedText, normalize
from nlp_service.text.segmenter import LinearSegmenter
from nlp_service.text.sentences import split_sentences
from nlp_service.text.user_dictionary import UserDictionary
from nlp_service.text.word_model import MODEL_NAME
from nlp_service.text.words import WordSpan

_BLANK_LINES = re.compile(r"\n[ \t\r]*\n\s*")
_LARGEST_BLOCK = 1 << 17
"""Code points that are read at once of a text without blank lines."""


class Word(NamedTuple):
    """A word or a mark: ``text`` is what stands at ``start:end`` (code points), ``norm`` its normalised form.

    A tuple and no dataclass, because making millions of those takes longer than finding the words.
    """

    text: str
    start: int
    end: int
    norm: str


def segment(text: str, *, dictionary: UserDictionary | None = None) -> list[Word]:
    """Return the words and marks of ``text``, in order; ``text`` is never changed.

    Every character but blanks is in exactly one word, except in a text of nothing that is drawn. The normalised form
    is NFC, with one tone placement and single blanks. The time is linear.

    Raises:
        ModelError: the committed model is missing or damaged.
    """
    if len(text) <= _LARGEST_BLOCK:
        return list(_segment_block(text, 0, dictionary))
    return list(segment_stream([text], dictionary=dictionary))


def segment_stream(parts: Iterable[str], *, dictionary: UserDictionary | None = None) -> Iterator[Word]:
    """Yield the words of the text that ``parts`` make together, as :func:`segment` would, in bounded memory.

    The parts may be cut anywhere: lines of an open file, or what a socket gives. Offsets count from the beginning of
    the first part. A long text is read in blocks of at most 128 Ki code points, cut at a blank line, else at a line
    end or a blank.

    Raises:
        ModelError: the committed model is missing or damaged.
    """
    for offset, block in _blocks(parts):
        yield from _segment_block(block, offset, dictionary)


def _segment_block(block: str, offset: int, dictionary: UserDictionary | None) -> Iterable[Word]:
    normalized = normalize(block)
    text = normalized.text
    spans = _segmenter().find_words_with(text, split_sentences(text), dictionary)
    norms = [text[start:end] for start, end in spans]
    if "\n" in text:
        norms = [norm.replace("\n", " ") for norm in norms]
    if text != block:
        spans = _to_source(normalized, spans)
    surfaces = [block[start:end] for start, end in spans]
    starts, ends = [offset + start for start, _ in spans], [offset + end for _, end in spans]
    return map(Word._make, zip(surfaces, starts, ends, norms, strict=True))


def _to_source(normalized: NormalizedText, spans: Iterable[WordSpan]) -> list[WordSpan]:
    """Move the words into the source; what is never drawn and vanished beside a word stays with it."""
    source, position = normalized.source, 0
    words: list[WordSpan] = []
    for start, end in spans:
        first, last = (span := normalized.to_source(start, end)).start, span.end
        if gap := source[position:first].rstrip():
            if words and not gap[0].isspace():
                words[-1] = (words[-1][0], position + len(gap))
            else:
                first = position + len(gap) - len(gap.lstrip())
        words.append((first, last))
        position = last
    if words and (gap := source[position:].rstrip()):
        words[-1] = (words[-1][0], position + len(gap))
    return words


@cache
def _segmenter() -> LinearSegmenter:
    return LinearSegmenter(open_model(default_root(), MODEL_NAME))


def _blocks(parts: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield ``(offset, block)``; where blocks end depends on the whole text only, not on how it comes in parts."""
    offset, start, buffer = 0, 0, ""
    for part in parts:
        buffer, start = buffer[start:] + part, 0
        while len(buffer) - start > _LARGEST_BLOCK:
            end = _block_end(buffer, start)
            yield offset, buffer[start:end]
            offset, start = offset + end - start, end
    yield offset, buffer[start:]


def _block_end(buffer: str, start: int) -> int:
    """Return where the block from ``start`` ends: at a blank line, else a line end, else a blank, else anywhere."""
    last = start + _LARGEST_BLOCK
    ends = [match.start() for match in _BLANK_LINES.finditer(buffer, start, last)]
    if ends and ends[-1] > start:
        return ends[-1]
    place = max(buffer.rfind("\n", start + 1, last), 0) or buffer.rfind(" ", start + 1, last)
    return place if place > 0 else last
