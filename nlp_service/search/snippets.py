"""Finds where a text matches a query, and cuts the part that shows it best; offsets are code points of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nlp_service.store.fulltext import Phrase
from nlp_service.text.folding import fold, search_key
from nlp_service.types import Span

SNIPPET_LENGTH = 240
_LEAD_IN = 60
_MAX_SEARCHED = 100_000
# Like the words of a query, but in raw text: marks and invisible characters do not end a word.
_RAW_WORD = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff])*")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Snippet(Span):
    """A part of a text, with the highlights inside it; all offsets are into the whole text."""

    text: str
    highlights: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Pattern:
    """Words to compare with the words of a text under their search keys (form 0) or folded (form 1)."""

    words: tuple[str, ...]
    form: int


def find_phrases(text: str, phrases: Sequence[Phrase]) -> tuple[Span, ...]:
    """Return where the phrases stand, in order; matches with nothing but blanks between them are one.

    Only the first hundred thousand code points are looked at: more is no news article, and a page has many texts.
    """
    starts = _patterns_by_start(phrases)
    words = _RAW_WORD.findall(text, 0, _MAX_SEARCHED)
    keys = {word: _word_keys(word) for word in set(words)}
    patterns = {word: _starting(key, starts) for word, key in keys.items()}
    if not any(patterns.values()):
        return ()
    places = list(_RAW_WORD.finditer(text, 0, _MAX_SEARCHED))
    spans = []
    for position, word in enumerate(words):
        for pattern in patterns[word]:
            last = position + len(pattern.words) - 1
            following = zip(words[position : last + 1], pattern.words, strict=False)
            if last < len(words) and all(keys[other][pattern.form] == expected for other, expected in following):
                spans.append(Span(places[position].start(), places[last].end()))
    return tuple(_joined(text, spans))


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


def _patterns_by_start(phrases: Sequence[Phrase]) -> Mapping[tuple[int, str], list[_Pattern]]:
    """As in the index, a phrase with accents matches the same accents or none, one without matches any."""
    starts: dict[tuple[int, str], list[_Pattern]] = {}
    for phrase in phrases:
        for words, form in [(phrase.words, 0), (phrase.folded, 0)] if phrase.accented else [(phrase.folded, 1)]:
            starts.setdefault((form, words[0]), []).append(_Pattern(words, form))
    return starts


def _starting(keys: tuple[str, str], starts: Mapping[tuple[int, str], list[_Pattern]]) -> list[_Pattern]:
    """Return the patterns that a word with these keys begins."""
    return [pattern for form, key in enumerate(keys) for pattern in starts.get((form, key), ())]


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
