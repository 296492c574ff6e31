"""An SQLite database for SQLAlchemy: several threads and processes write to it, one after the other."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event

from generator.filemodes import keep_private
from generator.trouble import PATIENCE_SECONDS, patiently

BEGIN = "begin"
"""The execution option that says how a transaction begins; empty for none."""
WRITING = {BEGIN: "BEGIN IMMEDIATE"}
"""Other writers are kept out from the first moment on."""
OUTSIDE: dict[str, Any] = {BEGIN: ""}
"""For maintenance, outside of transactions."""


def sqlite_engine(file: Path | None, pragmas: Sequence[str], **pool: int) -> Engine:
    """An engine for a file that is closed to the world; for a database in memory where there is None.

    `pragmas` are set for each connection.  Nothing is read yet.
    """
    if file:
        keep_private(file)
    in_memory = {} if file else {"poolclass": StaticPool}
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(file) if file else None),
        hide_parameters=True,
        connect_args={"timeout": PATIENCE_SECONDS, "check_same_thread": False},
        **pool,
        **in_memory,
    )

    @event.listens_for(engine, "connect")
    def set_up(raw: sqlite3.Connection, _record: object) -> None:
        raw.isolation_level = None  # transactions begin where we say so, not where the driver thinks
        for pragma in pragmas:
            patiently(partial(raw.execute, f"PRAGMA {pragma}"))

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        how = connection.get_execution_options().get(BEGIN, "BEGIN")
        if how:
            patiently(partial(connection.exec_driver_sql, how))

    return engine
