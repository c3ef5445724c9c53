import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_service.errors import InvalidField
from nlp_service.extract.entities.gazetteer import apply_gazetteer, make_gazetteer
from nlp_service.extract.entities.linker import RuleEntityLinker
from nlp_service.text.normalize import normalize
from nlp_service.types import Entity, GazetteerEntry
from tests.extract.entities.conftest import Mark
from tests.mangled import mangled_texts
from tests.naughty import naughty_texts

SAO_MAI = GazetteerEntry("Sao Mai", "ORG", "Tập đoàn Sao Mai", ("SMG",))
HOA_BINH = GazetteerEntry("Hoà Bình Xanh", "EVENT", "Hòa Bình Xanh")
GAZETTEER = make_gazetteer([SAO_MAI, HOA_BINH, GazetteerEntry("Sao Mai Xanh", "LOC", "Sao Mai Xanh")], ["Ban Mai"])

# Each row: a text with the mentions of the tagger marked, and all mentions that come out.
TEXTS = [
    ("Công ty Sao Mai mở cửa.", ["Sao Mai"]),
    ("SMG và Tập đoàn Sao Mai", ["SMG", "Tập đoàn Sao Mai"]),
    ("Khu Sao Mai Xanh", ["Sao Mai Xanh"]),
    ("sao mai mọc; SAO MAI; Sao Mài", []),
    ("Sao\nMai", []),
    ("Lễ hội Hòa Bình Xanh, Hoà Bình Xanh", ["Hòa Bình Xanh", "Hòa Bình Xanh"]),
    ("XSao Mai, Sao MaiX", []),
    ("[Ban Mai|PER] và [Ban Mai Xuân|PER]", ["Ban Mai Xuân"]),
    ("[Công an Sao Mai|ORG] họp", ["Công an Sao Mai"]),
    ("[Sao|PER] Mai họp", ["Sao Mai"]),
    ("[ông Sao|PER] Mai họp", ["Sao Mai"]),
    ("[Sao Mai|PER] họp", ["Sao Mai"]),
]


@pytest.mark.parametrize(("marked", "expected"), TEXTS)
def test_finds_and_denies_names(mark: Mark, marked: str, expected: list[str]) -> None:
    document, mentions = mark(normalize(marked).text)
    found = apply_gazetteer(document.text, mentions, GAZETTEER)
    assert [item.text for item in found] == expected


def test_a_doubtful_longer_mention_yields(mark: Mark) -> None:
    document, mentions = mark("[Công an Sao Mai|ORG] họp", score=0.4)
    assert [item.text for item in apply_gazetteer(document.text, mentions, GAZETTEER)] == ["Sao Mai"]


def test_names_the_thing_as_the_installation_does(linker: RuleEntityLinker, mark: Mark) -> None:
    document, mentions = mark("SMG mở cửa. [Tập đoàn Sao Mai|ORG] vui.")
    linked = linker.link(document, apply_gazetteer(document.text, mentions, GAZETTEER))
    assert {item.name for item in linked} == {"Tập đoàn Sao Mai"}
    assert len({item.entity_id for item in linked}) == 1


def test_without_names_nothing_changes(mark: Mark) -> None:
    document, mentions = mark("[Sao Mai|PER] họp")
    assert apply_gazetteer(document.text, mentions, make_gazetteer([])) == tuple(mentions)


def test_the_digest_knows_content_and_not_order() -> None:
    other = GazetteerEntry("Biển Xanh", "LOC", "Biển Xanh")
    assert make_gazetteer([SAO_MAI, other]).digest == make_gazetteer([other, SAO_MAI]).digest
    assert make_gazetteer([SAO_MAI]).digest != make_gazetteer([other]).digest
    assert make_gazetteer([]).digest == ""


REFUSED = [
    ([GazetteerEntry("", "ORG", "x")], []),
    ([GazetteerEntry("...", "ORG", "...")], []),
    ([GazetteerEntry("x" * 201, "ORG", "x")], []),
    ([GazetteerEntry("x", "BAD", "x")], []),  # type: ignore[arg-type]
    ([GazetteerEntry("x", "ORG", "x"), GazetteerEntry("x", "LOC", "x")], []),
    ([GazetteerEntry("Hòa", "ORG", "Hòa")], ["Hoà"]),
]


@pytest.mark.parametrize(("allow", "deny"), REFUSED)
def test_refuses_what_cannot_be(allow: list[GazetteerEntry], deny: list[str]) -> None:
    with pytest.raises(InvalidField):
        make_gazetteer(allow, deny)


words = st.sampled_from(["Sao", "Mai", "Xanh", "SMG", "Ban", ",", "họp"])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(words, st.booleans()), max_size=15))
def test_no_overlaps_whatever_the_tagger_says(parts: list[tuple[str, bool]]) -> None:
    text, mentions = "", []
    for word, is_mention in parts:
        if is_mention:
            mentions.append(Entity(len(text), len(text) + len(word), word, "PER", 0.9))
        text += f"{word} "
    check_order(text, apply_gazetteer(text, mentions, GAZETTEER))


def test_reads_anything() -> None:
    for text in [*mangled_texts(200), *naughty_texts().values()]:
        check_order(text, apply_gazetteer(text, (), GAZETTEER))


def check_order(text: str, found: tuple[Entity, ...]) -> None:
    assert all(text[item.start : item.end] == item.text for item in found)
    assert all(first.end <= second.start for first, second in itertools.pairwise(found))
