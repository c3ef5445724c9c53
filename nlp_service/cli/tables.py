"""An analysis as tables for people."""

from __future__ import annotations

from collections.abc import Iterable

from nlp_service.cli.output import print_line, print_table
from nlp_service.serialize import format_published
from nlp_service.types import Analysis, Anniversary, Entity


def print_analysis(analysis: Analysis) -> None:
    """Print what an editor wants to see of one article."""
    print_line(f"\n{analysis.title or analysis.id}")
    facts = (format_published(analysis.published), analysis.author)
    print_line(" · ".join(fact for fact in facts if fact) or "(no date, no author)")
    print_table("Tags", ("tag", "kind", "score"), ((t.tag, t.kind, f"{t.score:.2f}") for t in analysis.tags))
    print_table(
        "Topics", ("scheme", "topic", "score"), ((t.scheme, t.label, f"{t.score:.2f}") for t in analysis.topics)
    )
    print_table("Entities", ("label", "name", "mentions", "written as"), _entity_rows(analysis.entities))
    print_table(
        "Dates",
        ("text", "type", "value", "role", "note"),
        ((d.text, d.type, d.value, d.role.value, d.conflict) for d in analysis.dates),
    )
    print_table(
        "Anniversaries", ("years", "event", "original", "observed", "check"), _anniversary_rows(analysis.anniversaries)
    )


def _entity_rows(entities: Iterable[Entity]) -> list[tuple[str, str, int, str]]:
    groups: dict[str, list[Entity]] = {}
    for entity in entities:
        groups.setdefault(entity.entity_id, []).append(entity)
    rows = [
        (group[0].label, group[0].name, len(group), ", ".join(dict.fromkeys(entity.text for entity in group)))
        for group in groups.values()
    ]
    return sorted(rows, key=lambda row: (row[0], -row[2], row[1]))


def _anniversary_rows(anniversaries: Iterable[Anniversary]) -> Iterable[tuple[object, ...]]:
    for item in anniversaries:
        wrong = f"wrong, expected {item.expected_years}" if item.expected_years is not None else "wrong"
        check = {True: "consistent", False: wrong, None: ""}[item.consistent]
        yield item.years, item.event, item.original_date, item.observed_date, check
