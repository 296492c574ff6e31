"""Listings that have no end, begin elsewhere, or are of something else: bounded, and told."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import closing
from hashlib import md5
from typing import Any

import pytest

from generator.publish import verify as verify_module
from generator.publish.errors import ListingError, StoreError
from generator.publish.manifest import open_manifest
from generator.publish.record import Record
from generator.publish.s3 import S3Store
from generator.publish.s3_listing import EMPTY_PAGES
from generator.publish.store import ObjectInfo
from generator.publish.verify import Findings, verify
from tests.publish.broken_store import BrokenStore, Reply, broken_store
from tests.publish.conftest import Place
from tests.publish.faulty_proxy import faulty_proxy
from tests.publish.memory_store import MemoryStore
from tests.publish.test_deploy import run
from tests.publish.workspace import Workspace
from tests.s3_server import S3Server


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "KEY")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")


@pytest.fixture
def broken() -> Iterator[BrokenStore]:
    with broken_store(200) as store:
        yield store


@pytest.fixture
def store(broken: BrokenStore) -> Iterator[S3Store]:
    with closing(S3Store("warung", broken.endpoint)) as store:
        yield store


def page(*keys: str, token: str = "", size: str = "1") -> str:
    found = "".join(f"<Contents><Key>{key}</Key><ETag>e</ETag><Size>{size}</Size></Contents>" for key in keys)
    more = f"<IsTruncated>true</IsTruncated><NextContinuationToken>{token}</NextContinuationToken>"
    return f"<ListBucketResult>{found}{more if token else ''}</ListBucketResult>"


ENDLESS = {
    "one token for ever": [page(f"a/{n:03}", token="same") for n in range(300)],
    "two tokens in turn": [page(f"a/{n:03}", token="ab"[n % 2]) for n in range(300)],
    "new tokens for one page": [page("a/1", "a/2", token=f"t{n}") for n in range(300)],
    "new tokens for two pages": [page(f"a/{n % 2}", token=f"t{n}") for n in range(300)],
    "new tokens for nothing": [page(token=f"t{n}") for n in range(300)],
}


@pytest.mark.parametrize("answers", ENDLESS.values(), ids=ENDLESS)
def test_a_listing_without_an_end_is_ended(store: S3Store, broken: BrokenStore, answers: list[str]) -> None:
    broken.first.extend(Reply(200, answer) for answer in answers)
    with pytest.raises(ListingError, match="repeats pages"):
        list(store.list("a/"))
    assert len(broken.asked) <= EMPTY_PAGES


def test_a_long_listing_with_empty_pages_in_it_is_read_to_its_end(
    store: S3Store, broken: BrokenStore
) -> None:
    pages = [page(*[f"a/{n:03}"] * (n % 3 == 0), token=f"t{n}") for n in range(200)]
    broken.first.extend(Reply(200, answer) for answer in [*pages, page("a/999")])
    assert len(list(store.list("a/"))) == 67 + 1


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (page("a/1", "b/1"), "more than what is below 'a/'"),
        (page("a-1/x"), "more than what is below 'a/'"),
        (page("a/1", size="big"), "size 'big'"),
        (page("a/1", size="-1"), "size '-1'"),
    ],
)
def test_a_listing_of_something_else_is_refused(
    store: S3Store, broken: BrokenStore, answer: str, said: str
) -> None:
    broken.answer = answer
    with pytest.raises(ListingError, match=said):
        list(store.list("a/"))


def test_a_listing_that_begins_elsewhere_is_refused_unless_that_can_be_left_out(
    store: S3Store, broken: BrokenStore
) -> None:
    nothing = page()
    broken.first.extend([Reply(200, nothing), Reply(200, page("a/1", "a/3"))])
    assert [held.key for held in store.list("a/", after="a/2")] == ["a/3"]
    broken.first.extend([Reply(200, nothing), Reply(200, page("a/1", "a/2", token="t"))])
    with pytest.raises(ListingError) as caught:
        list(store.list("a/", after="a/2"))
    assert not caught.value.ranges


class FromTheBeginning(MemoryStore):
    """It can only be listed as a whole."""

    def list(self, prefix: str, *, after: str = "", until: str = "") -> Iterator[ObjectInfo]:
        if after:
            raise ListingError("elsewhere", ranges=False)
        return super().list(prefix, after=after, until=until)


def test_a_store_that_ignores_ranges_is_compared_as_a_whole(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify_module, "RANGE", 2)
    workspace.add("batik-ayu", "kopi")
    store = FromTheBeginning(objects=dict(workspace.contents()) | {"teh/index.html": b"not ours"})
    build = workspace.root / "build"
    steps: list[tuple[int, int]] = []
    with open_manifest(build) as manifest, Record(build / "published.db", "here") as record:
        verify(store, "", record, manifest, on_step=lambda *step: steps.append(step))
        assert {one.entry.path: one.etag for one in record.entries()} == {
            path: md5(body).hexdigest() for path, body in workspace.contents().items()
        }
        assert steps[-1] == (1, 1)
        assert verify(store, "", record, manifest) == Findings(foreign=1)


def test_a_comparison_that_fails_leaves_no_trace_of_sqlite(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    class BreaksOff(MemoryStore):
        def list(self, prefix: str, *, after: str = "", until: str = "") -> Iterator[ObjectInfo]:
            yield from list(super().list(prefix, after=after, until=until))[:1]
            raise StoreError("the line broke")

    ignored: list[Any] = []
    monkeypatch.setattr(sys, "unraisablehook", ignored.append)
    monkeypatch.setattr(verify_module, "RANGE", 2)
    workspace.add("batik-ayu", "kopi")
    build = workspace.root / "build"
    store = BreaksOff(objects=dict(workspace.contents()))
    with open_manifest(build) as manifest, Record(build / "published.db", "here") as record:
        verify(MemoryStore(objects=store.objects), "", record, manifest)
        with pytest.raises(StoreError, match="the line broke"):
            verify(store, "", record, manifest)
        gc.collect()
    assert ignored == []


def test_a_deploy_whose_listing_has_no_end_ends_with_a_reason_and_touches_nothing(
    workspace: Workspace, bucket: Place, s3_server: S3Server
) -> None:
    run(workspace.add("kopi"), bucket)
    before = bucket.contents()
    with faulty_proxy(s3_server.endpoint) as line:
        line.endless = True
        here = Place(bucket.url, line.endpoint, bucket.contents, bucket.prefix)
        report = run(workspace, here, verify=True)
    assert (report.result, report.exit_code) == ("refused", 1)
    assert "repeats pages of its listing" in report.message
    assert bucket.contents() == before
