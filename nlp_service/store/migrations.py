"""Brings an older store to the present schema. Steps only add: tables, and columns that may be empty or have a default.

What is added is filled by the next analysis of each article (``nlp-service reanalyze``), never guessed here.
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, inspect, select, update
from sqlalchemy.schema import CreateColumn

from nlp_service.errors import StoreIncompatible
from nlp_service.store.schema import SCHEMA_VERSION, metadata, schema_info

OLDEST_VERSION = 1


def read_version(connection: Connection) -> int | None:
    """Return the version of the store's schema, None for an empty file.

    Raises:
        StoreIncompatible: the file is another program's, or a store that this version cannot read.
    """
    names = set(inspect(connection).get_table_names())
    if not names:
        return None
    if schema_info.name not in names:
        raise StoreIncompatible("The file is a database of something else; name another file.")
    version = connection.scalar(select(schema_info.c.version))
    if not isinstance(version, int) or not OLDEST_VERSION <= version <= SCHEMA_VERSION:
        raise StoreIncompatible(
            f"The store has schema version {version}, this program reads {OLDEST_VERSION} to {SCHEMA_VERSION}; "
            "use the program that wrote it, or ingest the articles into a new store."
        )
    return version


def upgrade(connection: Connection) -> None:
    """Add the tables, columns and indexes that a store of an older version lacks, and note the version."""
    present = set(inspect(connection).get_table_names())
    metadata.create_all(connection)
    for table in metadata.sorted_tables:
        if table.name not in present:
            continue
        columns = {column["name"] for column in inspect(connection).get_columns(table.name)}
        for column in table.columns:
            if column.name not in columns:
                _add_column(connection, table.name, column)
        for index in table.indexes:
            index.create(connection, checkfirst=True)
    connection.execute(update(schema_info).values(version=SCHEMA_VERSION))


def _add_column(connection: Connection, table: str, column: Column[object]) -> None:
    definition = CreateColumn(column).compile(dialect=connection.dialect)
    connection.exec_driver_sql(f'ALTER TABLE "{table}" ADD COLUMN {definition}')
