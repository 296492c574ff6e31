"""A database that another program holds is busy: that is said, nothing is called damaged, nothing is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from generator import trouble
from generator.disk import engine as disk_engine
from generator.disk import sqlite
from generator.form import database as form_database
from generator.form.database import FormDatabaseError
from generator.hosting.ledger import LedgerError, open_ledger
from tests.shops import build, etalase, new_workspace, site_files, write_shop


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    new_workspace(tmp_path)
    write_shop(tmp_path, "kopi-satu")
    build(tmp_path)
    assert deploy(tmp_path)[0] == 0
    for room in (trouble, disk_engine, sqlite):
        monkeypatch.setattr(room, "PATIENCE_SECONDS", 0.2)
    return tmp_path


def deploy(root: Path, *options: str) -> tuple[int, dict[str, Any]]:
    return etalase(root, "deploy", "--to", (root / "www").as_uri(), *options)


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Another program keeps everybody out, readers too."""
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("BEGIN EXCLUSIVE")
        db.execute("CREATE TABLE IF NOT EXISTS held(x)")
        yield
        db.execute("ROLLBACK")


@pytest.mark.parametrize("option", ["--no-gzip", "--verify", "--dry-run"])
def test_a_record_that_is_held_is_busy(root: Path, option: str) -> None:
    write_shop(root, "teh-dua")
    build(root)
    with held(root / "build" / "published.db"):
        code, answer = deploy(root, option)
    assert (code, answer["result"], answer["reason"]) == (1, "refused", "locked")
    assert answer["message"] == (
        "build/published.db is in use by another program: try again when that has ended"
    )
    code, answer = deploy(root)
    assert (code, answer["plan"]) == (0, answer["plan"])
    assert {p.relative_to(root / "www").as_posix() for p in (root / "www").rglob("*") if p.is_file()} == set(
        site_files(root)
    )


def test_a_state_that_is_held_is_busy(root: Path) -> None:
    with held(root / "build" / "state.db"):
        code, answer = build(root)
        assert (code, answer["error"]) == (
            1,
            "build/state.db is in use by another program: try again when that has ended",
        )
        code, answer = deploy(root)
        assert (code, answer["reason"]) == (1, "locked")
        assert "build/state.db is in use by another program" in answer["message"]
    assert build(root)[1]["sellers"]["unchanged"] == 1


def test_a_ledger_and_a_form_that_are_held_are_busy(root: Path) -> None:
    with open_ledger("sqlite:///ledger.db", root):
        pass
    with closing(form_database.open_database(root / "form" / "form.db")):
        pass
    with held(root / "ledger.db"), pytest.raises(LedgerError, match="keeps it locked; try again"):
        open_ledger("sqlite:///ledger.db", root)
    with (
        held(root / "form" / "form.db"),
        pytest.raises(FormDatabaseError, match="is in use by another program"),
    ):
        form_database.open_database(root / "form" / "form.db")
