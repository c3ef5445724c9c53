import pytest

from nlp_service.extract.tags.choices import choose_tags
from nlp_service.types import AnalyzeOptions, Tag

TAGS = (
    Tag("Nguyễn Thị Lan", "person", 0.9),
    Tag("Kinh doanh", "topic", 0.8),
    Tag("điện gió", "keyword", 0.5),
    Tag("TP.HCM", "place", 0.3),
)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (AnalyzeOptions(), ["Nguyễn Thị Lan", "Kinh doanh", "điện gió", "TP.HCM"]),
        (AnalyzeOptions(tags_limit=2), ["Nguyễn Thị Lan", "Kinh doanh"]),
        (AnalyzeOptions(tags_limit=0), []),
        (AnalyzeOptions(tags_threshold=0.5), ["Nguyễn Thị Lan", "Kinh doanh", "điện gió"]),
        (AnalyzeOptions(tags_exclude=("ĐIỆN GIÓ", "kinh  doanh")), ["Nguyễn Thị Lan", "TP.HCM"]),
        (AnalyzeOptions(tags_exclude=("TP HCM",), tags_limit=3), ["Nguyễn Thị Lan", "Kinh doanh", "điện gió"]),
        (AnalyzeOptions(tags_exclude=("dien gio",), tags_threshold=0.4, tags_limit=1), ["Nguyễn Thị Lan"]),
    ],
)
def test_choose_tags(options: AnalyzeOptions, expected: list[str]) -> None:
    assert [tag.tag for tag in choose_tags(TAGS, options)] == expected
