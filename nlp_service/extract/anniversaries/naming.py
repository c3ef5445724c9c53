"""The normal form of an event's name: texts name one event in many ways, and the register must see that it is one.

The steps and their words are in ``resources/data/anniversaries/event_names.yml``. Names are compared without accents,
because headlines and old pages leave them out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from nlp_service.extract.anniversaries.seeds import load_seeds
from nlp_service.resources.loader import mapping, read, strings
from nlp_service.text.folding import fold

_FILE = "anniversaries/event_names.yml"
_RANK = re.compile(r" (?:lan thu|lan|thu) (?:\d+|[ivxlc]+)(?= )")
_PERSON_TYPES = {"birth": "sinh", "death": "mat"}
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class EventName:
    """What tells an event from others: its normal ``form``, the id of the seed that it names, and whether the form is
    of one event wherever it stands (``specific``), or like ``thành lập trường`` of one institution in each text.
    """

    form: str
    seed_id: str | None
    specific: bool


class EventNames:
    """Brings names of events to their normal form; built once from the data files.

    Raises:
        ResourceError: a data file is malformed.
    """

    def __init__(self) -> None:
        content = read(_FILE)

        def words(key: str) -> tuple[str, ...]:
            return strings(content, key, name=_FILE)

        self._expansions = _Replacement(_pairs(content, "expansions"))
        self._dropped = _Replacement(dict.fromkeys(words("dropped"), ""))
        self._titles = _Replacement(dict.fromkeys(words("titles"), ""))
        self._kinds = {
            "birth": _Replacement(dict.fromkeys(words("birth_words"), _PERSON_TYPES["birth"])),
            "death": _Replacement(dict.fromkeys(words("death_words"), _PERSON_TYPES["death"])),
        }
        self._persons = _pairs(content, "person_aliases")
        self._classes = _Replacement(dict.fromkeys(words("light_classes"), ""))
        self._generic = _Replacement(dict.fromkeys(words("generic"), ""))
        self._seeds = {
            self.normalize(name, seed.event_type): seed.id for seed in load_seeds().events for name in seed.names
        }

    def identify(self, event: str, event_type: str) -> EventName:
        """Return what the name says of its event's identity."""
        form = self.normalize(event, event_type)
        seed_id = self._seeds.get(form)
        return EventName(form, seed_id, seed_id is not None or bool(self._generic.apply(form)))

    def normalize(self, event: str, event_type: str) -> str:
        """Return the normal form, words in small letters without accents; those of a relation in their order."""
        form = self._dropped.apply(self._expansions.apply(_RANK.sub(" ", f" {fold_name(event)} ")))
        form = self._name_person(form, event_type) if event_type in _PERSON_TYPES else self._classes.apply(form)
        if event_type == "diplomatic":
            form = " ".join(sorted(form.split()))
        return form or fold_name(event)

    def _name_person(self, form: str, event_type: str) -> str:
        kind = _PERSON_TYPES[event_type]
        words = self._kinds[event_type].apply(form).split()
        if kind in words:
            words.remove(kind)
        person = self._titles.apply(" ".join(words))
        return f"{kind} {self._persons.get(person, person)}".strip()


@cache
def load_event_names() -> EventNames:
    """Return the names as the data files have them.

    Raises:
        ResourceError: a data file is malformed.
    """
    return EventNames()


class _Replacement:
    """Whole phrases replaced, the longest first, in names without accents."""

    def __init__(self, phrases: Mapping[str, str]) -> None:
        self._phrases = {fold_name(phrase): fold_name(new) for phrase, new in phrases.items()}
        ordered = sorted(self._phrases, key=lambda phrase: (-len(phrase), phrase))
        self._pattern = re.compile(rf"(?<= )(?:{'|'.join(map(re.escape, ordered))})(?= )")

    def apply(self, form: str) -> str:
        replaced = self._pattern.sub(lambda match: self._phrases[match.group()], f" {form.strip()} ")
        return " ".join(replaced.split())


def _pairs(content: Mapping[str, object], key: str) -> dict[str, str]:
    pairs = mapping(content, key, name=_FILE)
    return {fold_name(short): fold_name(str(long)) for short, long in pairs.items()}


def fold_name(text: str) -> str:
    """Return the words of a name in small letters without accents."""
    return _NOT_WORD.sub(" ", fold(text)).strip()
