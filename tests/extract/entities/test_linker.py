import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nlp_service.extract.entities.linker import RuleEntityLinker
from nlp_service.types import ENTITY_LABELS, Document, Entity
from tests.extract.entities.conftest import Mark, clusters_of

# Each row: a marked text, and the mentions that are one thing, by their number.
ARTICLES = [
    ("Bà [Nguyễn Thị Bích Liên|PER] nói. Theo bà [Liên|PER], việc tốt. [Bích Liên|PER] đồng ý.", [{0, 1, 2}]),
    ("[Trần Văn Hùng|PER] gặp [Lê Hùng|PER]. Ông [Hùng|PER] vui.", [{0}, {1}, {2}]),
    ("[Kim Jong-un|PER] tới nơi. Ông [Kim|PER] phát biểu.", [{0, 1}]),
    ("[Paul G. Allen|PER] và [Paul Allen|PER]; [Allen|PER] mất.", [{0, 1, 2}]),
    ("[XUÂN THÀNH|PER] viết, ảnh: [Xuân Thành|PER]", [{0, 1}]),
    ("[Bác Hồ|PER] tức [Nguyễn Ái Quốc|PER], Chủ tịch [Hồ Chí Minh|PER]", [{0, 1, 2}]),
    ("[Tổ chức Y tế Thế giới|ORG] ([WHO|ORG]) họp. [WHO|ORG] cảnh báo.", [{0, 1, 2}]),
    ("[Hội Bảo vệ Rừng ngập mặn|ORG] ([MAF|ORG]) họp. [MAF|ORG] cảnh báo.", [{0, 1, 2}]),
    ("[Viện Nghiên cứu Biển Nam|ORG] họp; [VNCBN|ORG] báo cáo.", [{0, 1}]),
    ("[Đảng ủy Khối|ORG] họp; [Đảng ủy Khối các cơ quan tỉnh|ORG] chỉ đạo.", [{0, 1}]),
    (
        "[Đảng ủy Khối|ORG]; [Đảng ủy Khối các cơ quan tỉnh|ORG]; [Đảng ủy Khối các cơ quan tỉnh Khánh Hòa|ORG]",
        [{0, 1, 2}],
    ),
    ("[Công an quận 1|ORG], [Công an quận 3|ORG] và [Công an|ORG]", [{0}, {1}, {2}]),
    ("[Quốc hội|ORG] khác [Quốc hội Pháp|ORG]", [{0}, {1}]),
    ("[UBND tỉnh Khánh Hòa|ORG], [Ủy ban nhân dân tỉnh Khánh Hòa|ORG], [UBND tỉnh|ORG]", [{0, 1, 2}]),
    ("[Sở GD&ĐT|ORG] và [Sở Giáo dục và Đào tạo tỉnh Phú Yên|ORG]", [{0, 1}]),
    ("[Ban Thường vụ Tỉnh ủy|ORG], [Tỉnh ủy|ORG]", [{0}, {1}]),
    ("[Tập đoàn Vingroup|ORG], [Vingroup|ORG]", [{0, 1}]),
    ("[CLB Hà Nội|ORG], [CLB bóng đá Hà Nội|ORG], [Hà Nội|ORG]", [{0, 1, 2}]),
    ("[ĐẢNG CỘNG SẢN VIỆT NAM|ORG], [Đảng Cộng sản Việt Nam|ORG]", [{0, 1}]),
    ("[tỉnh Khánh Hòa|LOC], [Khánh Hòa|LOC], [KHÁNH HÒA|LOC]", [{0, 1, 2}]),
    ("[TP.HCM|LOC], [TP HCM|LOC], [Thành phố Hồ Chí Minh|LOC], [Sài Gòn|LOC]", [{0, 1, 2, 3}]),
    ("[tỉnh Bắc Ninh|LOC], [TP Bắc Ninh|LOC]", [{0}, {1}]),
    ("[xã Đông Anh|LOC], [huyện Đông Anh|LOC], [Đông Anh|LOC]", [{0}, {1}, {2}]),
    ("[huyện Đông Anh|LOC], [Đông Anh|LOC]", [{0, 1}]),
    ("[quận 10|LOC], [Q.10|LOC]", [{0, 1}]),
    ("[Mỹ|LOC], [Hoa Kỳ|LOC]", [{0, 1}]),
    ("[Hồ Chí Minh|PER], [Hồ Chí Minh|LOC]", [{0}, {1}]),
    ("[Nghị quyết 35-NQ/TW|LAW], [Nghị quyết số 35-NQ/TW|LAW]", [{0, 1}]),
    ("[SEA Games|EVENT], [SEA Games 31|EVENT]", [{0, 1}]),
]


