"""Ids of articles that come from files."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_PLAIN = re.compile(r"[a-z0-9][a-z0-9._-]*[a-z0-9]")
_UNSAFE = re.compile(r"[^a-z0-9._-]+")
_MAX_SLUG = 120
_DIGEST = 8


def article_id(name: str) -> str:
    """Return a stable id for the file ``name``, a path relative to what was ingested; it depends on the name alone.

    ``bao-so-3.txt`` becomes ``bao-so-3``, and ``bao-so-3.html`` stays itself. Where anything had to be changed, or two
    names could meet, a short digest of the name follows, so that different files never share an id.
    """
    path = unicodedata.normalize("NFC", name).replace("\\", "/")
    stem = path.removesuffix(".txt")
    if _PLAIN.fullmatch(path) and len(path) <= _MAX_SLUG and ("." in stem) is (stem == path):
        return stem
    plain = unicodedata.normalize("NFD", stem.casefold().replace("đ", "d"))
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    slug = _UNSAFE.sub("-", letters)[:_MAX_SLUG].strip("-.")
    digest = hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]
    return f"{slug}-{digest}" if slug else digest
