"""A real PostgreSQL server for tests: the system's `initdb` and `postgres`, on a free port of 127.0.0.1.

Without it, tests that need it are skipped on a laptop and fail where CI=true.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
import pytest

from tests import canaries

USER = "etalase"

PASSWORD = canaries.POSTGRES_PASSWORD
"""Also a canary: no output of any test may contain it."""

START_SECONDS = 30
_FOLDERS = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/pgsql/bin")
_QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
"""A test's server need not survive a power cut."""


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server."""

    port: int
    _numbers: Iterator[int] = field(default_factory=count)

    @property
    def url(self) -> str:
        return f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{self.port}/postgres"

    def fresh(self) -> str:
        """The URL of a new, empty schema."""
        schema = f"ledger_{os.getpid()}_{next(self._numbers)}"
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {schema}")
        return f"{self.url}?options=-csearch_path%3D{schema}"


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One server for the whole run."""
    with running_postgres() as server:
        yield server


@contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    """Start a server with a new cluster, and stop it afterwards."""
    initdb, postgres = _program("initdb"), _program("postgres")
    # Below /tmp, because the server's own user must be able to reach it.
    with tempfile.TemporaryDirectory(prefix="etalase-pg-", ignore_cleanup_errors=True) as name:
        folder, data = Path(name), Path(name, "data")
        (folder / "password").write_text(PASSWORD)
        for path in (folder, folder / "password"):
            _give_away(path)
        options = (
            "-U",
            USER,
            f"--pwfile={folder}/password",
            "--auth=scram-sha-256",
            "--no-sync",
            "-E",
            "UTF8",
        )
        _run(initdb, "-D", str(data), *options, "--locale=C.UTF-8")
        port = _free_port()
        settings = ("listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", *_QUICK)
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [postgres, "-D", str(data), "-p", str(port), *(part for s in settings for part in ("-c", s))],
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=folder,
                user=_other_user(),
            )
            try:
                server = PostgresServer(port)
                _wait(process, server, folder / "log")
                yield server
            finally:
                process.terminate()
                process.wait(timeout=START_SECONDS)


def _program(name: str) -> str:
    found = [str(path / name) for pattern in _FOLDERS for path in sorted(Path("/").glob(pattern[1:]))]
    for program in (shutil.which(name), *reversed(found)):
        if program and Path(program).exists():
            return program
    if os.environ.get("CI") == "true":
        pytest.fail("CI must test against a real PostgreSQL server: install postgresql")
    pytest.skip("no PostgreSQL server here")


def _other_user() -> str | None:
    """PostgreSQL refuses to run as root; its package has made a user for it."""
    return "postgres" if os.geteuid() == 0 else None


def _give_away(path: Path) -> None:
    if user := _other_user():
        shutil.chown(path, user)


def _run(*command: str) -> None:
    done = subprocess.run(command, user=_other_user(), capture_output=True, text=True, cwd="/", check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr}")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], server: PostgresServer, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(server.url, connect_timeout=1).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"PostgreSQL does not start: {log.read_text()}")
