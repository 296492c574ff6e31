"""One file of a folder that is a store: written if a condition holds, while nobody else comes between."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.disk import atomic_file
from generator.filemodes import PUBLIC_FILE


def replace_if(path: Path, body: bytes, condition: Callable[[], bool]) -> bool:
    """Give a file these bytes if the condition holds, and tell; nobody else who asks comes between.

    Raises:
        OSError: nothing was replaced; or the disk knows no locks.
    """
    with _locked(path.with_name(f".{path.name}.next.etalase")):
        if condition():
            atomic_file.write(path, body, durable="bytes", readers="everybody")
            return True
        return False


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    """Make a file and lock it: other threads and processes wait.

    Whoever was before us has removed it; then there is another one to lock.
    """
    while True:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, PUBLIC_FILE)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            if not _is_at(descriptor, file):
                continue
            try:
                yield
            finally:
                if _is_at(descriptor, file):
                    file.unlink()
            return
        finally:
            os.close(descriptor)


def _is_at(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False
