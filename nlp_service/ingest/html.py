"""Saved pages: title, author, date with its time, paragraphs and captions of the one article on the page.

trafilatura finds the article; the page's own marks (JSON-LD, meta, ``time``) and the date line that readers see give
the minute of publication. Nothing is fetched, no external entity is read, no script is run.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cache

import trafilatura
from lxml import etree, html
from trafilatura.settings import Document

from nlp_service.errors import EmptyText, TextTooLong
from nlp_service.extract.zones.labeller import RuleZoneLabeller
from nlp_service.ingest.html_dates import find_published, parse_day
from nlp_service.types import Published

MAX_TAGS = 60_000
"""Tags of one page; a long real page has 20,000."""

_SNIFF = 4096
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype html|html|head|body|meta|title)\b", re.I | re.S
)
_HTML_TAGS = re.compile(r"</?(?:html|head|body|div|p|article|section|span|h1|br|table|a)\b[^<>]*>", re.I)
_FRAGMENT_TAGS = 3
_BLANKS = re.compile(r"\s+")
_CAPTIONS = (
    "//figcaption | //*[contains(@class, 'caption') or contains(@class, 'Caption') or contains(@class, 'desc_cation')]"
    "[not(.//p[2])]"
)
_MAX_CAPTION = 600
# What newspapers call the paragraph below the headline in their pages.
_LEADS = (
    "//*[self::p or self::h2 or self::div][not(.//p[2])]"
    "[contains(@class, 'sapo') or contains(@class, 'Sapo') "
    "or contains(@class, 'description') or contains(@class, 'lead')]"
)
_LEAD_LENGTH = range(60, 1200)
_MIN_OPENING, _OPENING = 8, 40
_MIN_HEADING = 10
_SITE_WORDS = re.compile(r"\.(?:vn|com|net|org)\b|\b(?:báo|vn|news|online|vccorp|admin|ban biên tập|tòa soạn)\b", re.I)
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}

# What it logs about pages without an article is said by an error here, and must not reach the terminal of a user.
for _library in ("trafilatura", "htmldate"):
    logging.getLogger(_library).addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Page:
    """The article on a page; captions are not part of the paragraphs."""

    title: str | None
    author: str | None
    published: Published | None
    url: str | None
    paragraphs: tuple[str, ...]
    captions: tuple[str, ...]

    @property
    def text(self) -> str:
        """The paragraphs, parted by a blank line."""
        return "\n\n".join(self.paragraphs)


def is_html(text: str) -> bool:
    """Whether ``text`` is HTML: it opens like a page, or its beginning is full of tags."""
    beginning = text[:_SNIFF]
    if _HTML_START.match(beginning):
        return True
    return beginning.lstrip().startswith("<") and len(_HTML_TAGS.findall(beginning)) >= _FRAGMENT_TAGS


def read_page(text: str, *, name: str) -> Page:
    """Return the article on the page ``text``; ``name`` is the file, for the message.

    Raises:
        TextTooLong: more than :data:`MAX_TAGS` tags.
        EmptyText: there is no article on it.
    """
    if text.count("<") > MAX_TAGS:
        raise TextTooLong(f"{name}: more than {MAX_TAGS} tags; this is no page of one article.")
    tree = _parse(text, name=name)
    captions = tuple(dict.fromkeys(_captions(tree)))
    moment = find_published(tree)
    found = trafilatura.bare_extraction(
        tree, with_metadata=True, include_comments=False, date_extraction_params=dict(_DATES)
    )
    if not isinstance(found, Document):
        raise _no_article(name)
    title = _title(tree, found.title)
    paragraphs = tuple(_paragraphs(found, {*captions, title}))
    if not paragraphs:
        raise _no_article(name)
    paragraphs = _with_lead(tree, paragraphs)
    layout = _labeller().label("\n\n".join(paragraphs), title=title)
    return Page(
        title=title,
        author=_author(found.author) or layout.author,
        published=moment or parse_day(found.date),
        url=found.url,
        paragraphs=paragraphs,
        captions=captions,
    )


def _parse(text: str, *, name: str) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as error:
        raise _no_article(name) from error


def _no_article(name: str) -> EmptyText:
    return EmptyText(f"{name}: no article found on this page; give the page of one article or its plain text.")


def _paragraphs(found: Document, skip: Container[str | None]) -> Iterator[str]:
    for line in (found.text or "").split("\n"):
        paragraph = _BLANKS.sub(" ", line).strip()
        if paragraph and paragraph not in skip:
            yield paragraph


def _with_lead(tree: html.HtmlElement, paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """Return the paragraphs with the page's marked lead at their head, which the extractor can take for a blurb.

    The lead is the first marked element between the headline and the first paragraph.
    """
    marked, below, lead = set(tree.xpath(_LEADS)), False, ""
    for element in tree.iter("h1", "h2", "p", "div"):
        below = below or element.tag == "h1"
        if below and not lead and element in marked:
            text = _BLANKS.sub(" ", element.text_content()).strip()
            lead = text if len(text) in _LEAD_LENGTH else ""
        elif below and lead and _opens_with(element, paragraphs[0]):
            tail = lead[-_LEAD_LENGTH.start :]
            return paragraphs if any(tail in paragraph for paragraph in paragraphs) else (lead, *paragraphs)
    return paragraphs


def _opens_with(element: html.HtmlElement, paragraph: str) -> bool:
    chunk = next((text for text in element.itertext() if text.strip()), "")
    start = _BLANKS.sub(" ", chunk).strip()[:_OPENING]
    return len(start) >= _MIN_OPENING and paragraph.startswith(start)


def _captions(tree: html.HtmlElement) -> Iterator[str]:
    for element in tree.xpath(_CAPTIONS):
        caption = _BLANKS.sub(" ", element.text_content()).strip()
        if 0 < len(caption) <= _MAX_CAPTION:
            yield caption


def _title(tree: html.HtmlElement, found: str | None) -> str | None:
    """Return the headline without the names of site and sections that a page's title often carries."""
    if found is None:
        return None
    for heading in tree.iter("h1"):
        text = _BLANKS.sub(" ", heading.text_content()).strip()
        if len(text) >= _MIN_HEADING and found.casefold().startswith(text.casefold()):
            return text
    return found


def _author(found: str | None) -> str | None:
    """Return the author without the names of sites and offices that pages put into the same mark."""
    names = [name.strip() for name in (found or "").split(";")]
    kept = [name for name in names if name and not _SITE_WORDS.search(name)]
    return "; ".join(kept) or None


@cache
def _labeller() -> RuleZoneLabeller:
    return RuleZoneLabeller()
