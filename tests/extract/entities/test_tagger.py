from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_service.errors import ModelCorrupt
from nlp_service.extract.entities.linker import RuleEntityLinker
from nlp_service.extract.entities.loading import load_tagger
from nlp_service.extract.entities.tagger import NetworkEntityTagger
from nlp_service.extract.zones.labeller import RuleZoneLabeller
from nlp_service.model_store import ModelFolder, default_root, open_model
from nlp_service.text.normalize import normalize
from nlp_service.text.sentences import split_sentences
from nlp_service.types import Document, Entity, ModelInfo, Sentence

PAGE = Path(__file__).resolve().parents[3] / "corpus" / "samples" / "01-xay-dung-dang-bo-khoi.txt"


@pytest.fixture(scope="session")
def tagger() -> NetworkEntityTagger:
    return load_tagger(open_model(default_root(), "ner-fast"))


def document(text: str) -> Document:
    normalized = normalize(text).text
    return Document(normalized, split_sentences(normalized))


def tag(tagger: NetworkEntityTagger, text: str) -> list[tuple[str, str]]:
    return [(mention.text, mention.label) for mention in tagger.tag([document(text)])[0]]


NEWS = [
    ("Ông Nguyễn Văn Minh, Giám đốc Sở Y tế tỉnh Khánh Hòa, cho biết.", ("Nguyễn Văn Minh", "PER")),
    ("Ông Nguyễn Văn Minh, Giám đốc Sở Y tế tỉnh Khánh Hòa, cho biết.", ("Sở Y tế tỉnh Khánh Hòa", "ORG")),
    ("Bộ Y tế và Bộ Công an đã làm việc tại TP.HCM.", ("Bộ Công an", "ORG")),
    ("Bộ Y tế và Bộ Công an đã làm việc tại TP.HCM.", ("TP.HCM", "LOC")),
    ("Bão số 9 đổ bộ vào huyện Vạn Ninh, tỉnh Khánh Hòa sáng nay.", ("huyện Vạn Ninh", "LOC")),
    ("Hội nghị quán triệt Nghị quyết số 35-NQ/TW được tổ chức ở Hà Nội.", ("Nghị quyết số 35-NQ/TW", "LAW")),
    ("CHÀO MỪNG NGÀY THÀNH LẬP ĐẢNG CỘNG SẢN VIỆT NAM", ("ĐẢNG CỘNG SẢN VIỆT NAM", "ORG")),
    ("Tổ chức Y tế Thế giới (WHO) khuyến cáo người dân Việt Nam.", ("WHO", "ORG")),
]


@pytest.mark.parametrize(("text", "mention"), NEWS)
def test_finds_names_in_news(tagger: NetworkEntityTagger, text: str, mention: tuple[str, str]) -> None:
    assert mention in tag(tagger, text)


PAGE_NAMES = [
    ("Nguyễn Thị Bích Liên", "PER"),
    ("Đảng ủy Khối các cơ quan tỉnh", "ORG"),
    ("XUÂN THÀNH", "PER"),
    ("Hồ Chí Minh", "PER"),
    ("Đảng Cộng sản Việt Nam", "ORG"),
    ("ĐẢNG CỘNG SẢN VIỆT NAM", "ORG"),
]


@pytest.mark.skipif(not PAGE.is_file(), reason="the sample page is not in this checkout")
def test_finds_the_names_of_the_portal_page(tagger: NetworkEntityTagger) -> None:
    text = normalize(PAGE.read_text(encoding="utf-8")).text
    layout = RuleZoneLabeller().label(text)
    page = Document(text, split_sentences(text), zones=layout.zones, author=layout.author)
    found = {(mention.text, mention.label) for mention in tagger.tag([page])[0]}
    assert set(PAGE_NAMES) <= found


@pytest.mark.skipif(not PAGE.is_file(), reason="the sample page is not in this checkout")
def test_the_page_in_capitals_and_in_mixed_case_names_one_thing(tagger: NetworkEntityTagger) -> None:
    page = document(PAGE.read_text(encoding="utf-8"))
    linked = RuleEntityLinker().link(page, tagger.tag([page])[0])
    for name in ("đảng cộng sản việt nam", "hồ chí minh"):
        identifiers = {mention.entity_id for mention in linked if mention.text.lower() == name}
        assert len(identifiers) == 1


def test_a_name_found_once_is_found_again(tagger: NetworkEntityTagger) -> None:
    text = "Bà Trần Thị Mỹ Lệ phát biểu. Nghe Trần Thị Mỹ Lệ hát. Theo bà Trần Thị Mỹ Lệ, trời mưa."
    assert [mention for mention, _ in tag(tagger, text)].count("Trần Thị Mỹ Lệ") == 3


def test_scores_lie_between_zero_and_one_and_differ(tagger: NetworkEntityTagger) -> None:
    (mentions,) = tagger.tag([document(" ".join(text for text, _ in NEWS))])
    scores = [mention.score for mention in mentions]
    assert all(0 < score < 1 for score in scores)
    assert len(set(scores)) > 3
    assert all(round(score, 4) == score for score in scores)


def test_order_and_company_do_not_matter(tagger: NetworkEntityTagger) -> None:
    documents = [document(text) for text, _ in NEWS]
    together = tagger.tag(documents)
    alone = [tagger.tag([item])[0] for item in documents]
    assert [spans(mentions) for mentions in together] == [spans(mentions) for mentions in alone]
    assert tagger.tag(documents) == together


def spans(mentions: tuple[Entity, ...]) -> list[tuple[int, int, str]]:
    return [(mention.start, mention.end, mention.label) for mention in mentions]


def test_documents_without_sentences_have_no_mentions(tagger: NetworkEntityTagger) -> None:
    assert tagger.tag([]) == []
    assert tagger.tag([Document(""), Document("abc"), Document(" ", (Sentence(0, 1),))]) == [(), (), ()]


def test_a_page_without_full_stops_is_tagged_to_its_end(tagger: NetworkEntityTagger) -> None:
    text = "ông Nguyễn Văn Minh đi chợ và " * 300
    (mentions,) = tagger.tag([Document(text, (Sentence(0, len(text)),))])
    assert sum(mention.text == "Nguyễn Văn Minh" for mention in mentions) > 290


pieces = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(
            ["Hà Nội", "ÔNG LÊ VĂN A", "35-NQ/TW", "\n", " ", "(", "\ud800", "😀", "Ð", "hoà", "1/1/2020", "."]
        ),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(pieces)
def test_spans_hold_for_any_text(tagger: NetworkEntityTagger, parts: list[str]) -> None:
    text = " ".join(parts)
    (mentions,) = tagger.tag([Document(text, split_sentences(text))])
    assert all(text[mention.start : mention.end] == mention.text and mention.text.strip() for mention in mentions)
    assert all(first.end <= second.start for first, second in pairwise(mentions))


def test_refuses_a_folder_without_a_tagger(tmp_path: Path) -> None:
    with pytest.raises(ModelCorrupt, match="Restore it"):
        load_tagger(ModelFolder(tmp_path, ModelInfo("ner-fast", "0", "0"), "MIT"))


def test_threads_share_one_tagger(tagger: NetworkEntityTagger) -> None:
    documents = [document(text) for text, _ in NEWS]
    expected = tagger.tag(documents)
    with ThreadPoolExecutor(4) as pool:
        assert all(result == expected for result in pool.map(tagger.tag, [documents] * 8))
