"""form/form.db: links, shops, history, approvals. The shops themselves are files, never rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    insert,
    select,
    update,
)
from sqlalchemy.exc import DatabaseError, OperationalError

from generator.disk.engine import OUTSIDE, WRITING, sqlite_engine
from generator.disk.migrations import Execute, Migration, Schema, UnknownSchemaError
from generator.disk.sqlite import has_table
from generator.errors import UnusableError
from generator.trouble import no_room, trouble

_PRAGMAS = ("journal_mode = WAL", "synchronous = NORMAL", "secure_delete = ON")
"""NORMAL: what was committed survives the end of the program at any moment. A power cut may take the newest
lines of the history along, and never the shops' own files: these wait for the disk."""

metadata = MetaData()

settings = Table(
    "settings",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
    comment="`version` of these tables, and `public_url`, where the form was last to be found",
)
links = Table(
    "links",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("token", String, nullable=False, unique=True, comment="sha256, in hexadecimal"),
    Column("role", String, nullable=False, comment="seller, mentor, operator or partner"),
    Column("slug", String, nullable=False, comment="of a seller's link; else empty"),
    Column("kecamatan", String, nullable=False, comment="slug, of a mentor's or partner's link; else empty"),
    Column("created_at", String, nullable=False),
    Column("expires_on", String, comment="the first day (ISO) on which it opens nothing; NULL: no end"),
    Column("revoked_at", String),
)
shops = Table(
    "shops",
    metadata,
    Column("slug", String, primary_key=True),
    Column("kecamatan", String, nullable=False, index=True, comment="slug, as published; empty: unknown"),
    Column("name", String, nullable=False),
    Column("origin", String, nullable=False, comment="invited, registered or files"),
    Column("step", String, nullable=False, comment="the wizard's next question; empty when it is through"),
    Column("ready", Integer, comment="percent; NULL while nobody has looked"),
    Column("live", String, nullable=False, comment="version of sellers/<slug> when last published or copied"),
    Column("draft", String, nullable=False, comment="version of the draft at that moment"),
    Column(
        "facts", String, nullable=False, server_default="", comment="see building/facts.py; empty: unknown"
    ),
    Column(
        "words", String, nullable=False, server_default="", comment="by which it is found, beside its name"
    ),
    Column("place", String, nullable=False, server_default="", comment="the kecamatan that its page names"),
    Column(
        "handed_from", String, nullable=False, server_default="", comment="slug; empty once it was greeted"
    ),
    Column(
        "offline_seen",
        String,
        nullable=False,
        server_default="",
        comment="digest of what its mentor was told",
    ),
)
history = Table(
    "history",
    metadata,
    Column("slug", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("role", String, nullable=False),
    Column("link", Integer, nullable=False),
    Column("what", String, nullable=False, comment="JSON list of changes: what, which, before, after"),
    Column("before", String, nullable=False, comment="version of the draft before"),
    Column("after", String, nullable=False, comment="version of the draft after"),
    Column("files", LargeBinary, nullable=False, comment="zlib of JSON: path -> texts before and after"),
    Index("history_signs", "slug", "role", "at"),
)
approvals = Table(
    "approvals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", String, nullable=False),
    Column("kind", String, nullable=False, comment="shop, whatsapp, qris or content"),
    Column("before", String, nullable=False),
    Column("after", String, nullable=False),
    Column("asked_at", String, nullable=False),
    Column("asked_by", Integer, nullable=False, comment="link"),
    Column("decided_at", String),
    Column("decided_by", Integer, comment="link"),
    Column("outcome", String, comment="approved, declined or replaced"),
    Column(
        "reason", String, nullable=False, server_default="", comment="why it was declined, for the seller"
    ),
    Index("approvals_of", "slug"),
)
sessions = Table(
    "sessions",
    metadata,
    Column("id", String, primary_key=True, comment="sha256 of what the cookie holds, in hexadecimal"),
    Column("link", String, nullable=False, comment="token of the link that it was begun with"),
    Column("slug", String, nullable=False, index=True, comment="of a seller's link; else empty"),
    Column("began_at", String, nullable=False),
)
replies = Table(
    "replies",
    metadata,
    Column(
        "sent", String, primary_key=True, comment="digest of a save: sender, address, key, fields and files"
    ),
    Column("slug", String, nullable=False, comment="of the shop; else empty"),
    Column("at", String, nullable=False, index=True),
    Column("location", String, nullable=False, comment="where the answer led to; a new shop's slug"),
    Column("flashes", String, nullable=False, comment="JSON list of (kind, sentence): what is said there"),
)
throttle = Table(
    "throttle",
    metadata,
    Column("key", String, primary_key=True, comment="keyed hash of an address or of a token's beginning"),
    Column("tries", Integer, nullable=False),
    Column("since", Integer, nullable=False, comment="seconds since 1970"),
)


