"""The whole flow with the shipped models: what it finds, that no span lies, and that it is the same every time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nlp_service.errors import EmptyText, InputError, ModelMissing, UnsupportedLanguage
from nlp_service.pipeline import DEFAULT_OPTIONS, Pipeline
from nlp_service.serialize import analysis_to_dict, dumps
from nlp_service.types import Analysis, AnalyzeOptions, Article
from tests.mangled import mangled_texts
from tests.naughty import naughty_texts
from tests.spans import span_violations

GENERATED = 10_000
FLOOD = 1 << 16

BANNER = [
    ("NGÀY THÀNH LẬP ĐẢNG BỘ KHỐI CÁC CƠ QUAN TỈNH KHÁNH HÒA", 35, "1989-06-06", "2024-06-06"),
    ("Ngày sinh Chủ tịch Hồ Chí Minh", 134, "1890-05-19", "2024-05-19"),
    ("Ngày Giải phóng tỉnh Khánh Hòa", 49, "1975-04-02", "2024-04-02"),
    ("Ngày Giải phóng miền Nam, thống nhất đất nước", 49, "1975-04-30", "2024-04-30"),
    ("ngày thành lập Đoàn TNCS Hồ Chí Minh", 93, "1931-03-26", "2024-03-26"),
    ("Ngày thành lập Đảng bộ tỉnh Khánh Hòa", 94, "1930-02-24", "2024-02-24"),
    ("nGÀY THÀNH LẬP ĐẢNG CỘNG SẢN VIỆT NAM", 94, "1930-02-03", "2024-02-03"),
]


@pytest.fixture(scope="module")
def portal(pipeline: Pipeline, portal_page: str) -> Analysis:
    return pipeline.analyze(Article("portal", portal_page))


def test_portal_metadata(portal: Analysis) -> None:
    assert portal.published is not None
    assert portal.published.isoformat() == "2024-03-22T10:48:00+07:00"
    assert portal.title == "Xây dựng Đảng bộ Khối các cơ quan tỉnh vững mạnh"
    assert portal.author == "XUÂN THÀNH"


def test_portal_banner_anniversaries(portal: Analysis) -> None:
    found = [(a.event, a.years, a.original_date, a.observed_date) for a in portal.anniversaries]
    assert found[:7] == BANNER
    assert found[7:] == [("Ngày thành lập Đảng Cộng sản Việt Nam", 94, "1930-02-03", "2024-02-03")]
    assert all(a.consistent for a in portal.anniversaries)


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("PER", "Nguyễn Thị Bích Liên"),
        ("ORG", "Đảng ủy Khối các cơ quan tỉnh"),
        ("PER", "Hồ Chí Minh"),
        ("ORG", "Đảng Cộng sản Việt Nam"),
        ("PER", "XUÂN THÀNH"),
    ],
)
def test_portal_entities(portal: Analysis, label: str, text: str) -> None:
    assert (label, text) in {(entity.label, entity.text) for entity in portal.entities}


def test_portal_topic_and_tags(portal: Analysis) -> None:
    sections = [topic.label for topic in portal.topics if topic.scheme == "section"]
    assert sections[0] == "Chính trị - Xã hội"
    assert any(topic.scheme == "iptc" for topic in portal.topics)
    assert "Nguyễn Thị Bích Liên" in [tag.tag for tag in portal.tags if tag.kind == "person"]
    assert "XUÂN THÀNH" not in [tag.tag for tag in portal.tags]


@pytest.mark.xdist_group("spans")
def test_spans_never_lie(pipeline: Pipeline) -> None:
    texts = mangled_texts(GENERATED)
    articles = [Article(str(number), text) for number, text in enumerate(texts)]
    analysed = 0
    for article, result in zip(articles, pipeline.analyze_many(articles), strict=True):
        if isinstance(result, InputError):
            continue
        analysed += 1
        assert span_violations(result, article.text) == [], article.text
    assert analysed > GENERATED * 0.9


@pytest.mark.parametrize("name", sorted(naughty_texts()))
def test_naughty_texts(pipeline: Pipeline, name: str) -> None:
    # Parts are tested on the whole floods; here 64 KiB of each show that the flow holds together.
    text = naughty_texts()[name][:FLOOD]
    (result,) = pipeline.analyze_many([Article(name, text)])
    if not isinstance(result, InputError):
        assert span_violations(result, text) == []


def test_same_input_same_bytes(pipeline: Pipeline, portal_page: str) -> None:
    article = Article("portal", portal_page)
    others = [Article("a", "Bà Trần Thị Hoa ở Hà Nội."), article, Article("b", "Ông Lê Văn Sáu làm ở Bộ Y tế.")]
    alone = dumps(analysis_to_dict(pipeline.analyze(article), portal_page))
    again = dumps(analysis_to_dict(pipeline.analyze(article), portal_page))
    among = [result for result in pipeline.analyze_many(others) if not isinstance(result, InputError)][1]
    assert again == alone
    assert dumps(analysis_to_dict(among, portal_page)) == alone


def test_one_refusal_leaves_the_others(pipeline: Pipeline) -> None:
    articles = [
        Article("1", "Ông Nguyễn Văn Hùng đến thăm Đà Nẵng."),
        Article("2", "  \n "),
        Article("3", "The committee will meet again in the autumn to discuss the new budget."),
        Article("4", "Bộ Công an khởi tố vụ án ngày 3/4/2024."),
    ]
    first, empty, english, last = pipeline.analyze_many(articles)
    assert isinstance(first, Analysis)
    assert isinstance(empty, EmptyText)
    assert isinstance(english, UnsupportedLanguage)
    assert isinstance(last, Analysis)
    assert (first.id, last.id) == ("1", "4")


def test_given_metadata_wins(pipeline: Pipeline, portal_page: str) -> None:
    article = Article("portal", portal_page, title="Tiêu đề khác", author="Hoài Thu")
    analysis = pipeline.analyze(article)
    assert (analysis.title, analysis.author) == ("Tiêu đề khác", "Hoài Thu")


def test_unknown_tagger_is_an_error(pipeline: Pipeline) -> None:
    without = replace(pipeline, taggers={"fast": pipeline.taggers["fast"]})
    with pytest.raises(ModelMissing, match="accurate is not installed"):
        without.analyze(Article("1", "Hà Nội"), AnalyzeOptions(tagger="accurate"))


def test_provenance_names_what_made_it(portal: Analysis, pipeline: Pipeline) -> None:
    assert portal.provenance == pipeline.provenance(DEFAULT_OPTIONS)
    assert [model.name for model in portal.provenance.models] == ["words", "ner-fast", "topics"]
    assert all(len(model.sha256) == 64 for model in portal.provenance.models)
