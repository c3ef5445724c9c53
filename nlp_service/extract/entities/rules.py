"""Mentions that rules find more surely than a network: numbered legal documents and fixed names, both from data."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp_service.extract.entities.patterns import any_of
from nlp_service.resources import loader
from nlp_service.types import ENTITY_LABELS, Entity, EntityExplanation, EntityLabel

_LAWS = "entities/laws.yml"
_NAMES = "entities/names.yml"

# How often such mentions are right among the training sentences.
_LAW_SCORE = 0.97
_NAME_SCORE = 0.93

_YEAR = r"(?:/\d{4})?"
_LETTERS = r"(?!\d)\w{1,12}(?:&(?!\d)\w{1,8})?"
_NAMED_YEAR = r"(?:[ ]năm[ ]\d{4})?"


_LAW_TAIL = r"(?:[ ](?:sửa đổi|\(sửa đổi\)))?(?:(?:[ ](?:năm|NĂM))?[ ](?:19|20)\d\d)?"
"""The year and the state of a law that is known by its name: ``Luật Đất đai 2024``."""


class EntityRules:
    """Finds numbered documents and fixed names.

    Raises:
        ResourceError: a data file is malformed.
    """

    def __init__(self) -> None:
        self._laws = _law_pattern()
        names = loader.read(_NAMES)
        self._names = {
            label: _name_pattern(loader.strings(names, label, name=_NAMES), _LAW_TAIL if label == "LAW" else "")
            for label in ENTITY_LABELS
        }

    def find_laws(self, text: str) -> tuple[Entity, ...]:
        """Return the numbered legal documents of ``text``, in order."""
        return tuple(_entity(match, "LAW", _LAW_SCORE, "numbered document") for match in self._laws.finditer(text))

    def find_names(self, text: str) -> tuple[Entity, ...]:
        """Return the fixed names of ``text`` by label, each label in order."""
        return tuple(
            _entity(match, label, _NAME_SCORE, "fixed name")
            for label, pattern in self._names.items()
            for match in pattern.finditer(text)
        )


def _entity(match: re.Match[str], label: EntityLabel, score: float, maker: str) -> Entity:
    made = EntityExplanation(maker)
    return Entity(match.start(), match.end(), match[0], label, score, source="rule", explanation=made)


def _law_pattern() -> re.Pattern[str]:
    content = loader.read(_LAWS)

    def words(key: str) -> str:
        return any_of(loader.strings(content, key, name=_LAWS))

    number_word = rf"(?:{words('number_words')})[ ]"
    code = (
        rf"\d{{1,5}}{_YEAR}[-/](?:{words('type_codes')})\d{{0,2}}(?:(?:[-/]|[ ]-[ ](?=[A-ZĐ]{{2}})){_LETTERS}){{0,4}}"
    )
    bare = rf"\d{{1,5}}{_YEAR}"
    before = r"(?<![\w/-])"
    after = r"(?![\w%]|[/,.-]\w)"
    return re.compile(
        rf"{before}(?:"
        rf"(?i:{words('heads')})[ ](?i:{number_word})?{code}"
        rf"|(?:{words('heads')})[ ]{number_word}{bare}{_NAMED_YEAR}"
        rf"|(?:{words('heads_of_bare_numbers')})[ ]\d{{2,3}}{_YEAR}{_NAMED_YEAR}"
        rf"|(?:{words('abbreviated_heads')})[ ](?:{number_word})?(?:{code}|{bare})"
        rf"|{code}"
        rf"){after}"
    )


def _name_pattern(names: Sequence[str], tail: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{any_of((*names, *(name.upper() for name in names)))}){tail}(?![\w-])")
