"""A real disk of a few megabytes that tests may fill: a tmpfs, where this user may mount one."""

from __future__ import annotations

import gc
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


class SmallDisk:
    """Where it is mounted, and how to fill it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._filler = root / ".filler"

    def fill(self, free: int = 0) -> None:
        """Leave this many bytes, and no more."""
        gc.collect()  # a database that nobody holds any more gives back its room when it is closed
        with self._filler.open("wb", buffering=0) as file:
            for block in (1 << 16, 4096):
                while True:
                    try:
                        file.write(bytes(block))
                    except OSError:
                        break
            file.truncate(max(0, file.tell() - free))

    def make_room(self) -> None:
        """As an operator does who reads what she is told."""
        self._filler.unlink(missing_ok=True)


@contextmanager
def mounted(folder: Path, size: str = "8m") -> Iterator[SmallDisk]:
    """Mount it; a test that needs it is skipped where that is refused, as in most containers."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, check=False, capture_output=True).returncode != 0:
        pytest.skip("no small disk can be mounted here")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
