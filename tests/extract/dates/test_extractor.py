"""What holds for any text, and what zones, weekdays and cue words do to a mention."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_service.errors import ResourceError
from nlp_service.extract.dates import lexicon
from nlp_service.extract.dates.lexer import lower_same_length
from nlp_service.extract.dates.lexicon import _named_day, load_lexicon
from nlp_service.types import DateMention, DateRole, Document, Zone, ZoneLabel
from tests.extract.dates.table import extractor, mentions

VOCABULARY = """
ngày tháng năm tuần giờ phút thứ hai ba tư năm mười mươi mùng rằm tết đầu cuối giữa khoảng hơn nay qua tới
trước sau mai này sáng chiều tối đêm chủ nhật hôm quý II thế kỷ thập niên những mỗi hằng nửa rưỡi âm lịch
nhuận Đinh Dậu Quốc khánh mùa hè cách đây trước Công nguyên cùng ngày đến và từ cuối tuần 1 2 3 5 9 12 23 30
31 45 99 1945 2021 20h30 8h / - . , ( ) : % ;
"""
WORDS = [*VOCABULARY.split(), "\n"]


@given(
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=60),
    st.sampled_from([" ", ""]),
    st.one_of(st.none(), st.dates()),
)
def test_spans_are_in_range_ordered_and_apart(parts: list[str], glue: str, published: date | None) -> None:
    text = glue.join(parts)
    document = Document(text=text, published=published)
    found = extractor().extract(document)
    end = 0
    for mention in found:
        assert end <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        assert mention.value
        if mention.interval is not None:
            assert mention.interval[0] < mention.interval[1]
        end = mention.end
    assert extractor().extract(document) == found


@given(st.text())
def test_lower_casing_keeps_every_place(text: str) -> None:
    assert len(lower_same_length(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "1/" * 5000,
        "năm " * 5000,
        "a" * 20000,
        "9" * 20000,
        "30/4/1975 " * 2000,
        "(" * 20000,
        "İ" * 50 + " 30/4",
        "lễ Noel 2021-",
        "năm 2021-",
        "30/4/",
        "ngày",
    ],
)
def test_noise_is_survived(text: str) -> None:
    for mention in mentions(text, "2021-04-21"):
        assert mention.text == text[mention.start : mention.end]


def test_capital_letters_change_nothing() -> None:
    text = "Sáng 30/4, hội thi mở ra từ ngày 2 tháng 9 năm 1945 đến tuần trước."
    plain, loud = mentions(text, "2021-05-05"), mentions(text.upper(), "2021-05-05")
    assert [mention.value for mention in loud] == [mention.value for mention in plain]


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("ngày 19/5/1890", ("1890-05-19", "1890-05-20")),
        ("tháng 12/2020", ("2020-12-01", "2021-01-01")),
        ("quý IV/2020", ("2020-10-01", "2021-01-01")),
        ("6 tháng cuối năm 2020", ("2020-07-01", "2021-01-01")),
        ("9 tháng đầu năm 2019", ("2019-01-01", "2019-10-01")),
        ("thập niên 1990", ("1990-01-01", "2000-01-01")),
        ("thế kỷ 20", ("1900-01-01", "2000-01-01")),
        ("mùa đông năm 2020", ("2020-11-01", "2021-02-01")),
        ("tuần này", ("2021-04-19", "2021-04-26")),
        ("cuối tuần này", ("2021-04-24", "2021-04-26")),
        ("20h30 ngày 21/4/2021", ("2021-04-21T20:30", "2021-04-21T20:31")),
        ("đêm 30/4/2021", ("2021-04-30T22:00", "2021-05-01T05:00")),
        ("lúc 24h ngày 30/4/2021", ("2021-05-01T00:00", "2021-05-01T00:01")),
        ("năm Đinh Dậu", ("2017-01-28", "2018-02-16")),
        ("rằm tháng 8 năm 2020", ("2020-10-01", "2020-10-02")),
        ("14 ngày", None),
        ("hằng năm", None),
    ],
)
def test_interval(text: str, interval: tuple[str, str] | None) -> None:
    (mention,) = mentions(text, "2021-04-21")
    assert mention.interval == interval


@pytest.mark.parametrize(
    ("text", "written", "conflicting"),
    [
        ("Đêm thứ Năm (13/5) tới", "2021-05-10", False),
        ("Đêm thứ Năm (13/5) tới", "2023-05-10", True),
        ("thứ Hai, 20/7/2020", None, False),
        ("thứ Ba, 20/7/2020", None, True),
        ("Hôm nay (27/4) trời mưa", "2021-04-28", True),
        ("Hôm nay (28/4) trời mưa", "2021-04-28", False),
    ],
)
def test_conflict_is_reported(text: str, written: str | None, conflicting: bool) -> None:
    found = mentions(text, written)
    assert any(mention.conflict for mention in found) is conflicting


@pytest.mark.parametrize(
    ("text", "span", "role"),
    [
        ("Ông sinh ngày 19/5/1890 tại Nghệ An.", "ngày 19/5/1890", DateRole.BIRTH),
        ("Bà qua đời ngày 3/2/2020.", "ngày 3/2/2020", DateRole.DEATH),
        ("Trường được thành lập ngày 15/9/1945.", "ngày 15/9/1945", DateRole.FOUNDING),
        ("Hạn chót nộp hồ sơ là ngày 30/4.", "ngày 30/4", DateRole.DEADLINE),
        ("Đại hội nhiệm kỳ 2020-2025 khai mạc.", "2025", DateRole.TERM),
        ("Lễ kỷ niệm 30 năm ngày truyền thống", "30 năm", DateRole.ANNIVERSARY),
        ("Trận đánh nổ ra ngày 7/5/1954.", "ngày 7/5/1954", DateRole.HISTORICAL),
        ("Hội thảo mở ngày 20/4.", "ngày 20/4", DateRole.EVENT),
    ],
)
def test_role(text: str, span: str, role: DateRole) -> None:
    roles = {mention.text: mention.role for mention in mentions(text, "2021-04-21")}
    assert roles[span] is role


def _zoned(published: datetime | date | None) -> tuple[DateMention, ...]:
    lines = [
        ("Kỷ niệm ngày 30/4/1975", ZoneLabel.BANNER),
        ("22/03/2024 10:48", ZoneLabel.DATELINE),
        ("Lúc 8h, đoàn lên đường.", ZoneLabel.BODY),
    ]
    text = "\n".join(line for line, _ in lines)
    zones, start = [], 0
    for line, label in lines:
        zones.append(Zone(start, start + len(line), label))
        start += len(line) + 1
    return extractor().extract(Document(text=text, zones=tuple(zones), published=published))


def test_dateline_is_the_publication_and_banner_is_no_evidence() -> None:
    banner, dateline, clock = _zoned(datetime(2024, 3, 22, 10, 48, tzinfo=UTC))
    assert banner.role is DateRole.ANNIVERSARY
    assert (dateline.role, dateline.value) == (DateRole.PUBLICATION, "2024-03-22T10:48")
    assert clock.value == "T08:00"


def test_without_publication_date_nothing_is_guessed() -> None:
    values = [mention.value for mention in mentions("Hôm qua, ngày 5/9, và tuần trước; thứ Sáu tuần trước; tháng 3.")]
    assert values == ["XXXX-09-05", "XXXX-09-05", "PAST_REF", "XXXX-WXX-5", "XXXX-03"]


def test_resource_error_is_raised_for_a_malformed_named_day() -> None:
    with pytest.raises(ResourceError, match="named_day"):
        _named_day("tết", ["1", "1"])


def test_resource_error_is_raised_for_an_unknown_context(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "CONTEXT_KEYS", ())
    load_lexicon.cache_clear()
    with pytest.raises(ResourceError, match="unknown list"):
        load_lexicon()
    monkeypatch.undo()
    load_lexicon.cache_clear()
    assert load_lexicon().contexts
