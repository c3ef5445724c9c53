import itertools

import pytest

from nlp_service.extract.entities.linker import RuleEntityLinker
from nlp_service.extract.entities.pronouns import RulePronounResolver
from nlp_service.text.sentences import split_sentences
from nlp_service.types import Document, Entity, Zone, ZoneLabel
from tests.extract.entities.conftest import Mark
from tests.mangled import mangled_texts

# Each row: a marked text, and each form of address that stands for a person, with the mention that is the evidence.
PASSAGES = [
    ("Bà [Ngô Thị Sen|PER] đến. Bà cho biết mọi việc tốt.", [("Bà", "Ngô Thị Sen")]),
    ("Bà [Ngô Thị Sen|PER] đến. Theo bà, mọi việc tốt.", [("bà", "Ngô Thị Sen")]),
    ("Ông [Lê An|PER] và ông [Trần Bình|PER] đến. Ông nói ít.", []),
    (
        "Ông [Lê An|PER] và bà [Ngô Thị Sen|PER] đến. Ông nói ít, bà nói nhiều.",
        [("Ông", "Lê An"), ("bà", "Ngô Thị Sen")],
    ),
    ("Bà [Ngô Thị Sen|PER] đến. Bà con vui mừng.", []),
    ("Bà [Ngô Thị Sen|PER] đến. Các bà đã vui.", []),
    ("Bà [Ngô Thị Sen|PER] đến. Ông nói ít.", []),
    ("Ông [Lê An|PER] đến. [Lê An|PER] ngồi. Ông đã già.", [("Ông", "Lê An")]),
    ("Ông [Lê An|PER] đến. Mưa. Gió. Bão. Lũ. Ông nói ít.", []),
    ("Giáo sư [Lê An|PER] đến. Ông nói ít.", []),
    ("ông GS.TS [Lê An|PER] đến. Ông nói ít.", [("Ông", "Lê An")]),
    ("Ông đã đến. Ông [Lê An|PER] ngồi.", []),
    ("Chị [Hoa|PER] khóc. Mẹ của chị, rồi em trai.", [("chị", "Hoa")]),
]


@pytest.fixture(scope="module")
def resolver() -> RulePronounResolver:
    return RulePronounResolver()


@pytest.mark.parametrize(("marked", "expected"), PASSAGES)
def test_resolves_what_is_clear(
    resolver: RulePronounResolver, linker: RuleEntityLinker, mark: Mark, marked: str, expected: list[tuple[str, str]]
) -> None:
    document, mentions = mark(marked)
    document = Document(document.text, split_sentences(document.text))
    linked = linker.link(document, mentions)
    found = resolver.resolve(document, linked)
    text = document.text
    assert [(item.text, text[item.antecedent.start : item.antecedent.end]) for item in found] == expected
    ids = {(entity.start, entity.end): entity.entity_id for entity in linked}
    assert all(item.entity_id == ids[item.antecedent.start, item.antecedent.end] for item in found)


def test_an_interview_is_one_passage(resolver: RulePronounResolver, linker: RuleEntityLinker, mark: Mark) -> None:
    document, mentions = mark("Bà [Ngô Thị Sen|PER] trả lời. Một. Hai. Ba. Bốn. Năm. Việc này ra sao, thưa bà?")
    text = document.text
    zones = (Zone(0, text.index("Việc"), ZoneLabel.LEAD), Zone(text.index("Việc"), len(text), ZoneLabel.QUESTION))
    document = Document(text, split_sentences(text), zones=zones)
    (found,) = resolver.resolve(document, linker.link(document, mentions))
    assert (found.text, found.start) == ("bà", text.rindex("bà"))


def test_reads_mangled_texts(resolver: RulePronounResolver) -> None:
    for text in mangled_texts(200):
        entities = [Entity(i, i + 3, text[i : i + 3], "PER", 0.9, "x") for i in range(0, len(text) - 3, 40)]
        found = resolver.resolve(Document(text, split_sentences(text)), entities)
        assert all(text[item.start : item.end] == item.text for item in found)
        assert all(first.end <= second.start for first, second in itertools.pairwise(found))
