"""Names that well-known people share with ordinary ones."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nlp_service.extract.entities.identifiers import known_by_id
from nlp_service.extract.entities.known import known_entities
from nlp_service.extract.entities.linker import RuleEntityLinker
from nlp_service.extract.entities.names import NameReader, Words
from nlp_service.extract.entities.shared_names import pair_shared_names
from tests.extract.entities.conftest import Mark, clusters_of

# Each row: an article in which the first name is that of an ordinary person, and the name that the person then has.
ORDINARY = [
    ("Ông [Trần Quốc Tuấn|PER], Chủ tịch [Liên đoàn Bóng đá Việt Nam|ORG], dự họp.", "Trần Quốc Tuấn"),
    ("Ông [Trần Quốc Tuấn|PER] sống ở [đường Trần Hưng Đạo|LOC].", "Trần Quốc Tuấn"),
    ("Ông [Trần Quốc Tuấn|PER] thăm [Trường THPT Trần Hưng Đạo|ORG].", "Trần Quốc Tuấn"),
    ("Em [NGUYỄN TẤT THÀNH|PER] đoạt giải nhất. Em [Thành|PER] rất vui.", "Nguyễn Tất Thành"),
    ("Anh [Nguyễn Tất Thành|PER] làm việc ở [TP Hồ Chí Minh|LOC].", "Nguyễn Tất Thành"),
    ("Chị [Nguyễn Phương Thảo|PER] mở quán cà phê.", "Nguyễn Phương Thảo"),
    ("Chị [Nguyễn Phương Thảo|PER] gặp ông [Nguyễn Văn Bình|PER].", "Nguyễn Phương Thảo"),
    ("Tài xế [Nguyễn Văn Tài|PER] lái xe trong đêm.", "Nguyễn Văn Tài"),
    ("Anh [Ngô Tuấn|PER] trồng cam ở [Cao Phong|LOC].", "Ngô Tuấn"),
    ("Bác sĩ [Lê Hoàn|PER] khám bệnh cho dân.", "Lê Hoàn"),
    ("Cô [Nguyễn Ánh|PER] dạy lớp ba.", "Nguyễn Ánh"),
    ("Bà [Triệu Thị Trinh|PER] bán rau ở chợ.", "Triệu Thị Trinh"),
    ("Ông [Phan Văn Hòa|PER] trình bày báo cáo, ông [Võ Văn Nam|PER] nghe.", "Phan Văn Hòa"),
    ("Ông [Nguyễn Văn Ba|PER] nuôi cá. [Văn Ba|PER] kể lại.", "Nguyễn Văn Ba"),
    ("Anh [Nguyễn Quang Trung|PER] ghi bàn. [Quang Trung|PER] ăn mừng.", "Nguyễn Quang Trung"),
    ("Ông [Nguyễn Duy Tân|PER] phát biểu, theo [Duy Tân|PER].", "Nguyễn Duy Tân"),
    ("[Quang Trung|PER] ghi bàn phút cuối, [Nguyễn Quang Trung|PER] ăn mừng.", "Nguyễn Quang Trung"),
    ("Anh [Nguyễn Văn Cao|PER] đá chính. [Văn Cao|PER] ghi bàn.", "Nguyễn Văn Cao"),
    ("Chị [Lê Tố Như|PER] đọc thơ [Nguyễn Du|PER]; chị [Tố Như|PER] hát.", "Lê Tố Như"),
    ("Bà [Nguyễn Thị Xuân Quỳnh|PER] nộp đơn. Bà [Xuân Quỳnh|PER] chờ.", "Nguyễn Thị Xuân Quỳnh"),
]


@pytest.mark.parametrize(("marked", "name"), ORDINARY)
def test_ordinary_people_stay_themselves(linker: RuleEntityLinker, mark: Mark, marked: str, name: str) -> None:
    linked = linker.link(*mark(marked))
    assert linked[0].name == name
    assert linked[0].entity_id not in known_by_id()


# Each row: an article that speaks of a well-known person, the mentions that are this person, and the canonical name.
FAMOUS = [
    ("[Trần Quốc Tuấn|PER] tức [Trần Hưng Đạo|PER] thắng trận.", {0, 1}, "Trần Hưng Đạo"),
    ("[Trần Quốc Tuấn|PER] được phong [Hưng Đạo Vương|PER].", {0, 1}, "Trần Hưng Đạo"),
    ("Tượng [Hưng Đạo Đại Vương Trần Quốc Tuấn|PER] ở bến.", {0}, "Trần Hưng Đạo"),
    ("[Nguyễn Tất Thành|PER] rời bến; về sau là [Hồ Chí Minh|PER].", {0, 1}, "Hồ Chí Minh"),
    ("[Bác Hồ|PER] khi ấy là [Nguyễn Tất Thành|PER]. Anh [Thành|PER] lên tàu.", {0, 1, 2}, "Hồ Chí Minh"),
    ("Anh [Văn Ba|PER] phụ bếp, tức [Nguyễn Ái Quốc|PER].", {0, 1}, "Hồ Chí Minh"),
    ("Tướng [Nguyễn Bình|PER] tên thật là [Nguyễn Phương Thảo|PER].", {0, 1}, "Nguyễn Bình"),
    ("[Trần Hữu Tri|PER] lấy bút danh [Nam Cao|PER].", {0, 1}, "Nam Cao"),
    ("[Văn Cao|PER] tên khai sinh là [Nguyễn Văn Cao|PER].", {0, 1}, "Văn Cao"),
    ("[Lê Hoàn|PER] lên ngôi, là [Lê Đại Hành|PER].", {0, 1}, "Lê Đại Hành"),
    ("Nàng [Triệu Thị Trinh|PER], dân gọi là [Bà Triệu|PER].", {0, 1}, "Bà Triệu"),
    ("[Hoàng đế Quang Trung|PER] ra Bắc. [Quang Trung|PER] vào thành.", {0, 1}, "Quang Trung"),
    ("[QUANG TRUNG|PER] đại phá quân Thanh.", {0}, "Quang Trung"),
    ("[Tố Như|PER] là tên chữ của [Nguyễn Du|PER].", {0, 1}, "Nguyễn Du"),
]


@pytest.mark.parametrize(("marked", "mentions", "canonical"), FAMOUS)
def test_other_names_in_the_article_tell_the_well_known(
    linker: RuleEntityLinker, mark: Mark, marked: str, mentions: set[int], canonical: str
) -> None:
    linked = linker.link(*mark(marked))
    assert clusters_of(linked)[0] == mentions
    assert linked[0].name == canonical
    assert known_by_id()[linked[0].entity_id].name == canonical


def test_a_doubtful_name_is_no_evidence(linker: RuleEntityLinker, mark: Mark) -> None:
    document, (shared, bearer) = mark("[Trần Quốc Tuấn|PER] và [Trần Hưng Đạo|PER]")
    first, second = linker.link(document, [shared, replace(bearer, score=0.2)])
    assert first.entity_id != second.entity_id


def test_a_name_of_the_installation_stays_its_own(linker: RuleEntityLinker, mark: Mark) -> None:
    document, (shared, bearer) = mark("[Trần Quốc Tuấn|PER] dự lễ dâng hương [Trần Hưng Đạo|PER].")
    first, second = linker.link(document, [replace(shared, name="Trần Quốc Tuấn"), bearer])
    assert (first.name, second.name) == ("Trần Quốc Tuấn", "Trần Hưng Đạo")
    assert first.entity_id != second.entity_id


def test_every_shared_name_is_itself_without_evidence() -> None:
    reader = NameReader()
    for entity in known_entities():
        for text in entity.shared:
            key = reader.key_of(text, entity.label)
            assert (key.words, key.name) == (reader.words_of(text, entity.label), "")
            assert reader.bearer_of(key.words, entity.label) == reader.key_of(entity.name, entity.label).words


def test_pairs_only_what_the_article_tells() -> None:
    names: list[Words] = [("trần", "quốc", "tuấn"), ("trần", "hưng", "đạo")]
    bearers: dict[Words, Words] = {names[0]: names[1]}
    assert list(pair_shared_names(names, bearers, names)) == [(names[1], names[0])]
    assert list(pair_shared_names(names[:1], bearers, names[:1])) == []
    assert list(pair_shared_names(names, {}, names)) == []
