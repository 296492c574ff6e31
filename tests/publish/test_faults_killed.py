"""A deploy that is killed at each of its requests: the site stays whole, and the next one sends the rest."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from hashlib import md5
from posixpath import dirname, join, normpath

from generator.publish import marker
from generator.publish.execute import CONFIRMATIONS
from generator.publish.s3 import S3Store
from tests.publish.conftest import Place
from tests.publish.processes import Job, killed
from tests.publish.test_deploy import run
from tests.publish.workspace import Workspace
from tests.s3_server import BUCKET, S3Server

START = datetime(2026, 11, 21, 10, tzinfo=UTC)
SHOPS = 48
REQUESTS = 150
"""Of one edition: 3 for the lock, 3 files for each shop, 2 for the hub, 1 for all deletes."""
_ADDRESS = re.compile(r'"(.*?)"')


def edition(workspace: Workspace, number: int) -> dict[str, bytes]:
    """A whole new look: every page changed, every photo and style under a new name, every product renamed."""
    style, photo, product = f"aset/hub-{number}.css", f"foto/kopi-{number}.webp", f"kopi-{number % 2}.html"
    site = {style: "css", "index.html": f'edition {number} "{style}"'}
    for shop in range(SHOPS):
        site["index.html"] += f' "toko-{shop}/index.html"'
        site |= {
            f"toko-{shop}/index.html": f'edition {number} "../{style}" "{photo}" "{product}"',
            f"toko-{shop}/{product}": f'edition {number} "../{style}" "{photo}" "index.html"',
            f"toko-{shop}/{photo}": f"photo {number} of {shop}",
        }
    for path in set(workspace.contents()) - set(site):
        workspace.remove(path)
    for path, text in site.items():
        workspace.write(path, text)
    return {path: text.encode() for path, text in site.items()}


def etags(server: S3Server, place: Place) -> dict[str, str]:
    """What lies in the bucket: path -> MD5."""
    pages = server.client.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=place.prefix)
    return {
        one["Key"].removeprefix(place.prefix): one["ETag"].strip('"')
        for page in pages
        for one in page.get("Contents", ())
        if not one["Key"].endswith(marker.NAME)
    }


def dead_links(online: dict[str, str], bodies: dict[str, bytes]) -> list[str]:
    """What pages that are online refer to and what is not there."""
    return [
        f"{path} -> {address}"
        for path, etag in online.items()
        if path.endswith(".html")
        for address in _ADDRESS.findall(bodies[etag].decode())
        if normpath(join(dirname(path), address)) not in online
    ]


def test_killed_at_each_of_150_requests(workspace: Workspace, bucket: Place, s3_server: S3Server) -> None:
    bodies: dict[str, bytes] = {}
    now = START
    site = edition(workspace, 0)
    bodies |= {md5(body).hexdigest(): body for body in site.values()}
    assert run(workspace, bucket, now=now).result == "done"
    kills = 0
    for number in range(20, 50):
        now += timedelta(days=2)  # the photos of the edition before the last have waited long enough
        site = edition(workspace, number)
        bodies |= {md5(body).hexdigest(): body for body in site.values()}
        job = Job(workspace.root, bucket.url, bucket.endpoint, now, s3_server.environment, max_delete=1000)
        kills += killed(job, number, after=number % 2 == 0)
        online = etags(s3_server, bucket)
        assert dead_links(online, bodies) == []

        landed = sum(online.get(path) == md5(body).hexdigest() for path, body in site.items())
        resumed = run(workspace, bucket, now=now, max_delete=1000)
        assert resumed.result in ("done", "nothing"), resumed.message
        rest = len(site) - landed
        print(number, rest, resumed.done.upload - rest)
        assert rest <= resumed.done.upload <= rest + S3Store.concurrency + CONFIRMATIONS
        assert resumed.requests["LIST"] == 0
        online = etags(s3_server, bucket)
        assert {path: bodies[etag] for path, etag in online.items() if path in site} == site
        assert dead_links(online, bodies) == []
        assert {path for path in online if path not in site} <= {
            old for old in online if f"-{number - 1}." in old
        }
    assert kills == REQUESTS
