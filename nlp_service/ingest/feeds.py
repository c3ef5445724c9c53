"""Feeds (RSS 0.9 to 2.0, RDF, Atom) and sitemaps, those of news too: headlines and addresses of articles elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO

from lxml import etree, html

from nlp_service.errors import UnsupportedFormat
from nlp_service.ingest.blocks import read_blocks
from nlp_service.ingest.context import Context, Reading
from nlp_service.ingest.decoding import UTF8, Decoded, decode_bytes, repair_lines
from nlp_service.ingest.html_dates import parse_moment
from nlp_service.ingest.page_marks import is_web_address
from nlp_service.ingest.records import Kind, Record
from nlp_service.ingest.xml_trees import local_name, parse_xml_text
from nlp_service.text.language import is_vietnamese
from nlp_service.types import Published

_ITEMS = frozenset(["item", "entry"])
_LINKS = frozenset(["url", "sitemap"])
_SITEMAPS = frozenset(["urlset", "sitemapindex"])
_TEXTS = ("encoded", "content", "description", "summary")
_DATES = ("pubdate", "published", "date", "updated", "issued", "publication_date", "lastmod")
_BLANKS = re.compile(r"\s+")
_MARKUP = re.compile(r"<[a-zA-Z/!][^>]*>|&[#a-zA-Z]\w*;")
_MAX_ITEM = 1 << 20


def read_feed(stream: BinaryIO, context: Context) -> Reading:
    """Yield the items of a feed, or the addresses of a sitemap.

    Raises:
        InputError: it is too long, in no known encoding, declares entities of its own, or holds no items.
    """
    decoded = decode_bytes(context.read_all(stream), name=context.name)
    root = parse_xml_text(decoded.text, name=context.name)
    is_map = local_name(root) in _SITEMAPS
    channel = _fields(next((child for child in root.iter() if local_name(child) == "channel"), root))
    site = None if is_map else _plain(channel.get("title"))
    found = False
    for number, element in enumerate(_elements(root, _LINKS if is_map else _ITEMS), 1):
        found = True
        record = _read_link(element, context, number) if is_map else _read_item(element, context, number, site, channel)
        if record is not None:
            yield record if decoded.encoding == UTF8 else replace(record, encoding=decoded.encoding)
    if not found:
        raise UnsupportedFormat(f"{context.name}: a feed without any item.")


def _elements(root: etree._Element, names: frozenset[str]) -> Iterator[etree._Element]:
    return (element for element in root.iter() if local_name(element) in names)


def _read_item(
    element: etree._Element, context: Context, number: int, site: str | None, channel: Mapping[str, str]
) -> Record | None:
    fields = _fields(element)
    markup = next((fields[key] for key in _TEXTS if fields.get(key)), "")[:_MAX_ITEM]
    body = repair_lines(Decoded("\n\n".join(_paragraphs(markup)), UTF8))
    url = fields.get("link") or fields.get("guid") or fields.get("id")
    title = _plain(fields.get("title"))
    if title is None and not body.text:
        return None
    return Record(
        f"{context.name}#{number}",
        Kind.FEED_ITEM,
        body.encoding,
        body.text,
        title=title,
        author=_plain(fields.get("creator") or fields.get("author")),
        published=_date(fields),
        section=_plain(fields.get("category")),
        source=site,
        url=url if url and is_web_address(url) else None,
        language="vi" if is_vietnamese(body.text or title or "") else (channel.get("language") or None),
    )


def _read_link(element: etree._Element, context: Context, number: int) -> Record | None:
    fields = _fields(element)
    url = fields.get("loc")
    if not url or not is_web_address(url):
        return None
    title, source = _plain(fields.get("title")), _plain(fields.get("name"))
    return Record(
        f"{context.name}#{number}", Kind.LINK, UTF8, title=title, published=_date(fields), source=source, url=url
    )


def _fields(element: etree._Element) -> dict[str, str]:
    """Return the text of each field by its local name, the first that is not empty; those of news and persons too.

    The address of Atom is an attribute: the link without ``rel``, or that to the article itself.
    """
    found: dict[str, str] = {}
    for child in element.iter():
        name = local_name(child)
        if child is element or (name in _ITEMS and child is not element) or _is_in_item(child, element):
            continue
        if name == "link" and child.get("href") and child.get("rel", "alternate") == "alternate":
            found.setdefault(name, child.get("href", "").strip())
        elif name == "category" and child.get("term"):
            found.setdefault(name, child.get("term", "").strip())
        elif name in ("content", "summary") and child.get("type") == "xhtml":
            found.setdefault(name, etree.tostring(child, encoding="unicode", method="html", with_tail=False))
        else:
            text = "".join(child.itertext()).strip() if name == "author" else (child.text or "").strip()
            if text:
                found.setdefault(name, text)
    return found


def _is_in_item(element: etree._Element, top: etree._Element) -> bool:
    """Whether an element below a channel belongs to one of its items or its picture."""
    for ancestor in element.iterancestors():
        if ancestor is top:
            return False
        if local_name(ancestor) in _ITEMS or local_name(ancestor) in ("image", "textinput", "source"):
            return True
    return False


def _paragraphs(markup: str) -> list[str]:
    if not markup.strip():
        return []
    if not _MARKUP.search(markup):
        return [_BLANKS.sub(" ", markup).strip()]
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    root = html.fragment_fromstring(
        f"<div>{markup}</div>".encode("utf-8", "replace"), create_parent="div", parser=parser
    )
    return [block.text for block in read_blocks(root)]


def _plain(markup: str | None) -> str | None:
    """Return a headline without markup, as publishers escape it once or twice."""
    text = " ".join(_paragraphs((markup or "")[:_MAX_ITEM]))
    return repair_lines(Decoded(text, UTF8)).text or None


def _date(fields: Mapping[str, str]) -> Published | None:
    moments = (parse_moment(fields[key]) for key in _DATES if fields.get(key))
    return next((moment for moment in moments if moment is not None), None)
