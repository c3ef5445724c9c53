"""What goes through an ingest: documents in, and what became of each article in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from nlp_service.errors import InputError
from nlp_service.ingest.records import Record, Refusal
from nlp_service.store.documents import SourceDocument
from nlp_service.store.rows import ArticleRows
from nlp_service.types import Analysis, Article

Status = Literal["new", "updated", "unchanged", "refused"]


@dataclass(frozen=True, slots=True)
class Known:
    """An article that is stored already just as it is, under ``content_hash`` where that was looked at."""

    id: str
    content_hash: str = ""


Content = Article | Refusal | Known | Record
"""What a document may hold when it was read before: a record is an item of a feed."""


@dataclass(frozen=True, slots=True)
class InputDocument:
    """One document to ingest: a file, bytes, or what was read from it before.

    ``name`` makes the ids of articles that bear none; ``origin`` is where it can be found again, a path or a URL.
    ``columns`` maps fields to columns of CSV; ``feed_item`` is what a feed said of it: title and date stand in where
    the document has none. ``is_part``: more of the same source follows; ``is_forced``: it is analysed even where the
    store has it already.
    """

    name: str
    content: Path | bytes | tuple[Content, ...]
    origin: str
    content_type: str | None = None
    url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    feed_item: Record | None = None
    stamp: str | None = None
    is_part: bool = False
    is_forced: bool = False


@dataclass(frozen=True, slots=True)
class Analyzed:
    """An article with its analysis and the rows that follow from them, ready to be stored."""

    article: Article
    analysis: Analysis
    rows: ArticleRows


@dataclass(frozen=True, slots=True)
class ProcessedDocument:
    """A document that was read and analysed but not stored yet, its articles in their order.

    ``remembered`` is what to remember of it, None where it cannot be skipped the next time; ``links`` are the items of
    a feed, whose articles are elsewhere, and ``feed`` is what to remember of it when these are stored.
    """

    origin: str
    name: str
    articles: tuple[Analyzed | Known | Refusal, ...]
    remembered: SourceDocument | None = None
    links: tuple[Record, ...] = ()
    feed: SourceDocument | None = None
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class ArticleOutcome:
    """What became of one article; ``error`` says why it was refused, ``is_duplicate`` whether it repeats another."""

    status: Status
    id: str | None
    error: InputError | None = None
    is_duplicate: bool = False


@dataclass(frozen=True, slots=True)
class DocumentOutcome:
    """What became of one document; all of it is in the store when this is seen."""

    origin: str
    name: str
    articles: tuple[ArticleOutcome, ...]
    is_part: bool = False
    links: int = 0


@dataclass(slots=True)
class Summary:
    """Counts of articles. ``duplicates`` are among the new and updated ones."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, outcomes: Iterable[ArticleOutcome]) -> None:
        """Count what became of some articles."""
        for outcome in outcomes:
            self.counts[outcome.status] += 1
            self.counts["duplicates"] += outcome.is_duplicate and outcome.status in ("new", "updated")

    def to_dict(self) -> dict[str, int]:
        """Return ``{"new", "updated", "unchanged", "duplicates", "refused"}``."""
        return {key: self.counts[key] for key in ("new", "updated", "unchanged", "duplicates", "refused")}
