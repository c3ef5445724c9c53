"""Opens the database: connections, transactions, and the table from a database's errors to ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from nlp_service.errors import InvalidEncoding, InvalidField, StoreError, StoreFull, StoreIncompatible, StoreLocked

_WRITE_OPTION = "nlp_service_write"
_SQLITE_ERRORS: dict[int, tuple[type[StoreError], str]] = {
    sqlite3.SQLITE_BUSY: (StoreLocked, "The store is in use by another process; try again."),
    sqlite3.SQLITE_LOCKED: (StoreLocked, "The store is in use by another thread; try again."),
    sqlite3.SQLITE_FULL: (
        StoreFull,
        "The store cannot grow: the disk or its size limit is full. Free space, then try again.",
    ),
    sqlite3.SQLITE_NOTADB: (StoreIncompatible, "The file is no store; name another file."),
    sqlite3.SQLITE_CORRUPT: (StoreIncompatible, "The file is damaged; restore it from a copy."),
    sqlite3.SQLITE_CANTOPEN: (StoreError, "The store's file cannot be opened; check the folder and its permissions."),
    sqlite3.SQLITE_READONLY: (StoreError, "The store's file is read-only; check its permissions."),
    sqlite3.SQLITE_IOERR: (StoreError, "The disk failed while the store was read or written."),
}


def parse_location(location: Path | str) -> URL:
    """Return the database's URL for a path or a URL.

    Raises:
        InvalidField: the URL is malformed, or names a database that this version does not know.
    """
    if isinstance(location, Path) or "://" not in location:
        if str(location) in ("", ":memory:"):
            raise InvalidField("store: name a file; a store in memory cannot be shared by threads.")
        return URL.create("sqlite", database=str(location))
    try:
        url = make_url(location)
    except ArgumentError as error:
        raise InvalidField(f"store: {location!r} is no URL; write a path or sqlite:///path.") from error
    if url.drivername not in ("sqlite", "sqlite+pysqlite") or url.database in (None, "", ":memory:"):
        raise InvalidField(f"store: {url.drivername} is not supported; write a path or sqlite:///path.")
    return url


def create_store_engine(url: URL, *, busy_timeout: float, max_bytes: int | None) -> Engine:
    """Return an engine whose transactions are explicit: deferred to read, immediate to write.

    ``busy_timeout`` is in seconds; over ``max_bytes`` the file refuses to grow.
    """
    engine = create_engine(
        url, hide_parameters=True, connect_args={"timeout": busy_timeout}, pool_size=8, max_overflow=32, pool_timeout=30
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver must not open transactions of its own
        connection.execute("PRAGMA foreign_keys=ON")
        if max_bytes is not None:
            (page_size,) = connection.execute("PRAGMA page_size").fetchone()
            connection.execute(f"PRAGMA max_page_count={max(max_bytes // page_size, 1)}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes the lock at once: a deferred one would fail in the middle when another wrote first.
        writes = connection.get_execution_options().get(_WRITE_OPTION, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Run one write transaction: committed at the end, rolled back on any exception."""
    with translated(), engine.connect() as connection:
        connection.execution_options(**{_WRITE_OPTION: True})
        with connection.begin():
            yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Run one read transaction: all statements in it see the same state."""
    with translated(), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def translated() -> Iterator[None]:
    """Turn the database's errors into those of :mod:`nlp_service.errors`."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise InvalidEncoding("The text holds half a surrogate pair; send well-formed Unicode.") from error
    except DBAPIError as error:
        raise _store_error(error.orig) from error
    except sqlite3.Error as error:  # from a connection's preparation
        raise _store_error(error) from error
    except PoolTimeout as error:
        raise StoreLocked("All connections of the store are in use; try again.") from error
    except SQLAlchemyError as error:
        raise StoreError(f"The store failed: {error}.") from error


def _store_error(error: BaseException | None) -> StoreError:
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int) and (code & 0xFF) in _SQLITE_ERRORS:
        kind, message = _SQLITE_ERRORS[code & 0xFF]
        return kind(message)
    return StoreError(f"The store failed: {error}.")
