"""Text sent gzipped, as a setting."""

from __future__ import annotations

import gzip
from hashlib import md5
from pathlib import Path
from typing import Any

import pytest

from generator.publish import marker
from generator.publish.payloads import Payloads, UnfitError
from tests.publish.conftest import Place
from tests.publish.test_command import as_json
from tests.publish.test_deploy import run
from tests.publish.workspace import HUB, Workspace, entry
from tests.s3_server import BUCKET, S3Server


def head(server: S3Server, place: Place, path: str) -> dict[str, Any]:
    found: dict[str, Any] = server.client.get_object(Bucket=BUCKET, Key=place.prefix + path)
    return {**found, "Body": found["Body"].read()}


@pytest.mark.parametrize(
    ("content_type", "encoding"),
    [
        ("text/html; charset=utf-8", "gzip"),
        ("text/css", "gzip"),
        ("text/javascript; charset=utf-8", "gzip"),
        ("text/plain", "gzip"),
        ("image/svg+xml", "gzip"),
        ("application/xml", "gzip"),
        ("application/atom+xml; charset=utf-8", "gzip"),
        ("application/json", "gzip"),
        ("image/webp", ""),
        ("image/jpeg", ""),
        ("application/zip", ""),
        ("", ""),
    ],
)
def test_only_text_is_compressed(content_type: str, encoding: str) -> None:
    one = entry("kopi/index.html", content_type=content_type or "-")
    assert Payloads(Path(), compress=True).encoding(one) == encoding
    assert Payloads(Path()).encoding(one) == ""


def test_the_same_page_always_gives_the_same_bytes(tmp_path: Path) -> None:
    text = b"halo " * 100
    (tmp_path / "index.html").write_bytes(text)
    payloads, page = Payloads(tmp_path, compress=True), entry("index.html", text)
    body = payloads.read(page)
    assert gzip.decompress(body.data) == text
    assert (body.data[3:8], body.encoding) == (b"\0" * 5, "gzip")  # no name, no time
    assert payloads.read(page) == body
    assert payloads.md5(page) == body.md5 == md5(body.data).hexdigest()
    (tmp_path / "index.html").write_bytes(b"edited")
    assert payloads.md5(page) == ""
    with pytest.raises(UnfitError, match="differs"):
        payloads.read(page)


def test_text_lies_in_the_bucket_gzipped_and_says_so(
    workspace: Workspace, bucket: Place, s3_server: S3Server
) -> None:
    workspace.add("kopi").write("index.html", "halo " * 1000)
    report = run(workspace, bucket, gzip=True)
    page = head(s3_server, bucket, "index.html")
    assert (page["ContentEncoding"], page["ContentType"]) == ("gzip", "text/html; charset=utf-8")
    assert gzip.decompress(page["Body"]) == b"halo " * 1000
    assert report.done.size < len("halo " * 1000)
    assert "ContentEncoding" not in head(s3_server, bucket, "kopi/foto/kopi-1.webp")
    assert "ContentEncoding" not in head(s3_server, bucket, marker.NAME)
    assert run(workspace, bucket, gzip=True).requests == {}
    assert run(workspace, bucket, gzip=True, verify=True).result == "nothing"


def test_a_changed_setting_sends_text_once_more(
    workspace: Workspace, bucket: Place, s3_server: S3Server
) -> None:
    run(workspace.add("kopi"), bucket)
    for setting in (True, False):
        report = run(workspace, bucket, gzip=setting)
        assert {row.reason for row in report.rows} == {"changed: content-encoding"}
        assert report.done.upload == 4  # all but the photo
        assert ("ContentEncoding" in head(s3_server, bucket, "index.html")) == setting
    assert bucket.contents() == workspace.contents()


@pytest.mark.parametrize(("setting", "uploads"), [(True, 0), (False, 4)])
def test_a_lost_record_knows_gzipped_text_again(
    workspace: Workspace, bucket: Place, setting: bool, uploads: int
) -> None:
    run(workspace.add("kopi"), bucket, gzip=True)
    (workspace.root / "build" / "published.db").unlink()
    report = run(workspace, bucket, gzip=setting)
    assert (report.verified.adopted if report.verified else 0, report.done.upload) == (5, uploads)
    assert run(workspace, bucket, gzip=setting, verify=True).result == "nothing"


def test_a_folder_has_no_headers(workspace: Workspace, folder: Place) -> None:
    run(workspace.add("kopi"), folder, gzip=True)
    assert folder.contents() == workspace.contents()


def test_the_setting_in_hub_yaml_and_the_options_that_win_over_it(
    workspace: Workspace, bucket: Place
) -> None:
    def uploads(*options: str) -> int:
        _, answer = as_json(workspace, bucket, "--dry-run", *options)
        return int(answer["plan"]["upload"])

    as_json(workspace.add("kopi"), bucket)
    assert (uploads(), uploads("--gzip")) == (0, 4)
    (workspace.root / "hub.yaml").write_text(f"{HUB}penerbitan: {{gzip: ya}}\n")
    assert (uploads(), uploads("--no-gzip")) == (4, 0)
    (workspace.root / "hub.yaml").write_text("nama: [")
    assert uploads("--no-gzip") == 0
