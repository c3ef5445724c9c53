"""Joins what articles claim into events: one event has one day, and the claims that disagree are kept beside it.

The result depends on the claims alone, never on the order in which articles came.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Row

from nlp_service.extract.anniversaries.records import AnniversaryRecord, Claim, parse_day
from nlp_service.extract.anniversaries.seeds import SeedEvent
from nlp_service.extract.dates.values import PartialDate
from nlp_service.store.hashing import fold_words, form_id
from nlp_service.types import Calendar

MAX_YEARS_APART: Final = 3
"""Events of one name whose years differ by more are two events: schools share names, and printed years are rarely
further off."""

NOTHING: Final = PartialDate()


@dataclass(frozen=True, slots=True)
class Variant:
    """One date of an event with the store's rows that claim it; ``stated`` articles write it, others imply it."""

    day: PartialDate
    calendar: Calendar
    stated: int
    articles: int
    keys: tuple[int, ...]

    @property
    def claim(self) -> Claim:
        """The claim as it is shown, without its articles."""
        value = self.day.to_iso() if self.day != NOTHING else None
        return Claim(value, self.calendar, self.stated == 0, self.articles)


@dataclass(frozen=True, slots=True)
class RegisteredEvent:
    """An event: its record (articles are added for those that are shown), its variants, its names as words."""

    record: AnniversaryRecord
    variants: tuple[Variant, ...]
    names: tuple[str, ...]

    @property
    def keys(self) -> list[int]:
        """The store's rows of all its claims."""
        return [key for variant in self.variants for key in variant.keys]


def join_claims(rows: Iterable[Row[Any]], seeds: Mapping[str, SeedEvent]) -> list[RegisteredEvent]:
    """Return the events of the claims and of the seeds, by id."""
    by_seed: dict[str, list[Row[Any]]] = {}
    by_form: dict[str, list[Row[Any]]] = {}
    for row in rows:
        groups, name = (by_seed, row.seed_id) if row.seed_id is not None else (by_form, row.form)
        groups.setdefault(name, []).append(row)
    events = [_build(seed_id, by_seed.get(seed_id, []), seed) for seed_id, seed in seeds.items()]
    events += [_build(seed_id, group, None) for seed_id, group in by_seed.items() if seed_id not in seeds]
    events += [event for form, group in by_form.items() for event in _split(form, group)]
    return sorted(events, key=lambda event: event.record.id)


def _split(form: str, rows: Sequence[Row[Any]]) -> Iterator[RegisteredEvent]:
    """Events that only share a name are told apart by their years; a lone one needs no year in its id."""
    clusters = _cluster_by_year(rows)
    for year, cluster in clusters:
        yield _build(form_id(form) if len(clusters) == 1 else f"{form_id(form)}-{year}", cluster, None)


def _cluster_by_year(rows: Sequence[Row[Any]]) -> list[tuple[int, list[Row[Any]]]]:
    """Return groups with their first year (0 for none); claims without a year go to the group that has their day."""
    dated = [(year, row) for row in rows if (year := _day(row).year) is not None]
    clusters: list[tuple[int, list[Row[Any]]]] = []
    previous: int | None = None
    for year, row in sorted(dated, key=lambda item: (item[0], item[1].id)):
        if previous is None or year - previous > MAX_YEARS_APART:
            clusters.append((year, []))
        clusters[-1][1].append(row)
        previous = year
    loose = [row for row in rows if _day(row).year is None]
    if not clusters:
        return [(0, loose)]
    for row in loose:
        fitting = (group for _, group in clusters if any(row.yearly == other.yearly for other in group))
        next(fitting, max((group for _, group in clusters), key=_count)).append(row)
    return clusters


def _count(group: Sequence[Row[Any]]) -> int:
    return sum(row.article_count for row in group)


def _build(event_id: str, rows: Sequence[Row[Any]], seed: SeedEvent | None) -> RegisteredEvent:
    base = []
    if seed is not None:
        day = parse_day(seed.date, seed.calendar) or NOTHING
        base = [Variant(day, seed.calendar, stated=0, articles=0, keys=())]
    variants = _merge(rows, base)
    main = variants[0]
    leading = max(rows, key=lambda row: (row.article_count, not row.event.isupper(), row.id), default=None)
    record = AnniversaryRecord(
        id=event_id,
        event=seed.name if seed is not None else leading.event if leading is not None else "",
        event_type=seed.event_type if seed is not None else leading.event_type if leading is not None else "other",
        original_date=main.claim.original_date,
        calendar=main.calendar,
        inferred=main.stated == 0 and seed is None,
        subject=next((row.subject for row in rows if row.subject is not None), None),
        region=seed.region if seed is not None else next((row.region for row in rows if row.region is not None), None),
        seed=seed is not None,
        seed_source=seed.source if seed is not None else None,
        claims=tuple(
            replace(variant.claim, inferred=False) if variant in base else variant.claim for variant in variants
        ),
    )
    names = [fold_words(name) for name in seed.names] if seed is not None else []
    return RegisteredEvent(record, variants, tuple(dict.fromkeys([*names, *(row.folded_event for row in rows)])))


def _merge(rows: Sequence[Row[Any]], base: Sequence[Variant]) -> tuple[Variant, ...]:
    """Gather the rows into variants: full written dates first, what is partial or implied supports one that it fits.

    The first variant is the event's own date: that of the seed, else the one that most articles write.
    """
    variants = list(base)
    for row in sorted(rows, key=_weight):
        fitting = [place for place, variant in enumerate(variants) if _supports(row, variant)]
        single = Variant(
            _day(row), row.calendar, 0 if row.inferred else row.article_count, row.article_count, (row.key,)
        )
        if not fitting:
            variants.append(single)
            continue
        place = max(fitting, key=lambda place: (place < len(base), variants[place].articles, -place))
        variants[place] = _join(variants[place], single)
    own, others = variants[: len(base)], variants[len(base) :]
    return (*own, *sorted(others, key=lambda item: (-item.stated, -item.articles, item.day.to_iso(), item.calendar)))


def _weight(row: Row[Any]) -> tuple[bool, int, int, str]:
    day = _day(row)
    known = sum(part is not None for part in (day.year, day.month, day.day))
    return row.inferred, -known, -row.article_count, row.id


def _supports(row: Row[Any], variant: Variant) -> bool:
    day = _day(row)
    if day == NOTHING:
        return True
    if row.calendar != variant.calendar:
        return False
    same_year = day.year is None or variant.day.year is None or day.year == variant.day.year
    # A day that was only inferred is often that of the ceremony: the year is what it says.
    implied = row.inferred and day.year is not None and day.year == variant.day.year
    return same_year and (implied or day.same_month_and_day(variant.day))


def _join(variant: Variant, other: Variant) -> Variant:
    mine, theirs = variant.day, other.day
    day = PartialDate(
        mine.year if mine.year is not None else theirs.year,
        mine.month if mine.month is not None else theirs.month,
        mine.day if mine.day is not None else theirs.day,
    )
    return Variant(
        day,
        variant.calendar,
        variant.stated + other.stated,
        variant.articles + other.articles,
        (*variant.keys, *other.keys),
    )


def _day(row: Row[Any]) -> PartialDate:
    return parse_day(row.original_date, row.calendar) or NOTHING
