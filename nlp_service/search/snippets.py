"""Finds where a text matches a query, and cuts the part that shows it best; offsets are code points of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nlp_service.store.fulltext import Phrase
from nlp_service.text.folding import fold, search_key
from nlp_service.types import Span

SNIPPET_LENGTH = 240
_LEAD_IN = 60
# Like the words of a query, but in raw text: marks and invisible characters do not end a word.
_RAW_WORD = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff])*")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Snippet(Span):
    """A part of a text, with the highlights inside it; all offsets are into the whole text."""

    text: str
    highlights: tuple[Span, ...]


def find_phrases(text: str, phrases: Sequence[Phrase]) -> tuple[Span, ...]:
    """Return where the phrases stand, in order; matches with nothing but blanks between them are one."""
    words = [Span(*match.span()) for match in _RAW_WORD.finditer(text)]
    keys = [_word_keys(text[word.start : word.end]) for word in words]
    matched = sorted(_matches(keys, phrases))
    return tuple(_joined(text, [Span(words[first].start, words[last].end) for first, last in matched]))


def cut_snippet(text: str, highlights: Sequence[Span], *, fallback: int = 0) -> Snippet:
    """Return about 240 code points around the densest highlights, or from ``fallback`` on when there are none."""
    anchor = _densest(highlights)
    start = _start(text, fallback if anchor is None else anchor.start, lead_in=0 if anchor is None else _LEAD_IN)
    end = _end(text, start, max(start + SNIPPET_LENGTH, anchor.end if anchor else 0))
    inside = tuple(span for span in highlights if start <= span.start and span.end <= end)
    return Snippet(start, end, text[start:end], inside)


@lru_cache(maxsize=1 << 16)
def _word_keys(word: str) -> tuple[str, str]:
    """Return search key and folded form; the few thousand syllables of the language come again and again."""
    return search_key(word), fold(word)


def _matches(keys: Sequence[tuple[str, str]], phrases: Sequence[Phrase]) -> Iterator[tuple[int, int]]:
    """Yield the first and last word of each match, in no order."""
    starts = _patterns_by_start(phrases)
    for position, key in enumerate(keys):
        for form in (0, 1):
            for pattern in starts[form].get(key[form], ()):
                if _continues(keys, position, pattern, form):
                    yield position, position + len(pattern) - 1


def _patterns_by_start(phrases: Sequence[Phrase]) -> tuple[dict[str, list[tuple[str, ...]]], ...]:
    """Return the patterns by their first word: those compared with search keys, and those compared folded.

    As in the index, a phrase with accents matches the same accents or none, one without matches any.
    """
    starts: tuple[dict[str, list[tuple[str, ...]]], ...] = ({}, {})
    for phrase in phrases:
        variants = [(0, phrase.words), (0, phrase.folded)] if phrase.accented else [(1, phrase.folded)]
        for form, pattern in variants:
            starts[form].setdefault(pattern[0], []).append(pattern)
    return starts


def _continues(keys: Sequence[tuple[str, str]], position: int, pattern: Sequence[str], form: int) -> bool:
    if position + len(pattern) > len(keys):
        return False
    return all(keys[position + step][form] == word for step, word in enumerate(pattern))


def _joined(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Join sorted spans that overlap or have only blanks between them."""
    current: Span | None = None
    for span in spans:
        if current is None:
            current = span
        elif span.start <= current.end or not text[current.end : span.start].strip():
            current = Span(current.start, max(current.end, span.end))
        else:
            yield current
            current = span
    if current is not None:
        yield current


def _densest(highlights: Sequence[Span]) -> Span | None:
    """Return the first highlight of the best window; long matches count more than scattered syllables."""
    best: Span | None = None
    best_weight, weight, first = 0, 0, 0
    for span in highlights:
        weight += (span.end - span.start) ** 2
        while span.end - highlights[first].start > SNIPPET_LENGTH - _LEAD_IN and highlights[first] is not span:
            weight -= (highlights[first].end - highlights[first].start) ** 2
            first += 1
        if weight > best_weight:
            best, best_weight = highlights[first], weight
    return best


def _start(text: str, anchor: int, *, lead_in: int) -> int:
    """Go back from the anchor to the start of its line, or at most ``lead_in`` to the start of a word."""
    earliest = max(anchor - lead_in, 0)
    line = text.rfind("\n", earliest, anchor) + 1
    if line or earliest == 0:
        start = max(line, earliest)
    else:
        blank = _BLANKS.search(text, earliest, anchor)
        start = blank.end() if blank else anchor
    while start < anchor and text[start].isspace():
        start += 1
    return start


def _end(text: str, start: int, wanted: int) -> int:
    """End at the end of a word, without blanks."""
    if wanted < len(text):
        blank = max(text.rfind(mark, start, wanted + 1) for mark in (" ", "\n", "\t"))
        wanted = blank if blank > start + SNIPPET_LENGTH // 2 else wanted
    end = min(wanted, len(text))
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
