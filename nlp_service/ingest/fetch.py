"""Fetches what an address holds: politely, within limits of size, time and redirects, never from a private network."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from typing import Protocol

import httpcore
import httpx

from nlp_service.errors import AddressRefused, FetchFailed, InputError, TextTooLong
from nlp_service.ingest.addresses import NOTHING_ALLOWED, AllowList
from nlp_service.ingest.limits import DEFAULT_LIMITS
from nlp_service.ingest.transport import TRANSPORT_ERRORS, GuardedTransport

PRODUCT = "nlp-service"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED = 304
_CHUNK = 1 << 16
_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml,*/*;q=0.5"


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """``content_bytes`` of one answer after decompression; ``seconds`` of one fetch with all its redirects."""

    content_bytes: int = DEFAULT_LIMITS.document_bytes
    seconds: float = 30.0
    read_seconds: float = 10.0
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: ``url`` is the address after redirects; ``content`` is None when it has not changed (304)."""

    url: str
    status: int
    content: bytes | None
    content_type: str | None
    etag: str | None
    last_modified: str | None


class Fetch(Protocol):
    """Gets what an address holds."""

    def __call__(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """Return the answer of a server, whatever its status.

        Raises:
            InputError: there is none.
        """
        ...


class HttpFetcher:
    """Fetches by HTTP and HTTPS; each fetch opens its own connections, to checked addresses only."""

    def __init__(self, allowed: AllowList = NOTHING_ALLOWED, limits: FetchLimits = FetchLimits()) -> None:
        self._allowed = allowed
        self._limits = limits
        self._context = httpx.create_ssl_context(trust_env=False)
        self._agent = f"{PRODUCT}/{version('nlp-service')}"

    def __call__(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """Return the answer of the server, redirects followed; see :class:`Fetch`.

        Raises:
            AddressRefused: the address, or one that it redirects to, is not allowed.
            FetchFailed: no answer, an endless redirect, or too slow.
            TextTooLong: the answer is over the limit.
        """
        headers = {"User-Agent": self._agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip"}
        if etag is not None:
            headers["If-None-Match"] = etag
        if last_modified is not None:
            headers["If-Modified-Since"] = last_modified
        transport = GuardedTransport(self._allowed, self._context, seconds=self._limits.seconds)
        try:
            with httpx.Client(
                transport=transport, headers=headers, timeout=self._limits.read_seconds, trust_env=False
            ) as client:
                return self._follow(client, parse_url(url))
        except InputError as error:
            raise type(error)(f"{url}: {error}") from error
        except TRANSPORT_ERRORS as error:
            slow = isinstance(error, httpcore.TimeoutException)
            reason = "the server is too slow" if slow else f"the server gives no usable answer ({type(error).__name__})"
            raise FetchFailed(f"{url}: {reason}.") from error

    def _follow(self, client: httpx.Client, url: httpx.URL) -> Fetched:
        seen = {url}
        for _ in range(self._limits.redirects + 1):
            with client.stream("GET", url) as response:
                location = response.headers.get("location")
                if response.status_code not in _REDIRECTS or location is None:
                    return self._read(response)
            url = parse_url(str(url.join(location)))
            if url in seen:
                raise FetchFailed("it redirects in a circle.")
            seen.add(url)
        raise FetchFailed(f"it redirects more than {self._limits.redirects} times.")

    def _read(self, response: httpx.Response) -> Fetched:
        headers = response.headers
        content = None if response.status_code == _NOT_MODIFIED else self._body(response)
        return Fetched(
            url=str(response.url),
            status=response.status_code,
            content=content,
            content_type=headers.get("content-type"),
            etag=headers.get("etag"),
            last_modified=headers.get("last-modified"),
        )

    def _body(self, response: httpx.Response) -> bytes:
        body = bytearray()
        for chunk in _decompressed(response):
            body += chunk
            if len(body) > self._limits.content_bytes:
                raise TextTooLong(f"it sends more than {self._limits.content_bytes >> 20} MiB.")
        return bytes(body)


def parse_url(url: str) -> httpx.URL:
    """Return the address without its fragment.

    Raises:
        AddressRefused: no HTTP(S) address with a host, or one with a user name.
    """
    try:
        parsed = httpx.URL(url).copy_with(fragment=None)
    except (httpx.InvalidURL, UnicodeError) as error:
        raise AddressRefused("this is no address.") from error
    if parsed.scheme not in ("http", "https") or not parsed.host or parsed.userinfo:
        raise AddressRefused("only http:// and https:// addresses with a host and without a user name are fetched.")
    return parsed


def _decompressed(response: httpx.Response) -> Iterator[bytes]:
    """Yield the body in small pieces whatever its compression, so that a bomb is noticed before it is unpacked."""
    encoding = response.headers.get("content-encoding", "identity").lower()
    if encoding in ("identity", ""):
        yield from response.iter_raw(_CHUNK)
        return
    if encoding not in ("gzip", "x-gzip"):
        raise FetchFailed(f"it answers in the encoding {encoding[:20]}, which was not asked for.")
    unpacker = zlib.decompressobj(wbits=31)
    try:
        for chunk in response.iter_raw(_CHUNK):
            while chunk and not unpacker.eof:
                yield unpacker.decompress(chunk, _CHUNK)
                chunk = unpacker.unconsumed_tail
        yield unpacker.flush()
    except zlib.error as error:
        raise FetchFailed("its compressed answer is damaged.") from error
