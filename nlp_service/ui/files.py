"""Where the page's files are."""

from __future__ import annotations

from pathlib import Path


def static_folder() -> Path | None:
    """Return the folder of the page's files, or None in an installation without them."""
    folder = Path(__file__).resolve().parent / "static"
    return folder if (folder / "index.html").is_file() else None
