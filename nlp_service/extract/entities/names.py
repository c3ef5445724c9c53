"""The canonical key of a name: what all ways of writing one name have in common, in any article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nlp_service.errors import ResourceError
from nlp_service.extract.entities.known import known_entities, province_names
from nlp_service.resources import loader
from nlp_service.types import ENTITY_LABELS, EntityLabel

_PLACES = "entities/places.yml"
_ORGANISATIONS = "entities/organisations.yml"
_LAWS = "entities/laws.yml"

_WORD = re.compile(r"[^\s.,()\"“”'’]+")
_ASIDE = re.compile(r"(?<=\S)\s?\([^()]{1,40}\)|[\"“”«»]")
_MARKS = re.compile(r"[\W_]+")
_QUOTES = re.compile(r"[\"“”«»]")

Words = tuple[str, ...]
"""A name as lower-case words; a word of a short form that was read out stands for several."""


@dataclass(frozen=True, slots=True)
class NameKey:
    """The words of a name and, where the alias table knows it, its canonical name."""

    words: Words
    name: str = ""


class NameReader:
    """Reads names with the tables of aliases, place classes and short forms.

    Raises:
        ResourceError: a data file is malformed.
    """

    def __init__(self) -> None:
        places, organisations = loader.read(_PLACES), loader.read(_ORGANISATIONS)
        self._abbreviations = _abbreviations(organisations)
        self._place_words = {
            key.casefold(): str(value) for key, value in loader.mapping(places, "short_classes", name=_PLACES).items()
        }
        self._classes = self._phrases(loader.strings(places, "classes", name=_PLACES))
        self._provincial = frozenset(self._phrases(loader.strings(places, "provincial_classes", name=_PLACES)))
        self._city = frozenset(self._phrases(loader.strings(places, "city_classes", name=_PLACES)))
        self._shared = frozenset(self._phrases(loader.strings(places, "provinces_with_city", name=_PLACES)))
        self._administrative = self._phrases(loader.strings(places, "administrative_classes", name=_PLACES))
        self._regions = self._phrases((*loader.strings(places, "regions", name=_PLACES), *sorted(province_names())))
        self._same_class = self._read_same(places, "same_classes", _PLACES)
        self._same_head = self._read_same(organisations, "same_heads", _ORGANISATIONS)
        self._with_word = frozenset(self._phrases(loader.strings(places, "cities_with_word", name=_PLACES)))
        self._levels = self._phrases(loader.strings(organisations, "levels", name=_ORGANISATIONS))
        self._branches = self._phrases(loader.strings(organisations, "branches", name=_ORGANISATIONS))
        self._heads = self._phrases(loader.strings(organisations, "heads", name=_ORGANISATIONS))
        self._silent = frozenset(loader.strings(organisations, "silent_words", name=_ORGANISATIONS))
        self._not_silent_before = frozenset(loader.strings(organisations, "silent_not_before", name=_ORGANISATIONS))
        self._complete = frozenset(self._phrases(loader.strings(organisations, "complete", name=_ORGANISATIONS)))
        self._number_words = frozenset(loader.strings(loader.read(_LAWS), "number_words", name=_LAWS))
        self._aliases = {label: self._known_names(label, shared=False) for label in ENTITY_LABELS}
        self._shared_names = {label: self._known_names(label, shared=True) for label in ENTITY_LABELS}

    def key_of(self, text: str, label: EntityLabel) -> NameKey:
        """Return the canonical key of a name as it is written in a text; a shared name is known by itself alone."""
        words = self.words_of(text, label) or (text.casefold(),)
        known = self._aliases[label].get(words)
        if known is not None:
            return known
        if label == "LOC":
            short = self.without_province_class(words)
            return self._aliases[label].get(short, NameKey(short))
        return NameKey(words)

    def bearer_of(self, words: Words, label: EntityLabel) -> Words | None:
        """Return the canonical name of the well-known thing that bears this name, as ordinary people do too."""
        key = self._shared_names[label].get(words)
        return key.words if key else None

    def canonical_form(self, text: str, label: EntityLabel) -> str:
        """Return the name as written, single blanks, without the class word of a province or a city."""
        text = " ".join(text.split())
        if label != "LOC":
            return text
        words = self.words_of(text, label)
        surplus = len(words) - len(self.without_province_class(words))
        for match in _WORD.finditer(text):
            if surplus <= 0:
                return text[match.start() :]
            surplus -= len(self.words_of(f"{match[0]} x", label)) - 1
        return text

    def without_class(self, words: Words) -> Words:
        """Return the name of a place without the class word before it, or as it is, where a province bears it too."""
        rest = words[len(_longest_head(words, self._classes)) :]
        return words if rest in self._shared else rest

    def without_province_class(self, words: Words) -> Words:
        """Return a province, country or city without its class word, where no other place bears the name."""
        head = _longest_head(words, self._classes)
        rest = words[len(head) :]
        if head in self._provincial or (head in self._city and rest not in self._shared):
            return rest
        return words

    def without_head(self, words: Words) -> Words:
        """Return the name of an organisation without the general word at its head, or as it is."""
        head = _longest_head(words, self._heads)
        return words[len(head) :] if head else words

    def without_silent_end(self, words: Words) -> Words:
        """Return ``Sở Y tế`` for ``Sở Y tế tỉnh``, or the name as it is."""
        return words[:-1] if len(words) > 1 and words[-1] in self._silent else words

    def is_administrative(self, words: Words) -> bool:
        """Tell whether the name of a place begins with the class word of an administrative unit or a country."""
        return _longest_head(words, self._administrative) != ()

    def is_region(self, words: Words) -> bool:
        """Tell whether the bare name is a part of the country or a province, after which other places are named too."""
        return words in self._regions

    def with_one_class(self, words: Words) -> Words:
        """Return the name of a place with one of the class words that mean the same: ``sân bay`` for ``phi trường``."""
        head = _longest_head(words, self._classes)
        return (*self._same_class.get(head, head), *words[len(head) :])

    def with_one_head(self, words: Words) -> Words:
        """Return the name of an organisation with one of the heads that mean the same."""
        head = _longest_head(words, self._heads)
        return (*self._same_head.get(head, head), *words[len(head) :])

    def without_city_word(self, words: Words) -> Words:
        """Return ``Công an Hà Nội`` for ``Công an thành phố Hà Nội``, but not where a province bears the name too."""
        for place in range(1, len(words) - 2):
            rest = words[place + 2 :]
            if words[place : place + 2] in self._city and rest not in self._shared and rest not in self._with_word:
                return (*words[:place], *rest)
        return words

    def ends_in_level(self, words: Words) -> bool:
        """Tell whether a body is named by its level alone: ``UBND tỉnh``."""
        return any(len(words) > len(level) and words[-len(level) :] == level for level in self._levels)

    def is_branch(self, words: Words) -> bool:
        """Tell whether these last words of a name make it a part of the thing: ``cơ sở 2``."""
        return any(words[: len(branch)] == branch for branch in self._branches)

    def raw_words(self, text: str, label: EntityLabel) -> Words:
        """Return the words of a name with short forms read out and nothing left out."""
        found = _WORD.findall(_ASIDE.sub(" ", text))
        if label == "LOC" and len(found) > 1:
            found[:1] = self._place_words.get(found[0].casefold(), found[0]).split(" ")
        return tuple(part for word in found for part in self._read_out(word))

    def is_complete(self, words: Words) -> bool:
        """Tell whether this short name of a body is a name of its own."""
        return words in self._complete

    def words_of(self, text: str, label: EntityLabel) -> Words:
        """Return the words of a name as written, short forms read out, alias table and class words left alone."""
        found = _WORD.findall(_QUOTES.sub(" ", text) if label != "ORG" else _ASIDE.sub(" ", text))
        if label == "LAW":
            return tuple(word.casefold() for word in found if word.casefold() not in self._number_words)
        if label == "PER":
            return tuple(word.casefold() for word in found)
        if label == "LOC" and len(found) > 1:
            found[:1] = self._place_words.get(found[0].casefold(), found[0]).split(" ")
        words = tuple(part for word in found for part in self._read_out(word))
        return self._without_silent(words) if label == "ORG" else words

    def _without_silent(self, words: Words) -> Words:
        following = (*words[1:], "")[: len(words)]
        return tuple(
            word
            for place, (word, after) in enumerate(zip(words, following, strict=True))
            if word not in self._silent or not place or not after or after in self._not_silent_before
        )

    def _read_out(self, word: str) -> Words:
        compact = _MARKS.sub("", word)
        full = self._abbreviations.get(compact.upper()) if sum(map(str.isupper, compact)) > 1 else None
        return full or tuple(part.casefold() for part in re.split(r"[-–]+", word) if part)

    def _phrases(self, texts: Iterable[str]) -> dict[Words, None]:
        return dict.fromkeys(tuple(part.casefold() for part in _WORD.findall(text)) for text in texts)

    def _read_same(self, content: Mapping[str, object], key: str, name: str) -> Mapping[Words, Words]:
        same = loader.mapping(content, key, name=name)
        return {
            words: next(iter(self._phrases([first])))
            for first in same
            for words in self._phrases(loader.strings(same, first, name=name))
        }

    def _known_names(self, label: EntityLabel, *, shared: bool) -> Mapping[Words, NameKey]:
        table: dict[Words, NameKey] = {}
        for entity in known_entities():
            if entity.label != label:
                continue
            key = NameKey(self.words_of(entity.name, label), entity.name)
            texts = (entity.name, *(name.text for name in entity.names))
            for text in (text for text in texts if (text in entity.shared) == shared):
                if table.setdefault(self.words_of(text, label), key) is not key:
                    raise ResourceError(f"Well-known names: {label}: {text} stands for two things.")
        return table


def _abbreviations(content: Mapping[str, object]) -> Mapping[str, Words]:
    table = loader.mapping(content, "abbreviations", name=_ORGANISATIONS)
    return {key.upper(): tuple(str(value).casefold().split()) for key, value in table.items()}


def _longest_head(words: Words, heads: Mapping[Words, None]) -> Words:
    """Return the longest of ``heads`` that ``words`` begins with and goes on after; empty when none does."""
    longest = max(map(len, heads), default=0)
    for length in range(min(longest, len(words) - 1), 0, -1):
        if words[:length] in heads:
            return words[:length]
    return ()
