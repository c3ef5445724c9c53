import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_service.extract.entities.linker import RuleEntityLinker
from nlp_service.extract.entities.roles import RuleRoleExtractor
from nlp_service.types import Document, Entity, Sentence, Span
from tests.extract.entities.conftest import Mark
from tests.mangled import mangled_texts

# Each row: a marked text, and person, role, organisation (or place) of each role in it.
ROLES = [
    (
        "Bà [Ngô Thị Sen|PER], Phó Bí thư Thường trực [Đảng ủy Khối các cơ quan tỉnh|ORG], trả lời.",
        [("Ngô Thị Sen", "Phó Bí thư Thường trực", "Đảng ủy Khối các cơ quan tỉnh")],
    ),
    (
        "Phó Bí thư Thường trực [Đảng ủy Khối|ORG] [Ngô Thị Sen|PER] cho biết",
        [("Ngô Thị Sen", "Phó Bí thư Thường trực", "Đảng ủy Khối")],
    ),
    ("Bộ trưởng Tài chính [Lê Văn An|PER] nói", [("Lê Văn An", "Bộ trưởng Tài chính", None)]),
    ("Bộ trưởng Quốc phòng [Mỹ|LOC] [John Reed|PER]", [("John Reed", "Bộ trưởng Quốc phòng", "Mỹ")]),
    (
        "Ủy viên Trung ương Đảng, Bí thư [Tỉnh ủy|ORG], Trưởng đoàn [ĐBQH tỉnh|ORG] [Trần Bình|PER]",
        [
            ("Trần Bình", "Ủy viên Trung ương Đảng", None),
            ("Trần Bình", "Bí thư", "Tỉnh ủy"),
            ("Trần Bình", "Trưởng đoàn", "ĐBQH tỉnh"),
        ],
    ),
    ("ông [An Bảo|PER], Chủ tịch [UBND tỉnh|ORG] [Lê Hoàng|PER] và", [("Lê Hoàng", "Chủ tịch", "UBND tỉnh")]),
    (
        "[An Bảo|PER] - Giám đốc [Sở Y tế|ORG] [Hà Nội|LOC], [Lê Hoàng|PER], Phó Giám đốc",
        [("An Bảo", "Giám đốc", "Sở Y tế"), ("Lê Hoàng", "Phó Giám đốc", None)],
    ),
    ("Giám đốc cho biết ông [An|PER] vắng", []),
    (
        "Trưởng phòng kinh doanh [Công ty Biển|ORG], ông [Lê An|PER]",
        [("Lê An", "Trưởng phòng kinh doanh", "Công ty Biển")],
    ),
    ("GIÁM ĐỐC [SỞ Y TẾ|ORG] [LÊ VĂN AN|PER]", [("LÊ VĂN AN", "GIÁM ĐỐC", "SỞ Y TẾ")]),
    ("Giám đốc điều hành của [Sao Mai|ORG], [Tim Hill|PER]", [("Tim Hill", "Giám đốc điều hành", "Sao Mai")]),
    ("[Lê An|PER] (Chủ tịch [Hội Nông dân|ORG])", [("Lê An", "Chủ tịch", "Hội Nông dân")]),
    (
        "[Lê An|PER] được bổ nhiệm giữ chức Phó Chủ tịch [UBND huyện|ORG]",
        [("Lê An", "Phó Chủ tịch", "UBND huyện")],
    ),
    ("Thủ tướng [Nhật Bản|LOC] [Sato Ken|PER] thăm [Hà Nội|LOC]", [("Sato Ken", "Thủ tướng", "Nhật Bản")]),
    ("[Lê An|PER] hiện là giám đốc [Bệnh viện Sao Mai|ORG]", [("Lê An", "giám đốc", "Bệnh viện Sao Mai")]),
    ("Nguyên Chủ tịch [UBND TP|ORG] [Lê An|PER]", [("Lê An", "Nguyên Chủ tịch", "UBND TP")]),
    ("[UBND tỉnh|ORG] họp. [Lê An|PER] đến.", []),
    (
        "Bí thư [Tỉnh ủy|ORG] kiêm Chủ tịch [HĐND tỉnh|ORG] [Lê An|PER]",
        [
            ("Lê An", "Bí thư", "Tỉnh ủy"),
            ("Lê An", "Chủ tịch", "HĐND tỉnh"),
        ],
    ),
    (
        "Đại tá [Lê An|PER], Phó Giám đốc [Công an tỉnh|ORG]",
        [
            ("Lê An", "Đại tá", None),
            ("Lê An", "Phó Giám đốc", "Công an tỉnh"),
        ],
    ),
    ("HLV [đội tuyển Việt Nam|ORG] [Kim Ho|PER]", [("Kim Ho", "HLV", "đội tuyển Việt Nam")]),
    ("Chủ tịch [Hội Văn nghệ|ORG] và Chủ tịch [Hội Nông dân|ORG] [Lê An|PER]", [("Lê An", "Chủ tịch", "Hội Nông dân")]),
]


@pytest.fixture(scope="module")
def extractor() -> RuleRoleExtractor:
    return RuleRoleExtractor()


def _slice(text: str, span: Span | None) -> str | None:
    return text[span.start : span.end] if span is not None else None


@pytest.mark.parametrize(("marked", "expected"), ROLES)
def test_finds_roles(
    extractor: RuleRoleExtractor,
    linker: RuleEntityLinker,
    mark: Mark,
    marked: str,
    expected: list[tuple[str, str, str | None]],
) -> None:
    document, mentions = mark(marked)
    linked = linker.link(document, mentions)
    found = extractor.extract(document, linked)
    text = document.text
    assert [(_slice(text, role.person), role.role, _slice(text, role.organisation)) for role in found] == expected
    ids = {(entity.start, entity.end): entity.entity_id for entity in linked}
    for role in found:
        assert role.person_id == ids[role.person.start, role.person.end]
        assert role.text == text[role.start : role.end]
        assert role.role == text[role.role_start : role.role_end]
        if role.organisation is not None:
            assert role.organisation_id == ids[role.organisation.start, role.organisation.end]


pieces = st.lists(
    st.sampled_from(
        ["Giám đốc", "Chủ tịch", "|PER", "|ORG", "|LOC", ",", "và", "kiêm", "ông", "Tài chính", "của", "-", "(", "x"]
    ),
    max_size=20,
)


@settings(max_examples=150, deadline=None)
@given(parts=pieces)
def test_reads_anything(extractor: RuleRoleExtractor, parts: list[str]) -> None:
    text, entities = "", []
    for part in parts:
        name = "Tên Riêng" if part.startswith("|") else part
        if part.startswith("|"):
            entities.append(Entity(len(text), len(text) + len(name), name, part[1:], 0.9, part))  # type: ignore[arg-type]
        text += f"{name} "
    for role in extractor.extract(Document(text, (Sentence(0, len(text)),)), entities):
        assert 0 <= role.start <= role.role_start < role.role_end <= role.end <= len(text)
        assert role.start <= role.person.start < role.person.end <= role.end


def test_reads_mangled_texts(extractor: RuleRoleExtractor) -> None:
    for text in mangled_texts(200):
        entities = [Entity(i, i + 3, text[i : i + 3], "PER", 0.9, "x") for i in range(0, len(text) - 3, 40)]
        roles = extractor.extract(Document(text, (Sentence(0, len(text)),)), entities)
        assert all(text[role.start : role.end] == role.text for role in roles)
