"""A database's schema changes: named, in order, and in one transaction each time a file is opened.

A file knows the number of its schema; which name stands for which number is written into its table
`migrations`.  An older file is brought up to date.  A newer one is refused: nobody knows what the program
that wrote it relies on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct

Execute = Callable[[str], Any]
"""Runs one statement of SQL in an open transaction, and gives its rows: of SQLite or of PostgreSQL."""


class UnknownSchemaError(Exception):
    """A file's schema that this program does not know: of a newer version, or of one too old."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(f"schema {found}, this one knows {known}")
        self.newer = found > known


class Migration(Struct, frozen=True):
    """One change of a schema."""

    name: str
    """Says what it does; written into the file, so never changed."""
    change: tuple[str, ...] | Callable[[Execute], object]
    """Statements, or a function that runs them; nothing that ends a transaction, or needs to be outside."""

    def apply(self, execute: Execute) -> None:
        """Make the change."""
        if callable(self.change):
            self.change(execute)
        else:
            for statement in self.change:
                execute(statement)


class Schema(Struct, frozen=True):
    """How the tables of a database came to be as they are today.

    In all of it, `found` is the number of the schema that a file has; None for one without tables.
    """

    first: int
    """The number before the first of the migrations."""
    migrations: tuple[Migration, ...]
    keep_number: str
    """The statement that writes the number into the file, with `{}` in its place."""

    @property
    def version(self) -> int:
        """The number of today's schema."""
        return self.first + len(self.migrations)

    def is_current(self, found: int | None) -> bool:
        """Whether nothing is to be done; else `prepare` is.

        Raises:
            UnknownSchemaError: the file is of a newer version, or too old.
        """
        if found is not None and not self.first <= found <= self.version:
            raise UnknownSchemaError(found, self.version)
        return found == self.version

    def prepare(self, execute: Execute, found: int | None, create: Callable[[], object]) -> None:
        """Bring the tables up to date; where there are none, have `create` make today's.

        For a transaction that keeps other writers out, in which the number was found, too: another process
        may have been quicker.

        Raises:
            UnknownSchemaError: as `is_current`.
        """
        if self.is_current(found):
            return
        if found is None:
            create()
        else:
            for migration in self.migrations[found - self.first :]:
                migration.apply(execute)
        self._keep_names(execute)
        execute(self.keep_number.format(self.version))

    def _keep_names(self, execute: Execute) -> None:
        if not self.migrations:
            return
        execute("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL)")
        there = {number for (number,) in execute("SELECT number FROM migrations")}
        for number, migration in enumerate(self.migrations, self.first + 1):
            if number not in there:
                execute(f"INSERT INTO migrations VALUES ({number}, '{migration.name}')")  # noqa: S608 - ours
