"""A deploy that is killed at each of its requests: the site stays whole, and the next one sends the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import md5
from pathlib import Path
from posixpath import dirname, join, normpath
from tempfile import TemporaryDirectory

from generator.publish import marker
from generator.publish.execute import BUNDLE, CONFIRMATIONS
from generator.publish.folder import FolderStore
from generator.publish.pace import MOST
from generator.publish.s3 import S3Store
from generator.publish.store import ObjectInfo
from generator.publish.target import parse_target
from tests.publish.conftest import Place
from tests.publish.processes import Job, killed
from tests.publish.workspace import Workspace
from tests.s3_server import BUCKET, S3Server
from tests.thorough import THOROUGH

START = datetime(2026, 11, 21, 10, tzinfo=UTC)
SHOPS = 48
REQUESTS = 150
"""Of one edition: 3 for the lock, 3 files for each shop, 2 for the hub, 1 for all deletes."""
SOME = sorted({*range(1, 9), *range(9, REQUESTS - 8, 9), *range(REQUESTS - 8, REQUESTS + 1)})
"""The lock's and the last, where stages change, and every ninth between: each takes a second."""
FEW = (1, 2, 3, 40, 98, 147, 148, 149, REQUESTS)
UNRECORDED = MOST * BUNDLE + CONFIRMATIONS
"""Files that the store may have, and the record may not: under way, or just confirmed."""
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
    workspace.sql("BEGIN")
    for path in set(workspace.contents()) - set(site):
        workspace.remove(path)
    for path, text in site.items():
        workspace.write(path, text)
    workspace.sql("COMMIT")
    return {path: text.encode() for path, text in site.items()}


def whole(online: Mapping[str, str], bodies: Mapping[str, bytes]) -> bool:
    """Whether everything is there that pages which are online refer to."""
    return all(
        normpath(join(dirname(path), address)) in online
        for path, etag in online.items()
        if path.endswith(".html")
        for address in _ADDRESS.findall(bodies[etag].decode())
    )


def kill_and_resume(
    workspace: Workspace, job: Job, listed: Callable[[], Iterable[ObjectInfo]], requests: Iterable[int]
) -> int:
    """Publish an edition for each of `requests`, kill it there, look, and resume; returns how many died."""
    bodies: dict[str, bytes] = {}
    kills = 0

    def online() -> dict[str, str]:
        found = {held.key.removeprefix(parse_target(job.url).prefix): held.etag for held in listed()}
        found.pop(marker.NAME, None)
        assert whole(found, bodies)
        return found

    for number, request in enumerate((0, *requests)):
        # The photos of the edition before the last have waited long enough by then.
        job = replace(job, now=START + number * timedelta(days=2))
        site = edition(workspace, number)
        etags = {path: md5(body).hexdigest() for path, body in site.items()}
        bodies |= {etags[path]: body for path, body in site.items()}
        if number:
            kills += killed(job, request, after=number % 2 == 0)
        before = online()
        rest = sum(before.get(path) != etag for path, etag in etags.items())
        resumed = job.run()
        assert resumed.result in ("done", "nothing"), resumed.message
        assert rest <= resumed.done.upload <= rest + UNRECORDED
        assert "LIST" not in resumed.requests
        after = online()
        assert etags.items() <= after.items()
        assert all(f"-{number - 1}." in path for path in set(after) - set(etags))
    return kills


def test_killed_at_any_of_150_requests() -> None:
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with TemporaryDirectory(dir=memory) as folder, closing(Workspace(Path(folder, "work"))) as workspace:
        disk = Path(folder, "bucket")
        job = Job(workspace.root, "s3://bucket", "", START, {}, disk=disk, max_delete=1000)
        requests = range(1, REQUESTS + 1) if THOROUGH else SOME
        kills = kill_and_resume(workspace, job, lambda: FolderStore(disk).list(""), requests)
    assert kills == len(requests)


def test_killed_on_a_real_server(workspace: Workspace, bucket: Place, s3_server: S3Server) -> None:
    job = Job(workspace.root, bucket.url, bucket.endpoint, START, s3_server.environment, max_delete=1000)
    requests = range(1, REQUESTS + 1) if THOROUGH else FEW
    with closing(S3Store(BUCKET, bucket.endpoint)) as store:
        kills = kill_and_resume(workspace, job, lambda: store.list(bucket.prefix), requests)
    assert kills == len(requests)
