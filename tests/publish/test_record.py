from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.publish.errors import DeployRefusedError
from generator.publish.published import CUT_SHORT, DIFFERS, MISSING, Published
from generator.publish.record import DryRunRecord, LockState, Record, Tally
from tests.publish.workspace import entry


def published(path: str, body: bytes = b"", *, encoding: str = "") -> Published:
    made = entry(path, body)
    return Published(made, encoding=encoding, etag=made.md5)


KOPI, TEH = published("kopi/kopi.html", b"kopi"), published("kopi/teh.html", b"the")
INDEX = published("kopi/index.html", b"shop")
NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "published.db"


@pytest.fixture
def record(path: Path) -> Iterator[Record]:
    with Record(path, "here") as opened:
        yield opened


def confirm(record: Record, *files: Published, on: date | None = None) -> None:
    record.begin(files)
    for file in files:
        record.uploaded(file, file.entry.size, on)
    record.commit()


def test_only_what_is_confirmed_and_committed_is_kept(path: Path) -> None:
    with Record(path, "here") as record:
        record.begin([TEH, KOPI])
        record.uploaded(KOPI, 9, None)
        record.commit()
        record.uploaded(TEH, 1, None)
        assert (record.tally, record.waiting) == (Tally(upload=1, delete=0, size=9), 1)
    with Record(path, "here") as record:
        kopi, teh = record.entries()
    assert (kopi, teh.entry.path, teh.doubt) == (KOPI, TEH.entry.path, CUT_SHORT)


def test_an_intent_is_on_disk_before_anything_is_sent(path: Path, record: Record) -> None:
    record.begin([KOPI])
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT path, doubt FROM published").fetchall() == [(KOPI.entry.path, CUT_SHORT)]


def test_what_was_on_record_is_kept_with_the_doubt(record: Record) -> None:
    packed = published(KOPI.entry.path, b"kopi", encoding="gzip")
    confirm(record, packed)
    record.begin([published(KOPI.entry.path, b"new price")])
    assert list(record.entries()) == [replace(packed, doubt=CUT_SHORT)]


def test_a_delete_under_way_is_unknown_until_confirmed(record: Record) -> None:
    confirm(record, KOPI)
    record.begin([KOPI])
    assert [old.doubt for old in record.entries()] == [CUT_SHORT]
    record.deleted(KOPI.entry)
    record.commit()
    assert list(record.entries()) == []
    assert record.tally.delete == 1


def test_targets_do_not_see_each_other(path: Path) -> None:
    with Record(path, "here") as here, Record(path, "there") as there:
        here.begin([KOPI])
        here.set_lock_state(LockState(token="ours"))
        assert (list(there.entries()), there.lock_state()) == ([], LockState())
        there.begin([TEH])
        assert [old.entry.path for old in here.entries()] == [KOPI.entry.path]


def test_the_time_a_file_was_missed_first(record: Record) -> None:
    record.begin([KOPI, TEH])
    record.mark_gone([KOPI.entry.path], NOW)
    assert [old.gone_since for old in record.entries()] == [NOW, None]
    record.mark_gone([KOPI.entry.path], None)
    assert [old.gone_since for old in record.entries()] == [None, None]


def test_a_range_of_keys_is_read_beside_the_writer(record: Record) -> None:
    confirm(record, KOPI, TEH)
    assert list(record.between("", KOPI.entry.path)) == [KOPI]
    assert list(record.between(KOPI.entry.path, "")) == [TEH]
    half_read = record.between("", "")
    next(half_read)
    record.correct([replace(KOPI, doubt=MISSING)])
    assert list(half_read) == [TEH]


def test_what_the_store_shows_keeps_the_time_a_file_was_missed(record: Record) -> None:
    confirm(record, KOPI)
    record.mark_gone([KOPI.entry.path], NOW)
    record.correct([replace(KOPI, etag="other", doubt=DIFFERS)])
    assert list(record.entries()) == [replace(KOPI, etag="other", doubt=DIFFERS, gone_since=NOW)]
    record.recognised([KOPI], None)
    assert list(record.entries()) == [KOPI]
    assert record.tally == Tally(upload=1, size=4)  # recognising is no upload


def test_a_confirmed_index_page_waits_for_the_ledger_and_is_told_once(record: Record) -> None:
    confirm(record, KOPI, INDEX, published("index.html"), on=TODAY)
    assert record.starts() == {"2026-11-21": ["kopi"]}
    confirm(record, INDEX, on=date(2026, 12, 1))
    assert record.starts() == {"2026-11-21": ["kopi"]}
    record.told(["kopi"])
    confirm(record, INDEX, on=date(2026, 12, 1))
    assert record.starts() == {}
    record.deleted(INDEX.entry)
    confirm(record, INDEX, on=date(2026, 12, 2))  # it was gone and is back: the ledger knows what that means
    assert record.starts() == {"2026-12-02": ["kopi"]}


