"""``nlp-service analyze``: what goes in, what comes out, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from nlp_service.cli.exits import Exit
from nlp_service.cli.main import create_cli

GOOD = {"id": "a", "text": "Ngày 20/11/2024, cô giáo Trần Thị Mai ở Hà Nội nhận bằng khen của Bộ Giáo dục và Đào tạo."}
CONTRACT = {
    "id", "offset_unit", "sentences", "tokens", "entities", "dates", "anniversaries", "topics", "tags", "zones",
    "title", "published", "author", "provenance",
}  # fmt: skip


def call(*arguments: str | int | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(create_cli(), [str(argument) for argument in arguments], input=stdin)


def write_lines(path: Path, *lines: object) -> Path:
    texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_text("".join(text + "\n" for text in texts), encoding="utf-8")
    return path


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_analyses_lines_in_order(tmp_path: Path) -> None:
    source = write_lines(
        tmp_path / "in.jsonl",
        *({**GOOD, "id": str(number), "title": "Bằng khen", "published": "2024-11-20"} for number in range(40)),
    )
    result = call("analyze", "--input", source, "--output", tmp_path / "out.jsonl")
    assert result.exit_code == Exit.OK, result.output
    answers = read_lines(tmp_path / "out.jsonl")
    assert [answer["id"] for answer in answers] == [str(number) for number in range(40)]
    assert answers[0].keys() >= CONTRACT
    assert answers[0]["offset_unit"] == "codepoint"
    assert answers[0]["published"] == "2024-11-20"
    entity = next(entity for entity in answers[0]["entities"] if entity["label"] == "PER")
    assert GOOD["text"][entity["start"] : entity["end"]] == entity["text"] == "Trần Thị Mai"
    assert not (tmp_path / "out.jsonl.part").exists()


BAD_LINES = [
    ("not json", "{not json", "invalid-json", None),
    ("a list", "[1]", "invalid-field", None),
    ("no text", '{"id": "x"}', "invalid-field", "x"),
    ("a number for text", '{"id": "x", "text": 5}', "invalid-field", "x"),
    ("empty text", '{"id": "x", "text": "  "}', "empty-text", "x"),
    (
        "English",
        '{"id": "x", "text": "The council will vote on the new budget in the autumn."}',
        "unsupported-language",
        "x",
    ),
    ("half a surrogate", '{"id": "x", "text": "Hà Nội \\ud800 hôm nay"}', "invalid-encoding", "x"),
    ("bad date", '{"id": "x", "text": "Hà Nội hôm nay", "published": "hôm qua"}', "invalid-field", "x"),
    ("binary", '{"id": "x", "text": "\\u0000\\u0001\\u0002\\u0000"}', "binary-input", "x"),
]


@pytest.mark.parametrize(
    ("line", "kind", "identity"), [row[1:] for row in BAD_LINES], ids=[row[0] for row in BAD_LINES]
)
def test_a_bad_line_is_answered_and_the_run_goes_on(tmp_path: Path, line: str, kind: str, identity: str | None) -> None:
    source = write_lines(tmp_path / "in.jsonl", GOOD, line, {**GOOD, "id": "b"})
    result = call("analyze", "--input", source, "--output", tmp_path / "out.jsonl")
    assert result.exit_code == Exit.REFUSED
    first, bad, last = read_lines(tmp_path / "out.jsonl")
    assert (first["id"], last["id"]) == ("a", "b")
    assert bad["id"] == identity
    assert bad["error"]["type"] == kind
    assert bad["error"]["detail"]


def test_a_line_that_is_not_utf8(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(json.dumps(GOOD).encode() + b"\n" + b'{"id": "x", "text": "H\xe0 N\xf4i"}\n')
    result = call("analyze", "--input", source, "--output", tmp_path / "out.jsonl")
    assert result.exit_code == Exit.REFUSED
    assert read_lines(tmp_path / "out.jsonl")[1]["error"]["type"] == "invalid-encoding"


def test_too_long_a_text(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "in.jsonl", {"id": "x", "text": "Hà Nội " * 200_000})
    result = call("analyze", "--input", source, "--output", tmp_path / "out.jsonl")
    assert result.exit_code == Exit.REFUSED
    assert read_lines(tmp_path / "out.jsonl")[0]["error"]["type"] == "text-too-long"


def test_workers_give_the_same_bytes(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "in.jsonl", *({**GOOD, "id": str(number)} for number in range(33)), "{bad")
    for workers in (1, 2):
        result = call("analyze", "--input", source, "--output", tmp_path / f"{workers}.jsonl", "--workers", workers)
        assert result.exit_code == Exit.REFUSED, result.output
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()


def test_resumes_where_it_was_stopped(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "in.jsonl", *({**GOOD, "id": str(number)} for number in range(20)), "{bad")
    call("analyze", "--input", source, "--output", tmp_path / "whole.jsonl")
    whole = (tmp_path / "whole.jsonl").read_bytes()
    # Killed in the middle of a line.
    (tmp_path / "out.jsonl.part").write_bytes(whole[: len(whole) // 2])
    result = call("analyze", "--input", source, "--output", tmp_path / "out.jsonl", "--resume")
    assert result.exit_code == Exit.REFUSED
    assert (tmp_path / "out.jsonl").read_bytes() == whole


def test_does_not_resume_another_run(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "in.jsonl", {**GOOD, "id": "mine"})
    part = write_lines(tmp_path / "out.jsonl.part", {"id": "another"})
    result = call("analyze", "--input", source, "--output", tmp_path / "out.jsonl", "--resume")
    assert result.exit_code == Exit.USAGE
    assert part.exists()
    assert not (tmp_path / "out.jsonl").exists()


def test_a_text_from_standard_input() -> None:
    result = call("analyze", stdin=GOOD["text"].encode())
    assert result.exit_code == Exit.OK, result.output
    assert json.loads(result.stdout).keys() >= CONTRACT


def test_a_page_brings_the_text_that_its_offsets_count_in() -> None:
    page = Path(__file__).resolve().parents[2] / "corpus" / "samples" / "14-xe-dien-mini-cho-pho-nho.html"
    result = call("analyze", page)
    assert result.exit_code == Exit.OK, result.output
    answer = json.loads(result.stdout)
    assert answer["title"] == "Xe điện mini cho phố nhỏ: 230 km mỗi lần sạc"
    assert all(answer["text"][item["start"] : item["end"]] == item["text"] for item in answer["entities"])
    assert "text" not in json.loads(call("analyze", stdin=GOOD["text"].encode()).stdout)


def test_files_as_a_table(tmp_path: Path) -> None:
    path = tmp_path / "bai.txt"
    path.write_text(GOOD["text"], encoding="utf-8")
    result = call("analyze", path, "--format", "table")
    assert result.exit_code == Exit.OK
    assert "Trần Thị Mai" in result.stdout


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "empty-text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "binary-input"),
        ("Hà Nội hôm nay".encode("cp1258", "ignore") + b"\xff\xfe\xfa", "invalid-encoding"),
        (b"The quick brown fox jumps over the lazy dog while the others are watching.", "unsupported-language"),
    ],
)
def test_bad_files_are_refused(tmp_path: Path, content: bytes, kind: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    result = call("analyze", path)
    assert result.exit_code == Exit.REFUSED
    assert f"[{kind}]" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("analyze", "--input", "no-such-file.jsonl"),
        ("analyze", "--tagger", "slow", "x.txt"),
        ("analyze", "--workers", "0", "--input", "x.jsonl"),
        ("analyze", "x.txt", "--input", "y.jsonl"),
        ("analyze", "x.txt", "--output", "y.jsonl"),
        ("analyze", "--input", "pyproject.toml", "--resume"),
        ("fly",),
    ],
)
def test_wrong_use(arguments: tuple[str, ...]) -> None:
    assert call(*arguments).exit_code == Exit.USAGE


def test_a_file_that_cannot_be_read_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "bai.txt"
    path.write_text(GOOD["text"], encoding="utf-8")
    result = call("analyze", tmp_path / "none.txt", path)
    assert result.exit_code == Exit.REFUSED
    assert "none.txt" in result.stderr
    assert json.loads(result.stdout)["id"] == "bai"


def test_a_field_that_is_not_used_is_named(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "in.jsonl", {**GOOD, "publised": "2024-11-20"})
    result = call("analyze", "--input", source, "--output", tmp_path / "out.jsonl")
    assert result.exit_code == Exit.OK
    assert "publised" in result.stderr
