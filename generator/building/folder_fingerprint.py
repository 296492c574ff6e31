"""What lies in a seller's folder and in its approved copy, as short texts that change with it."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from stat import S_ISDIR

from msgspec import msgpack

from generator.building.fingerprint import digest
from generator.content.reader import (
    APPROVED,
    PHOTO_BYTES,
    PHOTO_FOLDER,
    PRODUCT_FOLDER,
    SellerSource,
    named,
    read_regular,
    read_seller,
)

_BELOW = (PRODUCT_FOLDER, PHOTO_FOLDER)
_RACY = 2_000_000_000
"""In ns: a file changed this shortly before it was looked at may change again within the clock's grain."""


def signature(root: Path, slug: str, *, approved: bool = True) -> str:
    """Names, sizes, times and inodes of a seller's files; of equal ones nothing need be read again.

    Where a file changed just before, the signature is made unique, so that the next build reads the file
    instead of trusting its time. `approved` is false where it is known that there is no approved copy.
    """
    now = time.time_ns()
    names: list[str] = []
    facts: list[int] = []
    newest = 0
    folders = [f"{root}/sellers/{slug}"]
    if approved:
        folders.append(f"{root}/{APPROVED}/{slug}")
    outermost, start = len(folders), len(str(root))
    for number, folder in enumerate(folders):  # grows on the way
        try:
            opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        except OSError:  # it is not there, or nobody may look at it: the check says so
            continue
        try:
            found = sorted(os.listdir(opened))  # noqa: PTH208 - `scandir` takes a quarter more
            names += (folder[start:], *found)
            for name in found:
                try:
                    file = os.stat(name, dir_fd=opened, follow_symlinks=False)
                except OSError:  # it vanished meanwhile
                    newest = now
                    continue
                mode = file.st_mode
                if S_ISDIR(mode):
                    facts += (mode, file.st_ino)
                    if number < outermost and name.casefold() in _BELOW:
                        folders.append(f"{folder}/{name}")
                    continue
                changed = file.st_ctime_ns  # the kernel's: a copy with its times keeps the other
                if changed > newest:
                    newest = changed
                facts += (mode, file.st_ino, file.st_size, file.st_mtime_ns, changed)
        except OSError:  # it cannot be listed
            continue
        finally:
            os.close(opened)
    said = msgpack.encode(("\0".join(names).encode("utf-8", "surrogateescape"), facts))
    return sha256(said).hexdigest() + (f" {now}" if newest > now - _RACY else "")


def steady(before: str, after: str) -> bool:
    """Whether two signatures say that no file changed in between."""
    return before.partition(" ")[0] == after.partition(" ")[0]


def content(root: Path, source: SellerSource, photos: Mapping[str, str]) -> str:
    """What was read of a folder and of its approved copy: the very texts, names, problems, photos.

    `photos` are those of `photo_digests`.  Raises `OSError` where nobody can tell whether there is a copy.
    """
    said = _content(source, photos)
    if not is_governed(root, source.slug):
        return said
    approved = read_seller(root, source.slug, APPROVED)
    return f"{said} {_content(approved, photo_digests(approved))}"


def _content(source: SellerSource, photos: Mapping[str, str]) -> str:
    texts = [file for file in (source.shop, source.story, *source.products) if file]
    return digest(
        *(f"{file.path}\0{file.name}\0{sha256(file.data).hexdigest()}" for file in texts),
        repr(source.problems),
        repr(sorted(source.deleted)),
        repr(sorted(photos.items())),
    )


def photo_digests(source: SellerSource) -> dict[str, str]:
    """The hash of every photo of a seller as it lies there now, by name; empty where it cannot be read."""
    found: dict[str, str] = {}
    if not source.photos:
        return found
    folder = named(source.folder, PHOTO_FOLDER)
    for name in source.photos:
        try:
            data = read_regular(f"{folder}/{name}", PHOTO_BYTES)
        except OSError:
            found[name] = ""
        else:
            found[name] = sha256(data).hexdigest()
    return found


def governed(root: Path) -> frozenset[str] | None:
    """The slugs that have an approved copy, or whatever stands in its place; None where nobody can tell."""
    try:
        return frozenset(os.listdir(root / APPROVED))  # noqa: PTH208 - names
    except (FileNotFoundError, NotADirectoryError):
        return frozenset()
    except OSError:
        return None


def is_governed(root: Path, slug: str) -> bool:
    """Whether there is an approved copy, or whatever stands in its place.

    Raises `OSError` where that cannot be told.
    """
    try:
        os.lstat(f"{root}/{APPROVED}/{slug}")
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True
