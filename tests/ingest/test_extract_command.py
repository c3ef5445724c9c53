"""``nlp-service extract`` from the outside."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from nlp_service.cli.exits import Exit
from nlp_service.cli.main import create_cli
from tests.ingest import encoders
from tests.ingest.article_layouts import sortable_layout
from tests.ingest.listing_layouts import section
from tests.ingest.story import AUTHOR, CAPTION, LEAD, TITLE


def call(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(create_cli(["extract"]), ["extract", *map(str, arguments)])
    return result.exit_code, result.stdout


def parse(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bai.html").write_text(sortable_layout(), encoding="utf-8")
    (tmp_path / "muc.html").write_text(section(), encoding="utf-8")
    (tmp_path / "cu.txt").write_bytes(encoders.vni(LEAD))
    (tmp_path / "anh.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return tmp_path


def test_one_line_a_file_in_order(folder: Path) -> None:
    out = folder / "out.jsonl"
    code, _ = call("--output", out, *(folder / name for name in ("cu.txt", "bai.html", "muc.html")))
    old, article, listing = parse(out.read_text(encoding="utf-8"))
    assert code == Exit.OK
    assert (old["file"], old["kind"], old["encoding"], old["body"]) == ("cu.txt", "article", "vni-windows", LEAD)
    assert (article["file"], article["title"], article["author"]) == ("bai.html", TITLE, AUTHOR)
    assert (article["published"], article["section"]) == ("2025-09-18T06:30:00+07:00", "Đời sống")
    assert (article["language"], article["captions"]) == ("vi", [CAPTION])
    assert article["body"].startswith(f"{LEAD}\n\n")
    assert (listing["kind"], listing["body"], listing["published"]) == ("listing", "", None)


def test_refusals_are_lines_and_an_exit_code(folder: Path) -> None:
    code, output = call(folder / "anh.png", folder / "none.txt", folder / "cu.txt")
    image, missing, old = parse(output)
    assert code == Exit.REFUSED
    assert set(image) == {"file", "error"}
    assert (image["file"], image["error"]["type"]) == ("anh.png", "binary-input")
    assert (missing["file"], missing["error"]["type"]) == ("none.txt", "invalid-field")
    assert old["body"] == LEAD


def test_files_of_one_name_are_told_apart_by_their_paths(folder: Path) -> None:
    other = folder / "khac"
    other.mkdir()
    (other / "cu.txt").write_text(LEAD, encoding="utf-8")
    _, output = call(folder / "cu.txt", other / "cu.txt")
    assert [line["file"] for line in parse(output)] == [str(folder / "cu.txt"), str(other / "cu.txt")]


def test_columns_are_mapped(folder: Path) -> None:
    path = folder / "kho.csv"
    path.write_text(f'a,b\n"{TITLE}","{LEAD}"\n', encoding="utf-8")
    _, output = call("--column", "title=a", "--column", "text=b", path)
    assert [(line["file"], line["title"], line["body"]) for line in parse(output)] == [("kho.csv#2", TITLE, LEAD)]
    assert call("--column", "b", path)[0] == Exit.USAGE


def test_nothing_is_left_where_the_output_cannot_be(folder: Path) -> None:
    code, _ = call("--output", folder / "none" / "out.jsonl", folder / "cu.txt")
    assert code == Exit.USAGE
    assert not list(folder.glob("*.part"))
