"""The record against the store: tampered with, published from elsewhere, or lost."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from hashlib import md5
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.publish import marker, verify
from generator.publish.execute import execute
from generator.publish.manifest import open_manifest
from generator.publish.payloads import Payloads
from generator.publish.plan import make_plan
from generator.publish.record import Record
from generator.publish.starts import Started
from generator.publish.verify import Findings
from tests.publish.conftest import Place
from tests.publish.memory_store import MemoryStore
from tests.publish.test_deploy import lock_requests, run
from tests.publish.workspace import Workspace
from tests.s3_server import BUCKET, S3Server

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
DAY = timedelta(days=1)


class Knows:
    """A ledger that remembers some sellers."""

    def __init__(self, *slugs: str) -> None:
        self.slugs = slugs

    def start(self, slugs: Sequence[str], on: date) -> list[Started]:
        return []

    def knows(self, slug: str) -> bool:
        return slug in self.slugs


Upload = Callable[[str, bytes | None], None]


@pytest.fixture
def upload(s3_server: S3Server, bucket: Place) -> Upload:
    """Puts something into the bucket behind the program's back; None removes it."""

    def change(path: str, body: bytes | None) -> None:
        if body is None:
            s3_server.client.delete_object(Bucket=BUCKET, Key=bucket.prefix + path)
        else:
            s3_server.client.put_object(Bucket=BUCKET, Key=bucket.prefix + path, Body=body)

    return change


def lose_record(workspace: Workspace) -> None:
    (workspace.root / "build" / "published.db").unlink()


def test_a_record_that_is_right_is_found_right(workspace: Workspace, place: Place) -> None:
    run(workspace.add("batik-ayu", "kopi"), place)
    report = run(workspace, place, verify=True)
    assert (report.result, report.verified, report.skip) == ("nothing", Findings(), 8)
    assert report.requests == lock_requests(place) + Counter(LIST=1)
    assert run(workspace, place).requests == {}


