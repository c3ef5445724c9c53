"""A web server on this machine that answers as badly as the web does."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sends; ``pieces`` come one after the other, with ``pause`` seconds between them."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    pieces: Callable[[], Iterator[bytes]] | None = None
    pause: float = 0.0


Route = Answer | Callable[[Mapping[str, str]], Answer]


class Server:
    """Answers by path; ``requests`` are the paths asked for, in order."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.routes: dict[str, Route] = {}
        self.requests: list[str] = []

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def page(self, path: str, text: str, **headers: str) -> None:
        self.routes[path] = Answer(text.encode(), headers={"Content-Type": "text/html; charset=utf-8", **headers})

    def cached(self, path: str, body: bytes, *, etag: str, kind: str = "text/html; charset=utf-8") -> None:
        """An answer that is sent once and not again to who names its ETag."""

        def answer(headers: Mapping[str, str]) -> Answer:
            if headers.get("if-none-match") == etag:
                return Answer(status=304, headers={"ETag": etag})
            return Answer(body, headers={"Content-Type": kind, "ETag": etag})

        self.routes[path] = answer

    def redirect(self, path: str, target: str) -> None:
        self.routes[path] = Answer(status=302, headers={"Location": target})


@contextmanager
def serving() -> Iterator[Server]:
    """A server on a free port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            state.requests.append(self.path)
            route = state.routes.get(self.path, Answer(b"not here", status=404))
            answer = route if isinstance(route, Answer) else route({k.lower(): v for k, v in self.headers.items()})
            try:
                self._send(answer)
            except (BrokenPipeError, ConnectionResetError):  # the client has had enough
                self.close_connection = True

        def _send(self, answer: Answer) -> None:
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.pieces is None:
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)
                return
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            for piece in answer.pieces():
                self.wfile.write(piece)
                self.wfile.flush()
                time.sleep(answer.pause)

        def log_message(self, format: str, *args: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    state = Server(httpd.server_port)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()


def bomb(size: int) -> bytes:
    """A small gzip file that unpacks to ``size`` zeros."""
    return gzip.compress(bytes(size))
