"""Fetching from the outside: limits of size, time and redirects; no way into a private network."""

from __future__ import annotations

import gzip
import ipaddress
import itertools
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from nlp_service.errors import AddressRefused, FetchFailed, InputError, InvalidField, RobotsRefused, TextTooLong
from nlp_service.ingest.addresses import is_public, parse_allow_list, resolve_checked
from nlp_service.ingest.fetch import FetchLimits, HttpFetcher
from nlp_service.ingest.robots import PoliteFetcher
from tests.ingestion.server import Answer, Server, bomb, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def fetcher(server: Server, **limits: float) -> HttpFetcher:
    chosen = FetchLimits(**limits) if limits else FetchLimits()  # type: ignore[arg-type]
    return HttpFetcher(parse_allow_list([server.host]), chosen)


def test_reads_an_answer_with_its_headers(server: Server) -> None:
    server.cached("/bai", "Trời mưa.".encode(), etag='"1"')
    answer = fetcher(server)(server.url("/bai#cuoi"))
    assert (answer.status, answer.content, answer.etag) == (200, "Trời mưa.".encode(), '"1"')
    assert answer.content_type == "text/html; charset=utf-8"
    assert fetcher(server)(server.url("/bai"), etag='"1"').content is None


def test_unpacks_gzip(server: Server) -> None:
    server.routes["/gzip"] = Answer(gzip.compress(b"chu" * 100_000), headers={"Content-Encoding": "gzip"})
    assert fetcher(server)(server.url("/gzip")).content == b"chu" * 100_000


def test_follows_redirects(server: Server) -> None:
    server.page("/dich", "Đến nơi.")
    server.redirect("/a", "/b")
    server.redirect("/b", server.url("/dich"))
    assert fetcher(server)(server.url("/a")).url == server.url("/dich")


@pytest.mark.parametrize(
    ("answers", "error", "message"),
    [
        ({"/a": "/b", "/b": "/a"}, FetchFailed, "circle"),
        ({f"/{n}": f"/{n + 1}" for n in range(20)} | {"/a": "/0"}, FetchFailed, "more than 5"),
        ({"/a": "http://127.0.0.1:9/"}, AddressRefused, "127.0.0.1"),
        ({"/a": "http://localhost/"}, AddressRefused, "localhost"),
        ({"/a": "http://2130706433/"}, AddressRefused, "127.0.0.1"),
        ({"/a": "http://[::ffff:10.0.0.1]/"}, AddressRefused, "public"),
        ({"/a": "http://169.254.169.254/latest/meta-data"}, AddressRefused, "169.254"),
        ({"/a": "file:///etc/passwd"}, AddressRefused, "http"),
        ({"/a": "gopher://127.0.0.1/"}, AddressRefused, "http"),
        ({"/a": "http://ten:matkhau@bao.example/"}, AddressRefused, "user"),
    ],
)
def test_bad_redirects(server: Server, answers: dict[str, str], error: type[InputError], message: str) -> None:
    for path, target in answers.items():
        server.redirect(path, target)
    with pytest.raises(error, match=message):
        fetcher(server)(server.url("/a"))


def endless() -> Iterator[bytes]:
    return itertools.repeat(b"x" * 65536)


def test_an_endless_stream_is_cut(server: Server) -> None:
    server.routes["/a"] = Answer(pieces=endless)
    with pytest.raises(TextTooLong):
        fetcher(server, content_bytes=1 << 20)(server.url("/a"))


def test_a_gzip_bomb_is_not_unpacked(server: Server) -> None:
    server.routes["/a"] = Answer(bomb(50 << 20), headers={"Content-Encoding": "gzip"})
    with pytest.raises(TextTooLong):
        fetcher(server, content_bytes=1 << 20)(server.url("/a"))


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"no gzip at all", headers={"Content-Encoding": "gzip"}),
        Answer(b"x", headers={"Content-Encoding": "br"}),
        Answer(pieces=lambda: iter(()), headers={"Content-Length": "100"}),
    ],
)
def test_damaged_answers(server: Server, answer: Answer) -> None:
    server.routes["/a"] = answer
    with pytest.raises(FetchFailed):
        fetcher(server)(server.url("/a"))


def test_a_slow_body_ends_at_the_deadline(server: Server) -> None:
    server.routes["/a"] = Answer(pieces=lambda: itertools.repeat(b"x"), pause=0.05)
    begun = time.monotonic()
    with pytest.raises(FetchFailed, match="slow"):
        fetcher(server, seconds=0.5)(server.url("/a"))
    assert time.monotonic() - begun < 10


