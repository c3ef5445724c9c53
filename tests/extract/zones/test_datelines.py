from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_service.extract.zones.datelines import DateCue, DatelineParser
from nlp_service.serialize import format_published

PARSER = DatelineParser()

LINES = [
    ("22/03/2024 10:48", "2024-03-22T10:48:00+07:00", DateCue.NONE),
    ("Thứ Sáu, ngày 22 tháng 3 năm 2024 - 10:48", "2024-03-22T10:48:00+07:00", DateCue.NONE),
    ("22/03/2024 10:48 GMT+7", "2024-03-22T10:48:00+07:00", DateCue.NONE),
    ("22/03/2024 03:48 (GMT+0)", "2024-03-22T10:48:00+07:00", DateCue.NONE),
    ("Thứ ba, 25/1/2022, 06:00 (GMT+7)", "2022-01-25T06:00:00+07:00", DateCue.NONE),
    ("07/03/2026 08:52 (GMT+07:00)", "2026-03-07T08:52:00+07:00", DateCue.NONE),
    ("Cập nhật: 14:05 | 02/09/2023", "2023-09-02T14:05:00+07:00", DateCue.UPDATED),
    ("Cập nhật lúc 14h05 ngày 2/9/2023", "2023-09-02T14:05:00+07:00", DateCue.UPDATED),
    ("Đăng lúc: 07:30 01/06/2022", "2022-06-01T07:30:00+07:00", DateCue.PUBLISHED),
    ("Ngày đăng: 22/03/2024", "2024-03-22", DateCue.PUBLISHED),
    ("Ngày 22 tháng 03 năm 2024", "2024-03-22", DateCue.PUBLISHED),
    ("Hôm nay, Thứ Ba, 24/11/2026", "2026-11-24", DateCue.TODAY),
    ("CN, 22.09.2024 | 9:05 PM", "2024-09-22T21:05:00+07:00", DateCue.NONE),
    ("22-03-2024 12:15 AM", "2024-03-22T00:15:00+07:00", DateCue.NONE),
    ("10:48:15 22/03/24", "2024-03-22T10:48:00+07:00", DateCue.NONE),
    ("2024-03-22 10:48:00", "2024-03-22T10:48:00+07:00", DateCue.NONE),
    ("2024-03-22T10:48:00+07:00", "2024-03-22T10:48:00+07:00", DateCue.NONE),
    ("2024-03-22T03:48:00Z", "2024-03-22T10:48:00+07:00", DateCue.NONE),
    ("10 giờ 48 phút, ngày 22/3/2024", "2024-03-22T10:48:00+07:00", DateCue.NONE),
    ("2 giờ trước", None, DateCue.NONE),
    ("Cập nhật 15 phút trước", None, DateCue.UPDATED),
]

NOT_DATELINES = [
    "",
    "Hà Nội",
    "Thứ Sáu",
    "10:48",
    "31/02/2024 10:48",
    "22/13/2024",
    "22/03/24",
    "22/03/1890",
    "Kỷ niệm 30/4/1975",
    "(19/5/1890 - 19/5/2024)",
    "02/09/1945 - 02/09/2023",
    "Sáng 22/03/2024, tại Hà Nội",
    "Ngày 22/3/2024, tỉnh Khánh Hòa khởi công cầu mới.",
    "tỷ số 10:48 ngày 22/03/2024 của đội nhà",
    "22/03/2024 25:48",
    "1" * 100,
]


@pytest.mark.parametrize(("line", "published", "cue"), LINES)
def test_date_line(line: str, published: str | None, cue: DateCue) -> None:
    dateline = PARSER.parse(line)
    assert dateline is not None
    assert format_published(dateline.published) == published
    assert dateline.cue is cue


@pytest.mark.parametrize("line", NOT_DATELINES)
def test_no_date_line(line: str) -> None:
    assert PARSER.parse(line) is None


@given(st.text(alphabet=st.sampled_from("0123456789/:-. hgtTZ+ngàyăm()²٣"), max_size=60))
def test_any_text_is_accepted(text: str) -> None:
    PARSER.parse(text)
