"""Feedback by pages."""

from __future__ import annotations

from nlp_service.search.page import DEFAULT_LIMIT, Page, check_limit, read_cursor, write_cursor
from nlp_service.store.feedback import Feedback, FeedbackBook


def list_feedback(
    book: FeedbackBook, *, article_id: str | None = None, limit: int = DEFAULT_LIMIT, cursor: str | None = None
) -> Page[Feedback]:
    """Return one page of the feedback, on one article or on all, in the order in which it was given.

    Raises:
        InvalidField: the limit is out of range, or the cursor is none of this query.
    """
    query = ("feedback", article_id)
    (last,) = read_cursor(cursor, query, (int,)) if cursor is not None else (0,)
    found, total = book.list(article_id=article_id, after=int(last), limit=check_limit(limit) + 1)
    items = tuple(found[:limit])
    return Page(items, total, write_cursor(query, (items[-1].id,)) if len(found) > limit else None)
