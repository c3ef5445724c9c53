"""A newsroom's own sections from its archive, with figures of what was left out."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from nlp_service.errors import InputError, NotEnoughData
from nlp_service.extract.topics.learned import open_classifier
from nlp_service.extract.zones.labeller import RuleZoneLabeller
from nlp_service.learning.archive import ArchiveReport, SortedArticle, learn_from_archive, make_ids, read_archive
from nlp_service.learning.examples import to_document
from nlp_service.model_store import ModelFolder
from nlp_service.model_versions import ModelVersions
from nlp_service.types import Article
from tests.learning.conftest import make_articles

SECTIONS = ("Sân cỏ", "Tiền tệ", "Sống khỏe", "Học đường")


def make_archive(amount: int = 60) -> list[SortedArticle]:
    return [
        SortedArticle(article.id, article.text, SECTIONS[number % 4])
        for number, article in enumerate(make_articles(amount))
    ]


def learn(articles: list[SortedArticle], release: ModelFolder, versions: ModelVersions) -> ArchiveReport:
    return learn_from_archive(articles, release, versions, lambda _: None)


def test_own_sections(release: ModelFolder, versions: ModelVersions) -> None:
    articles = make_archive()
    articles[8] = SortedArticle("nhầm", articles[8].text, "Tiền tệ")  # football in the wrong section
    articles += [SortedArticle(f"ít-{number}", "Bài viết về cây cảnh.", "Cây cảnh") for number in range(3)]
    report = learn(articles, release, versions)
    assert report.left_out == {"Cây cảnh": 3}
    assert report.articles == 60
    assert [figure.section for figure in report.sections] == sorted(SECTIONS)
    assert sum(map(sum, report.confusion)) == 60
    assert report.accuracy == pytest.approx(59 / 60, abs=1e-4)
    assert "nhầm" in [doubt.id for doubt in report.suspected]
    assert {(doubt.given, doubt.guess) for doubt in report.suspected if doubt.id == "nhầm"} == {("Tiền tệ", "Sân cỏ")}
    versions.activate(report.version)
    learned = versions.open_active()
    assert learned is not None
    document = to_document(Article("a", "Trận bóng đá kết thúc sau loạt sút luân lưu."), RuleZoneLabeller())
    topics = open_classifier(learned).classify([document])[0]
    assert (topics[0].id, topics[0].label, topics[0].scheme) == ("san-co", "Sân cỏ", "section")
    assert any(topic.scheme == "iptc" for topic in topics)
    assert sum(topic.score for topic in topics if topic.scheme == "section") == pytest.approx(1, abs=0.05)


def test_two_sections_are_enough_and_one_is_not(release: ModelFolder, versions: ModelVersions) -> None:
    pair = [article for article in make_archive(80) if article.section in SECTIONS[:2]]
    report = learn(pair, release, versions)
    assert report.accuracy == 1.0
    with pytest.raises(NotEnoughData, match="two are needed"):
        learn([article for article in pair if article.section == SECTIONS[0]], release, versions)


def test_ids_are_plain_and_different() -> None:
    assert make_ids(["Đời sống", "Doi song", "???", "Xã hội / Pháp luật"]) == [
        "doi-song",
        "doi-song~2",
        "section",
        "xa-hoi-phap-luat",
    ]


def test_csv_and_lines_with_other_names(tmp_path: Path) -> None:
    rows = [{"ma": "1", "tieu_de": "Nóng", "noi_dung": "Trời nóng,\ngay gắt.", "muc": " Thời  tiết "}]
    table, lines = tmp_path / "bai.csv", tmp_path / "bai.jsonl"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    lines.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    columns = {"id": "ma", "title": "tieu_de", "text": "noi_dung", "section": "muc"}
    expected = [SortedArticle("1", "Nóng\nTrời nóng,\ngay gắt.", "Thời tiết")]
    assert list(read_archive(table, columns)) == list(read_archive(lines, columns)) == expected


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "text,section\nBài viết.,\n", "section is missing"),
        ("a.csv", "tex,section\nBài viết.,Xã hội\n", "text is missing"),
        ("a.jsonl", '{"text": "Bài viết.", "section": 3}\n', "must be a string"),
        ("a.jsonl", "[1]\n", "JSON object"),
        ("a.jsonl", "{\n", "no JSON"),
        ("a.csv", 'text,section\n"Bài viết,Xã hội\n', "no CSV"),
    ],
)
def test_bad_rows_are_named(tmp_path: Path, name: str, content: str, message: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        list(read_archive(path, {}))
