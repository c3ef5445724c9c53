"""What editors said of suggestions, kept with the version of the article that they saw."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from nlp_service.errors import FeedbackNotFound
from nlp_service.serialize import format_published, parse_published
from nlp_service.store.schema_feedback import feedback, feedback_versions
from nlp_service.store.store import Store
from nlp_service.store.times import utc_now
from nlp_service.types import Article

FeedbackTarget = Literal["tag", "section"]
FeedbackAction = Literal["accept", "reject", "add"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One thing that an editor says: a suggested tag or section is right, is wrong, or was missing.

    ``value`` is the tag's text or the section's id.
    """

    target: FeedbackTarget
    value: str
    action: FeedbackAction


@dataclass(frozen=True, slots=True)
class Feedback:
    """A judgement that is kept; ``version`` is the digest of the article as it was then, ``created`` in UTC."""

    id: int
    article_id: str
    version: str
    target: FeedbackTarget
    value: str
    action: FeedbackAction
    editor: str | None
    created: datetime


class FeedbackBook:
    """The feedback in one store. A later judgement on the same suggestion of the same version replaces the earlier."""

    def __init__(self, store: Store, now: Callable[[], datetime] = utc_now) -> None:
        self._store = store
        self._now = now

    def add(self, article_id: str, judgements: Sequence[Judgement], *, editor: str | None = None) -> list[Feedback]:
        """Keep judgements on an article as it is stored now, all or none; returns them as kept.

        Raises:
            ArticleNotFound: there is no such article.
            StoreLocked, StoreFull: they were not kept.
        """
        article = self._store.get(article_id).article
        with self._store.writing() as connection:
            version = _ensure_version(connection, article)
            keys = [self._keep(connection, version, judgement, editor) for judgement in judgements]
            return [_to_feedback(connection.execute(_statement().where(feedback.c.key == key)).one()) for key in keys]

    def remove(self, feedback_id: int) -> None:
        """Take a judgement back.

        Raises:
            FeedbackNotFound: there is none with this id.
        """
        with self._store.writing() as connection:
            version = connection.scalar(
                delete(feedback).where(feedback.c.key == feedback_id).returning(feedback.c.version_key)
            )
            if version is None:
                raise FeedbackNotFound(f"There is no feedback with the id {feedback_id}.")
            if not connection.scalar(select(func.count()).where(feedback.c.version_key == version)):
                connection.execute(delete(feedback_versions).where(feedback_versions.c.key == version))

    def list(
        self, *, article_id: str | None = None, after: int = 0, limit: int | None = None
    ) -> tuple[list[Feedback], int]:
        """Return judgements in the order of time, after the one with id ``after``, and how many there are in all."""
        wanted = [feedback_versions.c.article_id == article_id] if article_id is not None else []
        joined = select(func.count()).select_from(feedback.join(feedback_versions)).where(*wanted)
        page = _statement().where(*wanted, feedback.c.key > after).order_by(feedback.c.key).limit(limit)
        with self._store.reading() as connection:
            return [_to_feedback(row) for row in connection.execute(page)], connection.scalar(joined) or 0

    def versions(self) -> Iterator[tuple[str, Article]]:
        """Yield the versions of articles that feedback is about, each with its digest."""
        with self._store.reading() as connection:
            for row in connection.execute(select(feedback_versions).order_by(feedback_versions.c.key)):
                published = parse_published(row.published)
                yield row.digest, Article(row.article_id, row.text, row.title, published, row.author, row.source)

    def _keep(self, connection: Connection, version: int, judgement: Judgement, editor: str | None) -> int:
        said = {"action": judgement.action, "editor": editor, "created": self._now().isoformat()}
        same = (
            (feedback.c.version_key == version)
            & (feedback.c.target == judgement.target)
            & (feedback.c.value == judgement.value)
        )
        key = connection.scalar(update(feedback).where(same).values(said).returning(feedback.c.key))
        if key is None:
            row = said | {"version_key": version, "target": judgement.target, "value": judgement.value}
            key = connection.execute(insert(feedback).values(row).returning(feedback.c.key)).scalar_one()
        return int(key)


def version_of(article: Article) -> str:
    """Return the digest that names this version of an article."""
    fields = [
        article.id,
        article.text,
        article.title,
        format_published(article.published),
        article.author,
        article.source,
    ]
    line = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()


def _ensure_version(connection: Connection, article: Article) -> int:
    digest = version_of(article)
    key = connection.scalar(select(feedback_versions.c.key).where(feedback_versions.c.digest == digest))
    if key is None:
        row = {
            "digest": digest,
            "article_id": article.id,
            "text": article.text,
            "title": article.title,
            "published": format_published(article.published),
            "author": article.author,
            "source": article.source,
        }
        key = connection.execute(insert(feedback_versions).values(row).returning(feedback_versions.c.key)).scalar_one()
    return int(key)


def _statement() -> Any:
    return select(feedback, feedback_versions.c.article_id, feedback_versions.c.digest).join(feedback_versions)


def _to_feedback(row: Row[Any]) -> Feedback:
    return Feedback(
        id=row.key,
        article_id=row.article_id,
        version=row.digest,
        target=row.target,
        value=row.value,
        action=row.action,
        editor=row.editor,
        created=datetime.fromisoformat(row.created),
    )
