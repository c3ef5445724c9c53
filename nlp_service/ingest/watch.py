"""Goes on ingesting what comes: new and changed files of folders, new items of feeds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from nlp_service.ingest.documents import InputDocument
from nlp_service.ingest.links import LinkReader
from nlp_service.ingest.sources import SourceFile, is_url, list_files, read_files

_SETTLED_SECONDS = 1.0
"""A file that changed later than this may still be being written; it is taken at the next look."""
_NO_COLUMNS: Mapping[str, str] = MappingProxyType({})
_Version = tuple[int, int]
Ingest = Callable[[Iterable[InputDocument]], None]


class FolderWatcher:
    """Knows which files it has given out, and in which state."""

    def __init__(self, sources: Sequence[str], now: Callable[[], float] = time.time) -> None:
        self._sources = sources
        self._now = now
        self._seen: dict[SourceFile, _Version] = {}

    def take_changed(self) -> list[SourceFile]:
        """Return the files that are new or changed since the last call, without those that are still being written."""
        found: dict[SourceFile, _Version] = {}
        changed: list[SourceFile] = []
        for file in (file for source in self._sources for file in list_files(source)):
            try:
                state = file.path.stat()
            except FileNotFoundError:  # gone since the folder was listed
                continue
            version = (state.st_mtime_ns, state.st_size)
            if self._seen.get(file) == version:
                found[file] = version
            elif self._now() - state.st_mtime >= _SETTLED_SECONDS:
                found[file] = version
                changed.append(file)
        self._seen = found
        return changed


def _sleep(seconds: float) -> bool:
    time.sleep(seconds)
    return True


def watch_sources(
    sources: Sequence[str],
    ingest: Ingest,
    links: LinkReader,
    *,
    interval: float,
    columns: Mapping[str, str] = _NO_COLUMNS,
    wait: Callable[[float], bool] = _sleep,
) -> None:
    """Look at files and addresses every ``interval`` seconds as long as ``wait`` returns True, and ingest the news.

    An address is asked whether it has changed (ETag, Last-Modified); a server that is away is asked again.
    """
    urls = [source for source in sources if is_url(source)]
    folders = FolderWatcher([source for source in sources if not is_url(source)])
    folders.take_changed()
    while wait(interval):
        ingest(read_files(folders.take_changed(), columns))
        ingest(links.read_urls(urls))
