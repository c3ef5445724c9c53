"""Publication times as sortable text: Vietnamese local time (UTC+7) of fixed width."""

from __future__ import annotations

from datetime import UTC, datetime, time

from nlp_service.types import VIETNAM_TIME, Published


def sortable(published: Published | None) -> str:
    """Return the moment, or the first moment of the day, as text that sorts by time; empty for None."""
    if published is None:
        return ""
    if not isinstance(published, datetime):
        published = datetime.combine(published, time.min)
    return _local(published).isoformat(timespec="microseconds")


def sortable_end(published: Published) -> str:
    """Return the moment, or the last moment of the day, as :func:`sortable` text: an inclusive upper bound."""
    if isinstance(published, datetime):
        return sortable(published)
    return sortable(datetime.combine(published, time.max))


def utc_now() -> datetime:
    """Return the time now, in UTC."""
    return datetime.now(UTC)


def _local(moment: datetime) -> datetime:
    """A moment without a time zone is Vietnamese already."""
    if moment.tzinfo is None:
        return moment
    try:
        return moment.astimezone(VIETNAM_TIME).replace(tzinfo=None)
    except OverflowError:  # at the ends of the calendar, where the shift leaves it
        return moment.replace(tzinfo=None)
