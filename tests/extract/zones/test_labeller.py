from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_service.extract.zones.labeller import RuleZoneLabeller
from nlp_service.serialize import format_published
from nlp_service.types import PageLayout, ZoneLabel
from tests.extract.zones.layouts import HEAD, LAYOUTS, P1, P2, P3, PLAIN, Layout

LABELLER = RuleZoneLabeller()


def parse(page: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the text of a marked page and its zones as (label, surface form)."""
    lines, zones = [], []
    for line in filter(None, (line.strip() for line in page.splitlines())):
        text = ""
        for part in line.split("¦"):
            label, mark, rest = part.partition("> ")
            if mark and label in set(ZoneLabel):
                zones.append((label, rest))
                text += rest
            else:
                text += part
        lines.append(text)
    return "\n".join(lines), zones


def surface(text: str, layout: PageLayout) -> list[tuple[str, str]]:
    return [(zone.zone.value, text[zone.start : zone.end]) for zone in layout.zones]


@pytest.mark.parametrize("layout", LAYOUTS + PLAIN, ids=lambda layout: layout.name)
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n \n\n"], ids=["lines", "blank lines", "wide"])
def test_layout(layout: Layout, gap: str) -> None:
    text, zones = parse(layout.page)
    text = text.replace("\n", gap)
    result = LABELLER.label(text)
    assert surface(text, result) == zones
    assert result.title == layout.title
    assert format_published(result.published) == layout.published
    assert result.author == layout.author
