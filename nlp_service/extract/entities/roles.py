"""Who is what, and where: a person's role and its organisation, read from the words around the name.

1. A unit is a role (``Phó Bí thư Thường trực``), the field that it is in (``Tài chính``) and the organisation or place
   that follows (``Đảng ủy Khối …``).
2. Units in a row (``Ủy viên Trung ương Đảng, Bí thư Tỉnh ủy``) are one person's.
3. They are those of the name that follows at once, else of the name that they follow (``Trần Văn B, Giám đốc …``),
   else of the name after a comma or a dash.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp_service.extract.entities.role_patterns import RolePatterns
from nlp_service.types import Document, Entity, PersonRole, Span

_MAX_MENTIONS = 3
"""Mentions that may follow one role: ``Phó Giám đốc Sở Y tế`` ``Hà Nội``."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """One role with the mentions that follow it; ``next`` is the number of the first mention after them."""

    start: int
    end: int
    role: Span
    places: tuple[Entity, ...]
    next: int


class RuleRoleExtractor:
    """Finds roles by their words and the mentions beside them, sentence by sentence.

    Raises:
        ResourceError: the data file is malformed.
    """

    def __init__(self) -> None:
        self._patterns = RolePatterns()

    def extract(self, document: Document, entities: Sequence[Entity]) -> tuple[PersonRole, ...]:
        """Return the roles in the order of the text; ``entities`` are the linked mentions, ordered."""
        starts = [entity.start for entity in entities]
        found: list[PersonRole] = []
        for sentence in document.sentences:
            first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
            mentions = entities[first:last]
            if any(mention.label == "PER" for mention in mentions):
                found += self._read_sentence(document.text, sentence, mentions)
        return tuple(sorted(found, key=lambda role: (role.role_start, role.person.start)))

    def _read_sentence(self, text: str, sentence: Span, mentions: Sequence[Entity]) -> Iterator[PersonRole]:
        for row in self._rows(text, list(self._units(text, sentence, mentions))):
            person = self._person_of(text, row, mentions)
            if person is not None:
                for unit in row:
                    yield _role(text, person, unit)

    def _units(self, text: str, sentence: Span, mentions: Sequence[Entity]) -> Iterator[_Unit]:
        position, number = sentence.start, 0
        while match := self._patterns.role.search(text, position, sentence.end):
            while number < len(mentions) and mentions[number].end <= match.start():
                number += 1
            inside = number < len(mentions) and mentions[number].start < match.end()
            if inside:
                position = mentions[number].end
                continue
            unit = self._complete(text, match.span(), mentions, number)
            yield unit
            position = unit.end

    def _complete(self, text: str, role: tuple[int, int], mentions: Sequence[Entity], number: int) -> _Unit:
        """Add the field and the mentions that follow a role."""
        start, end = role
        limit = mentions[number].start if number < len(mentions) else end
        field = self._patterns.field.fullmatch(text, end, limit)
        if field and (field["known"] or field["field"][0].isupper()):
            end = field.end("field")
        tail = end
        places: list[Entity] = []
        while number < len(mentions) and len(places) < _MAX_MENTIONS and mentions[number].label in ("ORG", "LOC"):
            if not self._patterns.link.fullmatch(text, tail, mentions[number].start):
                break
            places.append(mentions[number])
            tail, number = mentions[number].end, number + 1
        return _Unit(start, tail, Span(start, end), tuple(places), number)

    def _rows(self, text: str, units: Sequence[_Unit]) -> Iterator[list[_Unit]]:
        row: list[_Unit] = []
        for unit in units:
            if row and not self._patterns.joint.fullmatch(text, row[-1].end, unit.start):
                yield row
                row = []
            row.append(unit)
        if row:
            yield row

    def _person_of(self, text: str, row: Sequence[_Unit], mentions: Sequence[Entity]) -> Entity | None:
        following = mentions[row[-1].next : row[-1].next + 1]
        after = following[0] if following and following[0].label == "PER" else None
        if after is not None and self._patterns.close.fullmatch(text, row[-1].end, after.start):
            return after
        number = row[0].next - len(row[0].places) - 1
        before = mentions[number] if number >= 0 and mentions[number].label == "PER" else None
        if before is not None and self._patterns.opener.fullmatch(text, before.end, row[0].start):
            return before
        if after is not None and self._patterns.apart.fullmatch(text, row[-1].end, after.start):
            return after
        return None


def _role(text: str, person: Entity, unit: _Unit) -> PersonRole:
    organisation = _organisation(unit.places)
    parts = [unit.role, person, *([organisation] if organisation is not None else [])]
    start, end = min(part.start for part in parts), max(part.end for part in parts)
    return PersonRole(
        start=start,
        end=end,
        text=text[start:end],
        role=text[unit.role.start : unit.role.end],
        role_start=unit.role.start,
        role_end=unit.role.end,
        person_id=person.entity_id,
        person=Span(person.start, person.end),
        organisation_id=organisation.entity_id if organisation is not None else None,
        organisation=Span(organisation.start, organisation.end) if organisation is not None else None,
    )


def _organisation(places: Sequence[Entity]) -> Entity | None:
    return next((place for place in places if place.label == "ORG"), places[0] if places else None)
