"""How much of a source is read at most, so that no file, however it was made, takes unbounded time or memory."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one source; what is over a limit is refused by name, the rest of the source is still read."""

    document_bytes: int = 20 << 20
    """Of one page, text, feed or office document, after decompression."""
    line_bytes: int = 16 << 20
    """Of one line of JSONL or one field of CSV: a text of the longest allowed length, every character escaped, fits."""
    archive_members: int = 100_000
    """Files in one archive."""
    archive_bytes: int = 4 << 30
    """Of all the members of one archive together, after decompression."""
    archive_depth: int = 3
    """Archives within archives: the outermost counts as one."""
    compression_ratio: int = 200
    """Decompressed to compressed size of what is longer than a megabyte; text reaches 20."""
    pages: int = 2_000
    """Pages of one PDF."""
    seconds: float = 60.0
    """Of reading one PDF, checked after each page."""


DEFAULT_LIMITS = Limits()
