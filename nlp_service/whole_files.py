"""Files that are there whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nlp_service.errors import StoreError, StoreFull

_NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT})


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file under another name, force it to the disk and rename it.

    Raises:
        StoreFull: there is no space.
        StoreError: the file cannot be written.
    """
    with whole_file(path) as unfinished:
        unfinished.write_bytes(content)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a name beside ``path`` to write to; it becomes ``path`` at the end, or is removed on an exception."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield unfinished
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        if error.errno in _NO_SPACE:
            raise StoreFull(f"{path}: the disk is full; free space and start again, what is done stays.") from error
        raise StoreError(f"{path}: cannot be written ({error}).") from error
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
