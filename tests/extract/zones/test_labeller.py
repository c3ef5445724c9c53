from __future__ import annotations

import json
import lzma
import os
from datetime import date, datetime, timedelta, timezone
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_service.extract.zones.labeller import MAX_LINES, RuleZoneLabeller
from nlp_service.serialize import format_published
from nlp_service.text.normalize import normalize
from nlp_service.types import BOILERPLATE_ZONES, PageLayout, ZoneLabel
from tests.extract.zones.layouts import HEAD, LAYOUTS, P1, P2, PLAIN, Layout
from tests.extract.zones.pasted_pages import PAGES

LABELLER = RuleZoneLabeller()
ROOT = Path(__file__).resolve().parents[3]
PORTAL = ROOT / "corpus" / "samples" / "01-xay-dung-dang-bo-khoi.txt"
CORPORA = Path(os.environ.get("NLP_SERVICE_CORPORA", ROOT.parent / "shared" / "corpora"))


@pytest.fixture
def news() -> list[str]:
    path = CORPORA / "topics" / "unc_train.jsonl.xz"
    if not path.is_file():
        pytest.skip(f"{path} is not there")
    with lzma.open(path, "rt", encoding="utf-8") as file:
        articles = [json.loads(line) for line in islice(file, 0, None, 10)]
    return [normalize("\n".join([article["title"], *article["paragraphs"]])).text for article in articles]


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


@pytest.mark.parametrize("layout", LAYOUTS + PAGES + PLAIN, ids=lambda layout: layout.name)
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n \n\n"], ids=["lines", "blank lines", "wide"])
def test_layout(layout: Layout, gap: str) -> None:
    text, zones = parse(layout.page)
    text = text.replace("\n", gap)
    result = LABELLER.label(text)
    assert surface(text, result) == zones
    assert result.title == layout.title
    assert format_published(result.published) == layout.published
    assert result.author == layout.author


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_given_title_is_the_headline(layout: Layout) -> None:
    text, zones = parse(layout.page)
    result = LABELLER.label(text, title=layout.title)
    assert surface(text, result) == zones


def test_a_given_title_finds_its_line_in_a_bare_text() -> None:
    text = f"Sở Nông nghiệp.\n{HEAD}\n{P1}\n{P2}"
    result = LABELLER.label(text, title=f" {HEAD.upper()} ")
    assert ("headline", HEAD) in surface(text, result)


def test_a_given_title_that_is_not_there_changes_nothing() -> None:
    text = f"{P1}\n{P2}"
    assert LABELLER.label(text, title=HEAD) == LABELLER.label(text)


def test_below_a_title_kept_apart_the_first_paragraph_is_the_lead() -> None:
    text = f"{P1}\n{P2}\n{P1}"
    assert surface(text, LABELLER.label(text, title=HEAD))[0] == ("lead", P1)


def test_a_given_day_wins() -> None:
    day = date(2020, 1, 2)
    assert LABELLER.label(f"{HEAD}\n22/03/2024 10:48\n{P1}\n{P2}", published=day).published == day


def test_text_of_too_many_lines_is_body() -> None:
    text = "Bình luận (3)\n" * (MAX_LINES + 1)
    assert {zone.zone for zone in LABELLER.label(text).zones} == {ZoneLabel.BODY}


@pytest.mark.parametrize("text", ["", " ", "\n\n \n"])
def test_blank_text_has_no_zones(text: str) -> None:
    assert LABELLER.label(text) == PageLayout(())


def check(text: str, layout: PageLayout) -> None:
    last = 0
    covered: set[int] = set()
    for zone in layout.zones:
        assert last <= zone.start < zone.end <= len(text)
        last = zone.end
        covered.update(range(zone.start, zone.end))
        assert not text[zone.start].isspace()
        assert not text[zone.end - 1].isspace()
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            assert covered & set(range(start, start + len(line)))
        start += len(line)
    if layout.title is not None:
        assert layout.title in text


PIECES = st.sampled_from(
    [
        *(line for layout in LAYOUTS + PAGES for line in parse(layout.page)[0].splitlines()),
        "",
        " ",
        "- ?",
        "PV: ",
        "(",
        "22/03/2024",
        "31/02/2024 10:48",
        "Theo ",
        "( )",
        "Ảnh:",
        "#",
        "...",
        "- Xin cảm ơn!",
        "/",
        "A.",
    ]
)


@given(st.lists(PIECES, max_size=14), st.sampled_from(["\n", "\n\n", " ", "\n \n"]))
@settings(max_examples=400, deadline=None)
def test_any_page_has_ordered_zones_that_cover_it(pieces: list[str], joint: str) -> None:
    text = joint.join(pieces)
    layout = LABELLER.label(text)
    check(text, layout)
    assert layout == LABELLER.label(text)


@given(
    st.text(alphabet=st.sampled_from('aÀđ 1/:.-–()\n?"“|>#@ \u2028\x0b\x85ßİ\ud800'), max_size=80), st.text(max_size=20)
)
@settings(max_examples=400, deadline=None)
def test_any_text_has_ordered_zones_that_cover_it(text: str, title: str) -> None:
    check(text, LABELLER.label(text, title=title))


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_characters_are_accepted(text: str) -> None:
    check(text, LABELLER.label(text))


def test_the_portal_page() -> None:
    text = normalize(PORTAL.read_text(encoding="utf-8")).text
    layout = LABELLER.label(text)
    found = surface(text, layout)
    labels = [label for label, _ in found]
    assert layout.title == "Xây dựng Đảng bộ Khối các cơ quan tỉnh vững mạnh"
    assert layout.published == datetime(2024, 3, 22, 10, 48, tzinfo=timezone(timedelta(hours=7)))
    assert layout.author == "XUÂN THÀNH"
    assert labels[:5] == ["banner", "dateline", "headline", "lead", "caption"]
    assert ("byline", "XUÂN THÀNH (Thực hiện)") in found
    assert ("counter", "Số lượt truy cập : 3775182") in found
    assert [text for label, text in found if label == "footer"][:1] == ["Liên kết banner"]
    assert sum(label == "question" and text.endswith("?") for label, text in found) == 3
    assert ("body", "- Xin cảm ơn bà!") not in found
    assert labels.count("caption") == 2
    assert labels.count("banner") == 1


def test_real_articles_lose_nothing(news: list[str]) -> None:
    for text in news:
        boilerplate = [
            (label, part) for label, part in surface(text, LABELLER.label(text)) if label in BOILERPLATE_ZONES
        ]
        assert sum(len(part) for _, part in boilerplate) <= len(text) * 0.02, boilerplate