@pytest.mark.parametrize(("marked", "expected"), ARTICLES)
def test_joins_the_names_of_one_thing(
    linker: RuleEntityLinker, mark: Mark, marked: str, expected: list[set[int]]
) -> None:
    document, mentions = mark(marked)
    assert clusters_of(linker.link(document, mentions)) == expected


CANONICAL = [
    ("Bà [Nguyễn Thị Bích Liên|PER]. Bà [Liên|PER].", "Nguyễn Thị Bích Liên", "per-nguyen-thi-bich-lien-"),
    ("[HỒ CHÍ MINH|PER]", "Hồ Chí Minh", "per-ho-chi-minh-"),
    ("[Bác Hồ|PER]", "Hồ Chí Minh", "per-ho-chi-minh-"),
    ("[XUÂN THÀNH|PER]", "Xuân Thành", "per-xuan-thanh-"),
    ("[TP.HCM|LOC]", "Thành phố Hồ Chí Minh", "loc-thanh-pho-ho-chi-minh-"),
    ("[tỉnh Khánh Hòa|LOC]", "Khánh Hòa", "loc-khanh-hoa-"),
    ("[thành phố Nha Trang|LOC]", "Nha Trang", "loc-nha-trang-"),
    ("[TP. Nha Trang|LOC]", "Nha Trang", "loc-nha-trang-"),
    ("[huyện Đông Anh|LOC]", "huyện Đông Anh", "loc-huyen-dong-anh-"),
    ("[WHO|ORG]", "Tổ chức Y tế Thế giới", "org-to-chuc-y-te-the-gioi-"),
    ("[UBND tỉnh Khánh Hòa|ORG]", "UBND tỉnh Khánh Hòa", "org-uy-ban-nhan-dan-khanh-hoa-"),
    ("[...|ORG]", "...", "org-"),
]


@pytest.mark.parametrize(("marked", "name", "identifier"), CANONICAL)
def test_names_the_thing(linker: RuleEntityLinker, mark: Mark, marked: str, name: str, identifier: str) -> None:
    for mention in linker.link(*mark(marked)):
        assert mention.name == name
        assert mention.entity_id.startswith(identifier)
        assert len(mention.entity_id.removeprefix(identifier)) == 8


def test_one_name_has_one_identifier_in_every_article(linker: RuleEntityLinker, mark: Mark) -> None:
    articles = ("[tỉnh Khánh Hòa|LOC] mưa.", "Ở [Khánh Hòa|LOC].", "[KHÁNH HÒA|LOC] VÀ [HÀ NỘI|LOC]")
    identifiers = {linker.link(*mark(article))[0].entity_id for article in articles}
    assert len(identifiers) == 1


def test_nothing_joins_a_name_that_the_tagger_doubts(linker: RuleEntityLinker, mark: Mark) -> None:
    document, (sure, doubtful) = mark("[Ban Thường vụ|ORG] và [Ban Thường vụ và người|ORG]")
    weak = Entity(doubtful.start, doubtful.end, doubtful.text, doubtful.label, 0.2)
    first, second = linker.link(document, [sure, weak])
    assert first.entity_id != second.entity_id


def test_spans_and_labels_stay(linker: RuleEntityLinker, mark: Mark) -> None:
    document, mentions = mark("[Lê Lợi|PER] ở [đường Lê Lợi|LOC], [Hà Nội|LOC]")
    linked = linker.link(document, mentions)
    before = [(item.start, item.end, item.text, item.label, item.score, item.source) for item in mentions]
    assert [(item.start, item.end, item.text, item.label, item.score, item.source) for item in linked] == before


words = st.sampled_from(
    ["Hà", "Nội", "TP", "tỉnh", "UBND", "Liên", "(", ".", "1", "WHO", "Đảng", "x", "Q", " ", "Ω", "\ud800"]
)


@settings(max_examples=100, deadline=None)
@example(rows=[([" "], "ORG"), (["Hà"], "ORG")])
@given(rows=st.lists(st.tuples(st.lists(words, min_size=1, max_size=5), st.sampled_from(ENTITY_LABELS)), max_size=8))
def test_links_anything(linker: RuleEntityLinker, rows: list[tuple[list[str], str]]) -> None:
    text, mentions = "", []
    for parts, label in rows:
        name = " ".join(parts)
        mentions.append(Entity(len(text), len(text) + len(name), name, label, 0.9))  # type: ignore[arg-type]
        text += f"{name} ("
    linked = linker.link(Document(text), mentions)
    assert linked == linker.link(Document(text), mentions)
    assert all((item.entity_id and item.name.strip()) or not item.text.strip() for item in linked)
    same = {(item.label, item.text): item.entity_id for item in linked}
    assert all(same[item.label, item.text] == item.entity_id for item in linked)
