"""The original and the observed date of an anniversary, from what the text writes and from arithmetic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from nlp_service.extract.anniversaries.attached_dates import AttachedDates
from nlp_service.extract.anniversaries.events import EventShape
from nlp_service.extract.anniversaries.vocabulary import KnownEvent
from nlp_service.extract.anniversaries.written_dates import has_day
from nlp_service.extract.dates.lunar import lunar_to_solar
from nlp_service.extract.dates.values import PartialDate, years_between

LATEST_OBSERVED_YEAR: Final = 2035
"""Without any other evidence a date whose anniversary would fall later than this is itself the observed day."""

Role = Literal["original", "observed"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known about one anniversary.

    ``ceremony`` is the day on which it is marked, ``ceremony_written`` says that its year stands in the text.
    ``stated_year`` is a year that the sentence gives for the ceremony, ``current_year`` the year of the text itself;
    ``resolvable`` says that an anniversary without any date is of that year.
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
        if self.stated_year is not None:
            return self.stated_year
        ceremony = self.ceremony.year if self.ceremony is not None else None
        return ceremony if ceremony is not None else self.current_year

    @property
    def yearly_day(self) -> PartialDate | None:
        """The solar day and month on which the event is known to be marked."""
        if self.known is not None:
            return self.known.date
        named = self.shape.named_day
        return named.day if named is not None and not named.lunar else None


@dataclass(frozen=True, slots=True)
class Dating:
    """The dates of one anniversary; ``stated`` says that both were written, so that other mentions may rely on them."""

    original: PartialDate | None = None
    observed: PartialDate | None = None
    inferred: bool = False
    observed_inferred: bool = False
    consistent: bool | None = None
    expected_years: int | None = None
    stated: bool = False


def date_anniversary(evidence: Evidence) -> Dating:
    """Return the dates that the evidence supports.

    A lunar day stays lunar in ``original``; ``observed`` is its solar day as soon as its year is known.
    """
    dates = evidence.attached.dates
    years = [day for day in dates if day.year is not None]
    if len(years) >= 2:
        dating = _date_pair(years[0], years[1], evidence)
    elif dates:
        dating = _date_single(years[0] if years else dates[0], evidence)
    else:
        dating = _date_by_surroundings(evidence)
    return _to_solar(_refine(dating, evidence), evidence)


def _date_pair(first: PartialDate, second: PartialDate, evidence: Evidence) -> Dating:
    years, span = evidence.years, years_between(first, second)
    if years is not None and span is not None and span == -years:
        first, second, span = second, first, years
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
        year = evidence.year
        moved = day.with_year(year) if year is not None else day
        return _date_from_observed(moved, evidence, inferred=year is not None)
    if _role(day.year, evidence) == "original":
        return _date_from_original(day, evidence)
    ceremony = evidence.ceremony
    if day.month is None and ceremony is not None and ceremony.year in (None, day.year):
        day = ceremony.with_year(day.year)
    return _date_from_observed(day, evidence, inferred=False)


def _date_from_observed(day: PartialDate, evidence: Evidence, *, inferred: bool) -> Dating:
    years, known = evidence.years, evidence.known
    if years is None or day.year is None or day.year <= years:
        return Dating(None, day, observed_inferred=inferred)
    original = day.with_year(day.year - years)
    if known is not None and not inferred and _same_day(day, known.date) and known.date.year != original.year:
        expected = day.year - (known.date.year or 0)
        return Dating(known.date, day, inferred=True, consistent=False, expected_years=expected)
    return Dating(original, day, inferred=True, observed_inferred=inferred)


def _date_from_original(day: PartialDate, evidence: Evidence) -> Dating:
    years, known = evidence.years, evidence.known
    if years is None or day.year is None:
        return Dating(day, None)
    if known is not None and _same_day(day, known.date) and known.date.year != day.year:
        expected = evidence.year - (known.date.year or 0) if evidence.year is not None else None
        return Dating(day, None, consistent=False, expected_years=expected)
    observed = day.with_year(day.year + years)
    stated = evidence.stated_year
    if stated is not None and observed.year != stated:
        marked = day.with_year(stated)
        return Dating(day, marked, observed_inferred=True, consistent=False, expected_years=stated - day.year)
    agrees = True if evidence.year == observed.year else None
    return Dating(day, observed, observed_inferred=True, consistent=agrees)


def _role(year: int, evidence: Evidence) -> Role:
    """Decide whether the only date is the day of the event or the day on which it is marked."""
    years, known = evidence.years, evidence.known.date.year if evidence.known is not None else None
    current = evidence.year
    if years is None:
        if current is not None and evidence.shape.form != "named_day":
            return "observed" if year >= current else "original"
        if known is not None:
            return "original" if year <= known else "observed"
        return "observed" if evidence.shape.form == "named_day" else "original"
    if current is not None:
        from_original, from_observed = abs(year + years - current), abs(year - current)
        if min(from_original, from_observed) <= 1:
            return "original" if from_original <= from_observed else "observed"
    if known is not None and year in (known, known + years):
        return "original" if year == known else "observed"
    if evidence.attached.form == "after":
        return "observed"
    return "original" if year + years <= LATEST_OBSERVED_YEAR else "observed"


def _date_by_surroundings(evidence: Evidence) -> Dating:
    ceremony, recorded = evidence.ceremony, evidence.yearly_day
    if ceremony is not None and recorded is not None and not _same_day(ceremony, recorded):
        ceremony = PartialDate(ceremony.year) if ceremony.year is not None else None
    if ceremony is not None:
        inferred = ceremony.year is not None and not evidence.ceremony_written
        return _date_from_observed(ceremony, evidence, inferred=inferred)
    stated, current = evidence.stated_year, evidence.current_year
    if stated is not None:
        if evidence.years is not None and current is not None and stated + evidence.years == current:
            return Dating(PartialDate(stated), PartialDate(current), observed_inferred=True, consistent=True)
        return _date_from_observed(PartialDate(stated), evidence, inferred=False)
    if current is None or not evidence.resolvable:
        return Dating()
    return _date_from_observed(PartialDate(current), evidence, inferred=True)


def _refine(dating: Dating, evidence: Evidence) -> Dating:
    """Make an inferred year a full day where that day is on record and nothing in the text is against it."""
    original, observed, recorded = dating.original, dating.observed, evidence.yearly_day
    known = evidence.known.date if evidence.known is not None else None
    recordable = original is not None and (not has_day(original) or (known is not None and _same_day(original, known)))
    if recordable and original is not None and dating.inferred and known is not None and original.year == known.year:
        dating = replace(dating, original=known)
    agrees = original is None or known is None or original.year == known.year
    if observed is not None and dating.observed_inferred and not has_day(observed) and recorded is not None and agrees:
        dating = replace(dating, observed=recorded.with_year(observed.year))
    return dating


def _to_solar(dating: Dating, evidence: Evidence) -> Dating:
    """Move an observed lunar day of a known year to its solar day; a named lunar day needs only its year."""
    observed, named = dating.observed, evidence.shape.named_day
    if observed is None or observed.year is None:
        return dating
    lunar = observed if evidence.attached.lunar and has_day(observed) else None
    if (
        named is not None
        and named.lunar
        and named.day is not None
        and dating.observed_inferred
        and not has_day(observed)
    ):
        lunar = named.day
    if lunar is None or lunar.month is None or lunar.day is None:
        return dating
    try:
        solar = lunar_to_solar(observed.year, lunar.month, lunar.day)
    except ValueError:
        # No such day that year, or outside the table: what the text says stays, its year alone.
        return replace(dating, observed=PartialDate(observed.year))
    return replace(dating, observed=PartialDate(solar.year, solar.month, solar.day), observed_inferred=True)
