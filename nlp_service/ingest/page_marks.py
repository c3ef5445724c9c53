"""What a page says about itself to machines: JSON-LD (schema.org), Open Graph and other meta elements, its address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from nlp_service.ingest.page_vocabulary import article_types, title_separators

_MAX_JSON = 200_000
_MAX_OBJECTS = 500
_MAX_URL = 2_000
_META_KEYS = ("property", "name", "itemprop")
_BLANKS = re.compile(r"\s+")
_MIN_HEADING = 10
_FRONT_PAGES = frozenset(["trang chủ", "trang nhất", "home", "homepage"])


@dataclass(frozen=True, slots=True)
class Marks:
    """The page's own words; None or empty where it has none."""

    title: str | None
    summary: str | None
    section: str | None
    site: str | None
    url: str | None
    author: str | None
    language: str | None
    is_article: bool


def read_marks(tree: HtmlElement) -> Marks:
    """Return the marks of a page; nothing in them is trusted to be well-formed."""
    meta = _read_meta(tree)
    objects = list(_read_objects(tree))
    articles = [item for item in objects if _types(item) & article_types()]
    article = articles[0] if len(articles) == 1 else {}
    title = _title(tree, meta, article)
    return Marks(
        title=title,
        summary=_first(_text(article.get("description")), meta.get("og:description"), meta.get("description")),
        section=_first(_text(article.get("articleSection")), meta.get("article:section"), _breadcrumb(objects, title)),
        site=_first(meta.get("og:site_name"), _name(article.get("publisher"))),
        url=_url(tree, meta),
        author=_first(_person(article.get("author")), meta.get("article:author"), meta.get("author")),
        language=_first(_text(article.get("inLanguage")), tree.get("lang"), meta.get("og:locale")),
        is_article=bool(article) or ("article:published_time" in meta and meta.get("og:type") == "article"),
    )


def _read_meta(tree: HtmlElement) -> dict[str, str]:
    """Return the first content of each meta element, by its lower-case name."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = _BLANKS.sub(" ", element.get("content") or "").strip()
        for key in _META_KEYS:
            name = (element.get(key) or "").strip().lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _read_objects(tree: HtmlElement) -> Iterator[Mapping[str, Any]]:
    """Yield the JSON-LD objects of the page, those of a graph too, but not those that a list names."""
    count = 0
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or len(script.text or "") > _MAX_JSON:
            continue
        try:
            pending = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        while pending and count < _MAX_OBJECTS:
            value = pending.pop(0)
            count += 1
            if isinstance(value, list):
                pending = [*value, *pending]
            elif isinstance(value, Mapping):
                yield value
                pending.append(value.get("@graph") or [])


def _types(item: Mapping[str, Any]) -> frozenset[str]:
    value = item.get("@type")
    return frozenset(kind for kind in (value if isinstance(value, list) else [value]) if isinstance(kind, str))


def _breadcrumb(objects: list[Mapping[str, Any]], title: str | None) -> str | None:
    """Return the innermost section of the page's path, which may end with the article itself."""
    for item in objects:
        elements = item.get("itemListElement")
        if "BreadcrumbList" not in _types(item) or not isinstance(elements, list):
            continue
        names = [_name(element) or _name(element.get("item")) for element in elements if isinstance(element, Mapping)]
        sections = [name for name in names if name and name != title and name.casefold() not in _FRONT_PAGES]
        return sections[-1] if sections else None
    return None


def _title(tree: HtmlElement, meta: Mapping[str, str], article: Mapping[str, Any]) -> str | None:
    """Return the headline: the one that readers see where the marks confirm it, else that of the marks.

    A page without marks but its ``title`` is trusted less than its only visible headline.
    """
    window = _text(_content(tree.find(".//title")))
    marked = _first(_text(article.get("headline")), meta.get("og:title"))
    confirming = [value.casefold() for value in (marked, window, meta.get("og:title")) if value]
    headings = [text for heading in tree.iter("h1") if len(text := _content(heading)) >= _MIN_HEADING]
    for heading in headings:
        if any(value.startswith(heading.casefold()) for value in confirming):
            return heading
    if marked is None and len(headings) == 1:
        return headings[0]
    return _without_site(marked or window, meta.get("og:site_name"))


def _without_site(title: str | None, site: str | None) -> str | None:
    for separator in title_separators():
        head, found, tail = (title or "").rpartition(separator)
        if found and site and tail.strip().casefold() == site.casefold():
            return head.strip()
    return title


def _url(tree: HtmlElement, meta: Mapping[str, str]) -> str | None:
    links = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    return next((url for url in (*links, meta.get("og:url")) if url and is_web_address(url)), None)


def is_web_address(url: str) -> bool:
    """Whether ``url`` is a whole web address."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and len(url) <= _MAX_URL


def _name(value: object) -> str | None:
    """Return the name of a JSON-LD thing, of several the names parted by semicolons, or the text itself."""
    if isinstance(value, list):
        return "; ".join(name for item in value if (name := _name(item))) or None
    if isinstance(value, Mapping):
        return _text(value.get("name"))
    return _text(value)


def _person(value: object) -> str | None:
    """Return the names of authors that are no organisations."""
    authors = value if isinstance(value, list) else [value]
    return _name([item for item in authors if not (isinstance(item, Mapping) and "Organization" in _types(item))])


def _text(value: object) -> str | None:
    if isinstance(value, list):
        value = next(iter(value), None)
    text = _BLANKS.sub(" ", value).strip() if isinstance(value, str) else ""
    return text or None


def _content(element: HtmlElement | None) -> str:
    return _BLANKS.sub(" ", element.text_content()).strip() if element is not None else ""


def _first(*values: str | None) -> str | None:
    return next((value for value in values if value), None)
