"""From mentions to entities: one identifier and one canonical name for each thing, the same in every article."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from nlp_service.extract.entities.clusters import cluster_names
from nlp_service.extract.entities.identifiers import make_identifier
from nlp_service.extract.entities.names import NameKey, NameReader, Words
from nlp_service.extract.entities.shared_names import pair_shared_names
from nlp_service.types import ENTITY_LABELS, Document, Entity, EntityLabel

_OPENING = re.compile(r"\s?\(\s?(?:gọi tắt là |viết tắt là |viết tắt: |tên viết tắt là )?[\"“]?")
_SHORT_FORM = re.compile(r"[^\W\d_][\w&.-]{0,11}")
_SURE = 0.5
"""The score from which a mention is believed to be the full name of another."""


class RuleEntityLinker:
    """Links mentions by their names alone, with tables of aliases, places and short forms.

    ``entity_id`` is the label, a readable form of the canonical name, and the start of a SHA-256 over both:
    ``per-ho-chi-minh-1a2b3c4d``. It depends on nothing else: it is the same wherever the same name is the fullest one.

    Raises:
        ResourceError: a data file is malformed.
    """

    def __init__(self) -> None:
        self._reader = NameReader()

    def link(self, document: Document, mentions: Sequence[Entity]) -> tuple[Entity, ...]:
        """Return the mentions in the same order, with ``entity_id`` and ``name`` filled in."""
        keys = [self._key_of(mention) for mention in mentions]
        linked = list(mentions)
        for label in ENTITY_LABELS:
            places = [place for place, mention in enumerate(mentions) if mention.label == label]
            for place, name, words in self._link_label(document.text, mentions, keys, places, label):
                linked[place] = replace(mentions[place], entity_id=make_identifier(label, words), name=name)
        return tuple(linked)

    def _key_of(self, mention: Entity) -> NameKey:
        """A mention that has a name already, from the installation's gazetteer, keeps it."""
        key = self._reader.key_of(mention.name or mention.text, mention.label)
        return NameKey(key.words, mention.name) if mention.name else key

    def _link_label(
        self,
        text: str,
        mentions: Sequence[Entity],
        keys: Sequence[NameKey],
        places: Sequence[int],
        label: EntityLabel,
    ) -> Iterator[tuple[int, str, Words]]:
        names = list(dict.fromkeys(keys[place].words for place in places))
        known = {keys[place].words: keys[place] for place in places if keys[place].name}
        sure = {keys[place].words for place in places if mentions[place].score >= _SURE}
        pairs = [
            *(_bracketed(text, mentions, keys, places) if label not in ("PER", "LOC") else ()),
            *pair_shared_names(names, self._bearers([name for name in names if name not in known], label), sure),
        ]
        raw: dict[Words, dict[Words, None]] = defaultdict(dict)
        for place in places:
            raw[keys[place].words][self._reader.raw_words(mentions[place].text, label)] = None
        heads = cluster_names(names, label, self._reader, pairs, set(names) - sure, raw)
        # A thing that the alias table knows under any of its names bears that name everywhere.
        canonical: dict[Words, NameKey] = {}
        for name in names:
            if name in known:
                canonical.setdefault(heads[name], known[name])
        written = self._best_written(mentions, keys, places)
        for place in places:
            head = heads[keys[place].words]
            key = canonical.get(head, NameKey(head, written[head]))
            yield place, key.name, key.words

    def _bearers(self, names: Iterable[Words], label: EntityLabel) -> Mapping[Words, Words]:
        """Return the well-known bearers of those of the names that are shared."""
        found = ((name, self._reader.bearer_of(name, label)) for name in names)
        return {name: bearer for name, bearer in found if bearer is not None}

    def _best_written(
        self, mentions: Sequence[Entity], keys: Sequence[NameKey], places: Sequence[int]
    ) -> Mapping[Words, str]:
        forms: dict[Words, Counter[str]] = defaultdict(Counter)
        for place in places:
            short = self._reader.canonical_form(mentions[place].text, mentions[place].label)
            forms[keys[place].words][_display(short, mentions[place].label)] += 1
        return {
            words: max(counts, key=lambda form: (not form.isupper(), counts[form], len(form), form))
            for words, counts in forms.items()
        }


def _display(name: str, label: EntityLabel) -> str:
    """Write a name as it stands in a sentence; an organisation in capitals stays, since some are written so."""
    if label in ("PER", "LOC") and name.isupper() and " " in name:
        return " ".join(part.capitalize() for part in name.split(" "))
    return name


def _bracketed(
    text: str, mentions: Sequence[Entity], keys: Sequence[NameKey], places: Sequence[int]
) -> Iterator[tuple[Words, Words]]:
    """Yield each full name with the short form that follows it in brackets: ``Tổ chức Y tế Thế giới (WHO)``."""
    for first, second in pairwise(places):
        between = text[mentions[first].end : mentions[second].start]
        bracketed = second == first + 1 and _OPENING.fullmatch(between) and _SHORT_FORM.fullmatch(mentions[second].text)
        if bracketed and mentions[first].text.strip():
            yield keys[first].words, keys[second].words
