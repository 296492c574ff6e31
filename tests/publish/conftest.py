from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from generator.publish import marker
from tests.publish.workspace import Workspace
from tests.s3_server import BUCKET, S3Server, running_s3_server


@dataclass(frozen=True)
class Place:
    """Somewhere to deploy to, and how to look at what has arrived."""

    url: str
    endpoint: str
    contents: Callable[[], dict[str, bytes]]
    prefix: str = ""

    @property
    def arguments(self) -> list[str]:
        bucket = ["--endpoint-url", self.endpoint, "--allow-samples"]
        return ["--to", self.url, *(bucket if self.endpoint else [])]


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    # Under pytest-xdist every worker has a temporary folder, hence a server, of its own.
    with running_s3_server(tmp_path_factory.mktemp("weed")) as server:
        yield server


@pytest.fixture(autouse=True)
def no_credentials_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "no-aws-config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "no-aws-credentials"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with closing(Workspace(tmp_path / "work")) as made:
        yield made


@pytest.fixture
def bucket(s3_server: S3Server, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A prefix of its own on the real S3 server, with working credentials; the marker is not shown."""
    for name, value in s3_server.environment.items():
        monkeypatch.setenv(name, value)
    prefix = f"{uuid4().hex}/"

    def contents() -> dict[str, bytes]:
        found = s3_server.contents(prefix)
        found.pop(marker.NAME, None)
        return found

    return Place(f"s3://{BUCKET}/{prefix}", s3_server.endpoint, contents, prefix=prefix)


@pytest.fixture
def folder(tmp_path: Path) -> Place:
    target = tmp_path / "www"

    def contents() -> dict[str, bytes]:
        return {
            path.relative_to(target).as_posix(): path.read_bytes()
            for path in target.rglob("*")
            if path.is_file()
        }

    return Place(target.as_uri(), "", contents)


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest) -> Place:
    """Every kind of store in turn."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Place)
    return found
