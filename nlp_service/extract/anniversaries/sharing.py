"""Mentions of the same anniversary in one text share their dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nlp_service.types import Anniversary

_WORD = re.compile(r"\w+")
_Key = tuple[int | None, frozenset[str]]


def share_dates(anniversaries: Sequence[Anniversary], light_words: frozenset[str]) -> tuple[Anniversary, ...]:
    """Give a mention without written dates those of another one with the same count and words.

    ``light_words`` do not tell events apart.
    """
    written: dict[_Key, Anniversary] = {}
    for item in anniversaries:
        if _has_written_date(item):
            written.setdefault(_key(item, light_words), item)
    return tuple(_completed(item, written.get(_key(item, light_words))) for item in anniversaries)


def _has_written_date(item: Anniversary) -> bool:
    original = item.original_date is not None and not item.inferred
    return original or (item.observed_date is not None and not item.observed_inferred)


def _completed(item: Anniversary, other: Anniversary | None) -> Anniversary:
    if other is None or _has_written_date(item):
        return item
    marked = item if other.observed_date is None else other
    return replace(
        item,
        original_date=other.original_date,
        observed_date=marked.observed_date,
        consistent=other.consistent,
        calendar=other.calendar,
        inferred=other.inferred,
        observed_inferred=marked.observed_inferred,
        expected_years=other.expected_years,
    )


def _key(item: Anniversary, light_words: frozenset[str]) -> _Key:
    words = _WORD.findall(item.event.lower())
    return item.years, frozenset(word for word in words if word not in light_words) or frozenset(words)
