"""What every store promises, tried on each of them: in memory, in a folder, on a real S3 server."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from hashlib import md5
from pathlib import Path
from uuid import uuid4

import pytest

from generator.publish.folder import FolderStore
from generator.publish.s3 import S3Store
from generator.publish.store import LIST_BATCH, ObjectInfo, ReadOnly, Store
from tests.publish.conftest import Place
from tests.publish.memory_store import MemoryStore
from tests.s3_server import BUCKET

NEIGHBOURS = (
    "index.html",
    "kopi",
    "toko-a/foto/1.webp",
    "toko-a/index-2.html",
    "toko-a/index.html",
    "toko-a.html",
    "toko-a-b/index.html",
    "toko-a0/index.html",
    "toko-ab/index.html",
    "toko/index.html",
    "Z/index.html",
    "ä/index.html",
)
"""Names that stores which walk folders list in another order than stores which compare keys."""


@pytest.fixture(params=["memory", "folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made: Store
    if request.param == "memory":
        made = MemoryStore()
    elif request.param == "folder":
        made = FolderStore(tmp_path / "www")
    else:
        bucket: Place = request.getfixturevalue("bucket")
        made = S3Store(BUCKET, bucket.endpoint)
    with closing(made):
        yield made


@pytest.fixture
def root() -> str:
    """A folder of its own: the S3 server outlives a test."""
    return f"{uuid4().hex}/"


def put(store: Store, key: str, body: bytes = b"x") -> None:
    hashed = md5(body).hexdigest()
    store.put(key, body, content_type="text/html", cache_control="max-age=60", md5=hashed)


def put_if(store: Store, key: str, body: bytes, etag: str | None) -> str | None:
    return store.put_if(key, body, etag=etag, content_type="application/json")


def test_what_was_put_can_be_got(store: Store, root: str) -> None:
    assert store.get(f"{root}index.html") is None
    put(store, f"{root}index.html", b"one")
    put(store, f"{root}index.html", b"two")
    found = store.get(f"{root}index.html")
    assert found
    assert (found.body, 0 <= found.age < 60) == (b"two", True)
    assert store.delete([f"{root}index.html", f"{root}never-was.html"]) == {}
    assert store.get(f"{root}index.html") is None


def test_a_condition_must_hold(store: Store, root: str) -> None:
    key = f"{root}lock"
    first = put_if(store, key, b"first", None)
    assert first
    assert put_if(store, key, b"nobody's", None) is None
    found = store.get(key)
    assert found
    assert (found.body, found.etag) == (b"first", first)
    second = put_if(store, key, b"second", first)
    assert second
    assert put_if(store, key, b"too late", first) is None
    store.delete([key])
    assert put_if(store, key, b"gone", second) is None
    assert store.get(key) is None


@pytest.mark.parametrize("held", [False, True])
def test_one_of_many_wins(store: Store, root: str, held: bool) -> None:
    key = f"{root}lock"
    etag = put_if(store, key, b"before", None) if held else None
    with ThreadPoolExecutor(16) as pool:
        bodies = [f"mine: {number}".encode() for number in range(16)]
        etags = list(pool.map(lambda body: put_if(store, key, body, etag), bodies))
    ((winner, won),) = [(body, etag) for body, etag in zip(bodies, etags, strict=True) if etag]
    found = store.get(key)
    assert found
    assert (found.body, found.etag) == (winner, won)
    assert [held.key for held in store.list(root)] == [key]  # and nothing is left lying about


def test_keys_are_listed_in_the_order_of_their_bytes(store: Store, root: str) -> None:
    for name in NEIGHBOURS:
        put(store, root + name, name.encode())
    assert list(store.list(root)) == [
        ObjectInfo(root + name, md5(name.encode()).hexdigest(), len(name.encode()))
        for name in sorted(NEIGHBOURS, key=str.encode)
    ]


def test_a_shop_is_not_listed_with_its_neighbours(store: Store, root: str) -> None:
    for name in NEIGHBOURS:
        put(store, root + name)
    found = [held.key.removeprefix(root) for held in store.list(f"{root}toko-a/")]
    assert found == ["toko-a/foto/1.webp", "toko-a/index-2.html", "toko-a/index.html"]
    begun = [held.key.removeprefix(root) for held in store.list(f"{root}toko-a")]
    assert begun == sorted(name for name in NEIGHBOURS if name.startswith("toko-a"))


def test_a_listing_may_start_and_end_anywhere(store: Store, root: str) -> None:
    for name in NEIGHBOURS:
        put(store, root + name)
    every = sorted(root + name for name in NEIGHBOURS)
    bounds = ["", *every, f"{root}toko", f"{root}toko-a/", f"{root}toko-a/index", f"{root}m"]
    for after in bounds:
        for until in ("", every[4], f"{root}toko-a/j"):
            found = [held.key for held in store.list(root, after=after, until=until)]
            assert found == [key for key in every if after < key and (not until or key <= until)]


def test_a_listing_has_pages(store: Store, root: str) -> None:
    names = [f"shop-{number}/index.html" for number in range(LIST_BATCH + 1)]
    with ThreadPoolExecutor(store.concurrency) as pool:
        list(pool.map(lambda name: put(store, root + name), names))
    before = store.requests.get("LIST", 0)
    assert [held.key for held in store.list(root)] == sorted(root + name for name in names)
    assert store.requests["LIST"] == before + 2


def test_an_empty_listing_is_one_request(store: Store, root: str) -> None:
    assert list(store.list(root)) == []
    assert store.requests == {"LIST": 1}


def test_a_dry_run_reads_and_sends_nothing(store: Store, root: str) -> None:
    put(store, f"{root}kopi/index.html", b"online")
    dry = ReadOnly(store)
    put(dry, f"{root}kopi/index.html", b"new")
    assert dry.delete([f"{root}kopi/index.html"]) == {}
    assert put_if(dry, f"{root}lock", b"mine", None)
    found = dry.get(f"{root}kopi/index.html")
    assert found
    assert found.body == b"online"
    assert [held.key for held in dry.list(root)] == [f"{root}kopi/index.html"]
    assert dry.requests == {"PUT": 1, "GET": 1, "LIST": 1}
