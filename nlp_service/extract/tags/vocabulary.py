"""Maps suggested tags to the terms of a newsroom's own vocabulary."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import lru_cache
from itertools import pairwise

from nlp_service.errors import InvalidField
from nlp_service.text.folding import search_key
from nlp_service.types import Tag, Vocabulary, VocabularyTerm

MAX_TERMS = 100_000
MAX_LABEL = 300


def make_vocabulary(terms: Iterable[VocabularyTerm]) -> Vocabulary:
    """Return the vocabulary of ``terms``, in the order of their ids, with its digest.

    Raises:
        InvalidField: an id or a label is empty, too long or given twice, a broader term is not there, or a term is
            above itself.
    """
    ordered = tuple(sorted(terms, key=lambda term: term.id))
    if len(ordered) > MAX_TERMS:
        raise InvalidField(f"vocabulary: {len(ordered)} terms; at most {MAX_TERMS} are taken.")
    by_id = {term.id: term for term in ordered}
    if len(by_id) < len(ordered):
        twice = next(first.id for first, second in pairwise(ordered) if first.id == second.id)
        raise InvalidField(f"vocabulary: the id {twice!r} is there twice.")
    for term in ordered:
        _check(term, by_id)
    _check_labels(ordered)
    line = json.dumps([asdict(term) for term in ordered], ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest() if ordered else ""
    return Vocabulary(ordered, digest)


def map_tags(tags: Sequence[Tag], vocabulary: Vocabulary) -> tuple[tuple[Tag, ...], tuple[Tag, ...]]:
    """Return the tags that have a term, as that term, and those that have none; all as they are without a vocabulary.

    Tags that mean one term become one, with the best score and all their evidence. Upper and lower case and the place
    of tone marks make no difference, other accents do.
    """
    if not vocabulary.terms:
        return tuple(tags), ()
    index = _index(vocabulary)
    mapped: dict[str, Tag] = {}
    unmapped = []
    for tag in tags:
        term = index.get(search_key(tag.tag))
        if term is None:
            unmapped.append(tag)
            continue
        known = mapped.get(term.id)
        if known is None:
            mapped[term.id] = replace(tag, tag=term.preferred, term_id=term.id, broader=_broader(term, vocabulary))
        else:
            evidence = {(span.start, span.end): span for span in (*known.evidence, *tag.evidence)}
            mapped[term.id] = replace(
                known, score=max(known.score, tag.score), evidence=tuple(evidence[key] for key in sorted(evidence))
            )
    return tuple(sorted(mapped.values(), key=lambda tag: -tag.score)), tuple(unmapped)


def _check(term: VocabularyTerm, by_id: Mapping[str, VocabularyTerm]) -> None:
    for label in (term.id, term.preferred, *term.alternatives):
        if not label.strip() or len(label) > MAX_LABEL:
            raise InvalidField(f"vocabulary: {term.id!r}: ids and labels have 1 to {MAX_LABEL} characters.")
    above, seen = term.broader, {term.id}
    while above is not None:
        if above not in by_id:
            raise InvalidField(f"vocabulary: {term.id!r}: its broader term {above!r} is not there.")
        if above in seen:
            raise InvalidField(f"vocabulary: {term.id!r} stands above itself.")
        seen.add(above)
        above = by_id[above].broader


def _check_labels(terms: Sequence[VocabularyTerm]) -> None:
    preferred: dict[str, str] = {}
    for term in terms:
        other = preferred.setdefault(search_key(term.preferred), term.id)
        if other != term.id:
            raise InvalidField(
                f"vocabulary: {other!r} and {term.id!r} have the same preferred label {term.preferred!r}."
            )


@lru_cache(maxsize=4)
def _index(vocabulary: Vocabulary) -> Mapping[str, VocabularyTerm]:
    """Labels to terms; a preferred label wins over an alternative one, and the first term over a later one."""
    index: dict[str, VocabularyTerm] = {}
    for term in reversed(vocabulary.terms):
        index.update(dict.fromkeys(map(search_key, term.alternatives), term))
    for term in vocabulary.terms:
        index[search_key(term.preferred)] = term
    return index


def _broader(term: VocabularyTerm, vocabulary: Vocabulary) -> tuple[str, ...]:
    terms = _by_id(vocabulary)
    labels = []
    above = term.broader
    while above is not None:
        labels.append(terms[above].preferred)
        above = terms[above].broader
    return tuple(labels)


@lru_cache(maxsize=4)
def _by_id(vocabulary: Vocabulary) -> Mapping[str, VocabularyTerm]:
    return {term.id: term for term in vocabulary.terms}
