"""The identifiers of entities: made of label and canonical name alone, so the same in every article."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cache

from nlp_service.extract.entities.known import KnownEntity, Province, known_entities, provinces
from nlp_service.extract.entities.names import NameReader, Words
from nlp_service.text.vietnamese import strip_accents
from nlp_service.types import EntityLabel

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG = 60
_DIGEST = 8


def make_identifier(label: EntityLabel, words: Words) -> str:
    """Return the label, a readable form of the name, and the start of a SHA-256 over both."""
    canonical = " ".join(words)
    digest = hashlib.sha256(f"{label}\n{canonical}".encode("utf-8", "replace")).hexdigest()[:_DIGEST]
    slug = _NOT_SLUG.sub("-", strip_accents(canonical))[:_LONGEST_SLUG].strip("-")
    return "-".join(part for part in (label.lower(), slug, digest) if part)


@cache
def known_by_id() -> Mapping[str, KnownEntity]:
    """Return the well-known things by their identifiers.

    Raises:
        ResourceError: a data file is malformed.
    """
    reader = NameReader()
    return {
        make_identifier(entity.label, reader.key_of(entity.name, entity.label).words): entity
        for entity in known_entities()
    }


@cache
def unit_by_id() -> Mapping[str, Province]:
    """Return the province or city of today by the identifiers of all units that went into it.

    Raises:
        ResourceError: a data file is malformed.
    """
    reader = NameReader()
    return {
        make_identifier("LOC", reader.key_of(name, "LOC").words): unit
        for unit in provinces()
        for name in (unit.name, *unit.merged, *([unit.renamed] if unit.renamed else []))
    }
