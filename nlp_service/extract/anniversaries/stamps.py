"""When an entry of an export changed last: no clock takes part, so that the same register gives the same bytes."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Final

from nlp_service.extract.anniversaries.records import AnniversaryRecord
from nlp_service.extract.anniversaries.seeds import load_seeds

DEFAULT_STAMP: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""The time stamp of what has neither articles nor a place in the seed file."""


def last_change(record: AnniversaryRecord) -> datetime:
    """Return when the newest article of the record was stored, or the seed file revised, in whole seconds of UTC."""
    stamps = [record.updated.astimezone(UTC)] if record.updated is not None else []
    if record.seed:
        stamps.append(datetime.combine(load_seeds().revised, time.min, UTC))
    return max(stamps, default=DEFAULT_STAMP).replace(microsecond=0)
