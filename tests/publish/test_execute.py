"""Barriers and held-back sellers, on a store in memory that fails on cue."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator.publish.errors import CredentialsError, StoreDownError, StoreError
from generator.publish.execute import AHEAD, BUNDLE, LOST_AFTER, execute
from generator.publish.manifest import open_manifest
from generator.publish.payloads import Payloads
from generator.publish.plan import Plan, make_plan
from generator.publish.record import DryRunRecord, Record
from generator.publish.report import DeployOutcome
from generator.publish.store import ReadOnly, Store
from tests.publish.memory_store import FailAt, MemoryStore
from tests.publish.workspace import Workspace

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)


def failing(*keys: str, error: StoreError | None = None) -> FailAt:
    return lambda key: (error or StoreError("the store said no")) if key in keys else None


class Deploys:
    """One workspace and one store in memory."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.store = MemoryStore()
        self.payloads = Payloads(workspace.site)

    def plan(self, record: Record, now: datetime = NOW) -> Plan:
        with open_manifest(self.workspace.root / "build") as manifest:
            failed = manifest.failed_sellers()
            return make_plan(
                manifest.entries(), record.entries(), payloads=self.payloads, failed=failed, now=now
            )

    def run(self, *, now: datetime = NOW, store: Store | None = None) -> DeployOutcome:
        self.store.log.clear()
        with Record(self.record, "memory") as record:
            plan = self.plan(record, now)
            return execute(plan, self.payloads, store or self.store, record, now=now)

    @property
    def record(self) -> Path:
        return self.workspace.root / "build" / "published.db"


@pytest.fixture
def deploys(workspace: Workspace) -> Deploys:
    return Deploys(workspace.add("batik-ayu", "kopi"))


def test_each_stage_is_finished_before_the_next(deploys: Deploys) -> None:
    outcome = deploys.run()
    keys = [key for _, key in deploys.store.log]
    assert sorted(keys[:3]) == ["aset/hub.css", "batik-ayu/foto/kopi-1.webp", "kopi/foto/kopi-1.webp"]
    assert sorted(keys[3:5]) == ["batik-ayu/kopi.html", "kopi/kopi.html"]
    assert sorted(keys[5:7]) == ["batik-ayu/index.html", "kopi/index.html"]
    assert keys[7:] == ["index.html"]
    assert (outcome.done.upload, outcome.failed, outcome.held_back) == (8, (), frozenset())
    assert deploys.store.objects == deploys.workspace.contents()
    deploys.run()
    assert deploys.store.log == []


def test_a_failure_holds_back_that_seller_and_nobody_else(deploys: Deploys) -> None:
    deploys.store.fail_at = failing("kopi/kopi.html")
    outcome = deploys.run()
    assert [(f.key, f.seller, f.error) for f in outcome.failed] == [
        ("kopi/kopi.html", "kopi", "the store said no")
    ]
    assert outcome.held_back == {"kopi"}
    assert "kopi/index.html" not in deploys.store.objects
    assert {"batik-ayu/index.html", "index.html"} <= set(deploys.store.objects)

    deploys.store.fail_at = failing()
    again = deploys.run()
    assert sorted(key for _, key in deploys.store.log) == ["kopi/index.html", "kopi/kopi.html"]
    assert again.done.upload == 2


def test_a_failed_shop_does_not_stop_the_hub(deploys: Deploys) -> None:
    deploys.store.fail_at = failing("kopi/index.html")
    assert deploys.run().held_back == frozenset()
    assert "index.html" in deploys.store.objects


def test_a_failed_shared_asset_holds_back_everything_later(deploys: Deploys) -> None:
    deploys.store.fail_at = failing("aset/hub.css")
    outcome = deploys.run()
    assert outcome.held_back == {"", "batik-ayu", "kopi"}
    assert set(deploys.store.objects) == {"batik-ayu/foto/kopi-1.webp", "kopi/foto/kopi-1.webp"}


def test_a_failed_seller_loses_nothing(deploys: Deploys) -> None:
    deploys.run()
    for slug in ("batik-ayu", "kopi"):
        deploys.workspace.remove(f"{slug}/kopi.html")
        deploys.workspace.write(f"{slug}/index.html", "without coffee")
    deploys.store.fail_at = failing("kopi/index.html")
    outcome = deploys.run()
    assert outcome.held_back == {"kopi"}
    assert ("delete", "batik-ayu/kopi.html") in deploys.store.log
    assert "kopi/kopi.html" in deploys.store.objects


def test_a_failed_hub_page_keeps_what_it_may_link_to(deploys: Deploys) -> None:
    deploys.run()
    for name in ("index.html", "kopi.html", "foto/kopi-1.webp"):
        deploys.workspace.remove(f"kopi/{name}")
    deploys.workspace.write("index.html", "without this shop")
    deploys.store.fail_at = failing("index.html")
    outcome = deploys.run()
    assert outcome.held_back == {"kopi"}
    assert outcome.done.delete == 0

    deploys.store.fail_at = failing()
    assert deploys.run().done.delete == 3
    assert deploys.store.objects == deploys.workspace.contents()


def test_a_key_that_stays_is_a_failure_and_stays_on_record(deploys: Deploys) -> None:
    deploys.run()
    deploys.workspace.remove("kopi/kopi.html")
    deploys.store.fail_at = failing("kopi/kopi.html")
    assert [f.key for f in deploys.run().failed] == ["kopi/kopi.html"]
    deploys.store.fail_at = failing()
    assert deploys.run().done.delete == 1


