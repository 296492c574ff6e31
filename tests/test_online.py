"""The main job, end to end: sellers' folders, built, published to a real S3 server, crawled over HTTP."""

from __future__ import annotations

import gzip
import json
import shutil
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest

from generator.publish import marker
from tests.s3_server import BUCKET, S3Server, running_s3_server
from tests.shops import (
    build,
    changed,
    etalase,
    new_workspace,
    product,
    site_files,
    write_photo,
    write_product,
    write_shop,
)
from tests.site.crawl import read_document

NO_REQUESTS = {"GET": 0, "HEAD": 0, "PUT": 0, "LIST": 0, "DELETE": 0}
LOCK = {"GET": 1, "PUT": 2}
"""What taking and releasing the lock costs; the first time one PUT more."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    with running_s3_server(tmp_path_factory.mktemp("weed")) as running:
        readable = {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": "*",
                    "Action": "s3:GetObject",
                    "Resource": f"arn:aws:s3:::{BUCKET}/*",
                }
            ],
        }
        running.client.put_bucket_policy(Bucket=BUCKET, Policy=json.dumps(readable))
        yield running


def test_built_published_changed_and_crawled(
    server: S3Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    root = new_workspace(tmp_path)
    for number in range(6):
        folder = write_shop(root, f"toko-{number}", {"kopi": product(foto="kopi.jpg"), "teh": product("Teh")})
        write_photo(folder, "kopi.jpg", f"#8844{number}{number}")
    write_shop(root, "pengikut", ikuti="[toko-1, toko-2]")
    assert build(root)[0] == 0
    target = ["--to", f"s3://{BUCKET}/hub", "--endpoint-url", server.endpoint, "--allow-samples"]

    before = server.requests()
    code, first = etalase(root, "deploy", *target)
    assert (code, first["result"]) == (0, "done")
    assert first["plan"]["upload"] == first["done"]["upload"] == first["requests"]["PUT"] - LOCK["PUT"] - 3
    assert server.requests() - before == Counter(first["requests"])
    assert sorted(term["slug"] for term in first["started"]) == ["pengikut", *(f"toko-{n}" for n in range(6))]
    assert online(server) == site_files(root)
    assert broken_links(f"{server.endpoint}/{BUCKET}/hub/index.html") == []

    code, second = etalase(root, "deploy", *target)
    assert (code, second["result"], second["plan"]["upload"]) == (0, "nothing", 0)
    assert set(second["requests"].values()) == {0}

    before_change = site_files(root)
    write_product(root / "sellers" / "toko-3", "kopi", product(harga="19.500", foto="kopi.jpg"))
    build(root)
    _, plan = etalase(root, "deploy", *target, "--dry-run")
    wanted = {f"hub/{path}" for path in changed(before_change, site_files(root))}
    assert {row["key"] for row in plan["rows"] if row["action"] == "upload"} == wanted
    _, third = etalase(root, "deploy", *target)
    assert third["requests"] == NO_REQUESTS | LOCK | {"PUT": LOCK["PUT"] + len(wanted)}
    assert third["done"]["upload"] == len(wanted) == 5  # three pages, the feed, and what a search shows of it
    assert online(server) == site_files(root)

    shutil.rmtree(root / "sellers" / "toko-5")
    assert build(root)[0] == 3
    _, kept = etalase(root, "deploy", *target)
    assert kept["done"]["delete"] == 0
    assert online(server) == site_files(root)
    build(root, "--accept-losses", "toko-5")
    before = server.requests()
    _, fourth = etalase(root, "deploy", *target)
    its_own = {path for path in before_change if path.startswith("toko-5/")}
    assert fourth["done"]["delete"] >= len(its_own) > 0
    assert fourth["requests"] == NO_REQUESTS | LOCK | {
        "PUT": LOCK["PUT"] + fourth["done"]["upload"],
        "DELETE": 1,
    }
    assert fourth["done"]["upload"] <= 12  # pages of lists, the front pages, and the files of the search
    assert server.requests() - before == Counter(fourth["requests"])
    assert online(server) == site_files(root)

    (root / "build" / "published.db").unlink()
    _, fifth = etalase(root, "deploy", *target)
    assert (fifth["result"], fifth["done"]["upload"], fifth["started"]) == ("nothing", 0, [])
    assert fifth["verified"]["adopted"] == len(site_files(root))
    _, sixth = etalase(root, "deploy", *target, "--gzip")
    assert (sixth["result"], sixth["failed"]) == ("done", [])
    assert broken_links(f"{server.endpoint}/{BUCKET}/hub/index.html") == []


def online(server: S3Server) -> dict[str, bytes]:
    """What lies in the bucket, but for the marker."""
    found = server.contents("hub/")
    del found[marker.NAME]
    return found


def broken_links(start: str) -> list[str]:
    """Everything that can be reached from a page and does not answer; pages elsewhere are not followed."""
    base = start.rsplit("/", 1)[0] + "/"
    broken, seen, todo = [], {start}, [start]
    while todo:
        url = todo.pop()
        try:
            with urllib.request.urlopen(url) as answer:
                data, kind = answer.read(), answer.headers["Content-Type"]
                if answer.headers["Content-Encoding"] == "gzip":
                    data = gzip.decompress(data)
        except urllib.error.HTTPError as error:
            broken.append(f"{url}: {error.code}")
            continue
        if not kind.startswith("text/html"):
            continue
        for _element, address in read_document(url, data.decode()).references:
            found = urldefrag(urljoin(url, address)).url
            if found.startswith(base) and found not in seen:
                seen.add(found)
                todo.append(found)
    assert len(seen) > 50, "the crawl ended too soon to mean anything"
    return broken
