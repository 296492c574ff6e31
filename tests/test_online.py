"""The main job, end to end: sellers' folders, built, published to a real S3 server, crawled over HTTP."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest

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
    target = ["--to", f"s3://{BUCKET}/hub", "--endpoint-url", server.endpoint]

    code, first = etalase(root, "deploy", *target)
    assert (code, first["result"]) == (0, "done")
    assert first["plan"]["upload"] == first["done"]["upload"] == first["requests"]["PUT"]
    assert server.contents("hub/") == site_files(root)
    assert broken_links(f"{server.endpoint}/{BUCKET}/hub/index.html") == []

    code, second = etalase(root, "deploy", *target)
    assert (code, second["result"], second["plan"]["upload"]) == (0, "nothing", 0)
    assert set(second["requests"].values()) == {0}

    before = site_files(root)
    write_product(root / "sellers" / "toko-3", "kopi", product(harga="19.500", foto="kopi.jpg"))
    build(root)
    _, plan = etalase(root, "deploy", *target, "--dry-run")
    wanted = {f"hub/{path}" for path in changed(before, site_files(root))}
    assert {row["key"] for row in plan["rows"] if row["action"] == "upload"} == wanted
    _, third = etalase(root, "deploy", *target)
    assert third["requests"] == {"GET": 0, "HEAD": 0, "PUT": len(wanted), "LIST": 0, "DELETE": 0}
    assert third["done"]["upload"] == len(wanted) == 3
    assert server.contents("hub/") == site_files(root)


def broken_links(start: str) -> list[str]:
    """Everything that can be reached from a page and does not answer; pages elsewhere are not followed."""
    base = start.rsplit("/", 1)[0] + "/"
    broken, seen, todo = [], {start}, [start]
    while todo:
        url = todo.pop()
        try:
            with urllib.request.urlopen(url) as answer:
                data, kind = answer.read(), answer.headers["Content-Type"]
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
