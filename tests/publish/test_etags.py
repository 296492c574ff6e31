"""Stores whose ETags are not MD5s: what they returned at the upload is what a listing is compared with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256

import pytest

from generator.publish.verify import Findings
from tests.publish.conftest import Place
from tests.publish.faulty_proxy import FaultyProxy, faulty_proxy
from tests.publish.test_deploy import run
from tests.publish.test_verify import Upload, lose_record, upload  # noqa: F401 - a fixture
from tests.publish.workspace import Workspace
from tests.s3_server import S3Server


def secret(md5: str) -> str:
    """As long as an MD5, and none: objects encrypted by a key service have such ETags."""
    return sha256(md5.encode()).hexdigest()[:32]


@pytest.fixture
def line(s3_server: S3Server) -> Iterator[FaultyProxy]:
    with faulty_proxy(s3_server.endpoint) as line:
        yield line


@pytest.fixture
def odd(bucket: Place, line: FaultyProxy) -> Place:
    return Place(bucket.url, line.endpoint, bucket.contents, bucket.prefix)


NAMES: dict[str, tuple[Callable[[str], str | None], Callable[[str], str]]] = {
    "encrypted by a key service": (lambda md5: f'"{secret(md5)}"', secret),
    "made of parts": (lambda md5: f'"{md5}-1"', lambda md5: f'"{md5}-1"'),
    "in capitals here only": (lambda md5: f'"{md5.upper()}"', str),
    "without quotes here only": (secret, lambda md5: f'"{secret(md5)}"'),
    "marked weak by a proxy": (lambda md5: f'W/"{md5}"', str),
    "an MD5 in listings only": (lambda md5: f'"{secret(md5)}"', str),
    "told by listings only": (lambda _md5: None, lambda md5: f'"{secret(md5)}"'),
    "never told": (lambda _md5: None, lambda _md5: ""),
}


@pytest.mark.parametrize("gzip", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_a_comparison_sends_nothing_again_whatever_the_store_calls_its_objects(
    workspace: Workspace,
    odd: Place,
    line: FaultyProxy,
    gzip: bool,
    name: str,
) -> None:
    line.renames, line.lists = NAMES[name]
    run(workspace.add("batik-ayu", "kopi"), odd, gzip=gzip)
    for _ in range(2):
        report = run(workspace, odd, gzip=gzip, verify=True)
        assert (report.result, report.done.upload, report.skip) == ("nothing", 0, 8)
    assert report.verified == Findings()


@pytest.mark.parametrize("names", list(NAMES.values())[:-1], ids=list(NAMES)[:-1])
def test_what_somebody_else_wrote_is_found_by_its_etag(
    workspace: Workspace,
    odd: Place,
    line: FaultyProxy,
    upload: Upload,  # noqa: F811 - the fixture
    names: tuple[Callable[[str], str | None], Callable[[str], str]],
) -> None:
    line.renames, line.lists = names
    run(workspace.add("batik-ayu", "kopi"), odd)
    run(workspace, odd, verify=True)  # where only listings tell, they have told now
    upload("index.html", b"i" * len(workspace.contents()["index.html"]))
    report = run(workspace, odd, verify=True)
    assert report.verified == Findings(different=1)
    assert [row.key for row in report.rows] == [f"{odd.prefix}index.html"]
    assert odd.contents() == workspace.contents()


def test_a_lost_record_of_such_a_store_costs_one_more_upload_of_all_and_no_second(
    workspace: Workspace, odd: Place, line: FaultyProxy
) -> None:
    line.renames, line.lists = NAMES["encrypted by a key service"]
    run(workspace.add("kopi"), odd)
    lose_record(workspace)
    assert run(workspace, odd).done.upload == 5
    assert run(workspace, odd, verify=True).result == "nothing"
