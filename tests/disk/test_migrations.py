"""The four databases: an older file is brought up to date, a newer one refused, and nobody comes between."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import insert, text

from generator.building.state_db import open_database as open_state
from generator.disk.migrations import Migration, Schema
from generator.errors import UnusableError
from generator.form import database as form_database
from generator.hosting import engine as ledger_engine
from generator.hosting import schema as ledger_schema
from generator.hosting.ledger import LedgerError, open_ledger
from generator.publish.published_db import open_database as open_record
from generator.records import published_db, state_db
from tests.hosting.conftest import postgres, url
from tests.hosting.histories import FIRST, contact
from tests.shops import build, changed, new_workspace, site_files, write_shop

__all__ = ["postgres", "url"]

SCHEMAS = Path(__file__).parent / "schemas"
OPEN: dict[str, Callable[[Path], object]] = {
    "state": open_state,
    "published": open_record,
    "form": form_database.open_database,
}
KNOWN = {"state": state_db.SCHEMA, "published": published_db.SCHEMA, "form": form_database.SCHEMA}


def older(script: str, folder: Path) -> Path:
    """A database as an earlier version of the program has left it."""
    file = folder / f"{script.partition('-')[0]}.db"
    with closing(sqlite3.connect(file)) as db:
        db.executescript(f"PRAGMA journal_mode = WAL; {(SCHEMAS / script).read_text()}")
    return file


def opened(kind: str, file: Path) -> None:
    """Open it as the program does, and let go."""
    found = OPEN[kind](file)
    assert isinstance(found, sqlite3.Connection | form_database.Database)
    if isinstance(found, sqlite3.Connection) and found.in_transaction:
        found.execute("COMMIT")
    found.close()


def tables(file: Path) -> dict[str, set[str]]:
    """Every table and index with what it is made of, in whatever order."""
    with closing(sqlite3.connect(file)) as db:
        found = db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
        columns = {
            name: {str(row[1:]) for row in db.execute(f"PRAGMA table_info({name})")} for name, _ in found
        }
    return {name: columns[name] or {re.sub(r"\s+", " ", sql)} for name, sql in found}


def rows(file: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as db:
        return db.execute(query).fetchall()


@pytest.mark.parametrize("script", sorted(path.name for path in SCHEMAS.glob("*.sql")))
def test_an_older_database_becomes_what_a_new_one_is(script: str, tmp_path: Path) -> None:
    kind = script.partition("-")[0]
    file, new = older(script, tmp_path), tmp_path / "new.db"
    opened(kind, file)
    opened(kind, new)
    assert tables(file) == tables(new)
    names = rows(file, "SELECT name FROM migrations ORDER BY number")
    assert (
        names == [(one.name,) for one in KNOWN[kind].migrations] == rows(new, "SELECT name FROM migrations")
    )
    before = file.read_bytes()
    opened(kind, file)
    assert file.read_bytes() == before, "once is enough"


def test_what_was_in_an_older_form_stays(tmp_path: Path) -> None:
    file = older("form-1.sql", tmp_path)
    opened("form", file)
    assert rows(file, "SELECT id, slug, kind, asked_by FROM approvals") == [(7, "kopi", "whatsapp", 3)]
    assert rows(file, "SELECT slug, kecamatan FROM shops") == [("kopi", "tebet")]


def test_a_state_of_the_last_version_is_carried_over_without_a_page_being_built_again(tmp_path: Path) -> None:
    root = new_workspace(tmp_path)
    write_shop(root, "kopi-satu", ikuti="[teh-dua]")
    write_shop(root, "teh-dua")
    build(root)
    before, inodes = site_files(root), {p: p.stat().st_ino for p in (root / "build/site").rglob("*")}
    file = root / "build" / "state.db"
    with closing(sqlite3.connect(file)) as db, db:
        known = db.execute("SELECT followed_shops, term_digest FROM sellers").fetchall()
        for change in (
            "RENAME COLUMN followed_shops TO neighbours",
            "RENAME COLUMN term_digest TO standing",
            "DROP COLUMN waiting",
            "DROP COLUMN facts",
        ):
            db.execute(f"ALTER TABLE sellers {change}")
        for table in (
            "migrations",
            "search_shops",
            "search_shards",
            "search_words",
            "search_late",
            "circles",
        ):
            db.execute(f"DROP TABLE {table}")
        db.execute("DELETE FROM meta WHERE key = 'search'")
        db.execute("""UPDATE sellers SET card = json_set(card, '$.products', json_array('Kopi Susu'))""")
        db.execute("UPDATE meta SET value = '4' WHERE key = 'schema'")
    code, answer = build(root)
    assert (code, answer["sellers"]["unchanged"], answer["sellers"]["built"]) == (0, 2, 0)
    searched = {path for path in before if path.startswith("cari/")}
    assert changed(site_files(root), before) <= searched
    now = {p: p.stat().st_ino for p in (root / "build/site").rglob("*")}
    assert {p for p in now if now[p] != inodes.get(p)} <= {root / "build/site" / path for path in searched}
    found = rows(file, "SELECT card ->> '$.products' FROM sellers")
    assert found == [('[["kopi","Kopi Susu",null,false]]',)] * 2, "prices come with the next build"
    assert rows(file, "SELECT followed_shops, term_digest FROM sellers") == known
    assert rows(file, "SELECT DISTINCT waiting FROM sellers") == [("",)]


@pytest.mark.parametrize("kind", OPEN)
def test_a_database_of_a_newer_version_is_refused_and_left_alone(kind: str, tmp_path: Path) -> None:
    file = tmp_path / f"{kind}.db"
    opened(kind, file)
    known = KNOWN[kind]
    with closing(sqlite3.connect(file)) as db, db:
        db.execute(known.keep_number.format(known.version + 1))
    before = file.read_bytes()
    with pytest.raises(UnusableError, match=r"was written by (a newer|a later|another) version of etalase"):
        opened(kind, file)
    assert file.read_bytes() == before


def test_a_newer_state_ends_a_build_with_a_sentence_and_its_pages_stay(tmp_path: Path) -> None:
    root = new_workspace(tmp_path)
    write_shop(root, "kopi-satu")
    build(root)
    before = site_files(root)
    with closing(sqlite3.connect(root / "build" / "state.db")) as db, db:
        db.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    code, answer = build(root)
    assert code == 1
    assert answer["error"].startswith("build/state.db was written by a newer version of etalase (schema 99,")
    assert site_files(root) == before


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = older("published-2.sql", tmp_path)
    before = tables(file)
    added = Migration("fails", ("ALTER TABLE targets ADD COLUMN x TEXT", "ALTER TABLE nowhere ADD COLUMN y"))
    with_failure = replace(published_db.SCHEMA, migrations=(*published_db.SCHEMA.migrations, added))
    with monkeypatch.context() as patch:
        patch.setattr(published_db, "SCHEMA", with_failure)
        with pytest.raises(UnusableError):
            opened("published", file)
    assert tables(file) == before
    opened("published", file)
    assert "x" not in str(tables(file)["targets"])


def open_in_turn(kind: str, file: Path, gate: object) -> None:
    gate.wait(30)  # type: ignore[attr-defined]
    for _ in range(3):
        opened(kind, file)


@pytest.mark.parametrize("script", ["", "state-4.sql", "published-1.sql", "form-1.sql"])
def test_processes_that_open_a_database_at_once_bring_it_up_to_date_once(script: str, tmp_path: Path) -> None:
    kind = script.partition("-")[0] or "form"
    file = older(script, tmp_path) if script else tmp_path / "form.db"
    spawn = get_context("spawn")
    gate = spawn.Barrier(3)
    processes = [spawn.Process(target=open_in_turn, args=(kind, file, gate)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    opened(kind, tmp_path / "new.db")
    assert tables(file) == tables(tmp_path / "new.db")
    assert rows(file, "SELECT count(*) FROM migrations") == [(len(KNOWN[kind].migrations),)]


# the ledger, on SQLite and PostgreSQL


@pytest.fixture
def next_schema() -> Schema:
    """The ledger as a later version of the program might have it: one more column, filled from another."""
    return replace(
        ledger_schema.SCHEMA,
        migrations=(
            *ledger_schema.SCHEMA.migrations,
            Migration(
                "contacts-have-a-nickname",
                (
                    "ALTER TABLE contacts ADD COLUMN nickname VARCHAR(20) NOT NULL DEFAULT ''",
                    "UPDATE contacts SET nickname = substr(name, 1, 4)",
                ),
            ),
        ),
    )


def test_a_ledger_of_the_version_before_is_brought_up_to_date_and_refused_by_that(
    url: str, tmp_path: Path, next_schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_ledger(url, tmp_path) as ledger:
        ledger.start([contact("kopi-satu")], FIRST)
        events = ledger.events("kopi-satu")
    with monkeypatch.context() as patch:
        patch.setattr(ledger_engine, "SCHEMA", next_schema)
        with open_ledger(url, tmp_path, create=False, dry_run=True) as ledger:
            assert ledger.events("kopi-satu") == events
        with ThreadPoolExecutor() as pool:
            for ledger in pool.map(lambda _: open_ledger(url, tmp_path), range(3)):
                ledger.close()
        with open_ledger(url, tmp_path) as ledger:
            assert ledger.events("kopi-satu") == events
            with ledger_engine.reading(ledger._engine) as connection:
                assert connection.execute(text("SELECT nickname FROM contacts")).all() == [("Kopi",)]
                newest = connection.execute(text("SELECT * FROM migrations ORDER BY number")).all()[-1]
                assert newest == (next_schema.version, "contacts-have-a-nickname")
    numbers = f"schema {next_schema.version}, this one knows {ledger_schema.SCHEMA.version}"
    with pytest.raises(LedgerError, match=rf"newer version of etalase \({numbers}\)"):
        open_ledger(url, tmp_path)


def test_a_ledger_of_schema_1_gets_the_table_of_former_addresses(url: str, tmp_path: Path) -> None:
    with open_ledger(url, tmp_path) as ledger:
        ledger.start([contact("kopi-satu")], FIRST)
        with ledger_engine.writing(ledger._engine) as connection:
            for statement in (
                "DROP TABLE former_addresses",
                "DROP TABLE migrations",
                f"UPDATE meta SET value = '1' WHERE key = '{ledger_schema.VERSION_KEY}'",
            ):
                connection.execute(text(statement))
    with open_ledger(url, tmp_path) as ledger:
        ledger.put_contacts([replace(contact("kopi-satu"), email="lain@contoh.example")])
        known = contact("kopi-satu").email
        assert [(one.slug, one.email, one.listed_on, one.told) for one in ledger.former_addresses()] == (
            [("kopi-satu", known, None, None)] if known else []
        )
        assert ledger.term("kopi-satu")
        ledger.erase_person("kopi-satu")
        assert ledger.former_addresses() == []


def test_a_dry_run_does_not_bring_a_ledger_up_to_date(
    url: str, tmp_path: Path, next_schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_ledger(url, tmp_path).close()
    with monkeypatch.context() as patch:
        patch.setattr(ledger_engine, "SCHEMA", next_schema)
        with open_ledger(url, tmp_path, dry_run=True) as ledger:
            assert ledger.start([contact("kopi-satu")], FIRST)
    with open_ledger(url, tmp_path) as ledger:
        assert ledger.term("kopi-satu") is None


def test_the_number_of_a_form_that_is_no_number_is_another_version(tmp_path: Path) -> None:
    file = tmp_path / "form.db"
    database = form_database.open_database(file)
    with database.writing() as connection:
        connection.execute(
            insert(form_database.settings).prefix_with("OR REPLACE").values(key="version", value="x")
        )
    database.close()
    with pytest.raises(form_database.FormDatabaseError, match="another version"):
        form_database.open_database(file)
