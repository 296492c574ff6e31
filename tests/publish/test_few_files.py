"""A deploy where few files may be open: fewer uploads at once, with a sentence."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys

import pytest

from tests.publish.conftest import Place
from tests.publish.faulty_proxy import faulty_proxy
from tests.publish.workspace import Workspace
from tests.s3_server import S3Server


@pytest.mark.parametrize("allowed", [64, 48])
def test_a_deploy_with_few_open_files_is_done_by_fewer_connections(
    workspace: Workspace, bucket: Place, s3_server: S3Server, allowed: int
) -> None:
    workspace.add(*(f"toko-{number}" for number in range(60)))
    with faulty_proxy(s3_server.endpoint) as line:
        line.delay = 0.1
        for more in (["--transfers", "64"], ["--verify"]):
            program = [sys.executable, "-c", "from generator.cli import main; main()"]
            where = ["--root", str(workspace.root), "deploy", "--to", bucket.url]
            done = subprocess.run(
                [*program, *where, "--endpoint-url", line.endpoint, "--allow-samples", "--json", *more],
                capture_output=True,
                text=True,
                env=os.environ | s3_server.environment,
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, allowed)),
            )
            assert done.returncode == 0, done.stderr
            assert json.loads(done.stdout)["failed"] == []
            assert done.stderr.count(f"only {allowed} files may be open here") == 1
            assert "Errno" not in done.stderr
        assert 2 <= line.most_at_once < 20
    assert bucket.contents() == workspace.contents()
