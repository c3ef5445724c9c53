"""Forms of address that stand for a person who was named before: ``bà Liên ... Bà nói``.

Only clear ones are given: the form of address stands alone by the words beside it, and exactly one person of the
passage was addressed by it. The passage is the sentence and the three before it; in an interview, all before it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from nlp_service.extract.entities.patterns import any_of
from nlp_service.resources import loader
from nlp_service.types import Coreference, Document, Entity, Span, ZoneLabel

_FILE = "entities/pronouns.yml"
_SENTENCES = 3
"""Sentences before that of the form of address in which its person is looked for."""
_CONTEXT = 40
"""Characters before a name in which its form of address is looked for."""


class RulePronounResolver:
    """Finds forms of address that stand alone, and whom they mean.

    Raises:
        ResourceError: the data file is malformed.
    """

    def __init__(self) -> None:
        content = loader.read(_FILE)
        rows = loader.mapping(content, "addresses", name=_FILE)
        self._first = {form: first for first in rows for form in loader.strings(rows, first, name=_FILE)}
        forms = any_of(self._first)
        titles = any_of(loader.strings(content, "titles", name=_FILE))
        predicates = any_of(loader.strings(content, "predicates", name=_FILE))
        before = any_of(loader.strings(content, "before_marks", name=_FILE))
        self._before_name = re.compile(rf"(?i)(?<!\w)({forms})(?:\s(?:{titles})\.?)*\s$")
        self._plural = re.compile(rf"(?i)(?<!\w)(?:{any_of(loader.strings(content, 'plurals', name=_FILE))})\s$")
        self._alone = re.compile(
            rf"(?i)(?<!\w)(?:({forms})(?=\s(?:{predicates})(?!\w))|(?:{before})\s({forms})(?=\s?[,.?!:;)]))"
        )

    def resolve(self, document: Document, entities: Sequence[Entity]) -> tuple[Coreference, ...]:
        """Return the coreferences in the order of the text; ``entities`` are the linked mentions, ordered."""
        people = [entity for entity in entities if entity.label == "PER"]
        if not people:
            return ()
        return tuple(self._resolve_all(document, entities, people))

    def _resolve_all(
        self, document: Document, entities: Sequence[Entity], people: Sequence[Entity]
    ) -> Iterator[Coreference]:
        forms = [self._form_before(document.text, person) for person in people]
        starts, ends = [sentence.start for sentence in document.sentences], [item.end for item in people]
        mention_starts = [entity.start for entity in entities]
        is_interview = any(zone.zone == ZoneLabel.QUESTION for zone in document.zones)
        for span, form in self._find_alone(document.text):
            if self._plural.search(document.text[max(0, span.start - _CONTEXT) : span.start]):
                continue
            number = bisect_right(mention_starts, span.start) - 1
            if number >= 0 and entities[number].end > span.start:
                continue  # a part of a name
            sentence = bisect_right(starts, span.start) - 1
            opening = 0 if is_interview or sentence < 0 else starts[max(sentence - _SENTENCES, 0)]
            last = bisect_right(ends, span.start)
            first = bisect_right(ends, opening)
            antecedent = _only_one(people[first:last], forms[first:last], form)
            if antecedent is not None:
                yield Coreference(
                    span.start,
                    span.end,
                    document.text[span.start : span.end],
                    antecedent.entity_id,
                    Span(antecedent.start, antecedent.end),
                )

    def _find_alone(self, text: str) -> Iterator[tuple[Span, str]]:
        for match in self._alone.finditer(text):
            group = 1 if match[1] is not None else 2
            yield Span(*match.span(group)), self._first[match[group].casefold()]

    def _form_before(self, text: str, person: Entity) -> str | None:
        match = self._before_name.search(text[max(0, person.start - _CONTEXT) : person.start])
        return self._first[match[1].casefold()] if match else None


def _only_one(people: Sequence[Entity], forms: Sequence[str | None], form: str) -> Entity | None:
    """Return the last mention of the one person who was addressed so, or None where there are two or none."""
    addressed = {person.entity_id for person, known in zip(people, forms, strict=True) if known == form}
    if len(addressed) != 1:
        return None
    (entity_id,) = addressed
    return next(person for person in reversed(people) if person.entity_id == entity_id)
