"""An older store is brought to the present schema with nothing lost; a newer one is refused."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Column, Connection, Index, Integer, MetaData, Table, Text, inspect

from nlp_service.errors import StoreIncompatible
from nlp_service.store import migrations
from nlp_service.store.engine import create_store_engine, parse_location, writing
from nlp_service.store.schema import SCHEMA_VERSION, schema_info
from nlp_service.store.store import Store
from tests.store.processes import numbered


def version_of(path: Path) -> int:
    with sqlite3.connect(path) as connection:
        (version,) = connection.execute("SELECT version FROM schema_info").fetchone()
    connection.close()
    return int(version)


def set_version(path: Path, version: int) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE schema_info SET version = ?", (version,))
    connection.close()


def test_older_store_keeps_its_articles(tmp_path: Path) -> None:
    path = tmp_path / "articles.db"
    article, analysis = numbered(1)
    with Store.open(path) as store:
        store.put(article, analysis)
    set_version(path, migrations.OLDEST_VERSION)
    with Store.open(path) as store:
        assert store.get(article.id).article == article
        assert store.put(article, analysis) == "unchanged"
    assert version_of(path) == SCHEMA_VERSION


@pytest.mark.parametrize("version", [0, SCHEMA_VERSION + 1])
def test_other_versions_are_refused(tmp_path: Path, version: int) -> None:
    path = tmp_path / "articles.db"
    Store.open(path).close()
    set_version(path, version)
    with pytest.raises(StoreIncompatible, match=str(version)):
        Store.open(path)
    assert version_of(path) == version


def test_tables_columns_and_indexes_are_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = MetaData()
    Table("schema_info", old, Column("version", Integer, nullable=False))
    Table("things", old, Column("key", Integer, primary_key=True))
    new = MetaData()
    Table("schema_info", new, Column("version", Integer, nullable=False))
    Table(
        "things",
        new,
        Column("key", Integer, primary_key=True),
        Column("name", Text),
        Column("amount", Integer, nullable=False, server_default="7"),
        Index("things_by_name", "name"),
    )
    Table("others", new, Column("key", Integer, primary_key=True))
    engine = create_store_engine(parse_location(tmp_path / "old.db"), busy_timeout=1, max_bytes=None)
    with writing(engine) as connection:
        old.create_all(connection)
        connection.execute(schema_info.insert().values(version=1))
        connection.exec_driver_sql("INSERT INTO things (key) VALUES (3)")
    monkeypatch.setattr(migrations, "metadata", new)
    with writing(engine) as connection:
        migrations.upgrade(connection)
        assert _things(connection) == [(3, None, 7)]
        assert {"things", "others"} <= set(inspect(connection).get_table_names())
        assert [index["name"] for index in inspect(connection).get_indexes("things")] == ["things_by_name"]
        assert migrations.read_version(connection) == SCHEMA_VERSION
    engine.dispose()


def _things(connection: Connection) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.exec_driver_sql("SELECT key, name, amount FROM things")]
