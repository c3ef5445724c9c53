"""``nlp-service ingest`` and ``reanalyze`` from the outside."""

from __future__ import annotations

import json
from pathlib import Path

from nlp_service.cli.exits import Exit
from tests.cli.test_analyze import call
from tests.ingestion.server import serving

FIRST = "Nước sông Hương lên nhanh trong đêm 14/10, chính quyền thành phố Huế cho học sinh nghỉ học."
SECOND = "Sáng 2/9, hàng nghìn người dân tỉnh Nghệ An dự lễ chào cờ tại quảng trường Hồ Chí Minh."


def summary(output: str) -> dict[str, int]:
    return {key: value for key, value in json.loads(output.splitlines()[-1]).items() if value}


def test_standard_input_and_duplicates(tmp_path: Path) -> None:
    lines = [{"id": "a", "text": FIRST}, {"id": "b", "text": FIRST.upper()}, {"id": "c", "text": SECOND}]
    stdin = "".join(json.dumps(line) + "\n" for line in lines).encode()
    store = tmp_path / "news.db"
    assert summary(call("ingest", "-", "--store", store, stdin=stdin).stdout) == {"new": 3, "duplicates": 1}
    assert summary(call("ingest", "-", "--store", store, stdin=stdin).stdout) == {"unchanged": 3}


def test_refusals_are_written_and_tried_again(tmp_path: Path) -> None:
    folder, store, refused = tmp_path / "kho", tmp_path / "news.db", tmp_path / "refused.jsonl"
    (folder / "2024").mkdir(parents=True)
    (folder / "tot.txt").write_text(FIRST, encoding="utf-8")
    (folder / "2024" / "xau.txt").write_text("The river rose again on Monday night.", encoding="utf-8")
    result = call("ingest", folder, "--store", store, "--refused", refused)
    assert result.exit_code == Exit.REFUSED
    assert summary(result.stdout) == {"new": 1, "refused": 1}
    (line,) = map(json.loads, refused.read_text(encoding="utf-8").splitlines())
    assert (line["source"], line["name"]) == (str(folder / "2024" / "xau.txt"), "2024/xau.txt")
    assert line["error"]["type"] == "unsupported-language"
    (folder / "2024" / "xau.txt").write_text(SECOND, encoding="utf-8")
    again = call("ingest", "--retry", refused, "--store", store)
    assert again.exit_code == Exit.OK, again.output
    assert summary(again.stdout) == {"new": 1}
    assert summary(call("ingest", folder, "--store", store).stdout) == {"unchanged": 2}


def test_pages_need_a_public_address_or_permission(tmp_path: Path) -> None:
    store = tmp_path / "news.db"
    with serving() as server:
        server.page(
            "/bai", f"<html><body><article><h1>Mưa lớn ở Huế</h1><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"
        )
        result = call("ingest", server.url("/bai"), "--store", store)
        assert result.exit_code == Exit.REFUSED
        assert "[address-refused]" in result.stderr
        assert server.requests == []
        allowed = call("ingest", server.url("/bai"), "--allow", server.host, "--store", store)
    assert allowed.exit_code == Exit.OK, allowed.output
    assert summary(allowed.stdout) == {"new": 1}


def test_nothing_to_ingest(tmp_path: Path) -> None:
    for arguments in ((), ("khong-co.txt",), ("--allow", ":80", "-"), ("--retry", tmp_path / "khong-co")):
        assert call("ingest", *arguments, "--store", tmp_path / "news.db", stdin=b"").exit_code == Exit.USAGE


def test_reanalysis(tmp_path: Path) -> None:
    store = tmp_path / "news.db"
    (tmp_path / "bai.txt").write_text(FIRST, encoding="utf-8")
    assert call("reanalyze", "--store", store).exit_code == Exit.USAGE
    call("ingest", tmp_path / "bai.txt", "--store", store)
    assert summary(call("reanalyze", "--store", store).stdout) == {}
    assert summary(call("reanalyze", "--where", "all", "--store", store).stdout) == {"updated": 1}
