"""The commands that decide about entities and set the names of an installation; no model takes part."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nlp_service.cli.exits import Exit
from nlp_service.store.store import Store
from nlp_service.types import Entity
from tests.cli.test_analyze import call
from tests.store.builders import build_analysis, build_article


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "news.db"
    with Store.open(path) as opened:
        for article_id, name in [("1", "An"), ("2", "Bình")]:
            article = build_article(article_id, name)
            entity = Entity(0, len(name), name, "PER", 0.9, f"per-{name}", name)
            opened.put(article, build_analysis(article, entities=[entity]))
    return path


def entities(store: Path) -> list[str]:
    result = call("search", "", "--kind", "entities", "--store", store)
    return [json.loads(line)["id"] for line in result.stdout.splitlines()]


def test_merge_list_and_undo(store: Path) -> None:
    merged = json.loads(call("entities", "merge", "per-An", "per-Bình", "--store", store).stdout)
    assert entities(store) == ["per-Bình"]
    listed = call("entities", "list", "--store", store)
    assert [json.loads(line) for line in listed.stdout.splitlines()] == [merged]
    assert call("entities", "undo", str(merged["id"]), "--store", store).exit_code == Exit.OK
    assert entities(store) == ["per-An", "per-Bình"]
    assert call("entities", "undo", str(merged["id"]), "--store", store).exit_code == Exit.NOT_FOUND


def test_split(store: Path) -> None:
    result = call("entities", "split", "per-An", "An (báo)", "--article", "1", "--store", store)
    assert json.loads(result.stdout)["target_id"] == "per-An-2"
    assert entities(store) == ["per-An-2", "per-Bình"]
    assert call("entities", "split", "per-Bình", "x", "--store", store).exit_code == Exit.USAGE


def test_gazetteer_is_set_shown_and_removed(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    file.write_text("list,name,label\nallow,Sao Mai,ORG\ndeny,Ban Mai,\n", encoding="utf-8")
    assert call("gazetteer", "set", file, "--store", store).exit_code == Exit.OK
    shown = json.loads(call("gazetteer", "show", "--store", store).stdout)
    assert shown["allow"] == [{"name": "Sao Mai", "label": "ORG", "canonical": "Sao Mai", "aliases": []}]
    assert shown["deny"] == ["Ban Mai"]
    assert call("gazetteer", "remove", "--store", store).exit_code == Exit.OK
    assert json.loads(call("gazetteer", "show", "--store", store).stdout) == {"digest": "", "allow": [], "deny": []}


def test_a_bad_gazetteer_changes_nothing(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    file.write_text("name,label\nSao Mai,BAD\n", encoding="utf-8")
    assert call("gazetteer", "set", file, "--store", store).exit_code == Exit.USAGE
    assert call("gazetteer", "set", tmp_path / "names.txt", "--store", store).exit_code == Exit.REFUSED
    assert json.loads(call("gazetteer", "show", "--store", store).stdout)["digest"] == ""
