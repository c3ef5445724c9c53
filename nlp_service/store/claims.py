"""What one mention of an anniversary claims: which event, and on which day it was. Pure."""

from __future__ import annotations

from typing import Any

from nlp_service.extract.anniversaries.naming import fold_name, load_event_names
from nlp_service.extract.anniversaries.records import claimed_day, write_yearly_day
from nlp_service.extract.anniversaries.regions import load_regions
from nlp_service.extract.dates.values import PartialDate
from nlp_service.store.hashing import claim_id, fold_words
from nlp_service.types import Anniversary


def derive_claim(mention: Anniversary, article_id: str) -> dict[str, Any]:
    """Return the row of the claim but for its article.

    A name like ``thành lập trường`` is of another event in each article, unless the event's subject or its full date is
    known: the form then holds the subject, the date or the article.
    """
    name = load_event_names().identify(mention.event, mention.event_type)
    day = claimed_day(mention)
    inferred = mention.inferred or mention.original_date is None
    form = name.form
    if name.seed_id is None and not name.specific:
        form = f"{form} | {_owner(mention, day, inferred=inferred) or article_id}"
    yearly = None
    if day is not None and day.month is not None and day.day is not None:
        yearly = write_yearly_day(day.month, day.day, mention.calendar)
    value = day.to_iso() if day is not None else None
    return {
        "id": claim_id(form, value, mention.calendar, inferred=inferred),
        "event": mention.event,
        "folded_event": fold_words(mention.event),
        "event_type": mention.event_type,
        "original_date": value,
        "calendar": mention.calendar,
        "inferred": inferred,
        "form": form,
        "seed_id": name.seed_id,
        "yearly": yearly,
        "subject": mention.subject,
        "region": load_regions().find(mention.event, mention.subject),
    }


def _owner(mention: Anniversary, day: PartialDate | None, *, inferred: bool) -> str | None:
    if mention.subject is not None:
        return fold_name(mention.subject)
    return day.to_iso() if day is not None and day.is_complete() and not inferred else None
