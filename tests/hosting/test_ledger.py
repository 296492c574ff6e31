"""The ledger on both databases: what is written, what is refused, and what is gone after an erasure."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from generator.hosting import engine as database
from generator.hosting import operations, rows, schema
from generator.hosting.address import Address, parse_address
from generator.hosting.ledger import Ledger, LedgerError, open_ledger
from generator.hosting.operations import ActionRefusedError
from generator.hosting.schema import SCHEMA, VERSION_KEY
from generator.hosting.term import Event, Term
from tests import postgres_server
from tests.hosting.histories import END, FIRST, action, contact, handed_over, until_suspended


@pytest.fixture
def ledger(url: str, root: Path) -> Iterator[Ledger]:
    with open_ledger(url, root) as opened:
        yield opened


def test_the_first_publication_starts_a_term_once(ledger: Ledger) -> None:
    [begun] = ledger.start([contact("kopi-satu")], FIRST)
    assert (begun.starts_on, begun.expires_on, begun.state) == (FIRST, END, "active")
    assert ledger.start([contact("kopi-satu", 102)], FIRST + timedelta(days=5)) == []
    assert ledger.term("kopi-satu") == begun
    found = ledger.contact("kopi-satu")
    assert found
    assert found.whatsapp.endswith("102"), "contacts are brought up to date"
    assert ledger.term("kopi-dua") is None


def test_what_is_over_is_never_started_again(ledger: Ledger) -> None:
    ledger.record(
        "kopi-satu", lambda term: operations.move("kopi-satu", term, "kopi-dua", None, action(FIRST))
    )
    assert ledger.start([contact("kopi-satu")], FIRST) == []
    assert ledger.contact("kopi-satu") is None


def test_a_pending_seller_that_is_online_starts_too(ledger: Ledger) -> None:
    ledger.record("kopi-satu", lambda term: operations.hold("kopi-satu", term, action(FIRST)))
    [begun] = ledger.start([contact("kopi-satu")], FIRST)
    assert (begun.state, begun.held) == ("active", True)


def test_events_are_numbered_and_a_used_key_is_skipped(ledger: Ledger) -> None:
    approve = action(FIRST, "visited the kitchen")
    [first] = ledger.record("kopi-satu", lambda term: operations.activate("kopi-satu", term, approve))
    assert (first.seq, first.reason, first.actor) == (1, "visited the kitchen", "ratna")
    again = Event("kopi-satu", "activated", FIRST, "somebody", first.key)
    assert ledger.record("kopi-satu", lambda _term: [again]) == []
    held = Event("kopi-satu", "held", FIRST, "somebody", "held:1")
    assert [event.seq for event in ledger.record("kopi-satu", lambda _term: [again, held])] == [2]
    assert ledger.events("kopi-satu") == [first, replace(held, seq=2)]


def test_a_refusal_leaves_everything_as_it_was(ledger: Ledger) -> None:
    def refuse(_term: Term | None) -> list[Event]:
        raise ActionRefusedError("no")

    with pytest.raises(ActionRefusedError):
        ledger.record("kopi-satu", refuse, contact("kopi-satu"))
    assert ledger.term("kopi-satu") is None
    assert ledger.contact("kopi-satu") is None
    assert ledger.record("kopi-satu", lambda term: operations.activate("kopi-satu", term, action(FIRST)))


def test_a_life_from_start_to_end(ledger: Ledger) -> None:
    ledger.start([contact("kopi-satu")], FIRST)
    assert ledger.sweep(END - timedelta(days=1)) == {}
    suspended = until_suspended(ledger, "kopi-satu")
    term = ledger.term("kopi-satu")
    assert term
    assert (term.state, term.suspended_on) == ("suspended", suspended)
    assert [notice.kind for notice in term.notices] == ["D+3", "D+10"]
    assert ledger.sweep(suspended + timedelta(days=89)) == {}
    assert ledger.sweep(suspended + timedelta(days=90)) == {"purged": ["kopi-satu"]}
    assert ledger.sweep(suspended + timedelta(days=900)) == {}
    kinds = [event.kind for event in ledger.events("kopi-satu")]
    assert kinds == ["started", "grace", "notice", "notice", "suspended", "purged"]
    assert all(on_record == made for _slug, on_record, made in ledger.replays())


def test_a_sweep_of_the_named_leaves_the_others(ledger: Ledger) -> None:
    ledger.start([contact("kopi-satu"), contact("kopi-dua")], FIRST)
    assert ledger.sweep(END, only=["kopi-dua"], reason="asked to") == {"grace": ["kopi-dua"]}
    assert ledger.events("kopi-dua")[-1].reason == "asked to"
    assert ledger.sweep(END, actor="siti") == {"grace": ["kopi-satu"]}
    assert ledger.events("kopi-satu")[-1].actor == "siti"


def test_terms_are_told_by_slug_and_by_end(ledger: Ledger) -> None:
    for number, slug in enumerate(["kopi-tiga", "kopi", "kopi-dua"]):
        ledger.start([contact(slug)], FIRST + timedelta(days=number))
    ledger.record("kopi-baru", lambda term: operations.activate("kopi-baru", term, action(FIRST)))
    assert [term.slug for term in ledger.terms()] == ["kopi", "kopi-baru", "kopi-dua", "kopi-tiga"]
    assert [term.slug for term in ledger.terms(besides=["active"])] == []
    assert [term.slug for term in ledger.expiring(END + timedelta(days=1))] == ["kopi-tiga", "kopi"]
    assert {term.slug for term in ledger.some(["kopi", "kopi-dua", "tidak-ada"])} == {"kopi", "kopi-dua"}
    assert [one.slug for one in ledger.contacts()] == ["kopi", "kopi-dua", "kopi-tiga"]
    assert [one.slug for one in ledger.contacts(["kopi"])] == ["kopi"]


def test_the_same_person_is_found_by_number_or_nib(ledger: Ledger) -> None:
    ledger.put_contacts([contact("kopi-satu", 1, nib="1234567890123"), contact("kopi-dua", 2)])

    def same(slug: str, number: int, nib: str = "") -> list[str]:
        return [one.slug for one in ledger.same_person(contact(slug, number, nib=nib))]

    assert same("kopi-baru", 1) == ["kopi-satu"]
    assert same("kopi-baru", 9, "1234567890123") == ["kopi-satu"]
    assert same("kopi-baru", 2, "1234567890123") == ["kopi-dua", "kopi-satu"]
    assert same("kopi-baru", 9) == []
    assert same("kopi-satu", 1, "1234567890123") == []


def test_a_shop_that_moves_takes_its_contact_along(ledger: Ledger) -> None:
    ledger.start([contact("kopi-satu")], FIRST)
    move = ledger.record(
        "kopi-satu",
        lambda term: operations.move("kopi-satu", term, "kopi-dua", None, action(END, "new name")),
    )
    assert [(event.seller, event.kind) for event in move] == [
        ("kopi-satu", "moved-out"),
        ("kopi-dua", "moved-in"),
    ]
    there = ledger.term("kopi-dua")
    assert there
    assert (there.starts_on, there.expires_on, there.state) == (FIRST, END, "active")
    assert ledger.contact("kopi-satu") is None
    assert ledger.contact("kopi-dua")
    assert ledger.sweep(END) == {"grace": ["kopi-dua"]}
    assert all(on_record == made for _slug, on_record, made in ledger.replays())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET actor = 'nobody'",
        "DELETE FROM events",
        "UPDATE events SET on_day = '2020-01-01' WHERE seller = 'kopi-satu'",
    ],
)
def test_events_cannot_be_changed_or_deleted(ledger: Ledger, statement: str) -> None:
    ledger.start([contact("kopi-satu")], FIRST)
    before = ledger.events("kopi-satu")
    with pytest.raises(DBAPIError, match="append-only"), database.writing(ledger._engine) as connection:
        connection.execute(text(statement))
    assert ledger.events("kopi-satu") == before


def test_events_cannot_be_replaced_or_truncated(ledger: Ledger) -> None:
    ledger.start([contact("kopi-satu")], FIRST)
    on_sqlite = ledger._engine.dialect.name == "sqlite"
    statement = (
        "INSERT OR REPLACE INTO events SELECT * FROM events" if on_sqlite else "TRUNCATE events CASCADE"
    )
    with pytest.raises(DBAPIError, match="append-only"), database.writing(ledger._engine) as connection:
        connection.execute(text(statement))


def test_the_database_refuses_a_key_or_a_number_twice(ledger: Ledger) -> None:
    ledger.start([contact("kopi-satu")], FIRST)
    [first] = ledger.events("kopi-satu")
    for other in (
        replace(first, key="another"),
        replace(first, seq=2),
        replace(first, seller="kopi-dua"),
    ):
        twin = rows.event_row(other)
        with pytest.raises(DBAPIError), database.writing(ledger._engine) as connection:
            connection.execute(schema.events.insert(), twin)


# dry runs, and ledgers that are not there


def test_a_dry_run_works_and_keeps_nothing(url: str, root: Path) -> None:
    with open_ledger(url, root) as ledger:
        ledger.start([contact("kopi-satu")], FIRST)
    with open_ledger(url, root, dry_run=True) as ledger:
        assert ledger.start([contact("kopi-dua")], FIRST)
        assert ledger.sweep(END) == {"grace": ["kopi-dua", "kopi-satu"]}
        assert ledger.sweep(END) == {}
        assert ledger.erase_person("kopi-satu").contacts == 1
        assert ledger.term("kopi-dua")
    with open_ledger(url, root) as ledger:
        assert [term.state for term in ledger.terms()] == ["active"]
        assert ledger.contact("kopi-satu")


def test_a_dry_run_of_a_ledger_that_is_not_there_makes_none(url: str, root: Path) -> None:
    with open_ledger(url, root, dry_run=True) as ledger:
        assert ledger.start([contact("kopi-satu")], FIRST)
        assert ledger.term("kopi-satu")
    with open_ledger(url, root, create=False) as ledger:
        assert list(ledger.terms()) == []
        with pytest.raises(LedgerError, match="readonly"):
            ledger.start([contact("kopi-satu")], FIRST)
    assert list(root.iterdir()) == []


# what can go wrong when it is opened


def test_a_newer_ledger_is_refused(url: str, root: Path) -> None:
    with open_ledger(url, root) as ledger, database.writing(ledger._engine) as connection:
        newer = {"key": VERSION_KEY, "value": str(SCHEMA.version + 1)}
        connection.execute(text("UPDATE meta SET value = :value WHERE key = :key"), newer)
    with pytest.raises(LedgerError, match="newer version of etalase"):
        open_ledger(url, root)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("CREATE TABLE meta(key TEXT, value TEXT)", "not a ledger's"),
        ("CREATE TABLE events(id INTEGER)", "already exists.*a database of its own"),
    ],
)
def test_another_programs_database_is_left_alone(root: Path, content: str, said: str) -> None:
    db = sqlite3.connect(root / "ledger.db")
    db.execute(content)
    db.close()
    with pytest.raises(LedgerError, match=said):
        open_ledger("sqlite:///ledger.db", root)
    db = sqlite3.connect(root / "ledger.db")
    assert db.execute("SELECT count(*) FROM sqlite_master").fetchone() == (1,)
    db.close()


def test_a_file_that_is_no_database_is_refused(root: Path) -> None:
    (root / "ledger.db").write_bytes(b"this is not a ledger\n" * 100)
    with pytest.raises(LedgerError, match=r"ledger\.db cannot be used.*restore it from a backup"):
        open_ledger("sqlite:///ledger.db", root)


def test_a_folder_that_is_not_there_is_said(root: Path) -> None:
    with pytest.raises(LedgerError, match="check that its folder exists"):
        open_ledger("sqlite:///nowhere/ledger.db", root)


@pytest.mark.parametrize(
    "url",
    ["mysql://etalase:s3cret@db/ledger", "ledger.db", "sqlite://", "sqlite:///:memory:", "postgresql:x"],
)
def test_an_address_of_another_kind_is_refused(root: Path, url: str) -> None:
    with pytest.raises(LedgerError, match=r"use sqlite:///ledger\.db or postgresql://") as refused:
        open_ledger(url, root)
    assert "s3cret" not in str(refused.value)


def test_a_server_that_is_away_is_said_without_its_password(root: Path) -> None:
    url = f"postgresql://etalase:{postgres_server.PASSWORD}@127.0.0.1:1/ledger"
    with pytest.raises(LedgerError, match=r"postgresql://127\.0\.0\.1:1/ledger cannot be used") as refused:
        open_ledger(url, root)
    assert postgres_server.PASSWORD not in f"{refused.value} {refused.value.__cause__}"


def test_a_wrong_password_is_not_repeated(root: Path, postgres: postgres_server.PostgresServer) -> None:
    url = postgres.url.replace(postgres_server.PASSWORD, "canary-wrong")
    with pytest.raises(LedgerError, match="password authentication failed") as refused:
        open_ledger(url, root)
    assert "canary" not in f"{refused.value} {refused.value.__cause__}"


@pytest.mark.parametrize("port", ["99999999", "x"])
def test_a_crooked_address_is_not_repeated(root: Path, port: str) -> None:
    with pytest.raises(LedgerError) as refused:
        open_ledger(f"postgresql://etalase:{postgres_server.PASSWORD}@127.0.0.1:{port}/ledger", root)
    assert postgres_server.PASSWORD not in f"{refused.value} {refused.value.__cause__}"


def test_an_address_shows_no_password() -> None:
    address = parse_address("postgres://etalase:p%40ss@db.example:5432/ledger?password=s3cret", Path())
    assert address.url.startswith("postgresql+psycopg://")
    assert repr(address) == repr(Address("", "postgresql://db.example:5432/ledger", None))


def test_without_the_driver_the_way_to_get_it_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    with pytest.raises(LedgerError, match=r'pip install "psycopg\[binary\]"'):
        open_ledger("postgresql://127.0.0.1:1/ledger", root)


# erasure


def test_an_erased_person_is_gone_from_the_files(root: Path) -> None:
    secrets = (
        "Warung Rahasia",
        "6280000000777",
        "rahasia@contoh.example",
        "9998887776665",
        "lives next door",
    )
    person = contact("kopi-satu", 777, name=secrets[0], email=secrets[2], nib=secrets[3])
    with open_ledger("sqlite:///ledger.db", root) as ledger:
        ledger.start([contact(f"toko-{n:03d}", n) for n in range(300)], FIRST)
        ledger.start([person], FIRST)
        ledger.record("kopi-satu", lambda term: operations.hold("kopi-satu", term, action(FIRST, secrets[4])))
        for n in range(50):  # rows move to other pages while the ledger is used
            ledger.put_contacts([person, contact(f"toko-{n:03d}", n, name="x" * 500)])
        move = action(FIRST, f"{secrets[4]} now")
        ledger.record("kopi-satu", lambda term: operations.move("kopi-satu", term, "kopi-dua", None, move))
        assert found_in(root, secrets) == set(secrets), "the search finds what is there"
        erased = ledger.erase_person("kopi-dua")
        assert (erased.slugs, erased.contacts, erased.remarks) == (("kopi-dua", "kopi-satu"), 1, 3)
        assert found_in(root, secrets) == set(), "also while the ledger is still open"
        assert [event.reason for event in ledger.events("kopi-satu")] == ["", "", ""]
    assert found_in(root, secrets) == set()


def found_in(folder: Path, secrets: tuple[str, ...]) -> set[str]:
    held = b"".join(path.read_bytes() for path in folder.iterdir())
    return {secret for secret in secrets if secret.encode() in held}


def test_an_erased_person_is_gone_from_the_tables(ledger: Ledger) -> None:
    ledger.start([contact("kopi-satu"), contact("kopi-dua")], FIRST)
    erased = ledger.erase_person("kopi-satu")
    assert (erased.contacts, erased.remarks) == (1, 0)
    assert [one.slug for one in ledger.contacts()] == ["kopi-dua"]
    assert ledger.term("kopi-satu"), "what has happened stays on record"
    assert ledger.erase_person("kopi-satu").contacts == 0


def test_an_erasure_that_cannot_finish_says_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE_SECONDS", 0)
    with open_ledger("sqlite:///ledger.db", root) as ledger:
        ledger.start([contact("kopi-satu"), contact("kopi-dua")], FIRST)
        reader = sqlite3.connect(root / "ledger.db")
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM contacts").fetchone()
        with pytest.raises(LedgerError, match="run it again"):
            ledger.erase_person("kopi-satu")
        reader.close()
        ledger.erase_person("kopi-satu")
    assert found_in(root, ("kopi-satu@contoh.example",)) == set()


def test_a_notice_after_the_end_changes_nothing(ledger: Ledger) -> None:
    ledger.start([contact("kopi-satu")], FIRST)
    term = ledger.term("kopi-satu")
    assert term
    ledger.record("kopi-satu", lambda _term: [handed_over(term, "D-90", END - timedelta(days=90))])
    ledger.record("kopi-satu", lambda _term: [handed_over(term, "D-90", END - timedelta(days=80))])
    assert len(ledger.events("kopi-satu")) == 2, "the same notice is on record once"
    assert ledger.sweep(date(2028, 11, 20)) == {}
