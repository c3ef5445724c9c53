"""Which of the suggested tags a caller gets."""

from __future__ import annotations

from collections.abc import Sequence

from nlp_service.extract.tags.candidates import fold_syllables
from nlp_service.types import AnalyzeOptions, Tag


def choose_tags(tags: Sequence[Tag], options: AnalyzeOptions) -> tuple[Tag, ...]:
    """Return the first ``tags_limit`` tags of at least ``tags_threshold`` that are none of ``tags_exclude``.

    An excluded tag is recognised in any case of letters and with any marks between its syllables.
    """
    excluded = frozenset(map(fold_syllables, options.tags_exclude))
    chosen = (tag for tag in tags if tag.score >= options.tags_threshold and fold_syllables(tag.tag) not in excluded)
    return tuple(chosen)[: options.tags_limit]
