"""Word segmentation for anyone: ``from nlp_service.text import segment``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from nlp_service.model_store import default_root, open_model
from nlp_service.text.normalize import normalize
from nlp_service.text.segmenter import LinearSegmenter
from nlp_service.text.sentences import split_sentences
from nlp_service.text.user_dictionary import UserDictionary
from nlp_service.text.word_model import MODEL_NAME
from nlp_service.types import Token

_BLANK_LINES = re.compile(r"\n[ \t\r]*\n\s*")
_LARGEST_BLOCK = 1 << 17
"""Code points that are read at once of a text without blank lines."""


def segment(text: str, *, dictionary: UserDictionary | None = None) -> list[Token]:
    """Return the words and marks of ``text``, in order.

    ``text[token.start : token.end]`` is the word as it stands in ``text``, which is never changed; ``token.norm`` is
    its normalised form (NFC, one tone placement, single blanks). Every character but blanks, and those that are never
    drawn, is in exactly one token. The time is linear.

    Raises:
        ModelError: the committed model is missing or damaged.
    """
    return list(segment_stream([text], dictionary=dictionary))


def segment_stream(parts: Iterable[str], *, dictionary: UserDictionary | None = None) -> Iterator[Token]:
    """Yield the tokens of the text that ``parts`` make together, as :func:`segment` would, in bounded memory.

    The parts may be cut anywhere: lines of an open file, or what a socket gives. Offsets count from the beginning of
    the first part. A text without blank lines is read in pieces of 128 Ki code points, cut at a line end or a blank.

    Raises:
        ModelError: the committed model is missing or damaged.
    """
    segmenter = _segmenter()
    for offset, block in _blocks(parts):
        normalized = normalize(block)
        spans = segmenter.find_words_with(normalized.text, split_sentences(normalized.text), dictionary)
        is_same = normalized.offsets is None
        for start, end in spans:
            norm = normalized.text[start:end].replace("\n", " ")
            if is_same:
                yield Token(offset + start, offset + end, norm)
            else:
                source = normalized.to_source(start, end)
                yield Token(offset + source.start, offset + source.end, norm)


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