def test_slow_headers_end_at_the_deadline() -> None:
    """A server that sends its headers letter by letter (slow loris)."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        stop = threading.Event()

        def drip() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\n")
                while not stop.wait(0.05):
                    try:
                        connection.sendall(b"X")
                    except OSError:
                        return

        thread = threading.Thread(target=drip)
        thread.start()
        try:
            with pytest.raises(FetchFailed, match="slow"):
                HttpFetcher(parse_allow_list([f"127.0.0.1:{port}"]), FetchLimits(seconds=0.5))(
                    f"http://127.0.0.1:{port}/"
                )
        finally:
            stop.set()
            thread.join()


def test_nobody_there(server: Server) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(FetchFailed):
        HttpFetcher(parse_allow_list(["127.0.0.1"]))(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://0/",
        "http://localhost/",
        "http://10.0.0.1/",
        "http://172.16.5.4/",
        "http://192.168.1.1/",
        "http://169.254.169.254/",
        "http://100.64.0.1/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://[::1]/",
        "http://[::]/",
        "http://[fe80::1]/",
        "http://[fc00::1]/",
        "http://[ff02::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "ftp://bao.example/",
        "http:///khong-co-may",
        "http://a:b@bao.example/",
        "khong phai dia chi",
        "http://[::1/",
    ],
)
def test_private_addresses_are_refused(url: str) -> None:
    with pytest.raises(AddressRefused):
        HttpFetcher()(url)


@pytest.mark.parametrize("address", ["8.8.8.8", "203.162.0.1", "2606:4700::1111", "64:ff9b::808:808"])
def test_public_addresses(address: str) -> None:
    assert is_public(ipaddress.ip_address(address)) is True


def test_a_name_with_one_private_address_is_refused() -> None:
    allowed = parse_allow_list([])
    with pytest.raises(AddressRefused):
        resolve_checked("bao.example", 80, allowed, lambda host, port: ["8.8.8.8", "10.0.0.1"])
    assert resolve_checked("bao.example", 80, allowed, lambda host, port: ["8.8.8.8", "8.8.4.4"]) == "8.8.8.8"


def test_the_allow_list_names_hosts_ports_and_networks() -> None:
    allowed = parse_allow_list(["Toa-soan.example", "may:8080", "10.1.0.0/16"])

    def resolve(host: str, port: int) -> list[str]:
        return ["10.2.0.1" if host == "xa.example" else "10.1.0.1" if host == "gan.example" else "192.168.0.1"]

    assert resolve_checked("toa-soan.example", 80, allowed, resolve) == "192.168.0.1"
    assert resolve_checked("may", 8080, allowed, resolve) == "192.168.0.1"
    assert resolve_checked("gan.example", 80, allowed, resolve) == "10.1.0.1"
    for host, port in (("may", 80), ("xa.example", 80), ("khac.example", 80)):
        with pytest.raises(AddressRefused):
            resolve_checked(host, port, allowed, resolve)


@pytest.mark.parametrize("entry", ["", "may:cong", "10.0.0.0/99", ":80", "10.1.2.3/8"])
def test_an_allow_list_that_is_none(entry: str) -> None:
    with pytest.raises(InvalidField, match="allow"):
        parse_allow_list([entry])


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def polite(server: Server, clock: Clock) -> PoliteFetcher:
    return PoliteFetcher(fetcher(server), clock=clock, sleep=clock.sleep)


def test_robots_are_asked_once_and_obeyed(server: Server) -> None:
    robots = "User-agent: *\nDisallow: /rieng/\nDisallow: /*.pdf$\n\nUser-agent: nlp-service\nDisallow: /rieng/\n"
    server.routes["/robots.txt"] = Answer(robots.encode())
    server.page("/tin", "Tin.")
    fetch = polite(server, Clock())
    assert fetch(server.url("/tin")).content == b"Tin."
    with pytest.raises(RobotsRefused):
        fetch(server.url("/rieng/bai"))
    assert server.requests == ["/robots.txt", "/tin"]


def test_pauses_between_fetches(server: Server) -> None:
    server.routes["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 7\n")
    server.page("/tin", "Tin.")
    clock = Clock()
    fetch = polite(server, clock)
    fetch(server.url("/tin"))
    assert clock.now == 101.0  # after robots.txt
    fetch(server.url("/tin"))
    assert clock.now == 108.0
    clock.sleep(3600)
    fetch(server.url("/tin"))
    assert server.requests.count("/robots.txt") == 2


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (503, False)])
def test_robots_that_are_not_there(server: Server, status: int, allowed: bool) -> None:
    server.routes["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /\n", status=status)
    server.page("/tin", "Tin.")
    fetch = polite(server, Clock())
    if allowed:
        assert fetch(server.url("/tin")).status == 200
    else:
        with pytest.raises(FetchFailed, match="503"):
            fetch(server.url("/tin"))
