"""A rule is a pattern over token classes with a builder that validates the match and makes atoms of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from nlp_service.extract.dates.atoms import Atom
from nlp_service.extract.dates.classes import compile_pattern
from nlp_service.extract.dates.lexer import TokenStream
from nlp_service.extract.dates.prefixes import WIDTH, prefixes

Contexts = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Match:
    """One match of a pattern: tokens ``[first, last)`` of the stream, and its named tokens."""

    stream: TokenStream
    contexts: Contexts
    groups: re.Match[str]

    @property
    def first(self) -> int:
        """The index of the first token."""
        return self.groups.start()

    @property
    def last(self) -> int:
        """The index after the last token."""
        return self.groups.end()

    def at(self, name: str) -> int:
        """Return the index of the token captured as ``name``, or -1."""
        return self.groups.start(name)

    def has(self, name: str) -> bool:
        """Whether the pattern has a token ``name`` and the match filled it."""
        return name in self.groups.re.groupindex and self.groups.start(name) >= 0

    def number(self, name: str) -> int:
        """Return the value of the captured token."""
        return self.stream.numbers[self.groups.start(name)]

    def starts_in(self, index: int, key: str) -> bool:
        """Whether the token at ``index``, or the two that begin there, stand in a context list."""
        words = self.contexts[key]
        word = self.stream.word(index)
        return word in words or f"{word} {self.stream.word(index + 1)}" in words

    def word_in(self, index: int, key: str) -> bool:
        """Whether the token at ``index``, or the two that end there, stand in a context list."""
        words = self.contexts[key]
        word = self.stream.word(index)
        return word in words or f"{self.stream.word(index - 1)} {word}" in words


_FREE_EFFORT: Final = 40_000
_PROPOSAL_EFFORT: Final = 10
"""Effort counts tries of a pattern, and a proposal as ten. News takes one in three tokens; a long text that goes on
with more than one a token is a table or an attack on time, and is read up to there."""

Builder = Callable[[Match], Iterable[Atom]]


@dataclass(frozen=True, slots=True)
class Rule:
    """``pattern`` proposes, ``build`` decides: it returns the atoms of the match in order, or nothing."""

    pattern: re.Pattern[str]
    build: Builder


def rule(pattern: str, build: Builder) -> Rule:
    """Return a rule from a pattern over class names."""
    return Rule(compile_pattern(pattern), build)


class RuleIndex:
    """Rules by the classes that they can begin with, so that each place of a text tries only those that may match.

    Raises:
        KeyError: a pattern names what is no token class.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = tuple(rules)
        self._by_beginning: dict[str, list[int]] = {}
        for order, one in enumerate(self._rules):
            for beginning in prefixes(one.pattern.pattern):
                self._by_beginning.setdefault(beginning, []).append(order)
        starts = "".join(sorted({beginning[0] for beginning in self._by_beginning}))
        self._start = re.compile(f"[{starts}]")
        # What _orders has answered: texts repeat the same few thousand beginnings.
        self._known: dict[str, tuple[int, ...]] = {}

    def find(self, stream: TokenStream, contexts: Contexts) -> list[Atom]:
        """Return the atoms of all rules, the leftmost longest match first, without overlaps, in order of the text.

        A text with thousands of them, far denser than news, is read up to a place.
        """
        proposals = sorted(self._proposals(stream, contexts), key=lambda item: (item[0], -item[1], item[2]))
        atoms: list[Atom] = []
        free = 0
        for first, last, _, found in proposals:
            if first >= free:
                atoms.extend(found)
                free = last
        return atoms

    def _proposals(self, stream: TokenStream, contexts: Contexts) -> Iterator[tuple[int, int, int, tuple[Atom, ...]]]:
        codes = stream.codes
        # Where the last match of each rule ends that made atoms: what it refused may still hide a match inside.
        free = [0] * len(self._rules)
        effort = 0
        for start in self._start.finditer(codes):
            place = start.start()
            if effort > _FREE_EFFORT + place:
                break
            beginning = codes[place : place + WIDTH]
            orders = self._known.get(beginning)
            if orders is None:
                orders = self._known[beginning] = self._orders(beginning)
            effort += len(orders)
            for order in orders:
                candidate = self._rules[order]
                if place < free[order] or not (groups := candidate.pattern.match(codes, place)):
                    continue
                found = tuple(candidate.build(Match(stream, contexts, groups)))
                if found:
                    free[order] = groups.end()
                    effort += _PROPOSAL_EFFORT
                    yield found[0].first, max(found[-1].last, groups.end()), order, found

    def _orders(self, beginning: str) -> tuple[int, ...]:
        """Return the rules that may match where these classes stand, in their order."""
        orders = (self._by_beginning.get(beginning[:width], ()) for width in range(1, len(beginning) + 1))
        return tuple(sorted({order for found in orders for order in found}))
