"""Deploys that cannot work: what is refused, after how many requests, and what the operator is told."""

from __future__ import annotations

import socket
import time
from collections import Counter

import pytest

from generator.publish import s3_http
from generator.publish.execute import LOST_AFTER
from generator.publish.report import DeployReport
from tests.publish.conftest import Place
from tests.publish.faulty_proxy import faulty_proxy
from tests.publish.test_deploy import lock_requests, run
from tests.publish.workspace import Workspace
from tests.s3_server import SECRET_KEY, S3Server

SOON = 60
"""Seconds within which an operator is told that a store is down."""


@pytest.fixture
def published(workspace: Workspace, bucket: Place) -> Workspace:
    """A small hub that is online; one page has changed since, and one is gone."""
    run(workspace.add("batik-ayu", "kopi"), bucket)
    workspace.write("kopi/index.html", "second edition")
    workspace.remove("kopi/kopi.html")
    return workspace


@pytest.mark.parametrize("variable", ["AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID"])
def test_wrong_credentials(
    published: Workspace, bucket: Place, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    before = bucket.contents()
    monkeypatch.setenv(variable, f"{SECRET_KEY}-but-wrong")
    report = run(published, bucket)
    assert (report.result, report.reason, report.requests) == ("refused", "credentials", {"GET": 1})
    assert "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY" in report.message
    assert SECRET_KEY not in str(report)
    assert bucket.contents() == before


def test_no_credentials(published: Workspace, bucket: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    report = run(published, bucket)
    assert (report.result, report.reason, report.requests) == ("refused", "credentials", {})


def test_a_bucket_that_does_not_exist(published: Workspace, bucket: Place) -> None:
    report = run(published, Place("s3://nowhere/", bucket.endpoint, bucket.contents, "-"))
    assert (report.result, report.reason, report.requests) == ("refused", "store-down", {"GET": 1})
    assert "there is no bucket 'nowhere'" in report.message


def test_a_server_that_is_not_there(published: Workspace, bucket: Place) -> None:
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        endpoint = f"http://127.0.0.1:{nobody_listens.getsockname()[1]}"
        began = time.monotonic()
        report = run(published, Place(bucket.url, endpoint, bucket.contents, bucket.prefix))
    assert time.monotonic() - began < SOON
    assert (report.result, report.reason) == ("refused", "store-down")
    assert report.requests == {"GET": s3_http.HASTY.attempts}
    assert "cannot be reached" in report.message
    assert "nothing is lost: run it again, and it goes on where it stopped" in report.message


def test_a_store_that_goes_down_on_the_way(
    workspace: Workspace, bucket: Place, s3_server: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(s3_http, "PATIENT", s3_http.Patience(attempts=2, seconds=5))
    workspace.add("batik-ayu", "kopi")
    with faulty_proxy(s3_server.endpoint) as line:
        place = Place(bucket.url, line.endpoint, bucket.contents, bucket.prefix)
        run(workspace, place)
        before = bucket.contents()
        for number in range(200):
            workspace.write(f"kopi/teh-{number}.html", "tea")
        for slug in ("batik-ayu", "kopi"):
            workspace.remove(f"{slug}/kopi.html")
        line.refuses = lambda _method, path: path.endswith(".html")
        report = run(workspace, place)
        assert (report.result, report.reason, report.exit_code) == ("partial", "store-down", 3)
        assert "does not work at the moment" in report.message
        assert LOST_AFTER <= len(report.failed) < 200
        assert report.requests["DELETE"] == 0
        assert bucket.contents() == before
        line.refuses = lambda _method, _path: False
        assert run(workspace, place).result == "done"  # its own lock does not keep it out
    assert bucket.contents() == workspace.contents()


def test_an_empty_build_is_refused_before_any_request(published: Workspace, bucket: Place) -> None:
    before = bucket.contents()
    published.sql("DELETE FROM files")
    report = run(published, bucket, max_delete=1000)
    assert (report.result, report.reason, report.requests) == ("refused", "empty-build", {})
    assert bucket.contents() == before


def test_a_second_deploy_from_the_same_folder_leaves_at_once(published: Workspace, bucket: Place) -> None:
    with faulty_proxy(bucket.endpoint) as line:
        seen: list[DeployReport] = []

        def meanwhile(_method: str, _path: str) -> bool:
            if not seen:
                seen.append(run(published, bucket, who="dedi@office"))
            return False

        line.refuses = meanwhile
        first = run(
            published, Place(bucket.url, line.endpoint, bucket.contents, bucket.prefix), who="siti@laptop"
        )
    (second,) = seen
    assert (second.result, second.reason, second.requests) == ("refused", "locked", {})
    assert "another deploy from this folder is at work (siti@laptop, process " in second.message
    assert first.result == "done"


def test_one_change_costs_one_request_whatever_else_there_is(published: Workspace, bucket: Place) -> None:
    run(published, bucket)
    assert run(published, bucket).requests == {}
    published.write("kopi/index.html", "third edition")
    report = run(published, bucket)
    assert report.requests == lock_requests(bucket) + Counter(PUT=1)
