"""Addresses as documents: fetched only when they may have changed since they were read last."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from nlp_service.errors import FetchFailed, InputError
from nlp_service.ingest.documents import InputDocument, Known
from nlp_service.ingest.fetch import Fetch, Fetched, parse_url
from nlp_service.ingest.records import Record, Refusal
from nlp_service.serialize import format_published
from nlp_service.store.documents import SourceDocument, find_documents
from nlp_service.store.store import Store

_TRACKING = ("utm_", "fbclid", "gclid", "zarsrc")
_DEFAULT_PORTS = {"http": 80, "https": 443}


class LinkReader:
    """Turns addresses into documents, with what the store remembers of them."""

    def __init__(self, store: Store, fetch: Fetch) -> None:
        self._store = store
        self._fetch = fetch

    def read_urls(self, urls: Iterable[str]) -> Iterator[InputDocument]:
        """Yield the document at each address, a refusal where there is none."""
        for url in urls:
            yield self._read(url, None)

    def read_links(self, links: Iterable[Record]) -> Iterator[InputDocument]:
        """Yield the document that each item of a feed leads to.

        An item whose title and date are those of the last time is not fetched again.
        """
        for link in links:
            if link.url is not None:
                yield self._read(link.url, link)

    def _read(self, url: str, item: Record | None) -> InputDocument:
        stamp = _stamp(item) if item is not None else None
        document = InputDocument(url, (), origin=url, url=url, feed_item=item, stamp=stamp)
        try:
            document = replace(document, name=name_of_url(url))
            with self._store.reading() as connection:
                known = find_documents(connection, [document.name]).get(document.name)
            if known is not None and stamp is not None and known.stamp == stamp:
                return _unchanged(document, known)
            answer = self._fetch(
                url, etag=known.etag if known else None, last_modified=known.last_modified if known else None
            )
            if known is not None and answer.content is None:
                return _unchanged(document, known)
            return _with_content(document, answer)
        except InputError as error:
            return replace(document, content=(Refusal(document.name, error),))


def name_of_url(url: str) -> str:
    """Return the name that an address gives to its document: host, path and query, without marks of campaigns.

    Raises:
        AddressRefused: this is no address that could be fetched.
    """
    parsed = parse_url(url)
    port = f":{parsed.port}" if parsed.port not in (None, _DEFAULT_PORTS[parsed.scheme]) else ""
    pairs = parse_qsl(parsed.query.decode("ascii"), keep_blank_values=True)
    query = urlencode([(key, value) for key, value in pairs if not key.lower().startswith(_TRACKING)])
    return f"{parsed.host}{port}{parsed.path}" + (f"?{query}" if query else "")


def _with_content(document: InputDocument, answer: Fetched) -> InputDocument:
    if answer.status != 200 or answer.content is None:
        raise FetchFailed(f"{document.origin}: the server answers {answer.status}.")
    return replace(
        document,
        content=answer.content,
        content_type=answer.content_type,
        url=answer.url,
        etag=answer.etag,
        last_modified=answer.last_modified,
    )


def _unchanged(document: InputDocument, known: SourceDocument) -> InputDocument:
    return replace(document, content=tuple(Known(article_id) for article_id, _ in known.articles))


def _stamp(item: Record) -> str | None:
    """Return a digest of what a feed says of an item; None when it says nothing that would change with it."""
    published = format_published(item.published)
    if published is None:
        return None
    return hashlib.sha256(f"{item.title}\n{published}\n{item.body}".encode()).hexdigest()[:32]
