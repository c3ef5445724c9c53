"""What kind of event an anniversary marks, judged by how its name begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from nlp_service.extract.anniversaries.scanning import MatchTape
from nlp_service.extract.anniversaries.vocabulary import Heads, KnownEvent, Lexicon, NamedDay

Form = Literal["head", "institution", "named_day", "clause", "phrase"]
_WINDOW = 80
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class EventShape:
    """The kind of an event and how sure its form makes it.

    ``head``: begins with a known head; ``institution``: begins with the noun of an institution or incident;
    ``named_day``: a day with a name; ``clause``: ``ngày`` and what happened; ``phrase``: anything else. ``opened`` says
    that ``ngày`` or ``lễ`` stands first; ``name_end`` is the end of a name that is complete by itself, else -1.
    """

    event_type: str
    form: Form
    opened: bool
    named_day: NamedDay | None = None
    name_end: int = -1


class ShapeReader:
    """Reads the shapes of events in one text, given as it is and in lower case."""

    def __init__(self, text: str, folded: str, lexicon: Lexicon) -> None:
        self._text = text
        self._folded = folded
        self._heads = lexicon.heads
        self._verbs = MatchTape(lexicon.heads.clause_verb, folded)
        self._any = MatchTape(lexicon.heads.any_inner, folded)
        self._inner = [(kind, MatchTape(pattern, folded)) for kind, pattern in lexicon.heads.inner]

    def read(self, start: int, end: int) -> EventShape:
        """Return the shape of the event that begins at ``start`` and ends at the latest at ``end``."""
        text, folded, heads = self._text, self._folded, self._heads
        end = min(end, start + _WINDOW)
        body, opened, festive = start, False, False
        while (opener := heads.opener.match(folded, body, end)) is not None:
            body, opened = _skip_blank(folded, opener.end()), True
            festive = festive or opener.group() == heads.festive_opener
        named = heads.named_day.match(folded, body, end)
        if named is not None:
            day = heads.named_days[named.group()]
            name_end = _name_end(text, folded, named.end(), day, heads)
            if name_end == -1:  # the day of another country or trade
                day = replace(day, day=None, lunar=False)
            return EventShape(day.event_type, "named_day", opened, day, name_end)
        head = heads.head.match(folded, body, end)
        if head is not None:
            kind = _head_type(folded, head.group(), body, end, heads)
            return EventShape(kind, "institution" if head.group() in heads.institutions else "head", opened)
        return self._read_without_head(body, end, opened, festive)

    def _read_without_head(self, body: int, end: int, opened: bool, festive: bool) -> EventShape:
        verb = self._verbs.has(body, end)
        named = festive or (opened and _is_named_like(self._text, self._folded, body, end, self._heads))
        if opened and named and not verb:
            return EventShape("tradition_day", "named_day", opened)
        for kind, tape in self._inner if self._any.has(body, end) else ():
            if tape.has(body, end):
                return EventShape(kind, "clause", opened)
        return EventShape("other", "clause" if verb else "phrase", opened)


def _name_end(text: str, folded: str, end: int, day: NamedDay, heads: Heads) -> int:
    """``Quốc khánh`` goes on with a country, ``giỗ tổ`` with a trade; other names are complete."""
    following = text[end + 1 : end + 2] if text[end : end + 1] == " " else ""
    if day.open_ended and following and (following.isupper() or heads.name_goes_on.match(folded, end + 1) is not None):
        return -1
    return end


def _head_type(folded: str, head: str, body: int, end: int, heads: Heads) -> str:
    kind = heads.head_types[head]
    if kind == "birth":
        owner = heads.founded_owner.search(folded, body, min(end, body + _WINDOW // 2))
        return "founding" if owner is not None else "birth"
    return kind


def _is_named_like(text: str, folded: str, body: int, end: int, heads: Heads) -> bool:
    """``Ngày Thể thao Việt Nam``, ``Ngày Quốc tế Pháp ngữ``: a capital and a word that such names hold."""
    if heads.prefix.match(folded, body, end) is not None:
        return True
    return text[body : body + 1].isupper() and heads.qualifier.search(folded, body, min(end, body + 40)) is not None


class KnownEvents:
    """The events on record, found by the words of a name."""

    def __init__(self, events: Sequence[KnownEvent]) -> None:
        self._events = events
        self._by_word: dict[str, list[int]] = {}
        for place, event in enumerate(events):
            for word in event.first_words:
                self._by_word.setdefault(word, []).append(place)

    def find(self, name: str) -> KnownEvent | None:
        """Return the recorded event that the name (lower case) means, the first of the file if several; else None."""
        places = {place for word in _WORD.findall(name) for place in self._by_word.get(word, ())}
        return next((event for event in map(self._events.__getitem__, sorted(places)) if _matches(event, name)), None)


def _matches(known: KnownEvent, event: str) -> bool:
    if known.none is not None and known.none.search(event) is not None:
        return False
    return all(group.search(event) is not None for group in known.groups)


def _skip_blank(text: str, position: int) -> int:
    while position < len(text) and text[position] in " \"“'":
        position += 1
    return position
