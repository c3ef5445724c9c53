import pytest

from nlp_service.extract.entities.identifiers import known_by_id, unit_by_id
from nlp_service.extract.entities.known import known_entities, province_names, provinces
from nlp_service.extract.entities.linker import RuleEntityLinker
from nlp_service.types import EntityLabel
from tests.extract.entities.conftest import Mark

# Each row: names of one thing in different articles, and its canonical name.
ONE_THING: list[tuple[EntityLabel, str, list[str]]] = [
    ("PER", "Hồ Chí Minh", ["Bác Hồ", "Nguyễn Ái Quốc", "HỒ CHÍ MINH", "Nguyễn Sinh Cung"]),
    ("PER", "Trần Hưng Đạo", ["Hưng Đạo Đại Vương", "Hưng Đạo Vương"]),
    ("PER", "Lê Thái Tổ", ["Lê Lợi", "Bình Định Vương"]),
    ("ORG", "Tổ chức Y tế Thế giới", ["WHO", "Tổ chức Y tế thế giới"]),
    ("ORG", "Tập đoàn Điện lực Việt Nam", ["EVN"]),
    ("ORG", "Đảng Cộng sản Việt Nam", ["ĐCSVN", "ĐCS Việt Nam"]),
    (
        "LOC",
        "Thành phố Hồ Chí Minh",
        ["TP.HCM", "TP. HCM", "TPHCM", "Sài Gòn", "TP. Hồ Chí Minh", "thành phố Hồ Chí Minh"],
    ),
    ("LOC", "Mỹ", ["Hoa Kỳ", "nước Mỹ"]),
    ("LOC", "Myanmar", ["Miến Điện"]),
    ("LOC", "Moskva", ["Mát-xcơ-va", "Moscow"]),
    ("EVENT", "Tết Nguyên đán", ["Tết Âm lịch"]),
    ("LAW", "Bộ luật Hình sự", ["BLHS"]),
]


@pytest.mark.parametrize(("label", "canonical", "names"), ONE_THING)
def test_other_names_lead_to_one_thing(
    linker: RuleEntityLinker, mark: Mark, label: EntityLabel, canonical: str, names: list[str]
) -> None:
    linked = [linker.link(*mark(f"[{name}|{label}]"))[0] for name in (canonical, *names)]
    assert {item.name for item in linked} == {canonical}
    assert len({item.entity_id for item in linked}) == 1
    assert known_by_id()[linked[0].entity_id].name == canonical


def test_no_name_stands_twice() -> None:
    rows = [
        (entity.label, text) for entity in known_entities() for text in (entity.name, *(n.text for n in entity.names))
    ]
    assert len(rows) == len(set(rows))
    assert len(known_entities()) > 250
    assert len(known_by_id()) == len(known_entities())


def test_63_provinces_became_34() -> None:
    units = provinces()
    assert len(units) == 34
    before = [name for unit in units for name in (unit.renamed or unit.name, *unit.merged)]
    assert len(before) == len(set(before)) == 63
    assert sum(unit.unit == "thành phố" for unit in units) == 6
    assert sum(bool(unit.merged) for unit in units) == 23
    assert len(province_names()) == 64  # Huế stands under both its names


@pytest.mark.parametrize(
    ("name", "today"),
    [
        ("tỉnh Hải Dương", "Hải Phòng"),
        ("Bà Rịa-Vũng Tàu", "Thành phố Hồ Chí Minh"),
        ("TP.HCM", "Thành phố Hồ Chí Minh"),
        ("Phú Yên", "Đắk Lắk"),
        ("Thừa Thiên - Huế", "Huế"),
        ("tỉnh Nghệ An", "Nghệ An"),
    ],
)
def test_finds_what_became_of_a_province(linker: RuleEntityLinker, mark: Mark, name: str, today: str) -> None:
    (mention,) = linker.link(*mark(f"[{name}|LOC]"))
    assert unit_by_id()[mention.entity_id].name == today


def test_a_province_before_the_merger_stays_a_thing_of_its_own(linker: RuleEntityLinker, mark: Mark) -> None:
    first, second = linker.link(*mark("[Hải Dương|LOC] và [Hải Phòng|LOC]"))
    assert first.entity_id != second.entity_id
