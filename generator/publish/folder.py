"""A folder as a store: for a web server's document root, a mounted disk, and for trying a deploy out."""

from __future__ import annotations

import errno
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from threading import Lock

from generator.publish.errors import StoreDownError, StoreError

# Trouble that the next file will meet too.
_HOPELESS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM}


class FolderStore:
    """Writes below one folder only.  Content-Type and Cache-Control are the web server's business here."""

    # Threads wait for fsync, not for the processor.
    concurrency = 8

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._requests: Counter[str] = Counter()
        self._lock = Lock()

    @property
    def requests(self) -> Mapping[str, int]:
        """Files written count as PUT, files removed as DELETE."""
        return self._requests

    def put(self, key: str, body: bytes, *, content_type: str, cache_control: str, md5: str) -> None:
        """Replace one file atomically: readers see the old bytes or the new ones.

        Raises:
            StoreDownError: the folder cannot be written to.
            StoreError: this file cannot be written.
        """
        self._count("PUT")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreDownError(f"{self._folder} cannot be made a folder ({error.strerror})") from error
        path = self._inside(key)
        # One fixed name, so that a killed run leaves at most one leftover for each file, and heals it.
        draft = path.with_name(f".{path.name}.etalase")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_durably(draft, body)
            draft.replace(path)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise self._worded(key, error) from error

    def delete(self, keys: Sequence[str]) -> dict[str, str]:
        """Remove these files, and the folders that become empty by it."""
        failures = {}
        for key in keys:
            self._count("DELETE")
            try:
                path = self._inside(key)
                path.unlink(missing_ok=True)
                self._prune(path.parent)
            except StoreError as error:
                failures[key] = str(error)
            except OSError as error:
                failures[key] = str(self._worded(key, error))
        return failures

    def close(self) -> None:
        """Nothing is kept open."""

    def _inside(self, key: str) -> Path:
        parts = key.split("/")
        if {"", ".", ".."} & set(parts) or "\0" in key or "\\" in key:
            raise StoreError(f"{key!r} is not a name inside the folder")
        path = self._folder.joinpath(*parts)
        # A symlink as the last part is replaced or removed itself; one on the way there must not lead out.
        if not path.parent.resolve().is_relative_to(self._folder.resolve()):
            raise StoreError(f"{PurePosixPath(key).parent} is a link that leads out of the folder")
        return path

    def _prune(self, folder: Path) -> None:
        while folder != self._folder:
            try:
                folder.rmdir()
            except (
                OSError
            ):  # not empty (or gone already): the folders above are not empty either, or not ours
                return
            folder = folder.parent

    def _worded(self, key: str, error: OSError) -> StoreError:
        kind = StoreDownError if error.errno in _HOPELESS else StoreError
        return kind(f"{key}: {error.strerror}")

    def _count(self, verb: str) -> None:
        with self._lock:
            self._requests[verb] += 1


def _write_durably(path: Path, body: bytes) -> None:
    # os.open rather than tempfile: the file gets the umask's permissions, so a web server can read it.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o666)
    with open(descriptor, "wb") as file:  # noqa: PTH123 - pathlib cannot open a descriptor
        file.write(body)
        file.flush()
        os.fsync(descriptor)
