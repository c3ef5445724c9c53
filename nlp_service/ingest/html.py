"""Saved pages: title, author, date with its time, paragraphs and captions of the one article on the page.

trafilatura names the paragraphs that are surely the article's; :mod:`~nlp_service.ingest.body` completes them from the
page. The page's own marks (JSON-LD, meta, ``time``) and the date line that readers see give the minute of publication.
Nothing is fetched, no external entity is read, no script is run.
"""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cache

import trafilatura
from lxml import etree, html
from trafilatura.settings import Document

from nlp_service.errors import EmptyText, TextTooLong
from nlp_service.extract.zones.labeller import RuleZoneLabeller
from nlp_service.ingest.blocks import read_blocks
from nlp_service.ingest.body import Body, assemble, in_page_end, normal
from nlp_service.ingest.html_dates import find_published, parse_day
from nlp_service.ingest.listing import has_headlines, is_listing
from nlp_service.ingest.page_marks import Marks, read_marks
from nlp_service.ingest.page_repair import repair_page
from nlp_service.text.language import is_vietnamese
from nlp_service.types import PageLayout, Published, ZoneLabel

MAX_TAGS = 60_000
"""Tags of one page; a long real page has 20,000."""

_SNIFF = 4096
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype html|html|head|body|meta|title)\b", re.I | re.S
)
_HTML_TAGS = re.compile(r"</?(?:html|head|body|div|p|article|section|span|h1|br|table|a)\b[^<>]*>", re.I)
_FRAGMENT_TAGS = 3
_SITE_WORDS = re.compile(
    r"\.(?:vn|com|net|org)\b|\b(?:báo|vn|news|online|vccorp|admin|ban biên tập|tòa soạn|https?)\b", re.I
)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?![a-z])", re.I)
_MARGIN = 3
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}

# What it logs about pages without an article is said by an error here, and must not reach the terminal of a user.
for _library in ("trafilatura", "htmldate"):
    logging.getLogger(_library).addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Page:
    """The article on a page; captions are not part of the paragraphs. A listing has neither, nor a date or an author.

    ``encoding`` names what the page's text hid (:func:`~nlp_service.ingest.detection.repair`), None for Unicode.
    """

    title: str | None
    author: str | None
    published: Published | None
    url: str | None
    paragraphs: tuple[str, ...]
    captions: tuple[str, ...]
    section: str | None = None
    site: str | None = None
    language: str | None = None
    encoding: str | None = None
    is_listing: bool = False

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
    """Return the article on the page ``text``, or that it is a listing; ``name`` is the file, for the message.

    Raises:
        TextTooLong: more than :data:`MAX_TAGS` tags.
        EmptyText: there is no article on it.
    """
    if text.count("<") > MAX_TAGS:
        raise TextTooLong(f"{name}: more than {MAX_TAGS} tags; this is no page of one article.")
    tree = _parse(text, name=name)
    encoding = repair_page(tree)
    marks = read_marks(tree)
    blocks = [block for block in read_blocks(tree) if not in_page_end(block)]
    listing = Page(marks.title, None, None, marks.url, (), (), marks.section, marks.site, is_listing=True)
    if is_listing(blocks, is_marked=marks.is_article, url=marks.url):
        return _with_language(listing, marks, encoding)
    moment = find_published(tree)
    found = trafilatura.bare_extraction(
        deepcopy(tree), with_metadata=True, include_comments=False, date_extraction_params=dict(_DATES)
    )
    known = found if isinstance(found, Document) else None
    title = marks.title or (known.title if known else None)
    anchors = (known.text or "").split("\n") if known else []
    body = assemble(blocks, anchors, title=title, summary=marks.summary)
    if not body.paragraphs:
        if not has_headlines(blocks):
            raise EmptyText(f"{name}: no article found on this page; give the page of one article or its plain text.")
        return _with_language(listing, marks, encoding)
    layout = _labeller().label("\n\n".join([*body.paragraphs, *body.bylines]), title=title)
    page = Page(
        title=title,
        author=_author(marks.author, marks.site)
        or _author(known.author if known else None, marks.site)
        or layout.author,
        published=moment or parse_day(known.date if known else None),
        url=marks.url,
        paragraphs=_without_margins(body, layout),
        captions=body.captions,
        section=marks.section,
        site=marks.site,
    )
    return _with_language(page, marks, encoding)


def _parse(text: str, *, name: str) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as error:
        raise EmptyText(f"{name}: this page is empty; give the page of one article or its plain text.") from error


def _without_margins(body: Body, layout: PageLayout) -> tuple[str, ...]:
    """Return the paragraphs without the lines at both ends that are a byline, a date line or the site's own."""
    dropped = {ZoneLabel.BYLINE, ZoneLabel.DATELINE, ZoneLabel.FOOTER, ZoneLabel.BANNER, ZoneLabel.COUNTER}
    starts, position = [], 0
    for paragraph in body.paragraphs:
        starts.append(position)
        position += len(paragraph) + 2
    margin = {zone.start for zone in layout.zones if zone.zone in dropped}
    first, last = 0, len(starts)
    while first < min(_MARGIN, last - 1) and starts[first] in margin:
        first += 1
    while last > max(first + 1, len(starts) - _MARGIN) and starts[last - 1] in margin:
        last -= 1
    return body.paragraphs[first:last]


def _with_language(page: Page, marks: Marks, encoding: str | None) -> Page:
    """Return the page with the language of its text; a template's ``lang="en"`` around Vietnamese text is wrong."""
    declared = _LANGUAGE.match(marks.language or "")
    tag = declared[0].lower() if declared else None
    text = page.text or page.title or ""
    language = "vi" if text and is_vietnamese(text) else tag if tag != "vi" else None
    return replace(page, language=language, encoding=encoding)


def _author(found: str | None, site: str | None) -> str | None:
    """Return the author without the names of sites and offices that pages put into the same mark."""
    names = [name.strip() for name in (found or "").split(";")]
    kept = [name for name in names if name and not _SITE_WORDS.search(name) and not _is_site(name, site)]
    return "; ".join(kept) or None


def _is_site(name: str, site: str | None) -> bool:
    return site is not None and normal(name) in normal(site)


@cache
def _labeller() -> RuleZoneLabeller:
    return RuleZoneLabeller()
