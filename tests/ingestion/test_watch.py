"""Watching: what comes is taken once, what has not changed is not asked for again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from nlp_service.ingest.addresses import parse_allow_list
from nlp_service.ingest.documents import DocumentOutcome, InputDocument, Summary
from nlp_service.ingest.fetch import HttpFetcher
from nlp_service.ingest.links import LinkReader, name_of_url
from nlp_service.ingest.robots import PoliteFetcher
from nlp_service.ingest.run import run_ingest
from nlp_service.ingest.watch import FolderWatcher, watch_sources
from nlp_service.ingest.workers import Workers
from nlp_service.pipeline import DEFAULT_OPTIONS
from nlp_service.store.store import Store
from tests.ingestion.processes import load_dummies
from tests.ingestion.server import Answer, Server, serving
from tests.ingestion.templates import make_text

PAGE = "<html><head><title>{0}</title></head><body><article><h1>{0}</h1>{1}</article></body></html>"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


class Ingest:
    """An ingest into a store of its own, with everything that it told."""

    def __init__(self, store: Store, path: Path, host: str) -> None:
        self.links = LinkReader(store, PoliteFetcher(HttpFetcher(parse_allow_list([host])), pause=0))
        self.told: list[DocumentOutcome] = []
        self._store, self._path = store, path

    def __call__(self, documents: Iterable[InputDocument]) -> None:
        with Workers(str(self._path), DEFAULT_OPTIONS, load_dummies, 1) as process:
            self.told += run_ingest(documents, self._store, process, fetch_links=self.links.read_links)

    def take(self) -> dict[str, int]:
        """What was told since the last time, without what there was nothing of."""
        summary = Summary()
        for outcome in self.told:
            summary.add(outcome.articles)
        self.told.clear()
        return {key: value for key, value in summary.to_dict().items() if value}


@pytest.fixture
def ingest(tmp_path: Path, server: Server) -> Iterator[Ingest]:
    path = tmp_path / "store.db"
    with Store.open(path) as store:
        yield Ingest(store, path, server.host)


def rounds(*steps: Callable[[], None]) -> Callable[[float], bool]:
    """A wait that does one step after the other instead, and then ends the watch."""
    pending = iter(steps)

    def wait(seconds: float) -> bool:
        step = next(pending, None)
        if step is not None:
            step()
        return step is not None

    return wait


def write(path: Path, text: str, *, age: float = 60) -> None:
    path.write_text(text, encoding="utf-8")
    moment = path.stat().st_mtime - age
    os.utime(path, (moment, moment))


def test_folders_give_what_is_new_and_settled(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "một")
    watcher = FolderWatcher([str(tmp_path)])
    assert [file.name for file in watcher.take_changed()] == ["a.txt"]
    assert watcher.take_changed() == []
    write(tmp_path / "a.txt", "một hai", age=30)
    write(tmp_path / "b.txt", "đang viết", age=0)
    assert [file.name for file in watcher.take_changed()] == ["a.txt"]
    write(tmp_path / "b.txt", "đã viết xong", age=20)
    (tmp_path / "a.txt").unlink()
    assert [file.name for file in watcher.take_changed()] == ["b.txt"]
    assert watcher.take_changed() == []


def test_a_folder_is_watched(tmp_path: Path, ingest: Ingest) -> None:
    folder = tmp_path / "kho"
    folder.mkdir()
    write(folder / "a.txt", make_text(1))
    counts: list[dict[str, int]] = []

    def note(step: Callable[[], None]) -> Callable[[], None]:
        def act() -> None:
            counts.append(ingest.take())
            step()

        return act

    watch_sources(
        [str(folder)],
        ingest,
        ingest.links,
        interval=1,
        wait=rounds(
            note(lambda: write(folder / "b.txt", make_text(2))),
            note(lambda: write(folder / "b.txt", make_text(3), age=10)),
            note(lambda: None),
        ),
    )
    assert [*counts, ingest.take()] == [{}, {"new": 1}, {"updated": 1}, {}]


def publish(server: Server, *numbers: int, etag: str) -> None:
    items = "".join(
        f"<item><title>Bài {number}</title><link>{server.url(f'/bai-{number}.html?utm_source=rss')}</link>"
        f"<pubDate>Mon, 0{number} Apr 2024 08:00:00 +0700</pubDate></item>"
        for number in numbers
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Tin</title>{items}</channel></rss>'
    server.cached("/tin.rss", feed.encode(), etag=etag, kind="application/rss+xml")
    for number in numbers:
        paragraphs = "".join(f"<p>{make_text(number * 10 + part)}</p>" for part in range(4))
        body = PAGE.format(f"Bài báo số {number} của làng ta", paragraphs).encode()
        server.cached(f"/bai-{number}.html?utm_source=rss", body, etag=f'"bai-{number}"')


def test_a_feed_is_followed(server: Server, ingest: Ingest) -> None:
    publish(server, 1, 2, etag='"1"')
    ingest(ingest.links.read_urls([server.url("/tin.rss")]))
    assert ingest.take() == {"new": 2}
    server.requests.clear()
    watch_sources(
        [server.url("/tin.rss")],
        ingest,
        ingest.links,
        interval=1,
        wait=rounds(lambda: None, lambda: publish(server, 1, 2, 3, etag='"2"')),
    )
    assert ingest.take() == {"new": 1, "unchanged": 2}
    assert server.requests == ["/tin.rss", "/tin.rss", "/bai-3.html?utm_source=rss"]


def test_a_feed_is_asked_again_while_a_page_is_away(server: Server, ingest: Ingest) -> None:
    publish(server, 1, 2, etag='"1"')
    there = server.routes["/bai-2.html?utm_source=rss"]
    server.routes["/bai-2.html?utm_source=rss"] = Answer(b"", status=503)
    ingest(ingest.links.read_urls([server.url("/tin.rss")]))
    assert ingest.take() == {"new": 1, "refused": 1}
    server.routes["/bai-2.html?utm_source=rss"] = there
    ingest(ingest.links.read_urls([server.url("/tin.rss")]))
    assert ingest.take() == {"new": 1, "unchanged": 1}


def test_a_page_is_asked_whether_it_changed(server: Server, ingest: Ingest) -> None:
    publish(server, 1, etag='"1"')
    url = server.url("/bai-1.html?utm_source=rss")
    for expected in ({"new": 1}, {"unchanged": 1}):
        ingest(ingest.links.read_urls([url]))
        assert ingest.take() == expected


def test_a_wrong_charset_in_the_header_does_no_harm(server: Server, ingest: Ingest) -> None:
    body = PAGE.format("Bài báo số 1 của làng ta", "".join(f"<p>{make_text(part)}</p>" for part in range(4))).encode()
    for number, charset in enumerate(("windows-1252", "iso-8859-1", "us-ascii", "khong-co")):
        text = body.replace("số 1".encode(), f"số {number}".encode())
        server.routes[f"/bai-{number}"] = Answer(text, headers={"Content-Type": f"text/html; charset={charset}"})
        ingest(ingest.links.read_urls([server.url(f"/bai-{number}")]))
    with Store.open(ingest._path) as store:
        stored = [store.get(str(article.id)).article for outcome in ingest.told for article in outcome.articles]
    assert [article.title for article in stored] == [f"Bài báo số {number} của làng ta" for number in range(4)]
    assert all("công trình thứ" in article.text for article in stored)


def test_a_feed_gives_date_and_title_to_a_page_without(server: Server, ingest: Ingest) -> None:
    publish(server, 1, etag='"1"')
    ingest(ingest.links.read_urls([server.url("/tin.rss")]))
    (article,) = [article.id for outcome in ingest.told for article in outcome.articles]
    assert article is not None
    with Store.open(ingest._path) as store:
        stored = store.get(article).article
    assert stored.title == "Bài báo số 1 của làng ta"
    assert stored.published is not None
    assert stored.published.isoformat() == "2024-04-01T08:00:00+07:00"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://Bao.example/tin/a.html#cuoi", "bao.example/tin/a.html"),
        ("http://bao.example:80/tin?utm_source=x&id=3&fbclid=y", "bao.example/tin?id=3"),
        ("https://bao.example:8443", "bao.example:8443/"),
    ],
)
def test_names_of_addresses(url: str, name: str) -> None:
    assert name_of_url(url) == name


def test_links_lead_no_further_than_three_levels(server: Server, ingest: Ingest) -> None:
    for level in range(6):
        body = (
            '<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
            f"<sitemap><loc>{server.url(f'/s{level + 1}.xml')}</loc></sitemap></sitemapindex>"
        )
        server.routes[f"/s{level}.xml"] = Answer(body.encode(), headers={"Content-Type": "application/xml"})
    ingest(ingest.links.read_urls([server.url("/s0.xml")]))
    assert [path for path in server.requests if path != "/robots.txt"] == ["/s0.xml", "/s1.xml", "/s2.xml"]
