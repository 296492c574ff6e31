"""The ledger's tables, as docs/ledger.md describes them.

Only `events` is the truth.  `terms` is what replaying it gives; `remarks`, `contacts` and `former_addresses`
hold what may be personal, and can be erased without touching an event.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    func,
)

from generator.disk.migrations import Migration, Schema

VERSION_KEY = "etalase-ledger"
SCHEMA = Schema(
    first=1,
    migrations=(
        Migration(
            "addresses-to-be-told-that-they-were-replaced",
            (
                "CREATE TABLE former_addresses ("
                "slug VARCHAR(40) NOT NULL, email TEXT NOT NULL, PRIMARY KEY (slug))",
            ),
        ),
        Migration(
            "replaced-addresses-stay-until-a-mentor-has-asked",
            (
                "ALTER TABLE former_addresses ADD COLUMN listed_on DATE",
                "ALTER TABLE former_addresses ADD COLUMN told BOOLEAN",
            ),
        ),
    ),
    keep_number=f"INSERT INTO meta VALUES ('{VERSION_KEY}', '{{}}') "  # noqa: S608 - our own name
    "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
)
"""A migration here is for SQLite and PostgreSQL; it never touches what is in `events`."""

METADATA = MetaData()

_SLUG = String(40).with_variant(String(40, collation="C"), "postgresql")
"""Ordered by its characters, as Python does, whatever language the server speaks."""

meta = Table(
    "meta",
    METADATA,
    Column("key", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
events = Table(
    "events",
    METADATA,
    Column("seller", _SLUG, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("key", String(200), nullable=False, unique=True),
    Column("kind", String(20), nullable=False),
    Column("on_day", Date, nullable=False),
    Column("actor", String(100), nullable=False),
    Column("details", Text, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False, server_default=func.current_timestamp()),
    sqlite_with_rowid=False,
)
remarks = Table(
    "remarks",
    METADATA,
    Column("seller", _SLUG, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("reason", Text, nullable=False),
    ForeignKeyConstraint(["seller", "seq"], ["events.seller", "events.seq"]),
    sqlite_with_rowid=False,
)
terms = Table(
    "terms",
    METADATA,
    Column("slug", _SLUG, primary_key=True),
    Column("state", String(20), nullable=False),
    Column("held", Boolean, nullable=False),
    Column("starts_on", Date),
    Column("expires_on", Date),
    Column("grace_on", Date),
    Column("suspended_on", Date),
    Column("ended_on", Date),
    Column("moved_to", _SLUG, nullable=False),
    Column("notices", Text, nullable=False),
    Column("last_on", Date),
    Column("seq", Integer, nullable=False),
    Column("sweep_on", Date),  # no index: a daily sweep reads them all, which is quicker than keeping one
    Index("terms_by_end", "expires_on", "slug"),
    sqlite_with_rowid=False,
)
contacts = Table(
    "contacts",
    METADATA,
    Column("slug", _SLUG, primary_key=True),
    Column("name", Text, nullable=False),
    Column("whatsapp", String(20), nullable=False, index=True),
    Column("email", Text, nullable=False),
    Column("nib", String(20), nullable=False, index=True),
    Column("kecamatan", String(40), nullable=False),
    Column("moves_to", Text, nullable=False),
    sqlite_with_rowid=False,
)
former_addresses = Table(
    "former_addresses",
    METADATA,
    Column("slug", String(40), primary_key=True),
    Column("email", Text, nullable=False),
    Column("listed_on", Date),  # on a mentor's list since then; none: not yet
    Column("told", Boolean),  # none: no mail server has answered yet
)

_FINAL_ON_SQLITE = (
    "CREATE TRIGGER events_not_changed BEFORE UPDATE ON events "
    "BEGIN SELECT RAISE(ABORT, 'events are append-only'); END",
    "CREATE TRIGGER events_not_deleted BEFORE DELETE ON events "
    "BEGIN SELECT RAISE(ABORT, 'events are append-only'); END",
)
_FINAL_ON_POSTGRESQL = (
    "CREATE FUNCTION events_are_final() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'events are append-only'; END $$",
    "CREATE TRIGGER events_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON events "
    "FOR EACH STATEMENT EXECUTE FUNCTION events_are_final()",
)


def create_tables(connection: Connection) -> None:
    """Make all tables of a new ledger, and what protects its events."""
    METADATA.create_all(connection, checkfirst=False)
    on_sqlite = connection.dialect.name == "sqlite"
    for statement in _FINAL_ON_SQLITE if on_sqlite else _FINAL_ON_POSTGRESQL:
        connection.exec_driver_sql(statement)