@pytest.mark.parametrize("change", ["edited by hand", None])
def test_a_file_that_is_not_what_was_built_is_never_uploaded(deploys: Deploys, change: str | None) -> None:
    page = deploys.workspace.site / "kopi/index.html"
    if change:
        page.write_text(change)
    else:
        page.unlink()
    (failure,) = deploys.run().failed
    assert failure.key == "kopi/index.html"
    assert failure.error.endswith("run `etalase build --force`")
    assert "kopi/index.html" not in deploys.store.objects


@pytest.mark.parametrize("error", [StoreDownError("down"), CredentialsError("who?")])
def test_a_hopeless_first_request_is_the_only_one(deploys: Deploys, error: StoreError) -> None:
    deploys.store.fail_at = lambda _: error
    outcome = deploys.run()
    assert outcome.stopped is error
    assert len(deploys.store.log) == 1
    assert outcome.failed == ()


def test_a_store_that_is_lost_on_the_way_is_left_alone(deploys: Deploys) -> None:
    for number in range(10 * LOST_AFTER):
        deploys.workspace.write(f"kopi/kopi-{number}.html", "a page")
    deploys.store.fail_at = lambda key: StoreDownError("down") if key.endswith(".html") else None
    outcome = deploys.run()
    assert isinstance(outcome.stopped, StoreDownError)
    assert LOST_AFTER <= len(outcome.failed) <= LOST_AFTER + AHEAD * BUNDLE * deploys.store.concurrency
    assert outcome.held_back == {"", "batik-ayu", "kopi"}
    assert outcome.done.upload == 3


def test_a_killed_run_resumes_with_the_rest(deploys: Deploys) -> None:
    def kill(key: str) -> StoreError | None:
        if key == "kopi/index.html":
            raise KeyboardInterrupt
        return None

    deploys.store.fail_at = kill
    with pytest.raises(KeyboardInterrupt):
        deploys.run()
    left = deploys.workspace.contents().keys() - deploys.store.objects.keys()
    assert (
        {"kopi/index.html", "index.html"} <= left <= {"batik-ayu/index.html", "kopi/index.html", "index.html"}
    )
    deploys.store.fail_at = failing()
    deploys.run()
    sent = [key for _, key in deploys.store.log]
    assert (set(sent), len(sent), sent[-1]) == (left, len(left), "index.html")


def test_a_change_that_was_sent_but_not_confirmed_is_not_forgotten(deploys: Deploys) -> None:
    deploys.run()
    deploys.workspace.write("kopi/index.html", "second edition")
    deploys.store.fail_at = failing("kopi/index.html")
    deploys.run()
    # The reply was lost, but the bytes have arrived; then the seller takes the change back.
    deploys.store.objects["kopi/index.html"] = b"second edition"
    deploys.workspace.write("kopi/index.html", "kopi/index.html, first edition")
    deploys.store.fail_at = failing()
    deploys.run()
    assert deploys.store.objects == deploys.workspace.contents()


def test_a_replaced_photo_is_deleted_a_day_after_its_page_was_renewed(deploys: Deploys) -> None:
    deploys.run()
    deploys.workspace.remove("kopi/foto/kopi-1.webp")
    deploys.workspace.write("kopi/index.html", "with another photo")
    deploys.store.fail_at = failing("kopi/index.html")
    deploys.run()  # the old page is still online, so the photo is still in use
    deploys.store.fail_at = failing()
    renewed = NOW + timedelta(hours=23)
    deploys.run(now=renewed)
    deploys.run(now=NOW + timedelta(hours=25))
    assert "kopi/foto/kopi-1.webp" in deploys.store.objects
    deploys.run(now=renewed + timedelta(hours=24))
    assert deploys.store.objects == deploys.workspace.contents()


def test_a_photo_that_comes_back_is_not_sent_again(deploys: Deploys) -> None:
    deploys.run()
    deploys.workspace.remove("kopi/foto/kopi-1.webp")
    deploys.run()
    deploys.workspace.write("kopi/foto/kopi-1.webp", "kopi/foto/kopi-1.webp, first edition")
    deploys.run(now=NOW + timedelta(hours=1))
    assert deploys.store.log == []
    deploys.workspace.remove("kopi/foto/kopi-1.webp")
    deploys.run(now=NOW + timedelta(hours=30))  # 24 hours count from here again
    assert deploys.store.log == []


def test_a_dry_run_sends_and_records_nothing(deploys: Deploys) -> None:
    deploys.run()
    deploys.workspace.write("kopi/index.html", "second edition")
    deploys.workspace.remove("kopi/kopi.html")
    deploys.workspace.remove("kopi/foto/kopi-1.webp")
    before = deploys.record.read_bytes()
    deploys.store.log.clear()
    with DryRunRecord(deploys.record, "memory") as record:
        plan = deploys.plan(record)
        outcome = execute(plan, deploys.payloads, ReadOnly(deploys.store), record, now=NOW)
    assert (plan.upload, plan.delete) == (1, 1)
    assert (outcome.done.upload, outcome.done.delete, deploys.store.log) == (0, 0, [])
    assert deploys.record.read_bytes() == before


def test_progress_counts_every_step(deploys: Deploys) -> None:
    seen: list[tuple[int, int]] = []
    with Record(deploys.record, "memory") as record:
        execute(
            deploys.plan(record),
            deploys.payloads,
            deploys.store,
            record,
            now=NOW,
            on_step=lambda taken, total: seen.append((taken, total)),
        )
    assert seen == [(taken, 8) for taken in range(1, 9)]
