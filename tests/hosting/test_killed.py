"""A sweep that is killed between planning and doing: after a rerun, every take-down has happened once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.postgres_server import PostgresServer
from tests.thorough import THOROUGH

REPOSITORY = Path(__file__).parents[2]
POINTS = 60
"""More than a sweep has."""
STEP = 1 if THOROUGH else 3
"""Of these points, on PostgreSQL, which gives each a database; on SQLite all are tried."""


def killed(root: Path, urls: list[str], step: int = 1) -> int:
    command = [sys.executable, "-m", "tests.hosting.killed_sweep", str(root), str(step), *urls]
    done = subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY, check=False)
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def test_sqlite(root: Path) -> None:
    assert killed(root, [f"sqlite:///ledger-{n}.db" for n in range(POINTS)]) > 15


def test_postgresql(root: Path, postgres: PostgresServer) -> None:
    assert killed(root, [postgres.fresh() for _ in range(0, POINTS, STEP)], STEP) > 15
