import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings

from nlp_service.errors import ModelCorrupt
from nlp_service.extract.entities.encoder import CHAIN, NETWORK, EncoderNetwork, read_chain, write_chain
from nlp_service.extract.entities.loading import load_tagger
from nlp_service.extract.entities.networks import SyllableSentence
from nlp_service.extract.entities.tagger import NetworkEntityTagger
from nlp_service.model_store import ModelFolder, default_root, open_model
from nlp_service.text.normalize import normalize
from nlp_service.text.sentences import split_sentences
from nlp_service.text.syllables import syllable_spans
from nlp_service.types import Document
from tests.naughty import any_text


@pytest.fixture(scope="module")
def folder() -> ModelFolder:
    return open_model(default_root(), "ner-accurate")


@pytest.fixture(scope="module")
def network(folder: ModelFolder) -> EncoderNetwork:
    return EncoderNetwork(folder)


@pytest.fixture(scope="module")
def tagger(folder: ModelFolder) -> NetworkEntityTagger:
    return load_tagger(folder)


def document(text: str) -> Document:
    normalized = normalize(text).text
    return Document(normalized, split_sentences(normalized))


def tag(tagger: NetworkEntityTagger, text: str) -> list[tuple[str, str]]:
    return [(mention.text, mention.label) for mention in tagger.tag([document(text)])[0]]


SENTENCES = [
    (
        "Ông Nguyễn Văn Minh, Giám đốc Sở Y tế tỉnh Khánh Hòa, cho biết.",
        [("Nguyễn Văn Minh", "PER"), ("Sở Y tế tỉnh Khánh Hòa", "ORG")],
    ),
    ("Bộ Y tế và Bộ Công an đã làm việc tại TP.HCM.", [("Bộ Y tế", "ORG"), ("Bộ Công an", "ORG"), ("TP.HCM", "LOC")]),
    (
        "Bà Trần Thị Mai đến huyện Vạn Ninh, tỉnh Khánh Hòa sáng nay.",
        [("Trần Thị Mai", "PER"), ("huyện Vạn Ninh", "LOC"), ("tỉnh Khánh Hòa", "LOC")],
    ),
    ("ĐẢNG CỘNG SẢN VIỆT NAM", [("ĐẢNG CỘNG SẢN VIỆT NAM", "ORG")]),
    ("Trời hôm nay rất đẹp, gió nhẹ.", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_finds_the_names_of_a_sentence(tagger: NetworkEntityTagger, text: str, expected: list[tuple[str, str]]) -> None:
    assert tag(tagger, text) == expected


def test_company_changes_nothing(tagger: NetworkEntityTagger) -> None:
    documents = [document(text) for text, _ in SENTENCES]
    alone = [tagger.tag([item])[0] for item in documents]
    assert tagger.tag(documents) == alone
    assert tagger.tag(documents[::-1]) == alone[::-1]


def test_threads_share_one_network(tagger: NetworkEntityTagger) -> None:
    documents = [document(text) for text, _ in SENTENCES]
    expected = tagger.tag(documents)
    with ThreadPoolExecutor(4) as pool:
        assert all(result == expected for result in pool.map(tagger.tag, [documents] * 6))


def test_a_sentence_longer_than_the_network_is_read_to_its_end(network: EncoderNetwork) -> None:
    text = "ở Huế và " * 300 + "Đà Nẵng."
    spans = tuple(syllable_spans(text))
    (mentions,) = network.decode([SyllableSentence(text, spans)])
    assert text[spans[mentions[-1].first][0] : spans[mentions[-1].last][1]] == "Đà Nẵng"
    assert len(mentions) > 250


@settings(max_examples=40, deadline=None)
@given(any_text())
def test_spans_hold_for_any_text(tagger: NetworkEntityTagger, text: str) -> None:
    (mentions,) = tagger.tag([Document(text, split_sentences(text))])
    assert all(text[mention.start : mention.end] == mention.text and mention.text.strip() for mention in mentions)
    assert all(first.end <= second.start for first, second in pairwise(mentions))
    assert all(0 < mention.score <= 1 for mention in mentions)


def test_the_chain_is_written_as_it_is_read(folder: ModelFolder, tmp_path: Path) -> None:
    chain = read_chain(folder.path / CHAIN)
    write_chain(tmp_path / CHAIN, chain)
    assert (tmp_path / CHAIN).read_bytes() == (folder.path / CHAIN).read_bytes()


@pytest.mark.parametrize("damage", ["network", "chain", "pieces"])
def test_refuses_a_damaged_folder(folder: ModelFolder, tmp_path: Path, damage: str) -> None:
    names = {"network": NETWORK, "chain": CHAIN, "pieces": "pieces.json"}
    for name in names.values():
        shutil.copyfile(folder.path / name, tmp_path / name)
    (tmp_path / names[damage]).write_text(json.dumps([["x"]]), encoding="utf-8")
    with pytest.raises(ModelCorrupt, match="Restore it"):
        EncoderNetwork(ModelFolder(tmp_path, folder.info, folder.licence))
