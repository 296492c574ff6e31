"""A folder that is replaced as a whole: whoever holds it sees the old one or the new one, never a mix.

Readers and the writer meet at a lock on the folder itself (`flock`, which ends with its process), so there
is no lock file to be left behind. On Linux the two folders change places in one step.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.disk.atomic_file import sync_folder

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
"""Source: renameat2(2)."""


@contextmanager
def holding(folder: str | Path) -> Iterator[None]:
    """Keep a folder from being replaced while it is read; one that is not there needs no holding."""
    handle = _locked(folder, fcntl.LOCK_SH)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def replace_folder(new: Path, live: Path) -> None:
    """Put `new` in the place of `live`, once nobody holds it, and remove what was there.

    Raises `OSError`; then `live` is what it was.
    """
    handle = _locked(live, fcntl.LOCK_EX)
    try:
        if handle is None:
            new.rename(live)
        else:
            _exchange(new, live)
    finally:
        if handle is not None:
            os.close(handle)
    sync_folder(live.parent)
    shutil.rmtree(new, ignore_errors=True)  # the old one, now at the new one's place


def _locked(folder: str | Path, how: int) -> int | None:
    """A handle with the lock on the folder that stands there now; None where there is none."""
    while True:
        try:
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            if error.errno == errno.ELOOP:  # a link, which no reader follows either
                return None
            raise
        try:
            fcntl.flock(handle, how)
            if _still_there(handle, folder):
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)  # it was replaced while we waited


def _still_there(handle: int, folder: str | Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), os.lstat(folder))
    except FileNotFoundError:
        return False


def _exchange(one: Path, other: Path) -> None:
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is not None:
        done = call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
        if done == 0:
            return
        number = ctypes.get_errno()
        if number not in (errno.ENOSYS, errno.EINVAL):
            raise OSError(number, os.strerror(number), str(other))
    # no such call on this system or file system: the lock keeps readers away between the two renames
    aside = one.with_name(f"{one.name}.old")
    other.rename(aside)
    one.rename(other)
    aside.rename(one)
