"""Atomic under kills, threads, processes and full disks; nothing is ever half-written."""

from __future__ import annotations

import contextlib
import multiprocessing
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import select

from nlp_service.errors import InvalidField, StoreError, StoreFull, StoreIncompatible, StoreLocked
from nlp_service.search.articles import ArticleQuery, search_articles
from nlp_service.store.schema import entities
from nlp_service.store.store import Store
from tests.store.builders import build_analysis, build_article
from tests.store.processes import numbered, put_numbers

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "articles.db"


@pytest.fixture
def writer(path: Path) -> Iterator[sqlite3.Connection]:
    """Another program that holds the write lock."""
    Store.open(path).close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.close()


def read_state(path: Path) -> tuple[dict[str, str], list[int]]:
    """Texts by id, and the entities' article counts; the file must be sound."""
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        texts = dict(connection.execute("SELECT id, text FROM articles").fetchall())
    connection.close()
    with Store.open(path) as store, store.reading() as opened:
        return texts, list(opened.scalars(select(entities.c.article_count)))


def test_killed_in_the_middle_of_a_batch(path: Path) -> None:
    put_numbers(path, 0, 3)
    before = read_state(path)
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.store.processes", str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "hanging\n"
        assert read_state(path) == before  # a reader sees nothing of a transaction that runs
        child.kill()
    assert child.returncode == -9
    assert read_state(path) == before
    put_numbers(path, 3, 1)  # the lock died with its holder
    assert read_state(path)[1] == [4]


def test_processes_create_and_write_at_once(path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    children = [context.Process(target=put_numbers, args=(path, first, 20)) for first in (0, 10)]
    for child in children:
        child.start()
    for child in children:
        child.join()
        assert child.exitcode == 0
        child.close()
    texts, counts = read_state(path)
    assert len(texts) == 30
    assert counts == [30]


def test_threads_share_one_store(path: Path) -> None:
    with Store.open(path, busy_timeout=30) as store, ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda number: store.put(*numbered(number % 25)), range(100)))
        found = list(pool.map(lambda _: search_articles(store, ArticleQuery(text="ho chi minh")).total, range(16)))
    assert sorted(results) == ["created"] * 25 + ["unchanged"] * 75
    assert found == [25] * 16
    assert read_state(path)[1] == [25]


def test_reader_sees_old_or_new(path: Path) -> None:
    """While two versions replace each other, every read has text, index and entities of one of them."""
    versions = [numbered(1, version=version) for version in ("một", "hai")]
    done = threading.Event()
    with Store.open(path, busy_timeout=30) as store:
        store.put(*versions[0])

        def replace_often() -> None:
            for turn in range(40):
                store.put(*versions[(turn + 1) % 2])
            done.set()

        thread = threading.Thread(target=replace_often)
        thread.start()
        reads = 0
        while not done.is_set() or reads == 0:
            stored = store.get("1")
            assert stored.analysis["entities"][0]["text"] == "Hồ Chí Minh"
            assert stored.article in [article for article, _ in versions]
            assert search_articles(store, ArticleQuery(text='"Hồ Chí Minh"')).total == 1
            reads += 1
        thread.join()


def test_locked_by_another_writer(path: Path, writer: sqlite3.Connection) -> None:
    with Store.open(path, busy_timeout=0.05) as store:
        with pytest.raises(StoreLocked):
            store.put(*numbered(1))
        with pytest.raises(StoreLocked):
            store.delete("1")
        assert store.count_articles() == 0  # readers are not kept out
        writer.execute("ROLLBACK")
        assert store.put(*numbered(1)) == "created"


def test_full_store_keeps_what_it_has(path: Path) -> None:
    big = build_article("lớn", " ".join(f"chữ{number}" for number in range(200_000)))
    with Store.open(path, max_bytes=1 << 20) as store:
        store.put(*numbered(1))
        with pytest.raises(StoreFull):
            store.put_many([numbered(2), (big, build_analysis(big))])
        assert store.count_articles() == 1
        assert store.put(*numbered(3)) == "created"
    texts, counts = read_state(path)
    assert sorted(texts) == ["1", "3"]
    assert counts == [2]


def test_full_while_the_schema_is_made(path: Path) -> None:
    with pytest.raises(StoreFull):
        Store.open(path, max_bytes=20_000)
    Store.open(path).close()  # nothing half-made is in the way
    assert read_state(path) == ({}, [])


def test_file_of_something_else(path: Path) -> None:
    path.write_bytes(b"no database at all, but long enough to look at" * 100)
    with pytest.raises(StoreIncompatible):
        Store.open(path)
    assert path.read_bytes().startswith(b"no database")


def test_database_of_something_else(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreIncompatible):
        Store.open(path)
    assert path.read_bytes() == before


def test_store_of_another_version(path: Path) -> None:
    Store.open(path).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE schema_info SET version = 999")
    connection.commit()
    connection.close()
    with pytest.raises(StoreIncompatible, match="999"):
        Store.open(path)


def test_makes_its_folder(tmp_path: Path) -> None:
    with Store.open(tmp_path / "var" / "news" / "store.db") as store:
        assert store.count_articles() == 0


def test_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("không phải thư mục", encoding="utf-8")
    with pytest.raises(StoreError, match="folder"):
        Store.open(tmp_path / "file" / "store.db")


@pytest.mark.parametrize("location", ["", ":memory:", "sqlite://", "mysql://host/db", "sqlite+x:///a", "://"])
def test_location_that_is_none(location: str) -> None:
    with pytest.raises(InvalidField, match="store"):
        Store.open(location)


def test_url_and_path_are_the_same_store(path: Path) -> None:
    with Store.open(f"sqlite:///{path}") as store:
        store.put(*numbered(1))
    with Store.open(str(path)) as store:
        assert store.count_articles() == 1
        store.ping()


def test_damaged_store_is_named(path: Path) -> None:
    put_numbers(path, 0, 3)
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 8192)
    with pytest.raises(StoreIncompatible), Store.open(path) as store:
        store.get("1")


def test_errors_show_no_text_of_articles(path: Path, writer: sqlite3.Connection) -> None:
    with Store.open(path, busy_timeout=0.05) as store, pytest.raises(StoreLocked) as caught:
        store.put(*numbered(1))
    error: BaseException | None = caught.value
    while error is not None:
        assert "Hồ Chí Minh" not in str(error)
        error = error.__cause__


def test_creation_waits_no_longer_than_told(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreLocked):
            Store.open(path, busy_timeout=0.05)
        other.execute("ROLLBACK")
    Store.open(path).close()


def test_read_only_file_is_named(path: Path) -> None:
    put_numbers(path, 0, 1)
    with Store.open(f"sqlite:///file:{path}?mode=ro&uri=true") as store:
        assert store.count_articles() == 1
        with pytest.raises(StoreError, match="read-only"):
            store.delete("0")
