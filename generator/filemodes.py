"""Who on this machine may read what is written: published files everybody, databases not the world.

The umask decides neither: that of a unit (0027) would hide pages from the web server, that of a login (0022)
would show names and numbers to every account.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

PUBLIC_FILE = 0o644
_PUBLIC_FOLDER = 0o755
PRIVATE_FILE = 0o640
_WORLD = 0o007
_BITS = 0o777


def public_folder(folder: Path | str) -> None:
    """Make a folder for published files, and the missing ones above it; one that is there is left alone.

    Raises:
        OSError: it cannot be made, or is no folder.
    """
    # Texts, not `Path`s: a build makes folders by the ten thousand.
    if os.path.isdir(folder):  # noqa: PTH112
        return
    public_folder(os.path.dirname(folder) or ".")  # noqa: PTH120
    try:
        os.mkdir(folder)  # noqa: PTH102
    except FileExistsError:  # somebody else was faster
        if not os.path.isdir(folder):  # noqa: PTH112
            raise
    _set(folder, _PUBLIC_FOLDER)


def publish_folder(folder: Path | str) -> None:
    """Let everybody look into a folder of ours that may have been made under another umask."""
    _set(folder, _PUBLIC_FOLDER)


def publish_file(file: Path | str) -> None:
    """Let everybody read a file.  Raises `OSError` where it is somebody else's and closed."""
    _set(file, PUBLIC_FILE)


def write_public(file: Path | str, data: bytes) -> None:
    """Write a published file.  Raises `OSError`."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PUBLIC_FILE)
    try:
        os.fchmod(handle, PUBLIC_FILE)
        written = os.write(handle, data)
        while written < len(data):
            written += os.write(handle, memoryview(data)[written:])
    finally:
        os.close(handle)


def keep_private(file: Path) -> None:
    """Before a file with personal data is opened: make it, or close one that the world may read.

    What SQLite lays beside a database gets the same mode.  Where this fails, whoever opens the file says why.
    """
    with suppress(OSError):
        try:
            # Never opened where it is there: closing it would end the locks that this process holds on it.
            os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE))
        except FileExistsError:
            mode = file.stat().st_mode
            if mode & _WORLD:
                file.chmod(mode & (_BITS ^ _WORLD))


def _set(path: Path | str, wanted: int) -> None:
    mode = os.stat(path).st_mode  # noqa: PTH116 - takes a text as well
    if mode & _BITS != wanted:
        os.chmod(path, mode & 0o7000 | wanted)  # noqa: PTH101
