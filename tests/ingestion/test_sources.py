"""What a user names becomes documents: files, folders, patterns, large files in parts, refusals to try again."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from nlp_service.errors import EmptyText, InvalidField, InvalidJson
from nlp_service.ingest.documents import ArticleOutcome, DocumentOutcome, InputDocument
from nlp_service.ingest.parts import split_documents
from nlp_service.ingest.processing import read_document
from nlp_service.ingest.records import Refusal
from nlp_service.ingest.refusals import RefusedSource, read_refused, refusals_to_dicts
from nlp_service.ingest.sources import SourceFile, is_url, list_files, read_files, read_standard_input
from nlp_service.serialize import dumps
from nlp_service.types import Article
from tests.ingestion.processes import ingest_all
from tests.ingestion.templates import make_text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("2023/a.txt", "2023/b.html", "2024/a.txt", "anh.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Một bài.", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("", ["2023/a.txt", "2023/b.html", "2024/a.txt"]),
        ("2023", ["a.txt", "b.html"]),
        ("2023/a.txt", ["a.txt"]),
        ("anh.png", ["anh.png"]),
        ("*/a.txt", ["2023/a.txt", "2024/a.txt"]),
        ("**/*.html", ["2023/b.html"]),
        ("2023/*.txt", ["a.txt"]),
        ("202[34]/a.txt", ["2023/a.txt", "2024/a.txt"]),
    ],
)
def test_names_are_paths_below_what_was_named(folder: Path, source: str, names: list[str]) -> None:
    assert [file.name for file in list_files(str(folder / source))] == names


def test_relative_patterns(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert [file.name for file in list_files("*/a.txt")] == ["2023/a.txt", "2024/a.txt"]
    assert list_files("2024") == [SourceFile(Path("2024/a.txt"), "a.txt")]


@pytest.mark.parametrize("source", ["khong-co", "khong-co/*.txt", "*.docx", ""])
def test_nothing_there(tmp_path: Path, source: str) -> None:
    if source:
        with pytest.raises(InvalidField):
            list_files(str(tmp_path / source))
    else:
        assert list_files(str(tmp_path)) == []


def test_addresses() -> None:
    assert is_url("https://bao.example/tin")
    assert is_url("HTTP://bao.example")
    assert not is_url("http")
    assert not is_url("bao.example/tin")


def test_large_files_come_in_parts(tmp_path: Path) -> None:
    path = tmp_path / "nhieu.jsonl"
    lines = [json.dumps({"id": str(number), "text": make_text(number) * 200}) for number in range(50)]
    path.write_text("\n".join([*lines, "{hỏng"]), encoding="utf-8")
    assert path.stat().st_size > 1 << 20
    documents = list(split_documents(read_files([SourceFile(path, "nhieu.jsonl")]), whole_bytes=1 << 20))
    assert [document.is_part for document in documents] == [True, True, True, False]
    parts = [document.content for document in documents if isinstance(document.content, tuple)]
    contents = [item for part in parts for item in part]
    assert [item.id for item in contents if isinstance(item, Article)] == [str(number) for number in range(50)]
    assert isinstance(contents[-1], Refusal)


def test_what_holds_one_article_or_is_small_stays_whole(tmp_path: Path) -> None:
    page = InputDocument("a.html", b"<html><p>" + b"x" * 100, origin="a.html")
    lines = InputDocument("a.jsonl", b'{"id": "a", "text": "x"}\n' * 3, origin="a.jsonl")
    gone = InputDocument("b.jsonl", tmp_path / "b.jsonl", origin="b.jsonl")
    broken = InputDocument("c.zip", b"PK\x03\x04 no archive", origin="c.zip")
    assert list(split_documents([page, gone, broken], whole_bytes=0)) == [page, gone, broken]
    assert list(split_documents([lines], whole_bytes=1000)) == [lines]
    assert [part.is_part for part in split_documents([lines], whole_bytes=0, part_articles=2)] == [True, False]


def test_columns_of_csv_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "kho"
    folder.mkdir()
    (folder / "a.csv").write_text(f'ma,noi_dung\n7,"{make_text(1).strip()}"\n', encoding="utf-8")
    documents = list(read_files(list_files(str(folder)), {"id": "ma", "text": "noi_dung"}))
    (article,) = read_document(documents[0])
    assert isinstance(article, Article)
    assert (article.id, article.text) == ("7", make_text(1).strip())


def test_standard_input_is_lines_of_json() -> None:
    stream = io.BytesIO('{"id": "a", "text": "Một."}\n\n{\n{"text": "Không tên."}\n'.encode())
    (document,) = read_standard_input(stream)
    assert isinstance(document.content, tuple)
    article, broken, nameless = document.content
    assert article == Article("a", "Một.")
    assert isinstance(broken, Refusal)
    assert isinstance(broken.error, InvalidJson)
    assert isinstance(nameless, Refusal)


def test_refusals_can_be_given_back(tmp_path: Path) -> None:
    error = EmptyText("Không có chữ nào.")
    outcome = DocumentOutcome(
        "kho/a.jsonl", "a.jsonl", (ArticleOutcome("refused", "1", error), ArticleOutcome("refused", None, error))
    )
    lines = list(refusals_to_dicts(outcome))
    assert lines[0] == {
        "source": "kho/a.jsonl",
        "name": "a.jsonl",
        "id": "1",
        "error": {"type": "empty-text", "detail": "Không có chữ nào."},
    }
    path = tmp_path / "refused.jsonl"
    path.write_text("".join(dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert read_refused(path) == [RefusedSource("kho/a.jsonl", "a.jsonl")]


@pytest.mark.parametrize("content", [b"{}\n", b"[1]\n", b"x\n", b"\xff\n"])
def test_a_file_of_something_else(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "refused.jsonl"
    path.write_bytes(content)
    with pytest.raises(InvalidField):
        read_refused(path)


def test_bad_documents_are_refused_one_by_one(tmp_path: Path) -> None:
    folder = tmp_path / "kho"
    folder.mkdir()
    (folder / "a.txt").write_text(make_text(1), encoding="utf-8")
    (folder / "b.txt").write_bytes(b"\x00\x01\x02")
    (folder / "c.jsonl").write_bytes(
        json.dumps({"id": "c", "text": make_text(2), "title": "\ud800"}).encode() + b"\n" + b'{"id": 1}\n'
    )
    (folder / "d.txt").write_text("The river rose again on Monday night.", encoding="utf-8")
    (folder / "e.txt").write_text(make_text(3), encoding="utf-8")
    (folder / "f.txt").symlink_to(folder / "khong-co.txt")
    outcomes = ingest_all(tmp_path / "store.db", folder)
    found = {
        outcome.name: [(item.status, item.error and item.error.code) for item in outcome.articles]
        for outcome in outcomes
    }
    assert found == {
        "a.txt": [("new", None)],
        "b.txt": [("refused", "binary-input")],
        "c.jsonl": [("refused", "invalid-encoding"), ("refused", "invalid-field")],
        "d.txt": [("refused", "unsupported-language")],
        "e.txt": [("new", None)],
    }
