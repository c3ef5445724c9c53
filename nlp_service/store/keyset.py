"""Keyset pagination: the condition that a row comes after the last one seen, in a given order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, or_


@dataclass(frozen=True, slots=True)
class SortColumn:
    """One column of an order."""

    column: ColumnElement[Any]
    descending: bool = False

    def ordered(self) -> ColumnElement[Any]:
        """Return the expression for ORDER BY."""
        return self.column.desc() if self.descending else self.column.asc()


def ordered(order: Sequence[SortColumn]) -> list[ColumnElement[Any]]:
    """Return the expressions for ORDER BY."""
    return [sort.ordered() for sort in order]


def after(order: Sequence[SortColumn], values: Sequence[object]) -> ColumnElement[bool]:
    """Return the condition that a row comes after the one that has ``values`` in the columns of the order.

    The first column is bounded once more by itself, so that an index on it is used.
    """
    alternatives = [
        and_(*(sort.column == value for sort, value in zip(order[:depth], values, strict=False)), _beyond(*last))
        for depth, last in enumerate(zip(order, values, strict=True))
    ]
    first, value = order[0].column, values[0]
    return and_(first <= value if order[0].descending else first >= value, or_(*alternatives))


def _beyond(sort: SortColumn, value: object) -> ColumnElement[bool]:
    return sort.column < value if sort.descending else sort.column > value
