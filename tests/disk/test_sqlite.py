"""A database that is only read: nothing is written beside it, and nothing that is in its log is missed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from generator.disk.sqlite import connect, has_table, read_only


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "state.db"
    with closing(connect(file)) as db:
        db.execute("CREATE TABLE t(x)")
        db.execute("INSERT INTO t VALUES (1)")
    return file


def values(db: sqlite3.Connection) -> list[int]:
    return [x for (x,) in db.execute("SELECT x FROM t")]


def test_in_a_closed_folder_nothing_is_written_beside_it(file: Path) -> None:
    assert [one.name for one in file.parent.iterdir()] == ["state.db"], "its log is gone with its last writer"
    with read_only(file, in_closed_folder=True) as db:
        assert values(db) == [1]
        assert [one.name for one in file.parent.iterdir()] == ["state.db"]


@pytest.mark.parametrize("closed", [True, False])
def test_what_a_writer_has_in_its_log_is_seen(file: Path, closed: bool) -> None:
    with closing(connect(file)) as writer:
        writer.execute("INSERT INTO t VALUES (2)")
        with read_only(file, in_closed_folder=closed) as db:
            assert values(db) == [1, 2]


@pytest.mark.parametrize("closed", [True, False])
def test_a_reader_changes_and_makes_nothing(file: Path, closed: bool) -> None:
    with (
        read_only(file, in_closed_folder=closed) as db,
        pytest.raises(sqlite3.OperationalError, match="readonly"),
    ):
        db.execute("INSERT INTO t VALUES (2)")
    with pytest.raises(sqlite3.OperationalError), read_only(file.with_name("no.db"), in_closed_folder=closed):
        raise AssertionError("there is none")
    assert not file.with_name("no.db").exists()


def test_a_writers_database_is_closed_to_the_world_and_written_ahead(file: Path) -> None:
    assert file.stat().st_mode & 0o007 == 0
    with closing(connect(file)) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert (has_table(db.execute, "t"), has_table(db.execute, "u")) == (True, False)
