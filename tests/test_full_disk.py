"""A full disk is called a full disk, and a busy database busy: nobody deletes what is whole."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.form.database import FormDatabaseError
from generator.form.database import open_database as open_form_database
from generator.hosting.contact import Contact
from generator.hosting.ledger import LedgerError, open_ledger
from generator.trouble import trouble
from tests.shops import (
    build,
    etalase,
    new_workspace,
    product,
    site_files,
    write_photo,
    write_product,
    write_shop,
)
from tests.small_disk import SmallDisk, mounted

FREE = (0, 4_096, 16_384, 49_152, 131_072, 262_144, 1_048_576)
"""Bytes: one step after another finds no room."""
EMPTY = Contact("kopi-satu", "Kopi", "628000000101", "", "tebet", "")


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallDisk]:
    with mounted(tmp_path_factory.mktemp("small") / "disk") as found:
        new_workspace(found.root / "hub")
        folder = write_shop(found.root / "hub", "kopi-satu", {"kopi": product(foto="kopi.png")})
        write_photo(folder, "kopi.png", size=(400, 300))
        write_shop(found.root / "hub", "teh-dua")
        build(found.root / "hub")
        yield found


@pytest.fixture
def root(disk: SmallDisk) -> Iterator[Path]:
    yield disk.root / "hub"
    disk.make_room()


def edit(root: Path, price: str) -> None:
    for slug in ("kopi-satu", "teh-dua"):
        write_product(root / "sellers" / slug, "kopi", product(harga=price))


def test_a_build_says_that_the_disk_is_full_and_goes_on_when_it_is_not(root: Path, disk: SmallDisk) -> None:
    for number, free in enumerate(FREE):
        edit(root, f"{19 + number}.000")
        shutil.rmtree(root / "build" / "cache", ignore_errors=True)
        disk.fill(free)
        code, answer = build(root)
        if code != 0:
            assert code == 1, answer
            assert answer["error"].startswith("the disk is full: make room where "), (free, answer)
            assert answer["failures"] == []
        disk.make_room()
        assert build(root)[0] == 0
        assert f"{19 + number}.000".encode() in site_files(root)["kopi-satu/kopi.html"]
    disk.fill()
    edit(root, "50.000")
    assert build(root)[0] == 1


@pytest.mark.parametrize("option", ["--no-gzip", "--dry-run", "--verify"])
def test_a_deploy_says_that_the_disk_is_full_and_repairs_itself(
    root: Path, disk: SmallDisk, tmp_path: Path, option: str
) -> None:
    www = tmp_path / "www"
    build(root)
    good = site_files(root)
    for free in FREE:
        for file in (root / "build").glob("published.db*"):
            file.unlink()
        shutil.rmtree(www, ignore_errors=True)
        disk.fill(free)
        code, answer = etalase(root, "deploy", "--to", www.as_uri(), option)
        if code != 0:
            assert answer["message"].startswith("the disk is full: make room where "), (free, answer)
            assert code == (3 if answer["done"]["upload"] else 1)
        disk.make_room()
        assert etalase(root, "deploy", "--to", www.as_uri())[0] == 0
        assert {p.relative_to(www).as_posix(): p.read_bytes() for p in www.rglob("*") if p.is_file()} == good


def test_a_deploy_into_a_folder_on_a_full_disk_says_so(root: Path, disk: SmallDisk, tmp_path: Path) -> None:
    www = disk.root / "www"
    shutil.copytree(root, tmp_path / "hub")
    disk.fill(100_000)
    code, answer = etalase(tmp_path / "hub", "deploy", "--to", www.as_uri())
    assert code in (1, 3)
    assert f"the disk is full: make room where {www} lies" in str([answer["message"], answer["failed"]])
    disk.make_room()
    assert etalase(tmp_path / "hub", "deploy", "--to", www.as_uri())[0] == 0
    shutil.rmtree(www)


def test_a_ledger_and_a_form_say_that_the_disk_is_full(root: Path, disk: SmallDisk) -> None:
    for free in FREE[:3]:
        with open_ledger("sqlite:///ledger.db", root) as ledger:
            ledger.start([EMPTY], date(2026, 11, 21))
        disk.fill(free)
        with pytest.raises(LedgerError, match=r"^the disk is full: make room where the ledger "):
            begin(root)
        with pytest.raises(FormDatabaseError, match=r"^the disk is full: make room where .*form\.db lies"):
            open_form_database(root / "form" / "form.db")
        disk.make_room()
        shutil.rmtree(root / "form", ignore_errors=True)
        (root / "new.db").unlink(missing_ok=True)
    begin(root)


def begin(root: Path) -> None:
    with open_ledger("sqlite:///new.db", root) as ledger:
        ledger.start([EMPTY], date(2026, 11, 21))


def test_no_command_answers_a_full_disk_with_a_traceback(root: Path, disk: SmallDisk) -> None:
    other = disk.root / "lain"
    other.mkdir()
    disk.fill()
    for command in (
        ["new", "toko-baru", "--whatsapp", "0800-0000-0102", "--kategori", "kuliner", "--kecamatan", "Tebet"],
        ["hosting", "export", "kopi-satu"],
        ["hosting", "hold", "kopi-satu", "--reason", "uji"],
        ["demo", "--sellers", "2"],
        ["invite", "kopi-satu"],
        ["form", "--port", "0"],
    ):
        where = other if command[0] == "demo" else root
        result = CliRunner().invoke(main, ["--root", str(where), *command])
        assert result.exit_code == 1, (command, result.output)
        assert isinstance(result.exception, SystemExit), (command, result.exception)
        assert "the disk is full" in result.output, (command, result.output)


def test_what_sqlite_says_is_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as db:
        db.execute("CREATE TABLE t(x)")
        db.execute("PRAGMA max_page_count = 3")
        with pytest.raises(sqlite3.DatabaseError) as full:
            db.execute("INSERT INTO t VALUES (zeroblob(100000))")
        db.execute("BEGIN IMMEDIATE")
        other = sqlite3.connect(file, timeout=0)
        with closing(other), pytest.raises(sqlite3.DatabaseError) as busy:
            other.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.DatabaseError) as foreign:
            db.execute("SELECT * FROM sellers")
    file.write_bytes(b"damaged" * 1000)
    with closing(sqlite3.connect(file)) as db, pytest.raises(sqlite3.DatabaseError) as damaged:
        db.execute("SELECT * FROM t")
    found = [trouble(caught.value, file) for caught in (full, busy, foreign, damaged)]
    assert found == ["full", "busy", "damaged", "damaged"]
