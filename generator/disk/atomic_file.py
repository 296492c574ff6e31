"""Writing a file: whoever reads it sees its old bytes or its new ones, also after an error or a kill.

The bytes go to a draft beside it, under a name of its own, which then takes the file's place: several threads
and processes may write the same file, and the last one wins.  An error leaves no draft behind; a kill may.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Literal

from generator.filemodes import PRIVATE_FILE, PUBLIC_FILE

Durable = Literal["no", "bytes", "name"]
"""What a power cut must leave of a file that is written: nothing for sure, a whole file (perhaps the old
one), or the new one under its name."""
Readers = Literal["umask", "everybody", "group", "owner"]
"""Who may read the file: as the umask says, everybody whatever that says, at most its group, or its owner."""

_MODES: dict[Readers, int] = {"umask": 0o666, "everybody": PUBLIC_FILE, "group": PRIVATE_FILE, "owner": 0o600}
_DRAFT = re.compile(r"\..+\.etalase")


def write(
    path: Path | str, data: bytes, *, durable: Durable, readers: Readers = "umask", over_folder: bool = False
) -> None:
    """Give a file these bytes; with `over_folder` also where a folder lies in its place, which is removed.

    Raises:
        OSError: nothing was replaced, or the disk did not confirm the new name.
    """
    with replacing(path, durable=durable, readers=readers, over_folder=over_folder) as file:
        file.write(data)


def write_new(path: Path, data: bytes, *, durable: Durable, readers: Readers = "umask") -> bool:
    """Make a file of these bytes unless there is one, and tell; nobody ever sees half of it.

    Raises:
        OSError: it was not made.
    """
    if path.exists():
        return False
    try:
        with _draft(path, readers) as (file, draft):
            file.write(data)
            _finish(file, durable, readers)
            _give_name(draft, path)
    except FileExistsError:
        return False
    if durable == "name":
        sync_folder(path.parent)
    return True


@contextmanager
def replacing(
    path: Path | str, *, durable: Durable, readers: Readers = "umask", over_folder: bool = False
) -> Iterator[BinaryIO]:
    """As `write`, for a file that is written piece by piece; what is raised inside leaves the old one."""
    with _draft(path, readers) as (file, draft):
        yield file
        _finish(file, durable, readers)
        if over_folder and os.path.isdir(path) and not os.path.islink(path):  # noqa: PTH112, PTH114
            shutil.rmtree(path)
        os.replace(draft, path)  # noqa: PTH105
    if durable == "name":
        sync_folder(Path(path).parent)


def sync_folder(folder: Path) -> None:
    """Wait until the disk knows the names in a folder.

    Raises:
        OSError: the disk has failed.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def is_draft(name: str) -> bool:
    """Whether a file of this name is one on its way to another name, perhaps left by a killed run."""
    return _DRAFT.fullmatch(name) is not None


def remove_drafts(folder: Path, *, idle_seconds: float = 0) -> None:
    """Remove what killed runs have left in a folder: drafts that nobody has written to for so long."""
    until = time.time() - idle_seconds
    with os.scandir(folder) as found:
        for entry in found:
            if is_draft(entry.name) and entry.is_file(follow_symlinks=False):
                with suppress(FileNotFoundError):
                    if entry.stat(follow_symlinks=False).st_mtime <= until:
                        os.unlink(entry.path)  # noqa: PTH108 - a path as the folder gives it


@contextmanager
def _draft(path: Path | str, readers: Readers) -> Iterator[tuple[BinaryIO, str]]:
    """A new file beside `path`, which is gone in the end, unless it has another name then."""
    # Texts, not `Path`s: builds write files by the million.
    draft = os.path.join(os.path.dirname(path), f".{secrets.token_hex(8)}.etalase")  # noqa: PTH118, PTH120
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, _MODES[readers])
        with open(handle, "wb") as file:  # noqa: PTH123 - pathlib cannot open a descriptor
            yield file, draft
    except BaseException as error:
        if isinstance(error, OSError) and error.filename == draft:
            error.filename, error.filename2 = str(path), None  # nobody has asked for a file of the other name
        with suppress(OSError):
            os.unlink(draft)  # noqa: PTH108
        raise


def _give_name(draft: str, path: Path) -> None:
    """Raises `FileExistsError` where somebody else was first."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links: there, two at the very same moment are not told apart
        if path.exists():
            raise
        os.replace(draft, path)  # noqa: PTH105
    else:
        os.unlink(draft)  # noqa: PTH108


def _finish(file: BinaryIO, durable: Durable, readers: Readers) -> None:
    file.flush()
    if readers == "everybody":
        os.fchmod(file.fileno(), PUBLIC_FILE)
    if durable != "no":
        os.fsync(file.fileno())
