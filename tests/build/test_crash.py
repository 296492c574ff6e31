"""A build that is killed at any point leaves nothing that the next build does not repair."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from generator.building import hub_renewal, stage
from generator.building.changes import Changes
from generator.building.state import State
from generator.building.state_db import StateBusyError
from generator.occupied import who
from tests.shops import build, new_workspace, product, site_files, write_product, write_shop


class KilledError(BaseException):
    """Stands for SIGKILL: nothing in the program may catch it."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    new_workspace(tmp_path)
    for slug in ("kopi-satu", "kopi-dua"):
        write_shop(tmp_path, slug, {"kopi": product(), "teh": product("Teh")})
    build(tmp_path)
    write_product(tmp_path / "sellers" / "kopi-satu", "kopi", product("Kopi Baru", "21.000"))
    write_shop(tmp_path, "kopi-tiga", nama="Kopi Tiga")
    return tmp_path


def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the same two builds make when nobody kills them."""
    other = new_workspace(tmp_path_factory.mktemp("calm"))
    for slug in ("kopi-satu", "kopi-dua"):
        write_shop(other, slug, {"kopi": product(), "teh": product("Teh")})
    build(other)
    write_product(other / "sellers" / "kopi-satu", "kopi", product("Kopi Baru", "21.000"))
    write_shop(other, "kopi-tiga", nama="Kopi Tiga")
    build(other)
    return site_files(other)


def let_go(state: State) -> None:
    """What the kernel does for a killed process: its transaction is never committed, its lock is free."""
    state._db.close()
    state._lock.close()


def die(*_args: object, **_kwargs: object) -> None:
    raise KilledError


def half_swap(site: Path, work: Path, slug: str, _attempt: str) -> None:
    """Die between the two renames."""
    (work / ".old").mkdir(parents=True, exist_ok=True)
    if (site / slug).exists():
        (site / slug).rename(work / ".old" / slug)
    raise KilledError


@pytest.mark.parametrize(
    ("room", "name", "killer"),
    [
        (stage, "stage_files", die),
        (stage, "promote", die),
        (stage, "promote", half_swap),
        (State, "put_seller", die),
        (State, "put_files", die),
        (Changes, "note", die),
        (hub_renewal, "renew", die),
        (hub_renewal, "_front_pages", die),
        (hub_renewal, "_sitemaps", die),
        (stage, "write_file", die),
        (Changes, "clear", die),
    ],
)
def test_killed_anywhere(
    root: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    room: object,
    name: str,
    killer: object,
) -> None:
    monkeypatch.setattr(State, "close", let_go)
    with monkeypatch.context() as patch:
        patch.setattr(room, name, killer)
        with pytest.raises(KilledError):
            build(root)
    with sqlite3.connect(root / "build" / "state.db") as db:
        assert db.execute("SELECT value FROM meta WHERE key='building'").fetchone() == ("1",)
    db.close()
    monkeypatch.undo()
    build(root)
    assert site_files(root) == expected(tmp_path_factory)


def test_a_killed_build_of_a_seller_that_then_breaks_keeps_the_last_good_pages(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: data for path, data in site_files(root).items() if path.startswith("kopi-satu/")}
    with monkeypatch.context() as patch:
        patch.setattr(State, "close", let_go)
        patch.setattr(stage, "promote", half_swap)
        with pytest.raises(KilledError):
            build(root)
    write_shop(root, "kopi-satu", whatsapp="12")
    build(root)
    now = {path: data for path, data in site_files(root).items() if path.startswith("kopi-satu/")}
    assert now == before


def test_what_a_killed_build_has_left_half_written_is_gone_after_the_next(root: Path) -> None:
    build(root)
    wanted = site_files(root)
    for folder in ("", "kopi-satu"):
        (root / "build" / "site" / folder / ".0123456789abcdef.etalase").write_text("<!doctype ht")
    with closing(sqlite3.connect(root / "build" / "state.db")) as db, db:
        db.execute("UPDATE meta SET value='1' WHERE key='building'")
    build(root)
    assert site_files(root) == wanted


def test_two_builds_at_once_do_not_mix(root: Path) -> None:
    state = State(root / "build" / "state.db")
    code, answer = build(root)
    assert code == 1
    assert f"is in use: a build by {who()}, process {os.getpid()}, since 2" in answer["error"]
    state.close()
    assert build(root)[0] == 0


def test_a_state_that_somebody_writes_to_is_neither_damaged_nor_lost(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.disk.sqlite.PATIENCE_SECONDS", 0.1)
    file = root / "build" / "state.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StateBusyError, match="in use by another program"):
            State(file)
        other.execute("ROLLBACK")
        assert other.execute("SELECT count(*) FROM sellers").fetchone() > (0,)
