"""Partitions in, partitions out: the same bytes whoever runs them, nothing half-written, nothing done twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from nlp_service.bulk.parquet import SCHEMA
from nlp_service.bulk.plan import PLAN_FILE, Plan, adopt_plan, make_plan
from nlp_service.bulk.worker import PartitionWorker, Settings, parse_columns
from nlp_service.errors import InvalidField, StoreError, StoreFull, UnsupportedFormat
from nlp_service.types import AnalyzeOptions
from nlp_service.whole_files import write_atomically
from tests.dummies import make_pipeline

ROOT = Path(__file__).resolve().parent.parent.parent
OPTIONS = AnalyzeOptions()
COLUMNS = parse_columns({})


def text_of(number: int) -> str:
    return f"Hôm qua Trần Văn An thăm trường số {number} nhân kỷ niệm 60 năm Ngày thành lập trường vào 5/9/2024."


def write_lines(path: Path, amount: int, *, broken: tuple[int, ...] = (), blank: tuple[int, ...] = ()) -> Path:
    lines = []
    for number in range(amount):
        lines.append(json.dumps({"id": f"bai-{number}", "text": text_of(number)}, ensure_ascii=False))
        if number in broken:
            lines[-1] = '{"id": "hỏng'
        if number in blank:
            lines[-1] = ""
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def plan_for(sources: list[Path], rows: int, columns: tuple[tuple[str, str], ...] = COLUMNS) -> Plan:
    provenance = make_pipeline().provenance()
    return make_plan(sources, rows=rows, columns=columns, options=OPTIONS, provenance=provenance)


def run_all(sources: list[Path], output: Path, rows: int, columns: tuple[tuple[str, str], ...] = COLUMNS) -> Plan:
    plan = plan_for(sources, rows, columns)
    worker = PartitionWorker(Settings(output, columns, OPTIONS), make_pipeline())
    for partition in adopt_plan(plan, output):
        worker.run(partition)
    return plan


def read_output(output: Path) -> list[dict[str, Any]]:
    return [row for path in sorted(output.glob("part-*")) for row in parquet.read_table(path).to_pylist()]


@pytest.mark.parametrize("rows", [1, 3, 7, 100])
def test_rows_are_those_of_the_archive_however_it_is_cut(tmp_path: Path, rows: int) -> None:
    source = write_lines(tmp_path / "bai.jsonl", 23, broken=(0, 5, 22), blank=(4, 21))
    plan = run_all([source], tmp_path / "out", rows)
    found = read_output(tmp_path / "out")
    assert len(plan.partitions) == -(-23 // rows)
    assert [row["id"] for row in found] == [
        None if number in (0, 5, 22) else f"bai-{number}" for number in range(23) if number not in (4, 21)
    ]
    assert [row["error_type"] for row in found if row["id"] is None] == ["invalid-json"] * 3
    assert "line 6" in next(row["error_detail"] for row in found[1:] if row["error_detail"])
    analysis = json.loads(found[1]["analysis"])
    entity = analysis["entities"][0]
    assert text_of(1)[entity["start"] : entity["end"]] == entity["text"] == "Trần Văn An"


def test_parquet_with_columns_of_other_names(tmp_path: Path) -> None:
    source = tmp_path / "bai.parquet"
    rows = [{"ma": f"a{number}", "noi_dung": text_of(number), "ngay": date(2024, 9, 5)} for number in range(10)]
    parquet.write_table(pyarrow.Table.from_pylist(rows), source, row_group_size=4)
    columns = parse_columns({"id": "ma", "text": "noi_dung", "published": "ngay"})
    run_all([source], tmp_path / "out", 3, columns)
    found = read_output(tmp_path / "out")
    assert [row["id"] for row in found] == [f"a{number}" for number in range(10)]
    assert {row["published"] for row in found} == {"2024-09-05"}
    assert parquet.read_schema(tmp_path / "out" / "part-000000.parquet").equals(SCHEMA)


def test_parquet_and_lines_of_the_same_articles_give_the_same_rows(tmp_path: Path) -> None:
    lines = write_lines(tmp_path / "bai.jsonl", 8)
    table = pyarrow.Table.from_pylist([json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()])
    parquet.write_table(table, tmp_path / "bai.parquet")
    run_all([lines], tmp_path / "a", 5)
    run_all([tmp_path / "bai.parquet"], tmp_path / "b", 5)
    assert read_output(tmp_path / "a") == read_output(tmp_path / "b")


def test_goes_on_where_it_stopped(tmp_path: Path) -> None:
    source, output = write_lines(tmp_path / "bai.jsonl", 20), tmp_path / "out"
    run_all([source], output, 5)
    before = {path.name: path.read_bytes() for path in output.iterdir()}
    (output / "part-000002.parquet").unlink()
    (output / ".part-000002.parquet.4711").write_bytes(b"half")
    left = adopt_plan(plan_for([source], 5), output)
    assert [partition.index for partition in left] == [2]
    run_all([source], output, 5)
    assert {path.name: path.read_bytes() for path in output.iterdir()} == before


def change_rows(_source: Path) -> int:
    return 4


def change_source(source: Path) -> int:
    write_lines(source, 20, broken=(3,))
    return 5


@pytest.mark.parametrize("change", [change_rows, change_source])
def test_another_run_in_the_same_folder_is_refused(tmp_path: Path, change: Callable[[Path], int]) -> None:
    source, output = write_lines(tmp_path / "bai.jsonl", 20), tmp_path / "out"
    run_all([source], output, 5)
    before = {path.name: path.read_bytes() for path in output.iterdir()}
    with pytest.raises(InvalidField, match="another run"):
        run_all([source], output, change(source))
    assert {path.name: path.read_bytes() for path in output.iterdir()} == before


def test_partitions_without_their_plan_are_refused(tmp_path: Path) -> None:
    source, output = write_lines(tmp_path / "bai.jsonl", 3), tmp_path / "out"
    run_all([source], output, 5)
    (output / PLAN_FILE).unlink()
    with pytest.raises(InvalidField, match="without their plan"):
        run_all([source], output, 5)


def test_what_cannot_be_a_source(tmp_path: Path) -> None:
    (tmp_path / "trống").mkdir()
    (tmp_path / "bai.txt").write_text("Bài viết.", encoding="utf-8")
    (tmp_path / "hỏng.parquet").write_bytes(b"PAR1 nothing")
    with pytest.raises(InvalidField, match="no such file"):
        plan_for([tmp_path / "không có.jsonl"], 5)
    with pytest.raises(InvalidField, match="no files"):
        plan_for([tmp_path / "trống"], 5)
    with pytest.raises(UnsupportedFormat, match="Parquet"):
        plan_for([tmp_path / "bai.txt"], 5)
    with pytest.raises(UnsupportedFormat, match="Parquet"):
        plan_for([tmp_path / "hỏng.parquet"], 5)


def test_column_that_is_not_there(tmp_path: Path) -> None:
    source = tmp_path / "bai.parquet"
    parquet.write_table(pyarrow.Table.from_pylist([{"noi_dung": "Bài viết."}]), source)
    with pytest.raises(InvalidField, match="--column"):
        run_all([source], tmp_path / "out", 5)
    with pytest.raises(InvalidField, match="no field 'body'"):
        parse_columns({"body": "noi_dung"})


def test_full_disk_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, output = write_lines(tmp_path / "bai.jsonl", 3), tmp_path / "out"

    def fail(_descriptor: int) -> None:
        raise OSError(28, os.strerror(28))

    plan = plan_for([source], 5)
    (partition,) = adopt_plan(plan, output)
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StoreFull, match="free space"):
        PartitionWorker(Settings(output, COLUMNS, OPTIONS), make_pipeline()).run(partition)
    assert [path.name for path in output.iterdir()] == [PLAN_FILE]


def test_output_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        write_atomically(tmp_path / "không có" / "tệp", b"x")


def command(source: Path, output: Path, *options: str) -> list[str]:
    program = [sys.executable, "-m", "nlp_service", "bulk", str(source), "--output", str(output), "--rows", "3"]
    return [*program, "--format", "json", *options]


def run_command(source: Path, output: Path, *options: str) -> dict[str, Any]:
    done = subprocess.run(command(source, output, *options), capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def test_engines_agree_byte_for_byte_and_kills_leave_no_trace(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "bai.jsonl", 10)
    assert run_command(source, tmp_path / "one") == {"partitions": 4, "done_before": 0, "rows": 10, "refused": 0}
    expected = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}

    victim = subprocess.Popen(command(source, tmp_path / "two", "--workers", "2"), stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 200
    while not list((tmp_path / "two").glob("part-*")) and victim.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    victim.kill()
    victim.wait()
    run_command(source, tmp_path / "two", "--workers", "2")
    two = {path.name: path.read_bytes() for path in (tmp_path / "two").iterdir() if not path.name.startswith(".")}
    assert two == expected

    assert run_command(source, tmp_path / "ray", "--engine", "ray", "--workers", "2")["rows"] == 10
    assert {path.name: path.read_bytes() for path in (tmp_path / "ray").iterdir()} == expected
