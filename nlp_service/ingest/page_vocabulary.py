"""What the names of elements in newspapers' pages say about them: words of ``class``, ``id`` and ``role``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from lxml.html import HtmlElement

from nlp_service.resources import loader
from nlp_service.text.tables import words_in_rows

_FILE = "ingest/pages.yml"
_NAMES = ("class", "id", "role", "itemprop", "data-role")
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_MAX_NAME = 300


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Phrases of words, each padded by blanks on both sides as :func:`words_of` pads names."""

    furniture: tuple[str, ...]
    page_ends: tuple[str, ...]
    captions: tuple[str, ...]
    leads: tuple[str, ...]
    bylines: tuple[str, ...]
    lines: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """Return the words of ``ingest/pages.yml``."""
    content = loader.read(_FILE)

    def phrases(key: str) -> tuple[str, ...]:
        return tuple(f" {phrase} " for phrase in loader.strings(content, key, name=_FILE))

    furniture = tuple(f" {phrase} " for phrase in words_in_rows(content, "furniture", name=_FILE))
    lines = frozenset(line.casefold() for line in loader.strings(content, "lines", name=_FILE))
    return Vocabulary(furniture, phrases("page_ends"), phrases("captions"), phrases("leads"), phrases("bylines"), lines)


@cache
def article_types() -> frozenset[str]:
    """Return the JSON-LD types of one article."""
    return frozenset(loader.strings(loader.read(_FILE), "article_types", name=_FILE))


@cache
def title_separators() -> tuple[str, ...]:
    """Return what stands between a headline and the name of its site."""
    return loader.strings(loader.read(_FILE), "title_separators", name=_FILE)


def is_named(element: HtmlElement, phrases: tuple[str, ...]) -> bool:
    """Whether the names of ``element`` hold one of ``phrases``."""
    words = _words_of(_names(element))
    return any(phrase in words for phrase in phrases)


def is_hidden(element: HtmlElement) -> bool:
    """Whether readers do not see the element."""
    style = element.get("style")
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or (style is not None and _HIDDEN.search(style) is not None)
    )


def _names(element: HtmlElement) -> str:
    return " ".join(value[:_MAX_NAME] for name in _NAMES if (value := element.get(name)))


@lru_cache(maxsize=4096)
def _words_of(names: str) -> str:
    return f" {' '.join(_PARTS.findall(names)).lower()} "
