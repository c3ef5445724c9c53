"""A real server for the page's tests, and the browser that they need."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn

from nlp_service.api.app import create_app
from nlp_service.api.settings import Settings
from nlp_service.pipeline import Pipeline

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
BROWSER_MARKS = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: the page's tests are not run"),
]
START_SECONDS = 60


@contextmanager
def serving(pipeline: Pipeline, folder: Path, keys: Path | None = None) -> Iterator[str]:
    """A real server on a free port; yields its address when it is ready."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = Settings(store=str(folder / "store.db"), versions=folder / "versions", port=port, api_keys_file=keys)
    server = uvicorn.Server(
        uvicorn.Config(create_app(settings, pipeline=pipeline), port=port, log_level="warning", ws="none")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{address}/readyz").status_code == httpx.codes.OK:
                break
        except httpx.TransportError:
            time.sleep(0.1)
    yield address
    server.should_exit = True
    thread.join()
