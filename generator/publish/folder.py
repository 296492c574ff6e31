"""A folder as a store: for a web server's document root, a mounted disk, and for trying a deploy out."""

from __future__ import annotations

import errno
import os
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import md5 as md5_of
from pathlib import Path, PurePosixPath
from threading import Lock

from generator.disk.atomic_file import is_draft, remove_drafts, sync_folder, write
from generator.filemodes import public_folder
from generator.publish.errors import StoreDownError, StoreError
from generator.publish.folder_files import replace_if
from generator.publish.pace import Pace
from generator.publish.store import LIST_BATCH, ObjectInfo, StoredObject
from generator.trouble import disk_is_full, no_room

# Trouble that the next file will meet too.
_HOPELESS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM}

_FORGOTTEN_SECONDS = 600
"""Nobody writes one file for so long."""


class FolderStore:
    """Writes below one folder only.  Content-Type and Cache-Control are the web server's business here."""

    # Threads wait for fsync, not for the processor.
    concurrency = 8

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.pace = Pace(self.concurrency)
        self._requests: Counter[str] = Counter()
        self._lock = Lock()
        self._tidied: set[Path] = set()

    @property
    def requests(self) -> Mapping[str, int]:
        """Files written count as PUT, read as GET, removed as DELETE; 1000 files listed are one LIST."""
        return self._requests

    def put(
        self,
        key: str,
        body: bytes,
        *,
        content_type: str,
        cache_control: str,
        md5: str,
        content_encoding: str = "",
    ) -> str:
        """Replace one file atomically: readers see the old bytes or the new ones.

        Raises:
            StoreDownError: the folder cannot be written to.
            StoreError: this file cannot be written, or is compressed.
        """
        if content_encoding:
            raise StoreError(f"{key}: a folder keeps no headers, so nothing can say that this is compressed")
        self._count("PUT")
        path = self._to_write(key)
        try:
            write(path, body, durable="name", readers="everybody")
        except OSError as error:
            raise self._worded(key, error) from error
        return md5

    def delete(self, keys: Sequence[str]) -> dict[str, str]:
        """Remove these files, and the folders that become empty by it."""
        failures = {}
        touched: set[Path] = set()
        for key in keys:
            self._count("DELETE")
            try:
                path = self._inside(key)
                path.unlink(missing_ok=True)
                touched.add(self._prune(path.parent))
            except StoreError as error:
                failures[key] = str(error)
            except OSError as error:
                failures[key] = str(self._worded(key, error))
        for folder in touched:
            with suppress(FileNotFoundError, NotADirectoryError):  # pruned later, or never there
                sync_folder(folder)
        return failures

    def get(self, key: str) -> StoredObject | None:
        """The bytes of one file; its ETag is their MD5.

        Raises:
            StoreError: it is there, but cannot be read.
        """
        self._count("GET")
        path = self._inside(key)
        try:
            body, written = path.read_bytes(), path.stat().st_mtime
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise self._worded(key, error) from error
        return StoredObject(body, _md5(body), max(0.0, time.time() - written))

    def put_if(self, key: str, body: bytes, *, etag: str | None, content_type: str) -> str | None:
        """Replace one file if it is still the one with this ETag; no other process can come between.

        Raises:
            StoreDownError: the folder cannot be written to.
            StoreError: this file cannot be written, or the disk knows no locks.
        """
        self._count("PUT")
        path = self._to_write(key)
        try:
            done = replace_if(
                path, body, lambda: etag == (_md5(path.read_bytes()) if path.exists() else None)
            )
        except OSError as error:
            raise self._worded(key, error) from error
        return _md5(body) if done else None

    def list(self, prefix: str, *, after: str = "", until: str = "") -> Iterator[ObjectInfo]:
        """Every file below a prefix, with the MD5 of its bytes; drafts and links are left out.

        Raises:
            StoreError: something cannot be read.
        """
        root = prefix[: prefix.rfind("/") + 1]
        number = 0
        for key, path in self._walk(root, after, until):
            if key.startswith(prefix) and after < key and (not until or key <= until):
                try:
                    body = path.read_bytes()
                except FileNotFoundError:
                    continue  # removed meanwhile
                except OSError as error:
                    raise self._worded(key, error) from error
                if number % LIST_BATCH == 0:
                    self._count("LIST")
                number += 1
                yield ObjectInfo(key, _md5(body), len(body))
        if not number:
            self._count("LIST")

    def close(self) -> None:
        """Nothing is kept open."""

    def _walk(self, root: str, after: str, until: str) -> Iterator[tuple[str, Path]]:
        """Keys and paths of all files in a folder, in the order of the keys; some of them out of bounds."""
        for entry in self._entries(root):
            key = root + entry.name
            if entry.is_file(follow_symlinks=False) and not is_draft(entry.name):
                yield key, Path(entry.path)
            elif entry.is_dir(follow_symlinks=False):
                below = f"{key}/"
                if until and below > until:
                    return
                if below > after or after.startswith(below):
                    yield from self._walk(below, after, until)

    def _entries(self, root: str) -> Sequence[os.DirEntry[str]]:
        """What is in a folder, in the order that keys have."""
        path = self._inside(root[:-1]) if root else self._folder
        try:
            with os.scandir(path) as found:
                return sorted(found, key=lambda e: e.name + "/" * e.is_dir(follow_symlinks=False))
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise self._worded(root, error) from error

    def _to_write(self, key: str) -> Path:
        """The path of a key, in a folder that exists."""
        try:
            public_folder(self._folder)
        except OSError as error:
            raise StoreDownError(f"{self._folder} cannot be made a folder ({error.strerror})") from error
        path = self._inside(key)
        try:
            public_folder(path.parent)
            self._tidy(path.parent)
        except OSError as error:
            raise self._worded(key, error) from error
        return path

    def _tidy(self, folder: Path) -> None:
        """Once in a run, remove what killed runs have left in a folder."""
        with self._lock:
            if folder in self._tidied:
                return
            self._tidied.add(folder)
        remove_drafts(folder, idle_seconds=_FORGOTTEN_SECONDS)

    def _inside(self, key: str) -> Path:
        parts = key.split("/")
        if {"", ".", ".."} & set(parts) or "\0" in key or "\\" in key:
            raise StoreError(f"{key!r} is not a name inside the folder")
        path = self._folder.joinpath(*parts)
        # A symlink as the last part is replaced or removed itself; one on the way there must not lead out.
        if not path.parent.resolve().is_relative_to(self._folder.resolve()):
            raise StoreError(f"{PurePosixPath(key).parent} is a link that leads out of the folder")
        return path

    def _prune(self, folder: Path) -> Path:
        """Remove a folder that is empty now, and those above it; the first one that stays."""
        while folder != self._folder:
            try:
                folder.rmdir()
            except (
                OSError
            ):  # not empty (or gone already): the folders above are not empty either, or not ours
                break
            folder = folder.parent
        return folder

    def _worded(self, key: str, error: OSError) -> StoreError:
        if disk_is_full(error):
            return StoreDownError(no_room(self._folder))
        kind = StoreDownError if error.errno in _HOPELESS else StoreError
        return kind(f"{key}: {error.strerror}")

    def _count(self, verb: str) -> None:
        with self._lock:
            self._requests[verb] += 1


def _md5(body: bytes) -> str:
    return md5_of(body, usedforsecurity=False).hexdigest()
