"""Counts of years: figures, Roman numerals and number words, with the unit behind them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from nlp_service.extract.anniversaries.vocabulary import Triggers, alternation

_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN = re.compile(r"(?:c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_FIGURES = r"(?:\d{1,2}[.,]\d{3}|\d{1,4})"
_MAX_YEARS = 9999


@dataclass(frozen=True, slots=True)
class CountGrammar:
    """Compiled patterns: ``quantity`` is a number with its unit (``134 năm``), ``ordinal`` is ``thứ N``."""

    number: str
    quantity: str
    ordinal: str


@cache
def _grammar(words: tuple[str, ...], units: tuple[str, ...], fixed: tuple[str, ...]) -> CountGrammar:
    word = alternation(words)
    number = rf"(?:(?<![\d.,/\-]){_FIGURES}(?![\d/])|{word}(?: {word}){{0,8}}?)"
    unit = alternation(units, before="")
    quantity = rf"(?:(?P<number>{number}) ?(?P<unit>{unit})|(?P<fixed>{alternation(fixed)}))"
    figures = rf"{_FIGURES}(?![\d.,/\-]\d)"
    spelt = rf"[ivxlc]{{1,7}}(?!\w)|{word}(?: {word}){{0,8}}"
    ordinal = rf"(?<!\w)(?:(?:lần )?thứ|lần(?= \d)) (?P<rank>{figures}|{spelt})"
    return CountGrammar(number, quantity, ordinal)


def count_grammar(triggers: Triggers) -> CountGrammar:
    """Return the patterns for lower-case text, with groups ``number``, ``unit``, ``fixed`` and ``rank``."""
    words = (*triggers.digits, *triggers.multipliers, *triggers.number_glue)
    return _grammar(tuple(words), tuple(triggers.units), tuple(triggers.fixed_counts))


def parse_quantity(number: str | None, unit: str | None, fixed: str | None, triggers: Triggers) -> int | None:
    """Return the years of a matched quantity: ``1.000 năm`` 1000, ``một thập kỷ`` 10, ``nửa thế kỷ`` 50."""
    if fixed is not None:
        return triggers.fixed_counts[fixed]
    value = parse_number(number or "", triggers)
    if value is None or unit is None:
        return None
    years = value * triggers.units[unit]
    return years if 0 < years <= _MAX_YEARS else None


def parse_number(text: str, triggers: Triggers) -> int | None:
    """Return the value of figures, a Roman numeral or number words in lower case, None when it is none."""
    figures = text.replace(".", "").replace(",", "")
    if figures.isascii() and figures.isdigit():
        return int(figures)
    if text and _ROMAN.fullmatch(text):
        return _parse_roman(text)
    if text in triggers.digits:
        return triggers.digits[text]
    return _parse_words(text.split(), triggers)


def _parse_roman(text: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in text]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def _parse_words(words: list[str], triggers: Triggers) -> int | None:
    total, pending, seen = 0, None, False
    for word in words:
        if word in triggers.number_glue:
            continue
        multiplier = triggers.multipliers.get(word)
        digit = triggers.digits.get(word)
        if multiplier is not None:
            if multiplier == 1000 and total:
                total, pending = (total + (pending or 0)) * multiplier, None
            else:
                total, pending = total + (1 if pending is None else pending) * multiplier, None
        elif digit is not None and pending is None:
            pending = digit
        else:
            return None
        seen = True
    return total + (pending or 0) if seen else None
