"""The original and the observed date of an anniversary, from what the text writes and from arithmetic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from nlp_service.extract.anniversaries.attached_dates import AttachedDates
from nlp_service.extract.anniversaries.events import EventShape
from nlp_service.extract.anniversaries.lexicon import KnownEvent
from nlp_service.extract.anniversaries.written_dates import has_day
from nlp_service.extract.dates.values import PartialDate

LATEST_OBSERVED_YEAR = 2035
"""Without any other evidence a date whose anniversary would fall later than this is itself the observed day."""

Role = Literal["original", "observed"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known about one anniversary.

    ``ceremony`` is the day on which it is marked, ``ceremony_written`` says that its year stands in the text. ``stated_year`` is a year
    that the sentence gives for the ceremony, ``current_year`` the year of the text itself.
    """

    years: int | None
    attached: AttachedDates
    shape: EventShape
    known: KnownEvent | None = None
    ceremony: PartialDate | None = None
    ceremony_written: bool = False
    stated_year: int | None = None
    current_year: int | None = None
    resolvable: bool = True

    @property
    def year(self) -> int | None:
        """The year in which the anniversary is marked, as far as the surroundings tell."""
        return self.stated_year if self.stated_year is not None else self.current_year


@dataclass(frozen=True, slots=True)
class Dating:
    """The dates of one anniversary; ``stated`` says that both were written, so other mentions may rely on them."""

    original: PartialDate | None = None
    observed: PartialDate | None = None
    inferred: bool = False
    observed_inferred: bool = False
    consistent: bool | None = None
    expected_years: int | None = None
    stated: bool = False


def date_anniversary(evidence: Evidence) -> Dating:
    """Return the dates that the evidence supports."""
    dates = evidence.attached.dates
    if len(dates) >= 2 and dates[0].year is not None and dates[1].year is not None:
        return _date_pair(dates[0], dates[1], evidence)
    if dates:
        chosen = next((day for day in dates if day.year is not None), dates[0])
        return _date_single(chosen, evidence)
    return _refine(_date_by_surroundings(evidence), evidence)


def _date_pair(first: PartialDate, second: PartialDate, evidence: Evidence) -> Dating:
    span = (second.year or 0) - (first.year or 0)
    years = evidence.years
    if evidence.shape.event_type in ("birth", "death") and span != years and not _same_day(first, second):
        return _date_from_original(first if evidence.shape.event_type == "birth" else second, evidence)
    if years is None:
        return Dating(first, second, stated=True)
    agrees = span == years and (_same_day(first, second) or not (first.is_complete() and second.is_complete()))
    return Dating(first, second, consistent=agrees, expected_years=span if span != years else None, stated=True)


def _same_day(first: PartialDate, second: PartialDate) -> bool:
    return has_day(first) and (first.month, first.day) == (second.month, second.day)


def _date_single(day: PartialDate, evidence: Evidence) -> Dating:
    if day.year is None:
        return _date_from_yearly_day(day, evidence)
    if _role(day.year, evidence) == "original":
        return _date_from_original(day, evidence)
    return _refine(_date_from_observed(day, evidence, inferred=False), evidence)


def _date_from_yearly_day(day: PartialDate, evidence: Evidence) -> Dating:
    year = evidence.year
    if year is None:
        return Dating(None, day)
    return _date_from_observed(day.with_year(year), evidence, inferred=True)


def _date_from_observed(day: PartialDate, evidence: Evidence, *, inferred: bool) -> Dating:
    if evidence.years is None or day.year is None:
        return Dating(None, day, observed_inferred=inferred)
    original = day.with_year(day.year - evidence.years) if day.year > evidence.years else None
    known = evidence.known
    wrong = (
        known is not None
        and not inferred
        and _same_day(day, known.date)
        and known.date.year is not None
        and known.date.year + evidence.years != day.year
    )
    if wrong and known is not None:
        return Dating(
            known.date, day, inferred=True, consistent=False, expected_years=day.year - (known.date.year or 0)
        )
    return Dating(original, day, inferred=original is not None, observed_inferred=inferred)


def _date_from_original(day: PartialDate, evidence: Evidence) -> Dating:
    years, known = evidence.years, evidence.known
    if years is None or day.year is None:
        return Dating(day, None)
    if known is not None and _same_day(day, known.date) and known.date.year != day.year:
        expected = evidence.year - (known.date.year or 0) if evidence.year is not None else None
        return Dating(day, None, consistent=False, expected_years=expected)
    observed = day.with_year(day.year + years)
    if evidence.stated_year is not None and observed.year != evidence.stated_year:
        stated = day.with_year(evidence.stated_year)
        return Dating(
            day, stated, observed_inferred=True, consistent=False, expected_years=evidence.stated_year - day.year
        )
    agrees = True if evidence.year == observed.year else None
    return Dating(day, observed, observed_inferred=True, consistent=agrees)


def _role(year: int, evidence: Evidence) -> Role:
    years, known = evidence.years, evidence.known.date.year if evidence.known is not None else None
    current = evidence.year
    if years is None:
        if current is not None and evidence.shape.form != "named_day":
            return "observed" if year >= current else "original"
        if known is not None:
            return "original" if year <= known else "observed"
        return "observed" if evidence.shape.form == "named_day" else "original"
    if current is not None:
        distances = {"original": abs(year + years - current), "observed": abs(year - current)}
        if min(distances.values()) <= 1:
            return "original" if distances["original"] <= distances["observed"] else "observed"
    if known is not None and year in (known, known + years):
        return "original" if year == known else "observed"
    if evidence.attached.form == "after":
        return "observed"
    return "original" if year + years <= LATEST_OBSERVED_YEAR else "observed"


def _date_by_surroundings(evidence: Evidence) -> Dating:
    ceremony, years = evidence.ceremony, evidence.years
    known = evidence.known
    if ceremony is not None and (known is None or _same_day(ceremony, known.date)):
        return _date_from_observed(
            ceremony, evidence, inferred=ceremony.year is not None and not evidence.ceremony_written
        )
    if ceremony is not None and ceremony.year is not None:
        return _date_from_observed(PartialDate(ceremony.year), evidence, inferred=not evidence.ceremony_written)
    stated, current = evidence.stated_year, evidence.current_year
    if stated is not None:
        if years is not None and current is not None and stated + years == current:
            return Dating(PartialDate(stated), PartialDate(current), observed_inferred=True, consistent=True)
        return _date_from_observed(PartialDate(stated), evidence, inferred=False)
    if current is None or not evidence.resolvable:
        return Dating()
    return _date_from_observed(PartialDate(current), evidence, inferred=True)


def _refine(dating: Dating, evidence: Evidence) -> Dating:
    """Make a year that was got by arithmetic a full day when it is the year of the event on record."""
    known, original, observed = evidence.known, dating.original, dating.observed
    if known is None or not dating.inferred or original is None or original.year != known.date.year:
        return dating
    if has_day(original) and not _same_day(original, known.date):
        return dating
    refined = replace(dating, original=known.date)
    if dating.observed_inferred and observed is not None and not has_day(observed):
        refined = replace(refined, observed=known.date.with_year(observed.year))
    return refined
