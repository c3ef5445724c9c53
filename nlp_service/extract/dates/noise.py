"""Finds what is no prose: tables of numbers, a phrase over and over, attempts to waste time. No date is read there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from nlp_service.extract.dates.classes import CODES, OTHER, codes

_NUMERIC: Final = "".join(sorted(codes("NUM SLASH DASH DOT STOP COMMA COLON LP RP PERCENT")))
_RUN: Final = re.compile(rf"([^{OTHER}{CODES['NEWLINE']}])\1{{7,}}|[{_NUMERIC}]{{300,}}")
_REPEATS: Final = 16
_TIMES_EACH: Final = 8
# The first \1 stands alone because the engine refuses it faster than a counted one.
_REPEATED: Final = re.compile(rf"([^{OTHER}].{{0,15}}?)\1\1{{{_REPEATS - 2},}}", re.DOTALL)


def without_noise(classes: str, words: Sequence[str]) -> str:
    """Blank out long runs of one class, of numbers without a word, and of the same words over and over."""
    calm = _RUN.sub(lambda run: OTHER * len(run.group()), classes)
    return _REPEATED.sub(lambda run: _without_repeats(run, words), calm)


def _without_repeats(run: re.Match[str], words: Sequence[str]) -> str:
    """Return the classes of a run, blank where few of its units differ in words (a table's rows do)."""
    width = len(run.group(1))
    units = [tuple(words[place : place + width]) for place in range(run.start(), run.end(), width)]
    few = len(set(units)) * _TIMES_EACH <= len(units)
    return OTHER * len(run.group()) if few else run.group()
