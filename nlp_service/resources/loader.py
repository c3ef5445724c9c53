"""Reads the package's linguistic data: YAML files in ``nlp_service/resources/data``, checked as they are read.

Each function names the file (``dates/months.yml``) and raises :class:`~nlp_service.errors.ResourceError` with the file
and the key when something is not as it should be, so that a typing error in a data file is found at start and not in
an analysis.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib import resources
from typing import Any

import yaml

from nlp_service.errors import ResourceError

_DATA = resources.files("nlp_service.resources") / "data"


def read(name: str) -> Mapping[str, Any]:
    """Return the mapping at the top of the data file ``name``.

    Raises:
        ResourceError: the file is missing, is no YAML, or its top level is no mapping.
    """
    try:
        content = yaml.safe_load((_DATA / name).read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise ResourceError(f"Resource {name}: cannot be read ({error}).") from error
    if not isinstance(content, Mapping):
        raise ResourceError(f"Resource {name}: the top level must be a mapping, got {type(content).__name__}.")
    return content


def strings(content: Mapping[str, Any], key: str, *, name: str) -> tuple[str, ...]:
    """Return the list of strings under ``key``; ``name`` is the file, for the message.

    Raises:
        ResourceError: the key is missing or its value is no list of strings.
    """
    value = content.get(key)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ResourceError(f"Resource {name}: {key} must be a list of strings; quote what YAML reads as a number.")
    return tuple(value)


def mapping(content: Mapping[str, Any], key: str, *, name: str) -> Mapping[str, Any]:
    """Return the mapping under ``key``; ``name`` is the file, for the message.

    Raises:
        ResourceError: the key is missing, its value is no mapping, or one of its keys is no string.
    """
    value = content.get(key)
    if not isinstance(value, Mapping) or not all(isinstance(item, str) for item in value):
        raise ResourceError(f"Resource {name}: {key} must be a mapping with string keys.")
    return value


def digest() -> str:
    """Return the SHA-256 over the names and bytes of all data files: the version of the linguistic data."""
    total = hashlib.sha256()
    with resources.as_file(_DATA) as folder:
        for path in sorted(folder.rglob("*.yml")):
            total.update(path.relative_to(folder).as_posix().encode())
            total.update(path.read_bytes())
    return total.hexdigest()