@pytest.mark.parametrize("size", [2, 50_000])
def test_what_is_missing_different_or_unknown_is_put_right(
    workspace: Workspace, bucket: Place, upload: Upload, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(verify, "RANGE", size)
    run(workspace.add("batik-ayu", "kopi"), bucket)
    upload("kopi/kopi.html", None)
    upload("index.html", b"hacked")
    upload("kopi/old.html", b"of an earlier deploy")
    upload("aset/old.css", b"of an earlier deploy")
    foreign = dict.fromkeys(("backup.tar", "teh/index.html", "kopi-susu/index.html"), b"not ours")
    for path, body in foreign.items():
        upload(path, body)

    rehearsed = run(workspace, bucket, verify=True, dry_run=True)
    report = run(workspace, bucket, verify=True)
    for one in (rehearsed, report):
        assert one.verified == Findings(missing=1, different=1, adopted=2, foreign=3)
        assert {
            row.key.removeprefix(bucket.prefix): row.reason for row in one.rows if row.reason != "same"
        } == {
            "aset/old.css": "held 24 h: replaced 2026-11-21T10:00:00+00:00",
            "index.html": "unconfirmed: differs in the store",
            "kopi/kopi.html": "unconfirmed: missing in the store",
            "kopi/old.html": "gone",
        }
    assert set(rehearsed.requests) == {"GET", "LIST"}
    held = {"aset/old.css": b"of an earlier deploy"}
    assert bucket.contents() == workspace.contents() | foreign | held
    assert run(workspace, bucket, now=NOW + DAY).done.delete == 1
    assert bucket.contents() == workspace.contents() | foreign
    assert run(workspace, bucket, verify=True).verified == Findings(foreign=3)


def test_an_empty_file_is_not_vouched_for_even_where_record_and_store_agree_on_it(
    workspace: Workspace, bucket: Place, upload: Upload
) -> None:
    """Its size is not that of what was built, whatever the store calls it."""
    run(workspace.add("kopi"), bucket)
    upload("kopi/kopi.html", b"")
    empty = md5(b"", usedforsecurity=False).hexdigest()
    with closing(sqlite3.connect(workspace.root / "build" / "published.db")) as db, db:
        db.execute("UPDATE published SET etag = ? WHERE path = 'kopi/kopi.html'", (empty,))
    report = run(workspace, bucket, verify=True)
    assert (report.verified, report.done.upload) == (Findings(different=1), 1)
    assert bucket.contents() == workspace.contents()


def test_too_many_deletes_are_refused_after_a_comparison_too(
    workspace: Workspace, bucket: Place, upload: Upload
) -> None:
    run(workspace.add("kopi"), bucket)
    upload("kopi/old.html", b"of an earlier deploy")
    report = run(workspace, bucket, verify=True, max_delete=0)
    assert (report.result, report.reason, report.requests["DELETE"]) == ("refused", "max-delete", 0)
    assert report.requests == lock_requests(bucket) + Counter(LIST=1)
    assert run(workspace, bucket).done.delete == 1  # it is on record now


def test_a_lost_record_is_rebuilt_without_sending_anything_again(workspace: Workspace, bucket: Place) -> None:
    run(workspace.add("batik-ayu", "kopi"), bucket)
    lose_record(workspace)
    workspace.write("kopi/kopi.html", "a new price")
    report = run(workspace, bucket)
    assert report.verified == Findings(adopted=8)
    assert report.requests == lock_requests(bucket, first=True) + Counter(LIST=1, PUT=1)
    assert [row.reason for row in report.rows] == ["unconfirmed: found in the store"]
    assert bucket.contents() == workspace.contents()
    assert run(workspace, bucket).requests == {}


def test_a_lost_record_of_a_folder_is_rebuilt_when_asked_for(workspace: Workspace, folder: Place) -> None:
    run(workspace.add("kopi"), folder)
    lose_record(workspace)
    report = run(workspace, folder, verify=True)
    assert (report.verified, report.result, report.skip) == (Findings(adopted=5), "nothing", 5)


def test_a_target_without_a_marker_is_new_and_is_not_listed(
    workspace: Workspace, bucket: Place, upload: Upload
) -> None:
    upload("backup.tar", b"not ours")
    assert run(workspace.add("kopi"), bucket).requests["LIST"] == 0


def test_who_has_left_is_taken_offline_also_when_the_record_is_lost(
    workspace: Workspace, bucket: Place
) -> None:
    run(workspace.add("batik-ayu", "kopi", "teh"), bucket)
    for slug in ("kopi", "teh"):
        for name in ("index.html", "kopi.html", "foto/kopi-1.webp"):
            workspace.remove(f"{slug}/{name}")
        workspace.sql("DELETE FROM sellers WHERE slug = ?", slug)
    lose_record(workspace)
    report = run(workspace, bucket, hosting=Knows("kopi"))
    assert report.verified == Findings(adopted=8, foreign=3)
    assert (report.done.delete, report.done.upload) == (3, 0)
    assert {path for path in bucket.contents() if path.startswith(("kopi", "teh"))} == {
        f"teh/{name}" for name in ("index.html", "kopi.html", "foto/kopi-1.webp")
    }


def test_a_seller_whose_build_failed_keeps_its_pages_when_the_record_is_lost(
    workspace: Workspace, bucket: Place
) -> None:
    run(workspace.add("batik-ayu", "kopi"), bucket)
    online = bucket.contents()
    for name in ("index.html", "kopi.html", "foto/kopi-1.webp"):
        workspace.remove(f"kopi/{name}")
    workspace.sql("UPDATE sellers SET status = 'failed' WHERE slug = 'kopi'")
    lose_record(workspace)
    assert run(workspace, bucket).result == "nothing"
    assert bucket.contents() == online


def test_two_machines_that_publish_in_turn(workspace: Workspace, bucket: Place, tmp_path: Path) -> None:
    run(workspace.add("kopi"), bucket)
    with closing(workspace.copy(tmp_path / "other")) as other:
        other.write("kopi/kopi.html", "a new price")
        other.write("kopi/teh.html", "a new product")
        assert run(other, bucket).requests == lock_requests(bucket) + Counter(PUT=2)

        workspace.write("kopi/kopi.html", "a new price")
        assert run(workspace, bucket).done.delete == 1  # this build knows no tea, and the record learns of it
        workspace.write("kopi/teh.html", "a new product")
        assert run(workspace, bucket).requests == lock_requests(bucket) + Counter(PUT=1)

        assert run(other, bucket).requests == {}
        other.write("kopi/index.html", "a new face")
        report = run(other, bucket)
        assert report.requests == lock_requests(bucket) + Counter(LIST=1, PUT=1)
        assert report.verified == Findings()
    assert bucket.contents()["kopi/index.html"] == b"a new face"


def test_a_hub_that_moved_takes_its_bucket_along(workspace: Workspace, bucket: Place) -> None:
    run(workspace.add("kopi"), bucket)
    workspace.sql("UPDATE meta SET value = 'https://baru.example' WHERE key = 'site'")
    workspace.write("index.html", "at a new address")
    before = bucket.contents()
    refused = run(workspace, bucket)
    assert (refused.result, refused.reason, refused.exit_code) == ("refused", "wrong-marker", 1)
    assert refused.requests == {"GET": 1}
    assert "--take-over" in refused.message
    assert run(workspace, bucket, verify=True, dry_run=True).reason == "wrong-marker"
    assert bucket.contents() == before
    assert run(workspace, bucket, take_over=True).done.upload == 1
    workspace.write("index.html", "third edition")
    assert run(workspace, bucket).result == "done"


def test_a_build_that_does_not_say_whose_it_is_is_not_sent_to_a_bucket(
    workspace: Workspace, bucket: Place, folder: Place
) -> None:
    workspace.add("kopi").sql("DELETE FROM meta WHERE key = 'site'")
    report = run(workspace, bucket)
    assert (report.result, report.reason, report.requests) == ("refused", "failed-build", {})
    assert run(workspace, folder).result == "done"


PATHS = ["index.html", "aset/hub.css", "kopi/index.html", "kopi/foto/a.webp", "teh/index.html", "teh/x.html"]
LOST = [
    "index.html",
    "kopi/index.html",
    "kopi/old.html",
    "teh/foto/old.webp",
    "siapa/index.html",
    "backup.tar",
]
bodies = st.sampled_from([b"one", b"two"])
sites = st.dictionaries(st.sampled_from(PATHS), bodies)
tampered = st.dictionaries(st.sampled_from(PATHS + LOST), st.none() | bodies)


@settings(derandomize=True, deadline=None, max_examples=25)
@given(before=sites, after=sites, tampered=tampered, lost=st.booleans(), size=st.sampled_from([1, 2, 100]))
def test_whatever_happened_the_store_becomes_the_site(
    before: dict[str, bytes],
    after: dict[str, bytes],
    tampered: dict[str, bytes | None],
    lost: bool,
    size: int,
) -> None:
    """After a comparison, a deploy and a day: what is ours is as built, what is not is as it was."""
    store = MemoryStore()
    always = {"index.html": b"hub", "aset/x.js": b"x", "kopi/index.html": b"kopi", "teh/index.html": b"teh"}
    with TemporaryDirectory() as folder, closing(Workspace(Path(folder, "work"))) as workspace:
        path = Path(folder, "published.db")
        for site in (before, after):
            for name in set(workspace.contents()) - set(always | site):
                workspace.remove(name)
            for name, body in (always | site).items():
                workspace.write(name, body.decode())
            if site is after:
                for name, found in tampered.items():
                    store.objects.pop(name, None)
                    if found:
                        store.objects[name] = found
                if lost:
                    path.unlink()
            for now in (NOW, NOW + DAY):
                with open_manifest(workspace.root / "build") as manifest, Record(path, "memory") as record:
                    if site is after and now is NOW:
                        with pytest.MonkeyPatch.context() as patch:
                            patch.setattr(verify, "RANGE", size)
                            verify.verify(store, "", record, manifest)
                    payloads = Payloads(workspace.site)
                    plan = make_plan(
                        manifest.entries(), record.entries(), payloads=payloads, failed=frozenset(), now=now
                    )
                    execute(plan, payloads, store, record, now=now)
                    on_record = {old.entry.path: old.etag for old in record.entries() if not old.doubt}
        foreign = {
            name: body
            for name, body in tampered.items()
            if body and name in ("siapa/index.html", "backup.tar")
        }
        assert store.objects == workspace.contents() | foreign
        assert set(on_record) == set(workspace.contents())


def test_the_marker_is_not_taken_for_a_file(workspace: Workspace, bucket: Place, s3_server: S3Server) -> None:
    run(workspace.add("kopi"), bucket)
    assert run(workspace, bucket, verify=True).verified == Findings()
    assert marker.NAME in s3_server.contents(bucket.prefix)
