"""What editors said, as examples to learn from."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nlp_service.extract.protocols import ZoneLabeller
from nlp_service.store.feedback import Feedback
from nlp_service.text.folding import search_key
from nlp_service.text.normalize import normalize
from nlp_service.types import Article, Document

BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Example:
    """One version of an article with the sections that editors confirmed or added, and those that they rejected."""

    article: Article
    right: frozenset[str]
    wrong: frozenset[str]

    @property
    def key(self) -> str:
        """What tells this example from any other: a digest of the text and of what was said of it."""
        said = [sorted(self.right), sorted(self.wrong), self.article.title, self.article.text]
        return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def make_examples(feedback: Iterable[Feedback], articles: Mapping[str, Article], known: Iterable[str]) -> list[Example]:
    """Return one example for each version of an article that has feedback on a section, in the order of their keys.

    ``articles`` are the versions by their digest; sections that are not ``known`` teach nothing.
    """
    sections = frozenset(known)
    right: dict[str, set[str]] = defaultdict(set)
    wrong: dict[str, set[str]] = defaultdict(set)
    for item in feedback:
        if item.target == "section" and item.value in sections:
            (wrong if item.action == "reject" else right)[item.version].add(item.value)
    versions = sorted(set(right) | set(wrong))
    examples = [
        Example(articles[version], frozenset(right[version]), frozenset(wrong[version] - right[version]))
        for version in versions
    ]
    return sorted(examples, key=lambda example: example.key)


def count_tags(feedback: Iterable[Feedback]) -> dict[str, tuple[int, int]]:
    """Return, for each tag in lower case, how often it was wanted and how often rejected."""
    wanted, rejected = Counter[str](), Counter[str]()
    for item in feedback:
        if item.target == "tag":
            (rejected if item.action == "reject" else wanted)[search_key(item.value)] += 1
    return {tag: (wanted[tag], rejected[tag]) for tag in sorted(wanted | rejected)}


def to_document(article: Article, zones: ZoneLabeller) -> Document:
    """Return what the topic classifier reads of an article: no sentences and no words."""
    text = normalize(article.text).text
    layout = zones.label(text, title=article.title, published=article.published)
    return Document(
        text=text,
        zones=layout.zones,
        title=article.title or layout.title,
        published=article.published or layout.published,
        author=article.author or layout.author,
    )


def to_masks(examples: Sequence[Example], sections: Sequence[str]) -> tuple[BoolArray, BoolArray]:
    """Return which sections are right and which wrong: each examples x sections."""
    right = np.array([[name in example.right for name in sections] for example in examples], dtype=bool)
    wrong = np.array([[name in example.wrong for name in sections] for example in examples], dtype=bool)
    shape = (len(examples), len(sections))
    return right.reshape(shape), wrong.reshape(shape)
