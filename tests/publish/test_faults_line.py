"""Deploys over a bad line: numbers, not hopes."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from generator.publish import marker, s3_http
from generator.publish.record import Record
from generator.publish.target import parse_target
from tests.publish.conftest import Place
from tests.publish.faulty_proxy import FaultyProxy, deck, faulty_proxy
from tests.publish.test_deploy import run
from tests.publish.workspace import Workspace
from tests.s3_server import BUCKET, S3Server


@pytest.fixture
def line(s3_server: S3Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultyProxy]:
    def delete(keys: list[str]) -> None:
        s3_server.client.delete_objects(Bucket=BUCKET, Delete={"Objects": [{"Key": key} for key in keys]})

    # As many attempts as ever, with shorter waits between them.
    monkeypatch.setattr(s3_http, "FIRST_WAIT", 0.02)
    monkeypatch.setattr(s3_http, "LONGEST_WAIT", 0.5)
    with faulty_proxy(s3_server.endpoint, delete) as proxy:
        yield proxy


def through(line: FaultyProxy, place: Place) -> Place:
    return Place(place.url, line.endpoint, place.contents, place.prefix)


def on_record(workspace: Workspace, place: Place) -> dict[str, str]:
    target = parse_target(place.url, place.endpoint)
    with Record(workspace.root / "build" / "published.db", target.name) as record:
        assert not any(old.doubt for old in record.entries())
        return {old.entry.path: old.etag for old in record.entries()}


def test_30_percent_busy_5_percent_reset_5_percent_lost(
    workspace: Workspace, bucket: Place, line: FaultyProxy
) -> None:
    workspace.add(*(f"toko-{number}" for number in range(100)))
    line.faults = deck(0.30, 0.05, 0.05, seed=3, size=100)
    place = through(line, bucket)
    reports = [run(workspace, place)]
    while reports[-1].result != "nothing" and len(reports) < 4:
        reports.append(run(workspace, place))

    objects = len(workspace.contents())
    assert objects == 302
    assert reports[-1].result == "nothing"
    assert bucket.contents() == workspace.contents()
    assert set(on_record(workspace, place)) == set(workspace.contents())
    assert sum(line.asked.values()) == sum(sum(report.requests.values()) for report in reports)
    assert min(line.drawn["busy"], line.drawn["reset"], line.drawn["lost"]) >= 10
    for_files = sum(count for path, count in line.paths.items() if not path.endswith(marker.NAME))
    assert for_files / objects <= 1.6  # each of the deck's cards costs one: 1 / 0.63 = 1.59


def test_an_upload_that_always_fails_holds_back_that_seller_and_no_other(
    workspace: Workspace, bucket: Place, line: FaultyProxy
) -> None:
    place = through(line, bucket)
    run(workspace.add("batik-ayu", "kopi"), place)
    before = bucket.contents()
    for slug in ("batik-ayu", "kopi"):
        workspace.remove(f"{slug}/kopi.html")
        workspace.write(f"{slug}/teh.html", "tea instead")
        workspace.write(f"{slug}/index.html", "tea instead")
    line.refuses = lambda method, path: method == "PUT" and path.endswith("/kopi/teh.html")
    report = run(workspace, place)
    assert (report.result, report.held_back, report.exit_code) == ("partial", ("kopi",), 3)
    assert [failure.key.removeprefix(place.prefix) for failure in report.failed] == ["kopi/teh.html"]
    kopi = {path: body for path, body in before.items() if path.startswith("kopi/")}
    others = {path: body for path, body in workspace.contents().items() if not path.startswith("kopi/")}
    assert bucket.contents() == kopi | others

    line.refuses = lambda _method, _path: False
    again = run(workspace, place)
    assert (again.done.upload, again.done.delete) == (2, 1)
    assert bucket.contents() == workspace.contents()


def test_10_percent_errors_inside_delete_replies_are_tried_again(
    workspace: Workspace, bucket: Place, line: FaultyProxy
) -> None:
    workspace.add("batik-ayu", "kopi")
    for number in range(300):
        workspace.write(f"kopi/kopi-{number}.html", "a page")
    place = through(line, bucket)
    run(workspace, place)
    for number in range(300):
        workspace.remove(f"kopi/kopi-{number}.html")
    dice = random.Random(5)
    line.keeps = iter(lambda: dice.random() < 0.10, None)
    report = run(workspace, place, max_delete=300)
    assert (report.result, report.done.delete, report.failed) == ("done", 300, ())
    assert 2 <= report.requests["DELETE"] <= 5
    assert bucket.contents() == workspace.contents()
    assert set(on_record(workspace, place)) == set(workspace.contents())


def test_a_key_that_is_never_removed_is_a_failure_and_stays_on_record(
    workspace: Workspace, bucket: Place, line: FaultyProxy
) -> None:
    place = through(line, bucket)
    run(workspace.add("kopi"), place)
    workspace.remove("kopi/kopi.html")
    line.keeps = iter(lambda: True, None)
    report = run(workspace, place)
    assert [failure.key.removeprefix(place.prefix) for failure in report.failed] == ["kopi/kopi.html"]
    line.keeps = iter(())
    assert run(workspace, place).done.delete == 1
    assert bucket.contents() == workspace.contents()


def test_a_purge_of_a_shop_does_not_touch_its_neighbours(
    workspace: Workspace, bucket: Place, s3_server: S3Server
) -> None:
    neighbours = ("toko-ab", "toko-a-b", "toko")
    run(workspace.add("toko-a", *neighbours), bucket)
    s3_server.client.put_object(Bucket=BUCKET, Key=f"{bucket.prefix}toko-a.html", Body=b"not ours")
    for name in ("index.html", "kopi.html", "foto/kopi-1.webp"):
        workspace.remove(f"toko-a/{name}")
    before = s3_server.requests()
    report = run(workspace, bucket)
    assert s3_server.requests() - before == report.requests == {"GET": 1, "PUT": 2, "DELETE": 1}
    assert report.done.delete == 3
    assert bucket.contents() == workspace.contents() | {"toko-a.html": b"not ours"}


def test_a_store_that_is_down_costs_less_than_a_minute_and_no_delete(
    workspace: Workspace, bucket: Place, line: FaultyProxy
) -> None:
    place = through(line, bucket)
    run(workspace.add("kopi"), place)
    before = bucket.contents()
    workspace.remove("kopi/kopi.html")
    line.faults = iter(lambda: "busy", None)
    line.asked.clear()
    report = run(workspace, place)
    assert (report.result, report.reason, report.exit_code) == ("refused", "store-down", 1)
    assert "does not work at the moment" in report.message
    assert line.asked == report.requests == {"GET": 3}
    assert bucket.contents() == before
