"""What must hold for every span of an analysis, whatever the text."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from nlp_service.types import Analysis, Anniversary, Coreference, DateMention, Entity, Span


def span_violations(analysis: Analysis, text: str) -> list[str]:
    """Return what is wrong with the spans of an analysis of ``text``; an empty list when nothing is."""
    layers: dict[str, Sequence[Span]] = {
        "sentences": analysis.sentences,
        "tokens": analysis.tokens,
        "zones": analysis.zones,
        "entities": analysis.entities,
        "dates": analysis.dates,
        "anniversaries": analysis.anniversaries,
        "coreferences": analysis.coreferences,
    }
    found = [problem for name, spans in layers.items() for problem in _layer_violations(name, spans, text)]
    mentions: list[Entity | DateMention | Anniversary | Coreference] = [
        *analysis.entities,
        *analysis.dates,
        *analysis.anniversaries,
        *analysis.coreferences,
    ]
    for mention in mentions:
        if text[mention.start : mention.end] != mention.text:
            found.append(f"{mention!r} is not its slice")
    for anniversary in analysis.anniversaries:
        if text[anniversary.event_start : anniversary.event_end] != anniversary.event:
            found.append(f"{anniversary!r}: the event is not its slice")
    for role in analysis.roles:
        found += _range_violations(f"role {role.role!r}", (role, role.person, *_given(role.organisation)), text)
        if (text[role.start : role.end], text[role.role_start : role.role_end]) != (role.text, role.role):
            found.append(f"{role!r} is not its slice")
    for tag in analysis.tags:
        found += _range_violations(f"tag {tag.tag!r}", tag.evidence, text)
    return found + _token_violations(analysis, text)


def _given(span: Span | None) -> tuple[Span, ...]:
    return (span,) if span is not None else ()


def _layer_violations(name: str, spans: Sequence[Span], text: str) -> list[str]:
    found = _range_violations(name, spans, text)
    found += [
        f"{name}: {before} and {after} overlap or are out of order"
        for before, after in itertools.pairwise(spans)
        if before.end > after.start
    ]
    return found


def _range_violations(name: str, spans: Iterable[Span], text: str) -> list[str]:
    return [f"{name}: {span} is out of range" for span in spans if not 0 <= span.start < span.end <= len(text)]


def _token_violations(analysis: Analysis, text: str) -> list[str]:
    """Tokens lie inside sentences: no word swallows a sentence's end."""
    found = []
    sentences = iter(analysis.sentences)
    sentence = next(sentences, None)
    for token in analysis.tokens:
        while sentence is not None and sentence.end <= token.start:
            sentence = next(sentences, None)
        if sentence is None or not sentence.start <= token.start < token.end <= sentence.end:
            found.append(f"{token} is in no sentence")
        if not text[token.start : token.end].strip():
            found.append(f"{token} is blank")
    return found
