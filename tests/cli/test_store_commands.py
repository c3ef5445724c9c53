"""The commands that work on a store: ingest, search, anniversaries; and models."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nlp_service.cli.exits import Exit
from tests.cli.test_analyze import call

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "news.db"
    result = call("ingest", SAMPLES, "--store", path)
    assert result.exit_code == Exit.OK, result.output
    assert json.loads(result.stdout) == {"new": 18, "updated": 0, "unchanged": 0, "duplicates": 0, "refused": 0}
    return path


def test_ingesting_again_changes_nothing(store: Path) -> None:
    result = call("ingest", SAMPLES, "--store", store)
    assert json.loads(result.stdout) == {"new": 0, "updated": 0, "unchanged": 18, "duplicates": 0, "refused": 0}


def test_a_refused_file_leaves_the_others(store: Path, tmp_path: Path) -> None:
    (tmp_path / "anh.txt").write_text(
        "The river rose again on Monday night and the school was closed.", encoding="utf-8"
    )
    (tmp_path / "viet.txt").write_text("Nước sông Hương lên nhanh trong đêm 14/10.", encoding="utf-8")
    result = call("ingest", tmp_path, "--store", tmp_path / "own.db")
    assert result.exit_code == Exit.REFUSED
    assert "[unsupported-language]" in result.stderr
    assert json.loads(result.stdout) == {"new": 1, "updated": 0, "unchanged": 0, "duplicates": 0, "refused": 1}


@pytest.mark.parametrize("query", ["nguyen thi bich lien", "Nguyễn Thị Bích Liên", '"Bích Liên"'])
def test_finds_articles_with_and_without_accents(store: Path, query: str) -> None:
    result = call("search", query, "--store", store)
    assert result.exit_code == Exit.OK, result.output
    hits = [json.loads(line) for line in result.stdout.splitlines()]
    assert hits[0]["title"] == "Xây dựng Đảng bộ Khối các cơ quan tỉnh vững mạnh"


def test_finds_entities(store: Path) -> None:
    result = call("search", "ho chi m", "--kind", "entities", "--store", store)
    names = [json.loads(line)["name"] for line in result.stdout.splitlines()]
    assert "Hồ Chí Minh" in names[:3]


def test_anniversaries_as_json_and_calendar(store: Path) -> None:
    window = ("--from", "2025-05-01", "--to", "2025-05-31")
    result = call("anniversaries", *window, "--store", store)
    assert result.exit_code == Exit.OK, result.output
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    birth = next(row for row in rows if row["original_date"] == "1890-05-19")
    assert birth["years"] == 135
    calendar = call("anniversaries", *window, "--store", store, "--format", "ics")
    assert calendar.stdout.startswith("BEGIN:VCALENDAR")
    table = call("anniversaries", *window, "--store", store, "--format", "csv")
    assert "1890-05-19" in table.stdout
    feed = call("anniversaries", *window, "--store", store, "--format", "atom")
    assert "<title>19/05/2025: Ngày sinh Chủ tịch Hồ Chí Minh – 135 năm</title>" in feed.stdout
    shown = call("anniversaries", *window, "--store", store, "--format", "table")
    assert "1890-05-19" in shown.stdout


def test_anniversaries_by_region_and_without_the_seed(store: Path) -> None:
    def events(*options: str) -> list[str]:
        result = call("anniversaries", "--from", "2030-10-10", "--to", "2030-10-10", "--store", store, *options)
        assert result.exit_code == Exit.OK, result.output
        return [json.loads(line)["event"] for line in result.stdout.splitlines()]

    assert events("--region", "ha noi") == ["Ngày Giải phóng Thủ đô"]
    assert events("--region", "vn") == ["Ngày Chuyển đổi số quốc gia"]
    assert events("--region", "international") == ["Ngày Sức khỏe tâm thần thế giới"]
    assert events("--no-seed", "--region", "international") == []
    assert events("--q", "giai phong", "--type", "liberation") == ["Ngày Giải phóng Thủ đô"]


@pytest.mark.parametrize("command", ["search", "anniversaries"])
def test_a_look_up_makes_no_store(tmp_path: Path, command: str) -> None:
    result = call(command, "--store", tmp_path / "none.db")
    assert result.exit_code == Exit.USAGE
    assert not (tmp_path / "none.db").exists()


def test_not_a_store(tmp_path: Path) -> None:
    path = tmp_path / "text.db"
    path.write_text("Đây không phải là kho.", encoding="utf-8")
    assert call("search", "x", "--store", path).exit_code == Exit.STORE
    assert path.read_text(encoding="utf-8") == "Đây không phải là kho."


def test_models_are_listed_and_verified() -> None:
    result = call("models")
    assert result.exit_code == Exit.OK
    assert {"ner-fast", "topics"} <= {json.loads(line)["name"] for line in result.stdout.splitlines()}


def test_a_damaged_model_is_named(tmp_path: Path) -> None:
    model = tmp_path / "broken"
    model.mkdir()
    (model / "manifest.json").write_text(
        '{"version": "1", "licence": "MIT", "files": {"weights.npz": "00"}}', encoding="utf-8"
    )
    result = call("models", "--models", tmp_path)
    assert result.exit_code == Exit.INSTALLATION
    assert "[model-corrupt]" in result.stderr


def test_a_missing_model_is_an_error_of_the_installation(tmp_path: Path) -> None:
    result = call("analyze", "--models", tmp_path, stdin="Hà Nội hôm nay có mưa.".encode())
    assert result.exit_code == Exit.INSTALLATION
    assert "[model-missing]" in result.stderr
