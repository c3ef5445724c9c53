"""Normal forms, seeds, regions and subjects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest

from nlp_service.errors import ResourceError
from nlp_service.extract.anniversaries import seeds as seeds_module
from nlp_service.extract.anniversaries.extractor import RuleAnniversaryExtractor
from nlp_service.extract.anniversaries.lexicon import load_lexicon
from nlp_service.extract.anniversaries.naming import load_event_names
from nlp_service.extract.anniversaries.regions import INTERNATIONAL, NATIONAL, load_regions, same_region
from nlp_service.extract.anniversaries.seeds import load_seeds
from nlp_service.resources.loader import read
from nlp_service.text.normalize import normalize
from nlp_service.types import Entity, EntityLabel
from tests.extract.anniversaries.rows import make_document

NAMES, SEEDS, REGIONS = load_event_names(), load_seeds(), load_regions()
EXTRACTOR = RuleAnniversaryExtractor()


def test_the_seed_is_large_and_every_entry_has_its_source() -> None:
    assert len(SEEDS.events) >= 80
    assert all(len(event.source) >= 8 for event in SEEDS.events)
    assert sum(event.calendar == "lunar" for event in SEEDS.events) >= 12
    assert Counter(event.region for event in SEEDS.events)[NATIONAL] >= 50


def test_no_name_is_of_two_seeds() -> None:
    owners: dict[str, set[str]] = {}
    for event in SEEDS.events:
        for name in event.names:
            assert normalize(name).text == name
            owners.setdefault(NAMES.normalize(name, event.event_type), set()).add(event.id)
    assert [ids for ids in owners.values() if len(ids) > 1] == []


def test_seed_and_events_on_record_agree() -> None:
    records = {known.date.to_iso() for known in load_lexicon().known_events}
    births = {
        event.date for event in SEEDS.events if event.event_type in ("birth", "founding") and event.region == "vn"
    }
    assert len(births & records) >= 9


def test_regions_of_seeds_are_known() -> None:
    found = {event.region for event in SEEDS.events} - {NATIONAL, INTERNATIONAL}
    assert all(REGIONS.find(f"giải phóng {region}") == region for region in found)


@pytest.mark.parametrize(
    ("event", "kind", "seed_id", "specific"),
    [
        ("NGÀY QUỐC KHÁNH", "other", "quoc-khanh", True),
        ("ngày quốc khánh nước CHXHCN Việt Nam", "other", "quoc-khanh", True),
        ("Quốc khánh Cộng hòa Dân chủ Nhân dân Lào", "other", "quoc-khanh-lao", True),
        ("ngày sinh lần thứ 125 của Chủ tịch Hồ Chí Minh", "birth", "sinh-ho-chi-minh", True),
        ("thành lập Đoàn TNCS Hồ Chí Minh", "founding", "thanh-lap-doan", True),
        ("thành lập Đoàn Ca múa nhạc Sơn Hà", "founding", None, True),
        ("Chiến thắng", "victory", None, False),
        ("thành lập", "founding", None, False),
        ("ngày thành lập trường", "founding", None, False),
        ("xây dựng và phát triển", "founding", None, False),
        ("giỗ lần thứ 5 của ông", "death", None, False),
        ("sinh nhật lần thứ 24 của cô", "birth", None, False),
        ("ngày cưới", "wedding", None, False),
        ("Ngày truyền thống", "tradition_day", None, False),
        ("Ngày 27/7", "other", None, True),
    ],
)
def test_identity(event: str, kind: str, seed_id: str | None, specific: bool) -> None:
    name = NAMES.identify(event, kind)
    assert (name.seed_id, name.specific) == (seed_id, specific)


@pytest.mark.parametrize(
    ("event", "region"),
    [
        ("Ngày giải phóng tỉnh Khánh Hòa", "Khánh Hòa"),
        ("GIẢI PHÓNG TỈNH CAO BẰNG", "Cao Bằng"),
        ("thành lập Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("ngày giải phóng TP.HCM", "Thành phố Hồ Chí Minh"),
        ("Chiến thắng Điện Biên Phủ", None),
        ("thành lập tỉnh Điện Biên", "Điện Biên"),
        ("ký hiệp định hòa bình", None),
        ("Ngày Nhà giáo Việt Nam", NATIONAL),
        ("Ngày Môi trường thế giới", INTERNATIONAL),
        ("thiết lập quan hệ ngoại giao Việt Nam - Lào", INTERNATIONAL),
    ],
)
def test_regions(event: str, region: str | None) -> None:
    assert REGIONS.find(event) == region


def test_regions_are_asked_for_in_any_spelling() -> None:
    assert same_region("Bà Rịa - Vũng Tàu", "ba ria vung tau")
    assert same_region("Khánh Hòa", "khanh-hoa")
    assert not same_region(None, "vn")


def entity(text: str, surface: str, label: EntityLabel) -> Entity:
    start = text.index(surface)
    return Entity(start, start + len(surface), surface, label, 0.9, entity_id=f"{label}-{surface}", name=surface)


@pytest.mark.parametrize(
    ("text", "entities", "subject"),
    [
        ("Kỷ niệm 60 năm thành lập Trường Hoa Ban.", [("Trường Hoa Ban", "ORG")], "Trường Hoa Ban"),
        ("Sáng qua, Nhà máy Sơn Hà kỷ niệm 60 năm thành lập.", [("Nhà máy Sơn Hà", "ORG")], "Nhà máy Sơn Hà"),
        ("Tại Huế, ông An dự lễ kỷ niệm 60 năm thành lập.", [("Huế", "LOC"), ("An", "PER")], None),
        ("Kỷ niệm 100 năm ngày sinh nhà thơ Tô Ban.", [("Tô Ban", "PER")], "Tô Ban"),
        ("Ông Tô An dự lễ kỷ niệm 50 năm giải phóng Sơn Hà.", [("Tô An", "PER"), ("Sơn Hà", "LOC")], "Sơn Hà"),
        ("Công ty Sao. Họ kỷ niệm 60 năm thành lập.", [("Công ty Sao", "ORG")], None),
    ],
)
def test_subjects(text: str, entities: list[tuple[str, EntityLabel]], subject: str | None) -> None:
    document, dates = make_document(text)
    (found,) = EXTRACTOR.extract(document, dates, [entity(text, *item) for item in entities])
    assert found.subject == subject
    assert (found.subject_id is None) == (subject is None)


@pytest.mark.parametrize(
    "changes",
    [
        {"events": "x"},
        {"events": [{"id": "a"}]},
        {"events": [{"id": "a", "name": "a", "date": "2024-02-30", "type": "other", "region": "vn", "source": "x"}]},
        {"events": [{"id": "a", "name": "a", "date": "2024-02", "type": "other", "region": "vn", "source": "x"}]},
        {"events": [{"id": "a", "name": "a", "date": "2024-02-01", "type": "party", "region": "vn", "source": "x"}]},
        {"revised": "gestern"},
        {
            "events": [{"id": "a", "name": "a", "date": "2024-02-01", "type": "other", "region": "vn", "source": "x"}]
            * 2
        },
    ],
)
def test_a_malformed_seed_is_refused(changes: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seeds_module, "read", lambda name: {**read(name), **changes})
    with pytest.raises(ResourceError, match="seed"):
        load_seeds.__wrapped__()
