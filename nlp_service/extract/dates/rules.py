"""A rule is a pattern over token classes with a builder that validates the match and makes atoms of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from nlp_service.extract.dates.atoms import Atom
from nlp_service.extract.dates.classes import compile_pattern
from nlp_service.extract.dates.lexer import TokenStream

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


Builder = Callable[[Match], Iterable[Atom]]


@dataclass(frozen=True, slots=True)
class Rule:
    """``pattern`` proposes, ``build`` decides: it returns the atoms of the match in order, or nothing."""

    pattern: re.Pattern[str]
    build: Builder


def rule(pattern: str, build: Builder) -> Rule:
    """Return a rule from a pattern over class names."""
    return Rule(compile_pattern(pattern), build)


def find_atoms(stream: TokenStream, contexts: Contexts, rules: Sequence[Rule]) -> list[Atom]:
    """Return the atoms of all rules, the leftmost longest match first, without overlaps, in the order of the text."""
    groups = sorted(_proposals(stream, contexts, rules), key=lambda item: (item[0], -item[1], item[2]))
    atoms: list[Atom] = []
    free = 0
    for first, last, _, found in groups:
        if first >= free:
            atoms.extend(found)
            free = last
    return atoms


def _proposals(
    stream: TokenStream, contexts: Contexts, rules: Sequence[Rule]
) -> Iterator[tuple[int, int, int, tuple[Atom, ...]]]:
    for order, candidate in enumerate(rules):
        search, position = candidate.pattern.search, 0
        while groups := search(stream.codes, position):
            found = tuple(candidate.build(Match(stream, contexts, groups)))
            if found:
                yield found[0].first, max(found[-1].last, groups.end()), order, found
            # What was refused may still hide a match that begins inside it.
            position = groups.end() if found else groups.start() + 1
