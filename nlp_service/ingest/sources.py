"""From what a user names (files, folders, patterns, standard input) to documents."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from nlp_service.errors import InvalidField
from nlp_service.ingest.documents import InputDocument
from nlp_service.ingest.jsonl import read_jsonl
from nlp_service.ingest.parts import PART_ARTICLES
from nlp_service.ingest.readers import SUFFIXES
from nlp_service.ingest.records import Refusal
from nlp_service.types import Article

STANDARD_INPUT = "-"
_URL = re.compile(r"https?://", re.I)
_NO_COLUMNS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to ingest; the ids of articles without one are made from ``name``, its path below the named folder."""

    path: Path
    name: str


def is_url(source: str) -> bool:
    """Return whether the source is an address to fetch."""
    return _URL.match(source) is not None


def list_files(source: str) -> list[SourceFile]:
    """Return the files of a file, a folder (those with a known suffix) or a pattern (``kho/**/*.html``), sorted.

    Raises:
        InvalidField: there is no such file or folder, and no file fits the pattern.
    """
    path = Path(source)
    if path.is_dir():
        found = sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
        return [SourceFile(file, file.relative_to(path).as_posix()) for file in found]
    if path.exists():
        return [SourceFile(path, path.name)]
    files = [Path(file) for file in sorted(glob.glob(source, recursive=True)) if Path(file).is_file()]  # noqa: PTH207
    if not files:
        raise InvalidField(f"{source}: there is no such file or folder, and no file fits it as a pattern.")
    root = _pattern_root(path)
    return [SourceFile(file, file.relative_to(root).as_posix()) for file in files]


def read_files(files: Iterable[SourceFile], columns: Mapping[str, str] = _NO_COLUMNS) -> Iterator[InputDocument]:
    """Yield the files as documents; ``columns`` maps fields to columns of CSV."""
    for file in files:
        yield InputDocument(file.name, file.path, origin=str(file.path), columns=dict(columns))


def read_standard_input(stream: BinaryIO) -> Iterator[InputDocument]:
    """Yield lines of JSON, each an article with its id, as documents."""
    contents = map(_to_content, read_jsonl(stream))
    part = tuple(islice(contents, PART_ARTICLES))
    while part:
        following = tuple(islice(contents, PART_ARTICLES))
        yield InputDocument("stdin", part, origin=STANDARD_INPUT, is_part=bool(following))
        part = following


def _to_content(item: object) -> Article | Refusal:
    if isinstance(item, Article):
        return item
    assert isinstance(item, tuple)
    article_id, error = item
    return Refusal("stdin", error, article_id)


def _pattern_root(pattern: Path) -> Path:
    """Return the part of a pattern before its first wildcard."""
    parts = pattern.parts
    fixed = next((number for number, part in enumerate(parts[:-1]) if glob.has_magic(part)), len(parts) - 1)
    return Path(os.path.join(*parts[:fixed])) if fixed else Path()  # noqa: PTH118
