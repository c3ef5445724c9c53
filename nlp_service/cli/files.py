"""The bytes of a file that the user named."""

from __future__ import annotations

from pathlib import Path

from nlp_service.errors import InvalidField


def read_content(path: Path) -> bytes:
    """Return the bytes of the file.

    Raises:
        InvalidField: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise InvalidField(f"{path}: cannot be read ({error.strerror}).") from error
