"""Well-known things with their other names, and the provinces before and after 1 July 2025, from data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast

from nlp_service.errors import ResourceError
from nlp_service.resources import loader
from nlp_service.types import ENTITY_LABELS, EntityLabel

_ALIASES = "entities/aliases.yml"
_PROVINCES = "entities/provinces.yml"

NameKind = Literal["former", "pen", "abbreviation", "other"]
_KINDS: Mapping[str, NameKind] = {
    "former": "former",
    "pen": "pen",
    "abbreviations": "abbreviation",
    "others": "other",
}


@dataclass(frozen=True, slots=True)
class KnownName:
    """Another name of a thing: an earlier one, a pen name, an abbreviation, or some other."""

    text: str
    kind: NameKind


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """A well-known thing under its canonical name; ``shared`` are those of its names that ordinary people bear too."""

    label: EntityLabel
    name: str
    names: tuple[KnownName, ...] = ()
    shared: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Province:
    """A province or a city under central government since 1 July 2025, with the units that went into it."""

    name: str
    unit: str
    merged: tuple[str, ...] = ()
    renamed: str | None = None


@cache
def known_entities() -> tuple[KnownEntity, ...]:
    """Return the well-known things, by label.

    Raises:
        ResourceError: the data file is malformed.
    """
    content = loader.read(_ALIASES)
    return tuple(_read_entity(label, row) for label in ENTITY_LABELS for row in _rows(content, label, _ALIASES))


@cache
def provinces() -> tuple[Province, ...]:
    """Return the 34 units of today.

    Raises:
        ResourceError: the data file is malformed.
    """
    return tuple(_read_province(row) for row in _rows(loader.read(_PROVINCES), "units", _PROVINCES))


@cache
def province_names() -> frozenset[str]:
    """Return the names of all provinces and such cities, those of today and those before."""
    units = provinces()
    return frozenset(
        name for unit in units for name in (unit.name, *unit.merged, *([unit.renamed] if unit.renamed else []))
    )


def _rows(content: Mapping[str, Any], key: str, file: str) -> Iterator[Mapping[str, Any]]:
    rows = content.get(key)
    if not isinstance(rows, list):
        raise ResourceError(f"Resource {file}: {key} must be a list.")
    for row in rows:
        if not isinstance(row, Mapping) or not isinstance(row.get("name"), str):
            raise ResourceError(f"Resource {file}: {key}: every row needs a name.")
        yield row


def _read_entity(label: EntityLabel, row: Mapping[str, Any]) -> KnownEntity:
    unknown = row.keys() - _KINDS.keys() - {"name", "shared"}
    if unknown:
        raise ResourceError(f"Resource {_ALIASES}: {label}: {row['name']}: {', '.join(sorted(unknown))} is no kind.")
    names = tuple(
        KnownName(text, kind) for key, kind in _KINDS.items() if key in row for text in _texts(row, key, _ALIASES)
    )
    shared = frozenset(_texts(row, "shared", _ALIASES) if "shared" in row else ())
    missing = shared - {row["name"], *(name.text for name in names)}
    if missing:
        raise ResourceError(f"Resource {_ALIASES}: {label}: {row['name']}: {', '.join(sorted(missing))} is no name.")
    return KnownEntity(label, row["name"], names, shared)


def _read_province(row: Mapping[str, Any]) -> Province:
    unit, renamed = row.get("class"), row.get("renamed")
    if unit not in ("tỉnh", "thành phố") or not isinstance(renamed, str | None):
        raise ResourceError(f"Resource {_PROVINCES}: {row['name']}: class is tỉnh or thành phố, renamed a name.")
    merged = _texts(row, "merged", _PROVINCES) if "merged" in row else ()
    return Province(row["name"], cast(str, unit), merged, renamed)


def _texts(row: Mapping[str, Any], key: str, file: str) -> tuple[str, ...]:
    return loader.strings(row, key, name=f"{file}: {row['name']}")
