"""What the anniversary rules know, as values: words compiled to patterns, named days, events on record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nlp_service.extract.dates.values import PartialDate

EVENT_TYPES = ("birth", "death", "founding", "liberation", "victory", "tradition_day", "wedding", "diplomatic", "other")
_QUOTES = ' "“'
_OPENING = "(\"“'[-–—,.:;"


@dataclass(frozen=True, slots=True)
class Ending:
    """Phrases that may stand at the end of a text."""

    phrases: frozenset[str]
    longest: int
    last_words: frozenset[str]

    def matches(self, text: str) -> bool:
        """Return whether the text ends with one of the phrases as whole words, blanks and opening quotes aside."""
        text = text.rstrip(_QUOTES)
        if text[max(text.rfind(" "), text.rfind("\n")) + 1 :].lstrip(_OPENING) not in self.last_words:
            return False
        words = text.rsplit(" ", self.longest)[-self.longest :]
        words[0] = words[0].rpartition("\n")[2]
        return any(" ".join(words[first:]).lstrip(_OPENING) in self.phrases for first in range(len(words)))


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day that is marked every year.

    ``bare`` names need no cue, ``open_ended`` ones go on (``Quốc khánh Lào``), ``capital`` ones are names only with a
    capital, ``person`` ones are given names too.
    """

    name: str
    event_type: str
    day: PartialDate | None
    lunar: bool
    bare: bool
    open_ended: bool
    capital: bool
    person: bool


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """An event whose historic day is on record: ``groups`` must each match once, ``none`` never.

    ``first_words`` are those of the last group, one of which stands in every name that matches.
    """

    date: PartialDate
    event_type: str
    groups: tuple[re.Pattern[str], ...]
    none: re.Pattern[str] | None
    first_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Triggers:
    """What opens an anniversary."""

    commemoration: str
    glued: tuple[str, ...]
    mourning: re.Pattern[str]
    whole: str
    occasion: Ending
    yearly_occasion: Ending
    indirect: Ending
    subordinate: re.Pattern[str]
    deictic: re.Pattern[str]
    other_event: re.Pattern[str]
    held: re.Pattern[str]
    earlier_occasion: re.Pattern[str]
    inner_count_leads: str
    fillers: str
    connectors: str
    units: Mapping[str, int]
    fixed_counts: Mapping[str, int]
    weddings: Mapping[str, int]
    ordinal_heads: str
    memorial_heads: str
    first_memorial: str
    memorial_owner: re.Pattern[str]
    yearly_heads: str
    digits: Mapping[str, int]
    multipliers: Mapping[str, int]
    number_glue: frozenset[str]
    starts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Negatives:
    """What makes a keepsake or a plain length of time; ``before_*`` end at the cursor, ``after*`` start there."""

    before_noun: Ending
    before_thing: Ending
    after: re.Pattern[str]
    before_count: Ending
    after_count: re.Pattern[str]
    after_commemorated_count: re.Pattern[str]
    after_rank: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Heads:
    """How events begin."""

    opener: re.Pattern[str]
    festive_opener: str
    head: re.Pattern[str]
    head_types: Mapping[str, str]
    inner: tuple[tuple[str, re.Pattern[str]], ...]
    any_inner: re.Pattern[str]
    institutions: frozenset[str]
    incident: re.Pattern[str]
    founded_owner: re.Pattern[str]
    clause_verb: re.Pattern[str]
    rise: re.Pattern[str]
    named_day: re.Pattern[str]
    named_days: Mapping[str, NamedDay]
    qualifier: re.Pattern[str]
    prefix: re.Pattern[str]
    not_after: Ending
    name_goes_on: re.Pattern[str]
    light_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Where the name of an event ends."""

    stops: tuple[str, ...]
    inner_stops: tuple[str, ...]
    day_parts: tuple[str, ...]
    after_day_part: tuple[str, ...]
    compounds: tuple[str, ...]
    abbreviations: tuple[str, ...]
    soft_stops: Mapping[str, frozenset[str]]
    main_verb: re.Pattern[str]
    after_year_in_name: re.Pattern[str]
    after_and: re.Pattern[str]
    after_comma: re.Pattern[str]
    apposition: re.Pattern[str]
    slogan: re.Pattern[str]
    glued_start: re.Pattern[str]
    owner: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class DateWords:
    """Words around a date that stands directly behind an event."""

    bracket: re.Pattern[str]
    lead: re.Pattern[str]
    class_words: re.Pattern[str]
    between: re.Pattern[str]
    inside: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that the rules read."""

    triggers: Triggers
    negatives: Negatives
    heads: Heads
    boundaries: Boundaries
    date_words: DateWords
    known_events: tuple[KnownEvent, ...]
    start_words: frozenset[str]


def alternation(words: Iterable[str], *, before: str = r"(?<!\w)", after: str = r"(?!\w)") -> str:
    """Return a regular expression that matches one of the words, the longest first, as whole words if not told else."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return rf"{before}(?:{'|'.join(map(re.escape, ordered))}){after}"
