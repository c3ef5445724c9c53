"""What a site asks of programs: its robots.txt (RFC 9309), and a pause between two fetches."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from nlp_service.errors import FetchFailed, RobotsRefused
from nlp_service.ingest.fetch import PRODUCT, Fetch, Fetched, parse_url

_KEPT_SECONDS = 3600.0
_LONGEST_PAUSE = 30.0
_MOST_BYTES = 500 << 10
"""RFC 9309: at least 500 KiB are read; the rest may be ignored."""


@dataclass(frozen=True, slots=True)
class _Rules:
    rules: Protego
    until: float


class PoliteFetcher:
    """A :class:`~nlp_service.ingest.fetch.Fetch` that keeps to robots.txt and pauses between fetches from one host.

    ``pause`` is in seconds; a longer one that the site asks for is kept up to half a minute.
    """

    def __init__(
        self,
        fetch: Fetch,
        *,
        pause: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._fetch = fetch
        self._pause = pause
        self._clock = clock
        self._sleep = sleep
        self._rules: dict[str, _Rules] = {}
        self._free: dict[str, float] = {}

    def __call__(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """Return the answer, when robots.txt allows and the host's pause is over.

        Raises:
            RobotsRefused: robots.txt does not allow it.
            InputError: there is no answer, see :class:`~nlp_service.ingest.fetch.Fetch`.
        """
        parsed = parse_url(url)
        site = f"{parsed.scheme}://{parsed.netloc.decode('ascii')}"
        rules = self._read_rules(site)
        if not rules.can_fetch(url, PRODUCT):
            raise RobotsRefused(f"{url}: the robots.txt of {site} asks programs to keep away.")
        self._wait(site, rules.crawl_delay(PRODUCT))
        return self._fetch(url, etag=etag, last_modified=last_modified)

    def _read_rules(self, site: str) -> Protego:
        known = self._rules.get(site)
        if known is None or known.until <= self._clock():
            self._wait(site, None)
            answer = self._fetch(f"{site}/robots.txt")
            if answer.status >= 500:
                raise FetchFailed(f"{site}/robots.txt: the server answers {answer.status}, so nothing is fetched.")
            text = answer.content[:_MOST_BYTES].decode("utf-8", "replace") if answer.content else ""
            known = _Rules(Protego.parse(text if answer.status == 200 else ""), self._clock() + _KEPT_SECONDS)
            self._rules[site] = known
        return known.rules

    def _wait(self, site: str, asked: float | None) -> None:
        left = self._free.get(site, 0.0) - self._clock()
        if left > 0:
            self._sleep(left)
        self._free[site] = self._clock() + max(self._pause, min(asked or 0.0, _LONGEST_PAUSE))
