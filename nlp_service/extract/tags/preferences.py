"""What a newsroom's editors think of tags: how often each was wanted and how often rejected."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from nlp_service.errors import ModelCorrupt
from nlp_service.extract.protocols import TagSuggester
from nlp_service.text.folding import search_key
from nlp_service.types import Document, Entity, Tag, TopicScore

_FILE = "tags.json"
_PRIOR = 2.0
"""How many wanted uses a tag is taken to have had before anybody said anything."""
_MIN_SCORE = 0.05

Counts = Mapping[str, tuple[int, int]]
"""For each tag (:func:`~nlp_service.text.folding.search_key`), how often it was wanted and how often rejected."""


class PreferredTagSuggester:
    """A :class:`~nlp_service.extract.protocols.TagSuggester` that lowers what editors keep rejecting."""

    def __init__(self, suggester: TagSuggester, counts: Counts) -> None:
        self._suggester = suggester
        self._factors = {
            tag: (wanted + _PRIOR) / (wanted + rejected + _PRIOR) for tag, (wanted, rejected) in counts.items()
        }

    def suggest(self, document: Document, entities: Sequence[Entity], topics: Sequence[TopicScore]) -> tuple[Tag, ...]:
        """Return the tags, best first; one that falls below the least score is left out."""
        tags = [self._weighed(tag) for tag in self._suggester.suggest(document, entities, topics)]
        return tuple(sorted((tag for tag in tags if tag.score >= _MIN_SCORE), key=lambda tag: -tag.score))

    def _weighed(self, tag: Tag) -> Tag:
        factor = 1.0 if tag.kind == "topic" else self._factors.get(search_key(tag.tag), 1.0)
        return tag if factor == 1.0 else replace(tag, score=round(tag.score * factor, 4))


def save_preferences(counts: Counts, folder: Path) -> None:
    """Write the counts into ``folder``; :func:`load_preferences` reads them."""
    (folder / _FILE).write_text(json.dumps(dict(counts), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def load_preferences(folder: Path) -> Counts:
    """Return the counts of a learned version, none in the folder of a release.

    Raises:
        ModelCorrupt: the file is malformed.
    """
    path = folder / _FILE
    if not path.exists():
        return {}
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        return {str(tag): (int(wanted), int(rejected)) for tag, (wanted, rejected) in value.items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise ModelCorrupt(f"{path}: {error!r}. Roll back, or learn anew.") from error
