"""The kinds of entities, described for people in ``entities/types.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from nlp_service.errors import ResourceError
from nlp_service.resources import loader
from nlp_service.types import ENTITY_LABELS, EntityLabel

_FILE = "entities/types.yml"


@dataclass(frozen=True, slots=True)
class EntityType:
    """A label with its names, its definition in both languages, and examples."""

    label: EntityLabel
    name_vi: str
    name_en: str
    definition_vi: str
    definition_en: str
    examples: tuple[str, ...]


@cache
def entity_types() -> tuple[EntityType, ...]:
    """Return the kinds of entities in their fixed order.

    Raises:
        ResourceError: the data file is malformed.
    """
    content = loader.read(_FILE)
    return tuple(_read(label, loader.mapping(content, label, name=_FILE)) for label in ENTITY_LABELS)


def _read(label: EntityLabel, row: Mapping[str, Any]) -> EntityType:
    return EntityType(
        label=label,
        name_vi=_text(row, label, "name_vi"),
        name_en=_text(row, label, "name_en"),
        definition_vi=_text(row, label, "definition_vi"),
        definition_en=_text(row, label, "definition_en"),
        examples=loader.strings(row, "examples", name=_FILE),
    )


def _text(row: Mapping[str, Any], label: EntityLabel, key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str):
        raise ResourceError(f"Resource {_FILE}: {label}: {key} must be a text.")
    return value
