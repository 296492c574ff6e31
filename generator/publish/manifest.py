"""What was built: the manifest that a build leaves in `build/state.db`, read only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generator.disk.sqlite import read_only
from generator.publish.errors import DeployRefusedError, LockedError
from generator.records.state_reader import ManifestEntry as ManifestEntry
from generator.records.state_reader import StateReader
from generator.trouble import no_room, trouble


class Manifest(StateReader):
    """All files of one finished build, as they were at one moment.

    Raises:
        DeployRefusedError: the state cannot be read.
        LockedError: another program keeps it locked.
    """

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        super().__init__(db)
        self._open = db
        self._path = path

    def check(self) -> None:
        """Refuse what would empty or break the site.

        Raises:
            DeployRefusedError: `failed-build` while a build runs or after one was killed;
                `empty-build` without a home page.
        """
        if self.is_being_built():
            raise DeployRefusedError(
                "failed-build", "the build has not finished: run `etalase build` again, then deploy"
            )
        if not self.has_file("index.html"):
            raise DeployRefusedError(
                "empty-build", "the build has no index.html: run `etalase build`, then deploy"
            )

    def close(self) -> None:
        """Let go of `state.db`, so that a build may write to it; closing twice is fine."""
        self._open.close()

    def _rows(self, sql: str, *values: object) -> Iterator[tuple[Any, ...]]:
        try:
            yield from super()._rows(sql, *values)
        except sqlite3.Error as error:
            match trouble(error, self._path):
                case "full":
                    raise DeployRefusedError(None, no_room("build/state.db")) from error
                case "busy":
                    message = "build/state.db is in use by another program: try again when that has ended"
                    raise LockedError(message) from error
            raise DeployRefusedError(
                "failed-build", f"build/state.db cannot be read ({error}): run `etalase build` again"
            ) from error


@contextmanager
def open_manifest(build: Path) -> Iterator[Manifest]:
    """The manifest of the build in this folder, checked.

    Raises:
        DeployRefusedError: there is no build, or it must not be published.
    """
    state = build / "state.db"
    if not state.is_file():
        raise DeployRefusedError(
            "empty-build", "nothing has been built here: run `etalase build`, then deploy"
        )
    with read_only(state) as db:
        db.execute("BEGIN")  # all queries see one moment, even while another process builds
        manifest = Manifest(db, state)
        manifest.check()
        yield manifest
