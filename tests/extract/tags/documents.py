"""Documents for tests of tags: tokens by a small word list, entities by their names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from nlp_service.extract.tags.statistics import save_statistics
from nlp_service.model_store import ModelFolder, open_model, write_manifest
from nlp_service.types import Document, Entity, EntityLabel, Sentence, Token, Zone

WORDS = (
    "cho biết",
    "nhà máy",
    "điện gió",
    "công suất",
    "năng lượng",
    "khởi công",
    "dự án",
    "vắc xin",
    "bệnh viện",
    "tiêm chủng",
)
_TOKEN = re.compile(rf"(?i:{'|'.join(WORDS)})|\w+|[^\w\s]")


def make_document(
    text: str, *, title: str | None = None, author: str | None = None, zones: Sequence[Zone] = ()
) -> Document:
    """Return a document of one sentence a line; known words of two syllables are one token."""
    sentences, start = [], 0
    for line in text.split("\n"):
        sentences.append(Sentence(start, start + len(line)))
        start += len(line) + 1
    tokens = tuple(Token(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(text))
    return Document(text, tuple(sentences), tokens, tuple(zones), title=title, author=author)


def find_entities(text: str, names: Mapping[str, tuple[EntityLabel, str]]) -> tuple[Entity, ...]:
    """Return every place of each surface in ``names``, which gives its label and the canonical name."""
    found = [
        Entity(match.start(), match.end(), surface, label, 0.9, f"{label}:{name}", name)
        for surface, (label, name) in names.items()
        for match in re.finditer(re.escape(surface), text)
    ]
    return tuple(sorted(found, key=lambda entity: entity.start))


def write_statistics(root: Path) -> ModelFolder:
    """Write statistics of a few phrases over 1,000 articles."""
    folder = root / "topics"
    folder.mkdir()
    table = {
        "điện gió": (12, 1.2),
        "nhà máy": (200, 0.3),
        "nhà máy điện gió": (6, 1.2),
        "công suất": (40, 0.5),
        "năng lượng": (60, 0.5),
        "khởi công": (50, 0.6),
        "dự án": (300, 0.3),
        "vắc xin": (30, 1.8),
        "tiêm chủng": (30, 1.8),
    }
    save_statistics(folder, 1000, table, [row[0] for row in table.values()], [row[1] for row in table.values()])
    write_manifest(folder, name="topics", version="0", licence="MIT")
    return open_model(root, "topics")
