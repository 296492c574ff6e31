"""Replacing a file: readers, and whoever comes after a power failure, see its old bytes or its new ones."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from generator.filemodes import PUBLIC_FILE

_DRAFT = re.compile(r"\..+\.etalase")


def is_draft(name: str) -> bool:
    """Whether a file of this name is one on its way to another name, perhaps left by a killed run."""
    return _DRAFT.fullmatch(name) is not None


def replace(path: Path, body: bytes) -> None:
    """Give a file these bytes; two writers at once are not expected.

    Raises:
        OSError: nothing was replaced.
    """
    # One fixed name, so that a killed run leaves at most one leftover for each file, and heals it.
    draft = path.with_name(f".{path.name}.etalase")
    try:
        with _opened(draft) as file:
            _write(file, body)
        draft.replace(path)
        sync(path.parent)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def sync(folder: Path) -> None:
    """Wait until the disk knows the names in a folder: what is confirmed now is on record next.

    Raises:
        OSError: the disk has failed.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace_if(path: Path, body: bytes, condition: Callable[[], bool]) -> bool:
    """Give a file these bytes if the condition holds, and tell; nobody else who asks comes between.

    Raises:
        OSError: nothing was replaced; or the disk knows no locks.
    """
    draft = path.with_name(f".{path.name}.next.etalase")
    with _locked(draft) as file:
        if not condition():
            return False
        _write(file, body)
        draft.replace(path)
        return True


@contextmanager
def _locked(draft: Path) -> Iterator[BinaryIO]:
    """Open a draft and lock it: other threads and processes wait.

    The draft itself is the lock, because a file that is only a lock can never be removed safely.  Whoever was
    before us has given it its final name, or removed it; then there is another one to lock.
    """
    while True:
        with _opened(draft) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if not _is_at(file, draft):
                continue
            try:
                yield file
            finally:
                if _is_at(file, draft):
                    draft.unlink()
            return


def _opened(draft: Path) -> BinaryIO:
    descriptor = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, PUBLIC_FILE)
    return open(descriptor, "r+b")  # noqa: PTH123 - pathlib cannot open a descriptor


def _is_at(file: BinaryIO, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _write(file: BinaryIO, body: bytes) -> None:
    file.truncate()
    file.write(body)
    file.flush()
    os.fchmod(file.fileno(), PUBLIC_FILE)
    os.fsync(file.fileno())
