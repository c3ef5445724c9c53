"""Reads the dates that articles mention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select

from nlp_service.store.keyset import SortColumn, after, ordered
from nlp_service.store.schema import articles, dates

_BY_TIME = (SortColumn(dates.c.sort_start), SortColumn(dates.c.article_key), SortColumn(dates.c.position))


@dataclass(frozen=True, slots=True)
class DateFilter:
    """Which dates: whose interval touches the half-open range of ISO days, of this type and role, in this article."""

    first: str | None = None
    after_last: str | None = None
    type: str | None = None
    role: str | None = None
    article_id: str | None = None


def count_dates(connection: Connection, wanted: DateFilter) -> int:
    """Return how many dates pass the filter."""
    statement = select(func.count()).select_from(dates.join(articles)).where(*_conditions(wanted))
    return connection.scalar(statement) or 0


def list_dates(
    connection: Connection, wanted: DateFilter, *, last: Sequence[object] | None, limit: int
) -> list[Row[Any]]:
    """Return dates in the order of time, those that cannot be placed at the end, after the row ``last``.

    Each row has the order's columns ``sort_start, article_key, position``, and its article's ``article_id, found_title,
    found_published``.
    """
    statement = (
        select(dates, articles.c.id.label("article_id"), articles.c.found_title, articles.c.found_published)
        .join(articles)
        .where(*_conditions(wanted))
    )
    if last is not None:
        statement = statement.where(after(_BY_TIME, last))
    return list(connection.execute(statement.order_by(*ordered(_BY_TIME)).limit(limit)))


def _conditions(wanted: DateFilter) -> list[ColumnElement[bool]]:
    """ISO text compares as time, a day before the moments in it."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.first is not None:
        conditions.append(dates.c.interval_end > wanted.first)
    if wanted.after_last is not None:
        conditions += [dates.c.interval_start.is_not(None), dates.c.sort_start < wanted.after_last]
    if wanted.type is not None:
        conditions.append(dates.c.type == wanted.type)
    if wanted.role is not None:
        conditions.append(dates.c.role == wanted.role)
    if wanted.article_id is not None:
        conditions.append(articles.c.id == wanted.article_id)
    return conditions
