"""The words that the anniversary rules know, read from ``resources/data/anniversaries`` and compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from nlp_service.errors import ResourceError
from nlp_service.extract.anniversaries.vocabulary import (
    EVENT_TYPES,
    Boundaries,
    DateWords,
    Ending,
    Heads,
    KnownEvent,
    Lexicon,
    NamedDay,
    Negatives,
    Triggers,
    alternation,
)
from nlp_service.extract.dates.values import PartialDate
from nlp_service.resources.loader import mapping, read, strings

_FOLDER = "anniversaries"
_START_KEYS = (
    "commemoration",
    "fixed_counts",
    "weddings",
    "ordinal_heads",
    "memorial_heads",
    "first_memorial",
    "yearly_heads",
    "digits",
    "multipliers",
    "number_glue",
)
_NO_LETTER = r"(?![^\W\d])"  # figures may be glued to the word, and the word to one before
_DAY_WORDS = ("ngày", "lễ")


def _at_start(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(alternation(words))


def _ending(words: Iterable[str]) -> Ending:
    phrases = frozenset(words)
    longest = max((phrase.count(" ") + 1 for phrase in phrases), default=0)
    return Ending(phrases, longest, frozenset(phrase.split()[-1] for phrase in phrases))


@cache
def load_lexicon() -> Lexicon:
    """Read the data files.

    Raises:
        ResourceError: a file is missing or malformed.
    """
    triggers, heads = _triggers(), _heads()
    starts = (*triggers.starts, *heads.named_days, *_DAY_WORDS)
    first_words = frozenset(phrase.split()[0] for phrase in starts)
    return Lexicon(triggers, _negatives(), heads, _boundaries(), _date_words(), _known_events(), first_words)


def _triggers() -> Triggers:
    name = f"{_FOLDER}/triggers.yml"
    content = read(name)

    def words(key: str) -> tuple[str, ...]:
        return strings(content, key, name=name)

    return Triggers(
        commemoration=alternation(words("commemoration"), before="", after=_NO_LETTER),
        glued=tuple(dict.fromkeys(phrase.split()[0] for phrase in words("commemoration"))),
        mourning=_at_start(words("mourning")),
        whole=alternation(words("whole")),
        occasion=_ending(words("occasion")),
        yearly_occasion=_ending(words("yearly_occasion")),
        indirect=_ending(words("indirect")),
        subordinate=_at_start(words("subordinate")),
        deictic=_at_start(words("deictics")),
        other_event=re.compile(rf"{alternation(words('other_event'))} ?(?:ngày |năm |vào )*\Z"),
        held=re.compile(rf"[^.;!?\n]{{0,40}}{alternation(words('held'))}[^.;!?\n]{{0,60}}"),
        earlier_occasion=_at_start(words("earlier_occasion")),
        inner_count_leads=alternation(words("inner_count_leads")),
        fillers=alternation(words("fillers")),
        connectors=alternation(words("connectors")),
        units=_numbers(content, "units", name),
        fixed_counts=_numbers(content, "fixed_counts", name),
        weddings=_numbers(content, "weddings", name),
        ordinal_heads=alternation(words("ordinal_heads")),
        memorial_heads=alternation(words("memorial_heads")),
        first_memorial=alternation(words("first_memorial")),
        memorial_owner=_at_start(words("memorial_owners")),
        yearly_heads=alternation(words("yearly_heads")),
        digits=_numbers(content, "digits", name),
        multipliers=_numbers(content, "multipliers", name),
        number_glue=frozenset(words("number_glue")),
        starts=tuple(phrase for key in _START_KEYS for phrase in content[key]),
    )


def _numbers(content: Mapping[str, Any], key: str, name: str) -> dict[str, int]:
    values = mapping(content, key, name=name)
    if not all(isinstance(value, int) for value in values.values()):
        raise ResourceError(f"Resource {name}: {key} must map words to whole numbers.")
    return dict(values)


def _negatives() -> Negatives:
    name = f"{_FOLDER}/negatives.yml"
    content = read(name)
    return Negatives(
        before_noun=_ending(strings(content, "before_noun", name=name)),
        before_thing=_ending(strings(content, "before_thing", name=name)),
        after=_at_start(strings(content, "after", name=name)),
        before_count=_ending(strings(content, "before_count", name=name)),
        after_count=_at_start(strings(content, "after_count", name=name)),
        after_commemorated_count=_at_start(strings(content, "after_commemorated_count", name=name)),
        after_rank=_at_start(strings(content, "after_rank", name=name)),
    )


def _heads() -> Heads:
    name, days_name = f"{_FOLDER}/events.yml", f"{_FOLDER}/named_days.yml"
    content, days_content = read(name), read(days_name)
    heads = mapping(content, "heads", name=name)
    inner = mapping(content, "inner", name=name)
    types = {head: kind for kind in heads for head in strings(heads, _event_type(kind, name), name=name)}
    days = {day.name: day for day in _named_days(days_content, days_name)}
    return Heads(
        opener=_at_start(strings(content, "openers", name=name)),
        festive_opener=str(content.get("festive_opener")),
        head=_at_start(types),
        head_types=types,
        inner=tuple((kind, _at_start(strings(inner, _event_type(kind, name), name=name))) for kind in inner),
        any_inner=_at_start(word for kind in inner for word in strings(inner, kind, name=name)),
        incident=_at_start(strings(content, "incidents", name=name)),
        institutions=frozenset(strings(content, "institutions", name=name)),
        founded_owner=_at_start(strings(content, "founded_owners", name=name)),
        clause_verb=_at_start(strings(content, "clause_verbs", name=name)),
        rise=_at_start(strings(content, "rises", name=name)),
        named_day=_at_start(days),
        named_days=days,
        qualifier=_at_start(strings(days_content, "qualifiers", name=days_name)),
        prefix=_at_start(strings(days_content, "prefixes", name=days_name)),
        not_after=_ending(strings(days_content, "not_after", name=days_name)),
        light_words=frozenset(strings(content, "light_words", name=name)),
        name_goes_on=_at_start(strings(days_content, "name_goes_on", name=days_name)),
    )


def _named_days(content: Mapping[str, Any], name: str) -> Iterable[NamedDay]:
    for entry in _entries(content, "days", name):
        value = entry.get("month_day")
        lunar = entry.get("calendar") == "lunar"
        day = PartialDate.parse(f"XXXX-{value}") if value is not None else None
        if value is not None and day is None:
            raise ResourceError(f"Resource {name}: days: {value!r} is no month and day.")
        for text in strings(entry, "names", name=name):
            kind = _event_type(entry.get("type"), name)
            yield NamedDay(
                text, kind, day, lunar, *(entry.get(flag) is True for flag in ("bare", "open", "capital", "person"))
            )


def _boundaries() -> Boundaries:
    name = f"{_FOLDER}/boundaries.yml"
    content = read(name)
    soft = mapping(content, "soft_stops", name=name)

    def words(key: str) -> tuple[str, ...]:
        return strings(content, key, name=name)

    return Boundaries(
        stops=words("stops"),
        inner_stops=words("inner_stops"),
        day_parts=words("day_parts"),
        after_day_part=words("after_day_part"),
        compounds=words("compounds"),
        abbreviations=words("abbreviations"),
        soft_stops={word: frozenset(strings(soft, word, name=name)) for word in soft},
        main_verb=_at_start(words("main_verbs")),
        after_year_in_name=_at_start(words("after_year_in_name")),
        after_and=_at_start(words("after_and")),
        after_comma=_at_start(words("after_comma")),
        apposition=_at_start(words("appositions")),
        slogan=_at_start(words("slogans")),
        glued_start=_at_start(words("glued_starts")),
        owner=_at_start(words("owners")),
    )


def _date_words() -> DateWords:
    name = f"{_FOLDER}/boundaries.yml"
    content = read(name)
    keys = ("date_leads", "date_of_event_leads", "date_class_words", "date_range_words")
    leads, event_leads, classes, ranges = (alternation(strings(content, key, name=name)) for key in keys)
    return DateWords(
        bracket=re.compile(rf"[\"”»]? ?(?:{leads} )?(?:{classes} )?\("),
        lead=re.compile(rf"(?P<event>,? {event_leads} )|(?P<after>,? {leads} )|(?P<comma>, )|(?P<direct> )"),
        class_words=re.compile(rf"(?:{classes} )?(?=\d)"),
        between=re.compile(rf" ?(?:[-–—]|{ranges}) ?(?:{classes} )?"),
        inside=frozenset(strings(content, "date_words", name=name)),
    )


def _known_events() -> tuple[KnownEvent, ...]:
    name = f"{_FOLDER}/known_events.yml"
    return tuple(_known_event(entry, name) for entry in _entries(read(name), "events", name))


def _known_event(entry: Mapping[str, Any], name: str) -> KnownEvent:
    day = PartialDate.parse(str(entry.get("date")))
    groups = entry.get("all")
    source = entry.get("source")
    if day is None or not day.is_complete() or not isinstance(groups, list) or not isinstance(source, str):
        raise ResourceError(f"Resource {name}: an event needs a full date, groups and its source: {dict(entry)!r}.")
    none = strings(entry, "none", name=name)
    return KnownEvent(
        date=day,
        event_type=_event_type(entry.get("type"), name),
        groups=tuple(_at_start(strings({"all": group}, "all", name=name)) for group in groups),
        none=_at_start(none) if none else None,
        first_words=frozenset(re.findall(r"\w+", phrase)[0] for phrase in groups[-1]),
    )


def _entries(content: Mapping[str, Any], key: str, name: str) -> list[Mapping[str, Any]]:
    entries = content.get(key)
    if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
        raise ResourceError(f"Resource {name}: {key} must be a list of mappings.")
    return entries


def _event_type(kind: object, name: str) -> str:
    if kind not in EVENT_TYPES:
        raise ResourceError(f"Resource {name}: {kind!r} is no event type; choose one of {', '.join(EVENT_TYPES)}.")
    return str(kind)