class Database:
    """The form's database; usable from several threads and processes at once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._turn = Lock()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state and blocks nobody."""
        with self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that no other writer interleaves with; it commits unless something is raised.

        Threads take turns here: SQLite would let each of them sleep for up to 100 ms and try again.
        Raises `FormDatabaseError` where the file cannot be written to.
        """
        try:
            with self._turn, self._engine.connect() as connection:
                connection.execution_options(**WRITING)
                with connection.begin():
                    yield connection
        except OperationalError as error:
            if "full" in str(error.orig):
                raise  # the form says so in a page of its own
            if "locked" in str(error.orig):
                raise FormDatabaseError(
                    "form/form.db is in use by another program: try again when that has ended"
                ) from error
            raise FormDatabaseError(f"form/form.db cannot be used: {error.orig}") from error

    def setting(self, key: str) -> str:
        """A setting; empty where it was never made."""
        with self.reading() as connection:
            return connection.scalar(select(settings.c.value).where(settings.c.key == key)) or ""

    def put_setting(self, key: str, value: str) -> None:
        """Keep a setting."""
        with self.writing() as connection:
            put(connection, settings, {"key": key}, {"value": value})

    def settle(self) -> None:
        """Write everything into the one file, and nothing that was deleted."""
        with self._engine.connect() as connection:
            connection.execution_options(**OUTSIDE)
            connection.exec_driver_sql("VACUUM")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()


class FormDatabaseError(UnusableError):
    """form.db cannot be used; the message says why."""


def open_database(file: Path) -> Database:
    """Open form.db, making it where it is not there.

    Raises:
        FormDatabaseError: it was written by another version of the program, or this user may not use it.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = sqlite_engine(file, _PRAGMAS, pool_size=16, max_overflow=16)
    database = Database(engine)
    try:
        _bring_up_to_date(database)
    except UnknownSchemaError as error:
        database.close()
        raise FormDatabaseError(f"{file} was written by another version of etalase ({error})") from error
    except DatabaseError as error:
        if isinstance(error.orig, sqlite3.Error) and trouble(error.orig, file) == "full":
            raise FormDatabaseError(no_room(file)) from error
        raise FormDatabaseError(f"{file} cannot be used by this user: {error.orig}") from error
    return database


def _bring_up_to_date(database: Database) -> None:
    with database.writing() as connection:
        execute = connection.exec_driver_sql
        SCHEMA.prepare(execute, _number(execute), lambda: metadata.create_all(connection))


def _number(execute: Execute) -> int | None:
    if not has_table(execute, "settings"):
        return None
    found = "".join(value for (value,) in execute("SELECT value FROM settings WHERE key = 'version'"))
    return int(found) if found.isdecimal() else 0


def _forget_the_mentor_of_questions(execute: Execute) -> None:
    """The questions of a shop go along with it; some files of version 1 are so already."""
    execute("DROP INDEX IF EXISTS approvals_waiting")
    if any(name == "kecamatan" for (name,) in execute("SELECT name FROM pragma_table_info('approvals')")):
        execute("ALTER TABLE approvals DROP COLUMN kecamatan")


SCHEMA = Schema(
    keep_number="INSERT OR REPLACE INTO settings VALUES ('version', '{}')",
    first=1,
    migrations=(
        Migration("questions-go-along-with-their-shop", _forget_the_mentor_of_questions),
        Migration(
            "sessions-that-can-be-ended",
            (
                "CREATE TABLE IF NOT EXISTS sessions (id VARCHAR NOT NULL, link VARCHAR NOT NULL, "
                "slug VARCHAR NOT NULL, began_at VARCHAR NOT NULL, PRIMARY KEY (id))",
                "CREATE INDEX IF NOT EXISTS ix_sessions_slug ON sessions (slug)",
            ),
        ),
        Migration(
            "a-save-that-comes-twice-is-done-once",
            (
                "CREATE TABLE IF NOT EXISTS replies (sent VARCHAR NOT NULL, slug VARCHAR NOT NULL, "
                "at VARCHAR NOT NULL, location VARCHAR NOT NULL, flashes VARCHAR NOT NULL, "
                "PRIMARY KEY (sent))",
                "CREATE INDEX IF NOT EXISTS ix_replies_at ON replies (at)",
            ),
        ),
        Migration(
            "what-a-mentors-desk-tells-of-shops",
            (
                *(
                    f"ALTER TABLE shops ADD COLUMN {name} VARCHAR DEFAULT '' NOT NULL"
                    for name in ("facts", "words", "place")
                ),
                "ALTER TABLE approvals ADD COLUMN reason VARCHAR DEFAULT '' NOT NULL",
                "CREATE INDEX IF NOT EXISTS history_signs ON history (slug, role, at)",
            ),
        ),
        Migration(
            "what-a-mentor-has-to-be-told",
            tuple(
                f"ALTER TABLE shops ADD COLUMN {name} VARCHAR DEFAULT '' NOT NULL"
                for name in ("handed_from", "offline_seen")
            ),
        ),
    ),
)


def put(
    connection: Connection, table: Table, key: dict[str, str], values: dict[str, str | int | None]
) -> None:
    """Update the row with this key, or insert it."""
    here = [table.c[name] == value for name, value in key.items()]
    if not connection.execute(update(table).where(*here).values(**values)).rowcount:
        connection.execute(insert(table).values(**key, **values))
