"""Whole deploys: the same scenario on a folder and on a real S3 server."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from deploy import deploy
from generator.publish.report import DeployReport
from generator.publish.starts import Hosting
from generator.publish.steps import DeployOptions
from generator.publish.target import parse_target
from tests.publish.conftest import Place
from tests.publish.workspace import Workspace

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
DAY = timedelta(days=1)


def run(
    workspace: Workspace,
    place: Place,
    *,
    now: datetime = NOW,
    hosting: Hosting | None = None,
    **options: Any,
) -> DeployReport:
    target = parse_target(place.url, place.endpoint)
    return deploy(workspace.root, target, now=now, options=DeployOptions(**options), hosting=hosting)


def lock_requests(place: Place, *, first: bool = False) -> Counter[str]:
    """What taking and releasing the lock costs: a look, and two PUTs.  A folder has none.

    The first time, three more PUTs try whether the store means what it says about conditions.
    """
    return Counter({"GET": 1, "PUT": 2 + 3 * first} if place.prefix else {})


def test_a_year_of_a_small_hub(workspace: Workspace, place: Place) -> None:
    workspace.add("batik-ayu", "kopi")

    first = run(workspace, place)
    assert (first.result, first.done.upload) == ("done", 8)
    assert first.requests == lock_requests(place, first=True) + Counter(PUT=8)
    assert first.done.size == sum(map(len, workspace.contents().values()))
    assert place.contents() == workspace.contents()

    second = run(workspace, place)
    assert (second.result, sum(second.requests.values()), second.skip) == ("nothing", 0, 8)

    workspace.write("kopi/kopi.html", "a new price")
    changed = run(workspace, place)
    assert [(row.key, row.reason) for row in changed.rows] == [
        (f"{place.prefix}kopi/kopi.html", "changed: sha256")
    ]
    assert changed.requests == lock_requests(place) + Counter(PUT=1)

    workspace.remove("kopi/kopi.html")
    workspace.remove("kopi/foto/kopi-1.webp")
    workspace.write("kopi/foto/kopi-2.webp", "a better photo")
    replaced = run(workspace, place)
    assert (replaced.done.upload, replaced.done.delete, replaced.result) == (1, 1, "done")
    held = {"kopi/foto/kopi-1.webp": b"kopi/foto/kopi-1.webp, first edition"}
    assert place.contents() == workspace.contents() | held

    assert run(workspace, place, now=NOW + DAY).done.delete == 1
    assert place.contents() == workspace.contents()

    for name in ("index.html", "foto/kopi-2.webp"):
        workspace.remove(f"kopi/{name}")
    assert run(workspace, place).done.delete == 2
    assert place.contents() == workspace.contents()


def test_a_dry_run_shows_what_a_deploy_then_does(workspace: Workspace, place: Place) -> None:
    workspace.add("kopi")
    rehearsed = run(workspace, place, dry_run=True)
    assert (rehearsed.result, rehearsed.upload, rehearsed.done.upload) == ("done", 5, 0)
    assert sum(rehearsed.requests.values()) == 0
    assert place.contents() == {}
    assert not (workspace.root / "build" / "published.db").exists()
    assert run(workspace, place).rows == rehearsed.rows


def test_a_mass_delete_is_refused_before_any_request(workspace: Workspace, place: Place) -> None:
    workspace.add("kopi")
    for number in range(51):
        workspace.write(f"kopi/kopi-{number}.html", "a page")
    run(workspace, place)
    for number in range(51):
        workspace.remove(f"kopi/kopi-{number}.html")
    workspace.write("index.html", "second edition")

    refused = run(workspace, place)
    assert (refused.result, refused.reason, refused.exit_code) == ("refused", "max-delete", 1)
    assert (refused.delete, refused.requests, refused.done.upload) == (51, {}, 0)

    allowed = run(workspace, place, max_delete=51)
    assert (allowed.result, allowed.done.delete) == ("done", 51)
    assert place.contents() == workspace.contents()


@pytest.mark.parametrize(
    ("break_it", "reason"),
    [
        ("INSERT INTO meta VALUES ('building', '1')", "failed-build"),
        ("DROP TABLE files", "failed-build"),
        ("DELETE FROM files", "empty-build"),
        ("DELETE FROM files WHERE path = 'index.html'", "empty-build"),
    ],
)
def test_a_build_that_is_not_fit_changes_nothing(
    workspace: Workspace, folder: Place, break_it: str, reason: str
) -> None:
    run(workspace.add("kopi"), folder)
    before = folder.contents()
    workspace.sql(break_it)
    report = run(workspace, folder, max_delete=1000)
    assert (report.result, report.reason, report.exit_code) == ("refused", reason, 1)
    assert "etalase build" in report.message
    assert folder.contents() == before


def test_a_finished_build_is_fit(workspace: Workspace, folder: Place) -> None:
    workspace.add("kopi").sql("INSERT INTO meta VALUES ('building', '0')")
    assert run(workspace, folder).result == "done"


def test_a_damaged_state(workspace: Workspace, folder: Place) -> None:
    (workspace.root / "build" / "state.db").write_text("this is not a database" * 100)
    assert run(workspace, folder).reason == "failed-build"


def test_without_a_build_nothing_is_left_behind(workspace: Workspace, folder: Place) -> None:
    (workspace.root / "build" / "state.db").unlink()
    assert run(workspace, folder).reason == "empty-build"
    assert not (workspace.root / "build" / "published.db").exists()


def test_a_shop_whose_build_failed_stays_online(workspace: Workspace, folder: Place) -> None:
    run(workspace.add("batik-ayu", "kopi"), folder)
    for name in ("index.html", "kopi.html", "foto/kopi-1.webp"):
        workspace.remove(f"kopi/{name}")
    workspace.sql("UPDATE sellers SET status = 'failed' WHERE slug = 'kopi'")
    report = run(workspace, folder, now=NOW + DAY)
    assert (report.result, report.skip) == ("nothing", 8)
    assert "kopi/index.html" in folder.contents()


def test_each_target_has_its_own_record(workspace: Workspace, folder: Place, bucket: Place) -> None:
    run(workspace.add("kopi"), folder)
    assert run(workspace, bucket).done.upload == 5
    assert run(workspace, folder).result == run(workspace, bucket).result == "nothing"
