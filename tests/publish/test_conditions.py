"""Stores that ignore conditions: refused until both were seen to work, or served by a lock of one machine."""

from __future__ import annotations

import fcntl
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from generator.content.hub import load_hub
from generator.publish.errors import NoConditionsError
from generator.publish.marker import NAME, parse_marker
from generator.publish.record import Record
from tests.publish.conftest import Place
from tests.publish.faulty_proxy import FaultyProxy, faulty_proxy
from tests.publish.memory_store import MemoryStore
from tests.publish.test_command import as_json
from tests.publish.test_deploy import run
from tests.publish.test_lock import SITI, locked
from tests.publish.workspace import HUB, SITE, Workspace
from tests.s3_server import BUCKET, S3Server

BOTH = ("If-None-Match", "If-Match")


@pytest.fixture
def line(s3_server: S3Server) -> Iterator[FaultyProxy]:
    """A store that ignores the conditions of its `ignores`."""

    def overwrite(path: str, body: bytes) -> str:
        key = path.removeprefix(f"/{BUCKET}/")
        return str(s3_server.client.put_object(Bucket=BUCKET, Key=key, Body=body)["ETag"])

    with faulty_proxy(s3_server.endpoint, overwrite=overwrite) as line:
        yield line


@pytest.fixture
def careless(bucket: Place, line: FaultyProxy) -> Place:
    """The bucket behind that line."""
    return Place(bucket.url, line.endpoint, bucket.contents, bucket.prefix)


def everything(s3_server: S3Server, place: Place) -> dict[str, bytes]:
    """The marker too."""
    return s3_server.contents(place.prefix)


@pytest.mark.parametrize("ignored", [BOTH, BOTH[:1], BOTH[1:]])
def test_a_store_that_ignores_a_condition_is_refused_at_every_try_and_left_as_it_was(
    workspace: Workspace, careless: Place, line: FaultyProxy, s3_server: S3Server, ignored: tuple[str, ...]
) -> None:
    line.ignores = ignored
    workspace.add("kopi")
    for _ in range(3):
        report = run(workspace, careless)
        assert (report.result, report.reason, report.exit_code) == ("refused", "no-conditions", 1)
        assert f"ignores conditions ({', '.join(ignored)})" in report.message
        assert "penerbitan.kunci: lokal" in report.message
        assert everything(s3_server, careless) == {}


def test_a_marker_that_lay_there_lies_there_after_a_refusal(
    workspace: Workspace, careless: Place, line: FaultyProxy, s3_server: S3Server, tmp_path: Path
) -> None:
    with closing(workspace.add("kopi").copy(tmp_path / "other")) as other:
        run(workspace, careless)
        before = everything(s3_server, careless)
        line.ignores = BOTH[1:]
        assert run(other, careless).reason == "no-conditions"
        assert everything(s3_server, careless) == before


def test_both_conditions_are_tried_once_for_each_target_and_what_they_proved_is_on_record(
    workspace: Workspace, bucket: Place
) -> None:
    workspace.add("kopi")
    lock, files = 3, 5
    assert sum(run(workspace, bucket).requests.values()) == lock + 3 + files
    workspace.write("kopi/kopi.html", "second edition")
    assert sum(run(workspace, bucket).requests.values()) == lock + 1
    with closing(sqlite3.connect(workspace.root / "build" / "published.db")) as db:
        assert db.execute("SELECT conditions FROM targets").fetchall() == [("If-None-Match, If-Match",)]
    elsewhere = Place(f"{bucket.url}below/", bucket.endpoint, bucket.contents, f"{bucket.prefix}below/")
    assert run(workspace, elsewhere).requests["PUT"] == 2 + 3 + files


def test_who_was_accepted_before_the_record_knew_is_tried_too(
    workspace: Workspace, careless: Place, line: FaultyProxy
) -> None:
    run(workspace.add("kopi"), careless)
    with closing(sqlite3.connect(workspace.root / "build" / "published.db")) as db, db:
        db.executescript("ALTER TABLE targets DROP COLUMN conditions; PRAGMA user_version = 2;")
    line.ignores = BOTH
    workspace.write("kopi/kopi.html", "second edition")
    assert run(workspace, careless).reason == "no-conditions"
    assert "second" not in str(careless.contents())


