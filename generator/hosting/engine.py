"""Connections to the ledger's database: how each kind is set up, and its errors in plain words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine, event, make_url, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from generator.disk.engine import OUTSIDE, WRITING, sqlite_engine
from generator.disk.migrations import UnknownSchemaError
from generator.hosting.address import Address
from generator.hosting.errors import LedgerError
from generator.hosting.schema import SCHEMA, VERSION_KEY, create_tables, meta
from generator.trouble import PATIENCE_SECONDS, no_room, trouble

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",  # what is on record survives a power cut
    "foreign_keys = ON",
    "secure_delete = ON",  # what is erased is overwritten
    "recursive_triggers = ON",  # so that REPLACE cannot delete an event either
    "cache_size = -65536",  # KiB
    "temp_store = MEMORY",
)
_LOCK = int.from_bytes(b"etalase", "big")
"""The number of the advisory lock that puts PostgreSQL's writers in a queue."""
_ADVICE = {
    "not a database": "it is damaged or no ledger at all; restore it from a backup",
    "disk image is malformed": "it is damaged; restore it from a backup",
    "unable to open": "check that its folder exists and may be written to",
    "readonly": "check that the file and its folder may be written to",
    "database is locked": "another program keeps it locked; try again when that has ended",
    "lock timeout": "another program keeps it locked; try again when that has ended",
    "already exists": "these tables belong to something else; give the ledger a database of its own",
}


def connect(address: Address) -> Engine:
    """An engine for a ledger's database; nothing is read yet.

    Raises:
        LedgerError: the address is wrong, or the driver is not installed.
    """
    if address.file:
        return sqlite_engine(address.file, _PRAGMAS)
    try:
        return _postgresql(address.url)
    except ModuleNotFoundError as error:
        raise LedgerError('a ledger on PostgreSQL needs its driver: pip install "psycopg[binary]"') from error
    except (SQLAlchemyError, ValueError):
        # Not chained: the message of a parser may quote the address, and that may hold a password.
        raise LedgerError(f"the ledger's address {address.shown} is not a good PostgreSQL URL") from None


def empty(*, writable: bool) -> Engine:
    """A new ledger that lives in memory only: what one that is not there looks like."""
    engine = sqlite_engine(None, _PRAGMAS)
    with writing(engine) as connection:
        bring_up_to_date(connection)
    if not writable:
        with outside(engine) as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")
    return engine


def has_ledger(connection: Connection) -> bool:
    """Whether the tables are there, of whatever version.

    Raises:
        LedgerError: they are not a ledger's.
    """
    return _number(connection) is not None


def is_up_to_date(connection: Connection) -> bool:
    """Whether there is a ledger with today's tables; else `bring_up_to_date` makes it so.

    Raises:
        LedgerError: its tables are not a ledger's, or of a newer version of the program.
    """
    with _known():
        return SCHEMA.is_current(_number(connection))


def bring_up_to_date(connection: Connection) -> None:
    """Make the tables of a new ledger, or bring those of an older one to today's; in a `writing` transaction.

    Raises:
        LedgerError: as `is_up_to_date`.
    """
    with _known():
        SCHEMA.prepare(connection.exec_driver_sql, _number(connection), lambda: create_tables(connection))


def _number(connection: Connection) -> int | None:
    if not connection.dialect.has_table(connection, "meta"):
        return None
    found = connection.scalar(select(meta.c.value).where(meta.c.key == VERSION_KEY))
    if found is None:
        raise LedgerError("this database has a table `meta` that is not a ledger's; give the ledger its own")
    return int(found)


@contextmanager
def _known() -> Iterator[None]:
    try:
        yield
    except UnknownSchemaError as error:
        raise LedgerError(
            f"the ledger was written by a newer version of etalase ({error}): install that version"
        ) from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the ledger and blocks nobody."""
    with engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that no other writer can interleave with; it commits unless something is raised."""
    with engine.connect() as connection:
        connection.execution_options(**WRITING)
        with connection.begin():
            _wait_for_writers(connection)
            yield connection


@contextmanager
def rehearsing(engine: Engine) -> Iterator[Connection]:
    """A transaction like `writing`, which is undone in the end."""
    with engine.connect() as connection:
        connection.execution_options(**WRITING)
        transaction = connection.begin()
        try:
            _wait_for_writers(connection)
            yield connection
        finally:
            transaction.rollback()


def _wait_for_writers(connection: Connection) -> None:
    """Wait until no other writer is at work; until the transaction ends."""
    if connection.dialect.name == "postgresql":  # SQLite's BEGIN IMMEDIATE has done so already
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))


@contextmanager
def outside(engine: Engine) -> Iterator[Connection]:
    """A connection without a transaction, for maintenance."""
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.execution_options(**OUTSIDE)
        else:
            connection.execution_options(isolation_level="AUTOCOMMIT")
        yield connection


def forget_deleted(connection: Connection) -> None:
    """Remove what was deleted from the database's files; `connection` is one from `outside`.

    Raises:
        LedgerError: another program reads the old state of a SQLite ledger just now.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("VACUUM (FULL) contacts, remarks, former_addresses")
        return
    connection.exec_driver_sql("VACUUM")
    busy, _in_log, _written_back = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
    if busy:
        raise LedgerError("erased, but the old bytes are still in the ledger's log; run it again")


@contextmanager
def plain_errors(address: Address) -> Iterator[None]:
    """Whatever the database says, in one sentence without parameters, and with advice."""
    try:
        yield
    except SQLAlchemyError as error:
        said = str(error.orig if isinstance(error, DBAPIError) else error).strip().split("\n")[0]
        advice = next((text for sign, text in _ADVICE.items() if sign in said), "")
        cause = error.orig if isinstance(error, DBAPIError) else None
        if isinstance(cause, sqlite3.Error) and address.file and trouble(cause, address.file) == "full":
            raise LedgerError(no_room(f"the ledger {address.shown}")) from error
        raise LedgerError(
            f"the ledger {address.shown} cannot be used: {said}" + (f"; {advice}" if advice else "")
        ) from error


def _postgresql(url: str) -> Engine:
    engine = create_engine(
        make_url(url),
        hide_parameters=True,
        connect_args={"connect_timeout": 10, "application_name": "etalase"},
    )

    @event.listens_for(engine, "connect")
    def set_up(raw: DBAPIConnection, _record: object) -> None:
        cursor = raw.cursor()
        cursor.execute(f"SET lock_timeout = {round(PATIENCE_SECONDS * 1000)}")  # ms; else it waits for ever
        cursor.close()
        raw.commit()

    return engine
