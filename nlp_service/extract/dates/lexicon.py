"""The words of temporal expressions, read from ``resources/data/dates`` and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from nlp_service.errors import ResourceError
from nlp_service.extract.dates.classes import CODES, OTHER, SYMBOLS
from nlp_service.extract.dates.lunar import can_chi_index
from nlp_service.resources.loader import mapping, read, strings

_TOKENS: Final = "dates/tokens.yml"
_NUMBERS: Final = "dates/numbers.yml"
_CAN_CHI: Final = "dates/can_chi.yml"
_CONTEXTS: Final = "dates/contexts.yml"
_ROMAN: Final = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi"
_CONTEXT_NAMES: Final = """
ago_counted asking attack_heads clock_left comparatives compared count_nouns date_heads duration_left epithets
festive_heads forbidden_heads foreign_day_next fraction_nouns from_words function_words general_cues
hour_heads indefinite_next length_heads length_verbs measure_nouns month_name_heads name_like never_alone
not_a_count not_a_duration_next now_left now_next now_not_next ordinal_followers ordinal_heads ordinal_leads
own_day_next part_heads product_words qua_verbs quarter_heads slash_date_heads solar_holidays street_heads surnames
until_now vague_heads weekday_heads within year_heads year_prepositions year_verbs
"""
CONTEXT_KEYS: Final = tuple(_CONTEXT_NAMES.split())
"""The lists of ``contexts.yml``, each of which a rule asks for by name."""

_TAGGED: Final[Mapping[str, str]] = {
    "ref": "REF",
    "part": "PART",
    "season": "SEASON",
    "edge": "EDGE",
    "approximator": "APPROX",
}
_NUMBERED: Final[Mapping[str, str]] = {
    "day_offset": "DAYREF",
    "weekday": "CHUNHAT",
    "month_name": "MONTHNAME",
    "multiplier": "BIG",
}


@dataclass(frozen=True, slots=True)
class Lexeme:
    """What a word or phrase is to the grammar: its class, and a number or a tag as its value."""

    code: str
    number: int = 0
    tag: str = ""


Phrase = tuple[tuple[str, ...], Lexeme]
"""The words of a phrase from the third on, and its lexeme."""


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The words that numbers are put together from."""

    digits: Mapping[str, int]
    tail_digits: Mapping[str, int]
    ten: frozenset[str]
    tens: frozenset[str]
    hundred: frozenset[str]
    thousand: frozenset[str]
    zero_link: frozenset[str]
    five_tails: frozenset[str]
    five: str
    starters: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``phrases`` maps a first and a second word to phrases, longest first: the words that follow, and the lexeme.

    ``singles`` are the words that are a lexeme by themselves. ``plain`` gives the class of words that open no phrase
    and have no value; ``openers`` are all other words that a lexeme or a number in words can begin with.
    """

    phrases: Mapping[str, Mapping[str, tuple[Phrase, ...]]]
    singles: Mapping[str, Lexeme]
    numbers: NumberWords
    contexts: Mapping[str, frozenset[str]]
    plain: Mapping[str, str]
    openers: frozenset[str]


@cache
def load_lexicon() -> Lexicon:
    """Read the lexicon once.

    Raises:
        ResourceError: a data file is missing or malformed.
    """
    singles: dict[str, Lexeme] = {}
    phrases: dict[str, dict[str, dict[tuple[str, ...], Lexeme]]] = {}
    for phrase, lexeme in _lexemes():
        first, *rest = phrase.split(" ")
        if rest:
            phrases.setdefault(first, {}).setdefault(rest[0], {}).setdefault(tuple(rest[1:]), lexeme)
        else:
            singles.setdefault(first, lexeme)
    contexts = read(_CONTEXTS)
    for key in contexts:
        if key not in CONTEXT_KEYS:
            raise ResourceError(f"Resource {_CONTEXTS}: unknown list {key}.")
    numbers = _number_words()
    closed = {word: lexeme for word, lexeme in singles.items() if word not in phrases and word not in numbers.starters}
    # A full stop is looked at where it stands: it parts numbers or ends a sentence.
    plain = {word: lexeme.code for word, lexeme in closed.items() if lexeme == Lexeme(lexeme.code) and word != "."}
    return Lexicon(
        phrases={
            first: {second: _longest_first(tails) for second, tails in seconds.items()}
            for first, seconds in phrases.items()
        },
        singles=singles,
        numbers=numbers,
        plain=plain,
        openers=(frozenset(phrases) | frozenset(singles) | numbers.starters) - frozenset(plain),
        contexts={key: frozenset(strings(contexts, key, name=_CONTEXTS)) for key in CONTEXT_KEYS},
    )


def _longest_first(tails: Mapping[tuple[str, ...], Lexeme]) -> tuple[Phrase, ...]:
    return tuple(sorted(tails.items(), key=lambda item: -len(item[0])))


def _lexemes() -> Iterator[tuple[str, Lexeme]]:
    content = read(_TOKENS)
    plain = mapping(content, "plain", name=_TOKENS)
    # Words that follow a unit (5 năm gần đây) also stand alone, and then are a reference.
    references = mapping(content, "ref", name=_TOKENS)
    for name in plain:
        if name not in CODES:
            raise ResourceError(f"Resource {_TOKENS}: plain has an unknown token class {name}.")
        for phrase in strings(plain, name, name=_TOKENS):
            yield phrase, Lexeme(CODES[name], tag=str(references.get(phrase, "")))
    for key, name in _TAGGED.items():
        for phrase, tag in mapping(content, key, name=_TOKENS).items():
            yield phrase, Lexeme(CODES[name], tag=str(tag))
    for key, name in _NUMBERED.items():
        for phrase, number in mapping(content, key, name=_TOKENS).items():
            yield phrase, Lexeme(CODES[name], number=int(number))
    for phrase in strings(content, "vague", name=_TOKENS):
        yield phrase, Lexeme(CODES["VAGUE"], tag="X")
    for phrase in strings(content, "not_a_day", name=_TOKENS):
        yield phrase, Lexeme(OTHER)
    for phrase, value in mapping(content, "named_day", name=_TOKENS).items():
        yield phrase, _named_day(phrase, value)
    for symbol, code in SYMBOLS.items():
        yield symbol, Lexeme(code)
    yield from _can_chi()
    for index, roman in enumerate(_ROMAN.split()):
        yield roman, Lexeme(CODES["ROMAN"], number=index + 1)


def _named_day(phrase: str, value: Any) -> Lexeme:
    if not (isinstance(value, list) and len(value) in (2, 3) and all(isinstance(part, int) for part in value[:2])):
        raise ResourceError(f"Resource {_TOKENS}: named_day {phrase} must be [month, day] or [month, day, lunar].")
    month, day, *calendar = value
    # Tết alone also counts days ("mùng 3 Tết", "27 Tết"), so it has a class of its own.
    name = "TET" if phrase.startswith("tết") and (month, day, calendar) == (1, 1, ["lunar"]) else "NAMED"
    return Lexeme(CODES[name], number=month * 100 + day, tag="lunar" if calendar == ["lunar"] else "")


def _can_chi() -> Iterator[tuple[str, Lexeme]]:
    content = read(_CAN_CHI)
    stems, branches = content.get("stems"), content.get("branches")
    if not (isinstance(stems, list) and isinstance(branches, list) and (len(stems), len(branches)) == (10, 12)):
        raise ResourceError(f"Resource {_CAN_CHI}: needs 10 stems and 12 branches.")
    for stem_index, stem_names in enumerate(stems):
        for branch_index, branch_names in enumerate(branches):
            place = can_chi_index(stem_index, branch_index)
            if place is None:
                continue
            for stem in stem_names:
                for branch in branch_names:
                    yield f"{stem} {branch}", Lexeme(CODES["CANCHI"], number=place)


def _number_words() -> NumberWords:
    content = read(_NUMBERS)
    names = ("ten", "tens", "hundred", "thousand", "zero_link", "five_tails")
    sets = {key: frozenset(strings(content, key, name=_NUMBERS)) for key in names}
    digits = {word: int(value) for word, value in mapping(content, "digits", name=_NUMBERS).items()}
    tails = {word: int(value) for word, value in mapping(content, "tail_digits", name=_NUMBERS).items()}
    (five,) = strings(content, "five", name=_NUMBERS)
    starters = frozenset((*digits, *sets["ten"], five))
    return NumberWords(digits=digits, tail_digits=tails, five=five, starters=starters, **sets)
