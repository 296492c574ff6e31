"""`verify`: every way in which ledger, build and record can disagree is told, with what to do."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from generator.hosting import built, operations
from generator.hosting import engine as database
from generator.hosting.audit import differences
from generator.hosting.errors import BuiltError
from generator.hosting.ledger import Ledger, open_ledger
from generator.publish.published_db import open_database
from tests.hosting.histories import END, FIRST, action, contact, until_suspended
from tests.shops import build, etalase, new_workspace, write_shop

SLUGS = ("kopi-dua", "kopi-satu")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two shops that are built and published."""
    new_workspace(tmp_path)
    for slug in SLUGS:
        write_shop(tmp_path, slug)
    build(tmp_path)
    for slug in SLUGS:
        publish(tmp_path, slug)
    return tmp_path


@pytest.fixture
def ledger(root: Path) -> Iterator[Ledger]:
    with open_ledger("sqlite:///ledger.db", root) as opened:
        opened.start([contact(slug) for slug in SLUGS], FIRST)
        yield opened


def publish(root: Path, slug: str, doubt: str = "") -> None:
    """What a deploy to a bucket leaves on record."""
    db = open_database(root / "build" / "published.db")
    with db:
        db.execute("INSERT OR IGNORE INTO targets (id, name) VALUES (1, 's3://toko/')")
        values = (f"{slug}/index.html", slug, doubt)
        db.execute(
            "INSERT OR REPLACE INTO published (target, path, seller, sha256, md5, size, content_type,"
            " cache_control, doubt) VALUES (1, ?, ?, '', '', 0, '', '', ?)",
            values,
        )
        db.execute("INSERT OR IGNORE INTO starts (target, seller, day) VALUES (1, ?, '2026-11-21')", (slug,))
    db.close()


def withdraw(root: Path, slug: str, only: str = "%") -> None:
    """What a deploy that deletes leaves on record, of one target or all."""
    db = open_database(root / "build" / "published.db")
    with db:
        these = "target IN (SELECT id FROM targets WHERE name LIKE ?)"
        db.execute(f"DELETE FROM published WHERE seller = ? AND {these}", (slug, only))
        db.execute("DELETE FROM starts WHERE seller = ?", (slug,))
    db.close()


def found(ledger: Ledger, root: Path) -> list[tuple[str, str]]:
    told = list(differences(ledger, root / "build", "otomatis"))
    assert all(": " in one.message or one.between == "events" for one in told), "each says what to do"
    return [(one.slug, one.between) for one in told]


def tamper(ledger: Ledger, statement: str) -> None:
    with database.writing(ledger._engine) as connection:
        connection.execute(text(statement))


def test_all_agree(ledger: Ledger, root: Path) -> None:
    assert found(ledger, root) == []


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        (
            "UPDATE terms SET state = 'grace' WHERE slug = 'kopi-satu'",
            "state is grace, its events make it active",
        ),
        (
            "UPDATE terms SET expires_on = '2099-01-01', seq = 7 WHERE slug = 'kopi-satu'",
            "expires_on is 2099-01-01, its events make it 2028-11-21; seq is 7, its events make it 1",
        ),
        ("DELETE FROM terms WHERE slug = 'kopi-satu'", "it has events, but no term on record"),
        (
            "UPDATE terms SET slug = 'kopi-satu-x' WHERE slug = 'kopi-satu'",
            "it has events, but no term on record",
        ),
    ],
)
def test_a_projection_that_was_tampered_with(
    ledger: Ledger, root: Path, statement: str, message: str
) -> None:
    tamper(ledger, statement)
    told = [one for one in differences(ledger, root / "build", "otomatis") if one.between == "events"]
    assert ("kopi-satu", message) in [(one.slug, one.message) for one in told]


def test_a_life_that_build_and_deploy_do_not_follow(ledger: Ledger, root: Path) -> None:
    suspended = until_suspended(ledger, "kopi-satu")
    assert found(ledger, root) == [("kopi-satu", "build")]
    build(root, today=suspended.isoformat())
    assert found(ledger, root) == []
    withdraw(root, "kopi-satu")
    assert found(ledger, root) == [("kopi-satu", "store")], "the take-down page is not online"
    publish(root, "kopi-satu")
    purged = suspended + timedelta(days=90)
    ledger.sweep(purged)
    assert found(ledger, root) == [("kopi-satu", "build"), ("kopi-satu", "store")]
    build(root, today=purged.isoformat())
    assert found(ledger, root) == [("kopi-satu", "store")]
    withdraw(root, "kopi-satu")
    assert found(ledger, root) == []


def test_a_shop_that_came_back(ledger: Ledger, root: Path) -> None:
    suspended = until_suspended(ledger, "kopi-satu")
    build(root, today=suspended.isoformat())
    ledger.record("kopi-satu", lambda term: operations.renew("kopi-satu", term, action(suspended)))
    assert found(ledger, root) == [("kopi-satu", "build")]