def test_without_a_day_a_publication_starts_nothing_until_all_are_started(record: Record) -> None:
    confirm(record, INDEX, published("teh/index.html"))
    record.begin([published("teh/index.html")])
    assert record.starts() == {}
    record.start_all()
    assert record.starts() == {"": ["kopi"]}
    record.drop_starts(["kopi"])
    assert record.starts() == {}


def test_how_the_record_stands_to_the_marker(path: Path) -> None:
    lock_state = LockState("generation", "token", "place", 2)
    with Record(path, "here") as record:
        record.set_lock_state(lock_state)
    with Record(path, "here") as record:
        assert record.lock_state() == lock_state


def test_a_rehearsal_changes_nothing_and_counts_nothing(path: Path) -> None:
    with Record(path, "here") as record:
        confirm(record, KOPI)
    before = path.read_bytes()
    with DryRunRecord(path, "here") as rehearsal:
        confirm(rehearsal, TEH)
        assert [old.entry.path for old in rehearsal.entries()] == [KOPI.entry.path, TEH.entry.path]
        assert [old.entry.path for old in rehearsal.between("", "")] == [KOPI.entry.path, TEH.entry.path]
        assert rehearsal.tally == Tally()
    assert path.read_bytes() == before


def test_a_rehearsal_leaves_no_file(path: Path) -> None:
    with DryRunRecord(path, "here") as record:
        confirm(record, KOPI)
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize("kind", [Record, DryRunRecord])
def test_a_damaged_record_says_what_to_do(path: Path, kind: type[Record]) -> None:
    path.write_text("this is not a database" * 100)
    with pytest.raises(DeployRefusedError, match="move it away"):
        kind(path, "here")


def test_a_record_of_a_later_version_is_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(DeployRefusedError, match="later version"):
        Record(path, "here")


def test_a_record_of_the_first_version_goes_on(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.executescript("""
            CREATE TABLE targets (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
            CREATE TABLE published (
                target INTEGER NOT NULL REFERENCES targets, path TEXT NOT NULL, seller TEXT NOT NULL,
                sha256 TEXT NOT NULL, md5 TEXT NOT NULL, size INTEGER NOT NULL,
                content_type TEXT NOT NULL, cache_control TEXT NOT NULL, gone_since TEXT,
                PRIMARY KEY (target, path)
            ) WITHOUT ROWID;
            INSERT INTO targets VALUES (1, 's3://warung/'), (2, 'file:///srv/www/');
            INSERT INTO published VALUES
                (1, 'kopi/index.html', 'kopi', 'a', 'b', 1, 'text/html', '', NULL),
                (1, 'teh/index.html', 'teh', '', 'c', 1, 'text/html', '', NULL),
                (2, 'kopi/index.html', 'kopi', 'a', 'b', 1, 'text/html', '', NULL);
        """)
    with Record(path, "s3://warung/") as record:
        kopi, teh = record.entries()
        assert (kopi.doubt, kopi.etag, teh.doubt) == ("", "b", CUT_SHORT)
        assert (record.starts(), record.lock_state()) == ({"": ["kopi"]}, LockState())
    with Record(path, "file:///srv/www/") as record:
        assert record.starts() == {}


steps = st.lists(
    st.tuples(
        st.sampled_from(
            ["put", "put, reply lost", "put, not arrived", "delete", "delete, reply lost", "kill"]
        ),
        st.sampled_from(["a/index.html", "b/index.html", "c/x.html"]),
        st.sampled_from([b"one", b"two", b"three"]),
    ),
    max_size=30,
)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(steps)
def test_the_record_never_knows_too_much_nor_too_little(script: list[tuple[str, str, bytes]]) -> None:
    """Killed anywhere: all that is in the store is on record, and what is sure on record is in the store."""
    store: dict[str, str] = {}
    with TemporaryDirectory() as folder:
        path = Path(folder, "published.db")
        record = Record(path, "here")
        for what, name, body in script:
            file = published(name, body)
            if what == "kill":
                with record:  # closed without a commit
                    pass
                record = Record(path, "here")
                continue
            record.begin([file])
            if what.startswith("put") and "not" not in what:
                store[name] = file.etag
            elif what.startswith("delete"):
                store.pop(name, None)
            if what == "put":
                record.uploaded(file, 0, TODAY)
            elif what == "delete":
                record.deleted(file.entry)
        with record:
            record.commit()
            known = {old.entry.path: old for old in record.entries()}
            sure = {name for name, old in known.items() if not old.doubt}
            starts = {slug for slugs in record.starts().values() for slug in slugs}
    assert set(store) <= set(known)
    assert {name: known[name].etag for name in sure} == {name: store.get(name) for name in sure}
    assert {name.partition("/")[0] for name in sure if name.endswith("index.html")} <= starts
