import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_service.extract.entities.rules import EntityRules

RULES = [
    ("Thực hiện Nghị quyết số 35-NQ/TW của Bộ Chính trị.", ["Nghị quyết số 35-NQ/TW"]),
    ("Theo Nghị định 100/2019/NĐ-CP, mức phạt tăng.", ["Nghị định 100/2019/NĐ-CP"]),
    ("Theo Nghị định 116/2020/NĐ - CP, sinh viên được hỗ trợ.", ["Nghị định 116/2020/NĐ - CP"]),
    ("Quyết định số 17/2021/QĐ-TTg có hiệu lực.", ["Quyết định số 17/2021/QĐ-TTg"]),
    ("Ban hành quyết định số 669/QĐ-UBND ngày 29/4.", ["quyết định số 669/QĐ-UBND"]),
    ("Bỏ Chỉ thị 16, áp dụng Chỉ thị số 19.", ["Chỉ thị 16", "Chỉ thị số 19"]),
    ("Luật số 34/2018/QH14 được sửa đổi.", ["Luật số 34/2018/QH14"]),
    ("Nghị quyết số 08 năm 2017 nêu rõ.", ["Nghị quyết số 08 năm 2017"]),
    ("Căn cứ 24/2021/TT-BGDĐT và QĐ 207.", ["24/2021/TT-BGDĐT", "QĐ 207"]),
    ("Công điện khẩn số 578/CĐ-BYT được gửi đi.", ["Công điện khẩn số 578/CĐ-BYT"]),
    ("Kế hoạch 5 năm, quyết định 3 vấn đề, nghị quyết 4 điểm.", []),
    ("Trận đấu ngày 30/4/1975, tỷ số 2-1, giá 4.500 đồng, mẫu 4-B.", []),
    ("Mục 12/2020 và điện thoại 0912-345-678.", []),
]


@pytest.fixture(scope="module")
def rules() -> EntityRules:
    return EntityRules()


@pytest.mark.parametrize(("text", "expected"), RULES)
def test_finds_numbered_documents(rules: EntityRules, text: str, expected: list[str]) -> None:
    found = rules.find_laws(text)
    assert [mention.text for mention in found] == expected
    assert all(text[mention.start : mention.end] == mention.text for mention in found)
    assert {(mention.label, mention.source) for mention in found} <= {("LAW", "rule")}


def test_finds_fixed_names_as_written_and_in_capitals(rules: EntityRules) -> None:
    text = "Nhớ Bác Hồ. ĐẢNG CỘNG SẢN VIỆT NAM QUANG VINH. Dịp Tết Nguyên đán ở Trường Sa."
    found = {(mention.text, mention.label) for mention in rules.find_names(text)}
    assert found == {
        ("Bác Hồ", "PER"),
        ("ĐẢNG CỘNG SẢN VIỆT NAM", "ORG"),
        ("Tết Nguyên đán", "EVENT"),
        ("Trường Sa", "LOC"),
    }


LAWS = [
    ("Luật Đất đai 2024 có hiệu lực", ["Luật Đất đai 2024"]),
    ("theo Luật Đất đai năm 2013 và Luật Đất đai", ["Luật Đất đai năm 2013", "Luật Đất đai"]),
    ("Bộ luật Hình sự năm 2015; Bộ luật Lao động 2019", ["Bộ luật Hình sự năm 2015", "Bộ luật Lao động 2019"]),
    ("Luật Giáo dục đại học (sửa đổi) được bàn", ["Luật Giáo dục đại học (sửa đổi)"]),
    ("LUẬT ĐẤT ĐAI NĂM 2024", ["LUẬT ĐẤT ĐAI NĂM 2024"]),
    ("Luật Đất đai 20245 và Luật Đất đai 3 điều", ["Luật Đất đai", "Luật Đất đai"]),
]


@pytest.mark.parametrize(("text", "expected"), LAWS)
def test_a_law_takes_its_year(rules: EntityRules, text: str, expected: list[str]) -> None:
    found = sorted(rules.find_names(text), key=lambda mention: mention.start)
    assert [mention.text for mention in found if mention.label == "LAW"] == expected


def test_says_which_rule_it_was(rules: EntityRules) -> None:
    found = (*rules.find_laws("Nghị quyết 35-NQ/TW"), *rules.find_names("Bác Hồ"))
    assert [item.explanation and item.explanation.maker for item in found] == ["numbered document", "fixed name"]


def test_a_fixed_name_is_no_part_of_a_word(rules: EntityRules) -> None:
    assert rules.find_names("Bác Hồng và bác hồ hởi ở Trường Sao") == ()


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="Nghị quyết số 0123456789/-ĐCPTW&.năm\n"))
def test_spans_hold_for_any_text(rules: EntityRules, text: str) -> None:
    for mention in (*rules.find_laws(text), *rules.find_names(text)):
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize("unit", ["1", "1/", "12/NĐ-", "Nghị quyết số ", "NQ 1", "-", "năm 2020 "])
def test_long_runs_end(rules: EntityRules, unit: str) -> None:
    text = unit * (200_000 // len(unit))
    assert all(mention.end <= len(text) for mention in rules.find_laws(text))