def test_a_shop_that_moved(ledger: Ledger, root: Path) -> None:
    ledger.record(
        "kopi-satu", lambda term: operations.move("kopi-satu", term, "kopi-baru", None, action(END))
    )
    assert found(ledger, root) == [("kopi-baru", "build"), ("kopi-satu", "build")]
    (root / "sellers" / "kopi-satu").rename(root / "sellers" / "kopi-baru")
    build(root, today=END.isoformat())
    assert found(ledger, root) == [("kopi-baru", "store")], "it has pages that are not published yet"
    publish(root, "kopi-baru")
    assert found(ledger, root) == []


def test_a_shop_online_that_the_ledger_does_not_know(ledger: Ledger, root: Path) -> None:
    publish(root, "kopi-tiga")
    assert found(ledger, root) == [("kopi-tiga", "store")]
    ledger.record("kopi-tiga", lambda term: operations.activate("kopi-tiga", term, action(END)))
    assert found(ledger, root) == [("kopi-tiga", "store")]


def test_a_known_reason_for_having_no_pages(ledger: Ledger, root: Path) -> None:
    write_shop(root, "kopi-satu", persetujuan="tidak")
    build(root)
    assert found(ledger, root) == [("kopi-satu", "store")], "withdrawn, and still online"
    withdraw(root, "kopi-satu")
    assert found(ledger, root) == []


def test_a_page_that_should_be_gone_is_named_with_its_place_and_the_command_for_it(
    ledger: Ledger, root: Path
) -> None:
    """A trial's folder is a target, too."""
    trial = root / "percobaan biasa"
    assert etalase(root, "deploy", "--to", trial.as_uri())[0] == 0
    write_shop(root, "kopi-satu", persetujuan="tidak")
    build(root)
    deploy = f"etalase deploy --to {trial.as_uri()}/"
    [one] = differences(ledger, root / "build", "otomatis", ("s3://toko/", ""))
    both = (f"{trial.as_uri()}/", "s3://toko/")
    assert one.targets == both
    assert one.message.endswith(f"published at {' and '.join(both)}: run {deploy} and etalase deploy")
    withdraw(root, "kopi-satu", only="s3://toko/")
    code, answer = etalase(root, "hosting", "verify")
    [found] = answer["differences"]
    assert (code, found["targets"]) == (3, [both[0]])
    assert found["message"].endswith(f"still published at {both[0]}: run {deploy}")
    assert etalase(root, "deploy", "--to", trial.as_uri())[0] == 0
    assert etalase(root, "hosting", "verify")[1]["differences"] == []


def test_a_shop_that_was_let_go_while_its_term_runs(ledger: Ledger, root: Path) -> None:
    shutil.rmtree(root / "sellers" / "kopi-satu")
    build(root, "--accept-losses", "kopi-satu")
    withdraw(root, "kopi-satu")
    assert found(ledger, root) == [("kopi-satu", "build")]


def test_an_unconfirmed_page_is_not_online(root: Path) -> None:
    publish(root, "kopi-satu", doubt="an earlier deploy was cut short")
    assert built.online(root / "build") == {"kopi-dua"}
    assert built.confirmed(root / "build") == set(SLUGS)


def test_what_a_build_has_left(root: Path) -> None:
    folder = root / "build"
    assert built.statuses(folder) == dict.fromkeys(SLUGS, "built")
    assert built.with_pages(folder) == set(SLUGS)
    assert built.kecamatan(folder, ["kopi-satu", "tidak-ada"]) == {"kopi-satu": "tebet"}
    assert built.names(folder, ["kopi-satu", "tidak-ada"]) == {"kopi-satu": "Kopi Satu"}
    [one] = built.contacts(folder, ["tidak-ada", "kopi-satu"])
    assert (one.slug, one.name, one.whatsapp) == ("kopi-satu", "Kopi Satu", "6280000000101")


def test_without_a_build_there_is_nothing(tmp_path: Path) -> None:
    assert built.statuses(tmp_path) == {}
    assert built.online(tmp_path) == set()
    assert list(built.contacts(tmp_path, ["kopi-satu"])) == []
    assert list(tmp_path.iterdir()) == [], "reading makes nothing"


def test_a_damaged_state_is_said(tmp_path: Path) -> None:
    (tmp_path / "state.db").write_bytes(b"damaged" * 1000)
    with pytest.raises(BuiltError, match=r"state\.db cannot be read .*: build again"):
        built.statuses(tmp_path)


def test_a_damaged_record_is_said(tmp_path: Path) -> None:
    (tmp_path / "published.db").write_bytes(b"damaged" * 1000)
    with pytest.raises(BuiltError, match=r"published\.db cannot be read .*: move it away"):
        built.told(tmp_path)


def test_a_record_of_the_first_version_has_told_no_ledger(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "published.db")) as db:
        db.execute("CREATE TABLE targets (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)")
        db.execute("CREATE TABLE published (target INTEGER, path TEXT, seller TEXT)")
    assert built.told(tmp_path) == 0