def test_a_store_that_refuses_what_holds_is_refused(workspace: Workspace) -> None:
    class Fussy(MemoryStore):
        def put_if(self, key: str, body: bytes, *, etag: str | None, content_type: str) -> str | None:
            return None if etag else super().put_if(key, body, etag=etag, content_type=content_type)

    store = Fussy()
    with (
        Record(workspace.root / "build" / "published.db", "there") as record,
        pytest.raises(NoConditionsError, match="refuses conditions that hold"),
    ):
        locked(store, SITI, record)
    assert store.objects == {}


@pytest.fixture
def local(workspace: Workspace, line: FaultyProxy, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A hub of one machine, on a store without any conditions; where that machine keeps its lock."""
    line.ignores = BOTH
    (workspace.root / "hub.yaml").write_text(f"{HUB}penerbitan: {{kunci: lokal}}\n")
    (locks := tmp_path / "locks").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(locks))
    return locks


@pytest.mark.usefixtures("local")
def test_one_machine_publishes_to_a_store_without_conditions_by_a_lock_of_its_own(
    workspace: Workspace, careless: Place, s3_server: S3Server
) -> None:
    workspace.add("kopi")
    for edition in ("second", "third"):
        code, answer = as_json(workspace, careless)
        assert (code, answer["result"]) == (0, "done")
        workspace.write("kopi/kopi.html", f"{edition} edition")
    marker = parse_marker(everything(s3_server, careless)[NAME])
    assert (marker.hub, marker.holder) == (SITE, None)
    (workspace.root / "hub.yaml").write_text(HUB)  # nothing was proved by it
    assert as_json(workspace, careless)[1]["reason"] == "no-conditions"


def test_two_folders_of_one_machine_keep_each_other_out(
    workspace: Workspace, careless: Place, local: Path, tmp_path: Path
) -> None:
    as_json(workspace.add("kopi"), careless)
    with closing(workspace.copy(tmp_path / "other")) as other:
        other.write("kopi/kopi.html", "second edition")
        (lock,) = local.iterdir()
        with lock.open() as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            code, answer = as_json(other, careless)
        assert (code, answer["reason"]) == (1, "locked")
        assert "at work (" in answer["message"]
        assert as_json(other, careless)[1]["result"] == "done"
        workspace.write("kopi/kopi.html", "second edition")  # and the record of the first is in doubt
        assert as_json(workspace, careless)[1]["requests"]["LIST"] == 1


@pytest.mark.usefixtures("local")
def test_another_hubs_bucket_is_refused_by_one_machine_too(workspace: Workspace, careless: Place) -> None:
    as_json(workspace.add("kopi"), careless)
    workspace.sql("UPDATE meta SET value = 'https://other.example' WHERE key = 'site'")
    workspace.write("kopi/kopi.html", "second edition")
    assert as_json(workspace, careless)[1]["reason"] == "wrong-marker"


def test_a_lock_that_cannot_be_kept_is_told(
    workspace: Workspace, careless: Place, local: Path, tmp_path: Path
) -> None:
    as_json(workspace.add("kopi"), careless)
    (lock,) = local.iterdir()
    lock.unlink()
    lock.symlink_to(tmp_path / "elsewhere")
    workspace.write("kopi/kopi.html", "second edition")
    code, answer = as_json(workspace, careless)
    assert (code, answer["reason"]) == (1, "no-conditions")
    assert str(lock) in answer["message"]
    assert not (tmp_path / "elsewhere").exists()


def test_a_kind_of_lock_that_nobody_knows_is_a_mistake_in_hub_yaml(workspace: Workspace) -> None:
    for typed, known in (("lokal", True), ("Lokal", True), ("jauh", False)):
        (workspace.root / "hub.yaml").write_text(f"{HUB}penerbitan: {{kunci: {typed}}}\n")
        hub, problems = load_hub(workspace.root)
        assert [problem.code for problem in problems] == ([] if known else ["lock-unknown"])
        assert hub is None or hub.publishing.local_lock
