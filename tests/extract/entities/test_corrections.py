import pytest

from nlp_service.extract.entities.bylines import find_author
from nlp_service.extract.entities.corrections import MentionCorrector
from nlp_service.types import Document, Entity, Zone, ZoneLabel
from tests.extract.entities.conftest import Mark

CORRECTIONS = [
    ("Phó Bí thư [Thường trực Đảng ủy Khối|ORG] nói", [("Đảng ủy Khối", "ORG")]),
    ("Phó Thủ tướng [thường trực Phạm Văn A|PER] dự", [("Phạm Văn A", "PER")]),
    ("Phó Bí thư [Thường trực|ORG] [Đảng ủy Khối|ORG] nói", [("Đảng ủy Khối", "ORG")]),
    ("Theo [Thường trực Tỉnh ủy Phú Yên|ORG], việc xong", [("Thường trực Tỉnh ủy Phú Yên", "ORG")]),
    ("phong cách [Hồ Chí Minh|LOC]", [("Hồ Chí Minh", "PER")]),
    ("ở [TP Hồ Chí Minh|LOC]", [("TP Hồ Chí Minh", "LOC")]),
    ("lực lượng [Đoàn Thanh niên|PER]", [("Đoàn Thanh niên", "ORG")]),
]


@pytest.fixture(scope="module")
def corrector() -> MentionCorrector:
    return MentionCorrector()


@pytest.mark.parametrize(("marked", "expected"), CORRECTIONS)
def test_corrects_spans_and_labels(
    corrector: MentionCorrector, mark: Mark, marked: str, expected: list[tuple[str, str]]
) -> None:
    document, mentions = mark(marked)
    corrected = corrector.correct(document.text, mentions)
    assert [(mention.text, mention.label) for mention in corrected] == expected
    assert all(document.text[mention.start : mention.end] == mention.text for mention in corrected)


def page(author: str | None, zone: ZoneLabel) -> Document:
    return Document("XUÂN THÀNH đi chợ.\nXUÂN THÀNH (Thực hiện)", (), (), (Zone(19, 41, zone),), author=author)


def test_the_author_in_the_byline_is_a_person() -> None:
    assert find_author(page("XUÂN THÀNH", ZoneLabel.BYLINE)) == (
        Entity(19, 29, "XUÂN THÀNH", "PER", 0.9, source="rule"),
    )


@pytest.mark.parametrize(
    ("author", "zone"),
    [
        (None, ZoneLabel.BYLINE),
        ("", ZoneLabel.BYLINE),
        ("XUÂN", ZoneLabel.BYLINE),
        ("XUÂN THÀNH", ZoneLabel.BODY),
        ("Phòng Biên tập và Xuất bản Sách Phú Yên", ZoneLabel.BYLINE),
    ],
)
def test_nothing_else_is(author: str | None, zone: ZoneLabel) -> None:
    assert find_author(page(author, zone)) == ()
