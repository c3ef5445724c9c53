"""The newsroom's sections and the top-level IPTC Media Topics, as the data files name them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from nlp_service.errors import ResourceError
from nlp_service.resources.loader import mapping, read, strings

SECTION_SCHEME = "section"
IPTC_SCHEME = "iptc"
_SECTIONS = "topics/sections.yml"
_IPTC = "topics/iptc.yml"


@dataclass(frozen=True, slots=True)
class Section:
    """A section with the share of each IPTC code (``15000000``) among its articles; the shares sum to 1."""

    id: str
    label: str
    iptc: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class MediaTopic:
    """A top-level IPTC Media Topic; ``cues`` are lower-case phrases that speak for it."""

    code: str
    label: str
    cues: tuple[str, ...]

    @property
    def id(self) -> str:
        """The code as a CURIE: ``medtop:15000000``."""
        return f"medtop:{self.code}"


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All sections and all media topics, in the order of the data files."""

    sections: tuple[Section, ...]
    media_topics: tuple[MediaTopic, ...]


@cache
def load_taxonomy() -> Taxonomy:
    """Read the taxonomy.

    Raises:
        ResourceError: a data file is malformed, or a section names a code that is no media topic.
    """
    topics = tuple(_media_topic(item) for item in _items(_IPTC, "topics"))
    codes = {topic.code for topic in topics}
    return Taxonomy(tuple(_section(item, codes) for item in _items(_SECTIONS, "sections")), topics)


def _items(name: str, key: str) -> Sequence[Mapping[str, Any]]:
    value = read(name).get(key)
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ResourceError(f"Resource {name}: {key} must be a list of mappings.")
    return value


def _text(item: Mapping[str, Any], key: str, name: str) -> str:
    value = item.get(key)
    if not isinstance(value, str) or not value:
        raise ResourceError(f"Resource {name}: {key} must be a string; quote what YAML reads as a number.")
    return value


def _media_topic(item: Mapping[str, Any]) -> MediaTopic:
    return MediaTopic(_text(item, "code", _IPTC), _text(item, "label", _IPTC), strings(item, "cues", name=_IPTC))


def _section(item: Mapping[str, Any], codes: set[str]) -> Section:
    label, shares = _text(item, "label", _SECTIONS), mapping(item, "iptc", name=_SECTIONS)
    if unknown := sorted(set(shares) - codes):
        raise ResourceError(f"Resource {_SECTIONS}: {label}: {', '.join(unknown)} is no code of {_IPTC}.")
    total = float(sum(shares.values()))
    if total <= 0:
        raise ResourceError(f"Resource {_SECTIONS}: {label}: the shares must be positive.")
    return Section(_text(item, "id", _SECTIONS), label, {code: share / total for code, share in shares.items()})
