from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.publish.errors import RefusedError
from generator.publish.record import Record, Rehearsal, Tally
from tests.publish.workspace import entry

KOPI, TEH = entry("kopi/kopi.html", b"kopi"), entry("kopi/teh.html", b"the")
NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "published.db"


def test_only_what_is_confirmed_and_committed_is_kept(path: Path) -> None:
    with Record(path, "here") as record:
        record.begin([TEH, KOPI])
        record.uploaded(KOPI)
        record.commit()
        record.uploaded(TEH)
        assert record.tally == Tally(upload=1, delete=0, size=4)
    with Record(path, "here") as record:
        kopi, teh = record.entries()
    assert (kopi.entry, teh.entry.path, teh.entry.sha256) == (KOPI, TEH.path, "")


def test_a_delete_under_way_is_unknown_until_confirmed(path: Path) -> None:
    with Record(path, "here") as record:
        for step in (record.begin, lambda _: record.uploaded(KOPI), lambda _: record.commit(), record.begin):
            step([KOPI])
        assert [old.entry.sha256 for old in record.entries()] == [""]
        record.deleted(KOPI)
        record.commit()
        assert list(record.entries()) == []
        assert record.tally.delete == 1


def test_targets_do_not_see_each_other(path: Path) -> None:
    with Record(path, "here") as here, Record(path, "there") as there:
        here.begin([KOPI])
        assert list(there.entries()) == []
        there.begin([TEH])
        assert [old.entry.path for old in here.entries()] == [KOPI.path]


def test_the_time_a_file_was_missed_first(path: Path) -> None:
    with Record(path, "here") as record:
        record.begin([KOPI, TEH])
        record.mark_gone([KOPI.path], NOW)
        assert [old.gone_since for old in record.entries()] == [NOW, None]
        record.mark_gone([KOPI.path], None)
        assert [old.gone_since for old in record.entries()] == [None, None]


def test_a_rehearsal_leaves_no_file(path: Path) -> None:
    with Rehearsal(path, "here") as record:
        record.begin([KOPI])
        record.uploaded(KOPI)
        record.commit()
        assert (list(record.entries()), record.tally) == ([], Tally())
    assert not path.exists()


def test_a_damaged_record_says_what_to_do(path: Path) -> None:
    path.write_text("this is not a database" * 100)
    with pytest.raises(RefusedError, match="delete it to publish everything again"):
        Record(path, "here")
