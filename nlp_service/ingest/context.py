"""What a reader knows of the source beside its bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import BinaryIO, Self

from nlp_service.errors import InputError, TextTooLong
from nlp_service.ingest.limits import DEFAULT_LIMITS, Limits
from nlp_service.ingest.records import Record, Refusal

Reading = Iterator[Record | Refusal]


@dataclass(frozen=True, slots=True)
class Context:
    """The name of the source, its address and media type where they are known, and how to read it."""

    name: str
    url: str | None = None
    content_type: str | None = None
    limits: Limits = DEFAULT_LIMITS
    columns: Mapping[str, str] = field(default_factory=dict)
    depth: int = 0

    def member(self, name: str, *, url: str | None = None, content_type: str | None = None) -> Self:
        """Return the context of what is inside the source."""
        return replace(self, name=f"{self.name}/{name}", url=url, content_type=content_type, depth=self.depth + 1)

    def refuse(self, error: InputError) -> Refusal:
        """Return a refusal of the whole source."""
        return Refusal(self.name, error)

    def read_all(self, stream: BinaryIO) -> bytes:
        """Return the bytes of one document.

        Raises:
            TextTooLong: more than a document may have.
        """
        limit = self.limits.document_bytes
        content = stream.read(limit + 1)
        if len(content) > limit:
            raise TextTooLong(f"{self.name}: longer than {limit >> 20} MiB; split it into articles.")
        return content


Reader = Callable[[BinaryIO, Context], Reading]
"""Reads a stream that can be rewound; raises :class:`~nlp_service.errors.InputError` for the whole of it."""
