"""What the readers find in a source: records, and refusals of what cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nlp_service.errors import InputError
from nlp_service.ingest.names import article_id
from nlp_service.serialize import JsonObject, error_to_dict, format_published
from nlp_service.types import Article, Published


class Kind(StrEnum):
    """What a record is."""

    ARTICLE = "article"
    """One article with its text."""
    LISTING = "listing"
    """A page of many headlines (front page, section, search result): it has no text of its own."""
    FEED_ITEM = "feed-item"
    """An item of a feed: a headline with a teaser; the article is at :attr:`Record.url`."""
    LINK = "link"
    """An address in a sitemap, without any text."""


@dataclass(frozen=True, slots=True)
class Record:
    """One document of a source.

    ``name`` is the file, with the member of an archive or the line below it (``kho.zip/2004/bao.html``,
    ``kho.csv#12``); ``body`` what is analysed, paragraphs parted by a blank line, empty unless there is an article or
    a teaser; ``encoding`` the one that the bytes were in; ``source`` the publication, ``url`` the canonical address;
    ``language`` a BCP 47 tag; ``explicit_id`` the id that the source itself gives.
    """

    name: str
    kind: Kind
    encoding: str
    body: str = ""
    title: str | None = None
    author: str | None = None
    published: Published | None = None
    section: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    captions: tuple[str, ...] = ()
    explicit_id: str | None = None

    @property
    def id(self) -> str:
        """The id of the article: its own, else one made of the name."""
        return self.explicit_id or article_id(self.name)

    def to_article(self) -> Article:
        """Return the article to analyse; its source is the address, else the publication."""
        return Article(
            id=self.id,
            text=self.body,
            title=self.title,
            published=self.published,
            author=self.author,
            source=self.url or self.source,
        )


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something in a source that is not read: its name as in :class:`Record`, why, and its id where one was given."""

    name: str
    error: InputError
    explicit_id: str | None = None


def record_to_dict(record: Record | Refusal) -> JsonObject:
    """Return the record or the refusal as JSON values."""
    if isinstance(record, Refusal):
        return {"file": record.name, "error": error_to_dict(record.error)}
    return {
        "file": record.name,
        "kind": record.kind.value,
        "encoding": record.encoding,
        "title": record.title,
        "published": format_published(record.published),
        "author": record.author,
        "section": record.section,
        "source": record.source,
        "url": record.url,
        "language": record.language,
        "body": record.body,
        "captions": list(record.captions),
    }
