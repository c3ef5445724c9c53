"""The date grammar as an extractor: text to tokens, tokens to atoms, atoms to mentions with values."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from nlp_service.extract.dates.antecedents import Resolved
from nlp_service.extract.dates.atoms import Atom, Kind, is_time
from nlp_service.extract.dates.combine import combine
from nlp_service.extract.dates.evidence import share_evidence
from nlp_service.extract.dates.grammar_clock import CLOCK_RULES
from nlp_service.extract.dates.grammar_days import DAY_RULES
from nlp_service.extract.dates.grammar_length import LENGTH_RULES
from nlp_service.extract.dates.grammar_lunar import LUNAR_RULES
from nlp_service.extract.dates.grammar_periods import PERIOD_RULES
from nlp_service.extract.dates.grammar_recurring import RECURRING_RULES
from nlp_service.extract.dates.grammar_relative import RELATIVE_RULES
from nlp_service.extract.dates.grammar_weekdays import WEEKDAY_RULES
from nlp_service.extract.dates.grammar_years import YEAR_RULES
from nlp_service.extract.dates.lexer import lex
from nlp_service.extract.dates.lexicon import load_lexicon
from nlp_service.extract.dates.resolver import resolve
from nlp_service.extract.dates.roles import RoleFinder
from nlp_service.extract.dates.rules import RuleIndex
from nlp_service.types import BOILERPLATE_ZONES, DateMention, DateType, Document, Published, Zone

_RULES: Final = (
    *DAY_RULES,
    *PERIOD_RULES,
    *YEAR_RULES,
    *LUNAR_RULES,
    *CLOCK_RULES,
    *RELATIVE_RULES,
    *WEEKDAY_RULES,
    *LENGTH_RULES,
    *RECURRING_RULES,
)


class GrammarDateExtractor:
    """Finds temporal expressions by rules over token classes.

    Raises:
        ResourceError: on construction, when a data file is missing or malformed.
    """

    def __init__(self) -> None:
        self._lexicon = load_lexicon()
        self._rules = RuleIndex(_RULES)
        self._roles = RoleFinder()

    def extract(self, document: Document) -> tuple[DateMention, ...]:
        """Return ordered, non-overlapping mentions.

        Boilerplate (banner, footer, counters) is resolved apart, so that its dates are no evidence for the article's.
        """
        stream = lex(document.text, self._lexicon)
        contexts = self._lexicon.contexts
        atoms = combine(stream, contexts, self._rules.find(stream, contexts))
        anchor = _as_day(document.published)
        boilerplate = _boilerplate(document.zones)
        article = [atom for atom in atoms if not _is_inside(boilerplate, atom)]
        apart = [atom for atom in atoms if _is_inside(boilerplate, atom)]
        found = [
            resolved
            for part in (article, apart)
            for resolved in resolve(stream, contexts, share_evidence(stream, contexts, part), anchor)
        ]
        found.sort(key=lambda item: item.atom.start)
        return self._roles.assign(document, [_mention(document.text, item) for item in found])


def _mention(text: str, found: Resolved) -> DateMention:
    atom, place = found.atom, found.place
    return DateMention(
        start=atom.start,
        end=atom.end,
        text=text[atom.start : atom.end],
        type=_type(atom),
        value=place.value,
        calendar="lunar" if place.value.startswith("lunar:") else "gregorian",
        interval=place.interval,
        mod=atom.mod,
        conflict=found.conflict,
    )


def _type(atom: Atom) -> DateType:
    if atom.kind is Kind.SET or atom.recurring:
        return "SET"
    if atom.kind is Kind.DURATION:
        return "DURATION"
    return "TIME" if is_time(atom) else "DATE"


def _as_day(published: Published | None) -> date | None:
    return published.date() if isinstance(published, datetime) else published


def _boilerplate(zones: Sequence[Zone]) -> tuple[list[int], list[int]]:
    kept = [zone for zone in zones if zone.zone in BOILERPLATE_ZONES]
    return [zone.start for zone in kept], [zone.end for zone in kept]


def _is_inside(ranges: tuple[list[int], list[int]], atom: Atom) -> bool:
    starts, ends = ranges
    index = bisect_right(starts, atom.start) - 1
    return index >= 0 and atom.start < ends[index]
