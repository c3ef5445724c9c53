"""The names of one installation: those that it always wants found, and those that it never wants to see.

Names are compared token by token, exactly in letters, accents and case, after the normalisation of texts: the two tone
placements (``hoà``, ``hòa``) and the forms of Unicode are equal, and so are ``TP. HCM`` and ``TP.HCM``. The longest
name that begins at a token wins. The walk over the text is linear in its length times the longest name.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from nlp_service.errors import InvalidField
from nlp_service.text.normalize import normalize
from nlp_service.types import ENTITY_LABELS, Entity, EntityExplanation, Gazetteer, GazetteerEntry

MAX_NAMES = 100_000
MAX_NAME = 200
_TOKEN = re.compile(r"\w+|[^\w\s]")
_SCORE = 1.0
_EXPLANATION = EntityExplanation("gazetteer")
_SURE = 0.5
"""The score from which a longer mention keeps a name of the gazetteer inside it to itself."""

Tokens = tuple[str, ...]


def make_gazetteer(allow: Iterable[GazetteerEntry], deny: Iterable[str] = ()) -> Gazetteer:
    """Return the gazetteer of these names; their order does not matter.

    Raises:
        InvalidField: a name is empty, too long, without a letter or digit, of an unknown label, on both lists or there
            for two things; or there are too many.
    """
    entries = sorted(set(allow), key=lambda entry: (entry.name, entry.label, entry.canonical, entry.aliases))
    denied = sorted(set(deny))
    _check(entries, denied)
    content = {"allow": [asdict(entry) for entry in entries], "deny": denied}
    line = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest() if entries or denied else ""
    return Gazetteer(tuple(entries), tuple(denied), digest)


def apply_gazetteer(text: str, mentions: Sequence[Entity], gazetteer: Gazetteer) -> tuple[Entity, ...]:
    """Return the mentions of ``text`` with those of the gazetteer, ordered and without overlaps.

    1. A mention whose words are a denied name is left out.
    2. A name of the gazetteer inside a longer mention that is sure stays a part of it.
    3. It beats all other mentions that it overlaps.
    """
    if not gazetteer.digest:
        return tuple(mentions)
    matcher = _matcher(gazetteer)
    kept = [mention for mention in mentions if not matcher.is_denied(mention.text)]
    return tuple(_merge(kept, list(matcher.find(text))))


class _Matcher:
    """A trie of the wanted names and the set of the unwanted, by tokens."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._root: dict[str, Any] = {}
        self._denied = {_tokens(name) for name in gazetteer.deny}
        for entry in gazetteer.allow:
            for name in (entry.name, entry.canonical, *entry.aliases):
                node = self._root
                for token in _tokens(name):
                    node = node.setdefault(token, {})
                node[""] = entry  # no token is empty

    def is_denied(self, name: str) -> bool:
        return tuple(_TOKEN.findall(name)) in self._denied

    def find(self, text: str) -> Iterator[Entity]:
        tokens = list(_TOKEN.finditer(text))
        place = 0
        while place < len(tokens):
            entry, last = self._longest(text, tokens, place)
            if entry is None:
                place += 1
                continue
            start, end = tokens[place].start(), tokens[last].end()
            yield Entity(
                start,
                end,
                text[start:end],
                entry.label,
                _SCORE,
                name=entry.canonical,
                source="gazetteer",
                explanation=_EXPLANATION,
            )
            place = last + 1

    def _longest(self, text: str, tokens: Sequence[re.Match[str]], first: int) -> tuple[GazetteerEntry | None, int]:
        node, found, last = self._root, None, first
        for place in range(first, len(tokens)):
            if place > first and text[tokens[place - 1].end() : tokens[place].start()] not in ("", " "):
                break  # a name does not go over the end of a line
            child = node.get(tokens[place][0])
            if child is None:
                break
            node = child
            if "" in node:
                found, last = node[""], place
        return found, last


@lru_cache(maxsize=8)
def _matcher(gazetteer: Gazetteer) -> _Matcher:
    return _Matcher(gazetteer)


def _merge(mentions: Sequence[Entity], names: Sequence[Entity]) -> list[Entity]:
    """Merge two ordered lists, each without overlaps, by the rules of :func:`apply_gazetteer`."""
    kept: list[Entity] = []
    place = 0
    for name in names:
        while place < len(mentions) and mentions[place].end <= name.start:
            kept.append(mentions[place])
            place += 1
        if place < len(mentions) and _holds(mentions[place], name):
            continue
        kept.append(name)
        while place < len(mentions) and mentions[place].start < name.end:
            place += 1
    return [*kept, *mentions[place:]]


def _holds(mention: Entity, name: Entity) -> bool:
    is_longer = mention.end - mention.start > name.end - name.start
    return is_longer and mention.score >= _SURE and mention.start <= name.start and name.end <= mention.end


def _tokens(name: str) -> Tokens:
    return tuple(_TOKEN.findall(normalize(name).text))


def _check(entries: Sequence[GazetteerEntry], denied: Sequence[str]) -> None:
    written = [(name, entry) for entry in entries for name in (entry.name, entry.canonical, *entry.aliases)]
    if len(written) + len(denied) > MAX_NAMES:
        raise InvalidField(f"gazetteer: {len(written) + len(denied)} names; at most {MAX_NAMES} are taken.")
    owners: dict[Tokens, GazetteerEntry] = {}
    for name, entry in written:
        if entry.label not in ENTITY_LABELS:
            raise InvalidField(f"label: {entry.label!r} is unknown; choose one of {', '.join(ENTITY_LABELS)}.")
        other = owners.setdefault(_checked(name), entry)
        if (other.label, other.canonical) != (entry.label, entry.canonical):
            raise InvalidField(f"name: {name!r} stands for two things, {other.canonical!r} and {entry.canonical!r}.")
    for name in denied:
        if _checked(name) in owners:
            raise InvalidField(f"name: {name!r} is on both lists.")


def _checked(name: str) -> Tokens:
    tokens = _tokens(name)
    if len(name) > MAX_NAME or not any(token[0].isalnum() for token in tokens):
        raise InvalidField(f"name: {name[:MAX_NAME]!r} is empty, has no letter, or is over {MAX_NAME} characters.")
    return tokens
