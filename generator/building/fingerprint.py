"""What a seller's pages are made from, as short texts that change when it changes."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from generator import __version__
from generator.content import photofile
from generator.content.hub import Hub
from generator.content.reader import PHOTO_FOLDER, PRODUCT_FOLDER, SellerSource, named, read_regular
from generator.render.card import FollowedShop
from generator.render.theme import Theme

_BELOW = (PRODUCT_FOLDER, PHOTO_FOLDER)
_RACY_SECONDS = 2
"""A file changed this shortly before it was looked at may change again within the clock's grain."""


@cache
def program() -> str:
    """The version and every byte of this package: an edited checkout renders everything anew."""
    digest = hashlib.sha256(__version__.encode())
    package = Path(__file__).parents[1]
    for path in sorted(package.rglob("*")):
        if path.suffix in {".py", ".po", ".csv"}:
            digest.update(f"{path.relative_to(package)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def shop_context(hub: Hub, themes: Iterable[Theme], *, preview: bool) -> str:
    """Everything all shops' pages depend on: program, storefront themes and the hub settings they show."""
    settings = (hub.name, hub.site, hub.operator, hub.categories, hub.publishing.websub, preview)
    return _digest(program(), *(theme.digest for theme in themes), repr(settings))


def hub_context(hub: Hub, theme: Theme) -> str:
    """Everything the hub's own pages depend on, but for the shops' cards."""
    settings = (hub.name, hub.site, hub.operator, hub.categories, hub.mentors, hub.privacy, hub.synonyms)
    return _digest(program(), theme.digest, repr((*settings, hub.publishing.websub)))


def signature(*folders: str | Path) -> str:
    """Names, sizes, times and inodes of the files of a seller's folders; equal ones need not be read again.

    Where a file changed just before, the signature is made unique, so that the next build reads the file
    instead of trusting its time.
    """
    now = time.time()
    facts: list[str] = []
    newest = 0.0
    rooms = [(number, str(folder), "") for number, folder in enumerate(folders)]
    for number, folder, below in rooms:  # grows on the way
        facts.append(f"{number}/{below}")
        for name in _names(f"{folder}/{below}"):
            try:
                found = os.lstat(f"{folder}/{below}/{name}")
            except OSError:  # it vanished meanwhile, or nobody may look at it
                newest = now
                continue
            if stat.S_ISDIR(found.st_mode):
                facts.append(f"{name}/{found.st_mode} {found.st_ino}")
                if not below and name.casefold() in _BELOW:
                    rooms.append((number, folder, name))
                continue
            # The kernel's time of change, too: a copy with its times, or a backup put back, keeps the other.
            newest = max(newest, found.st_ctime)
            times = f"{found.st_mtime_ns} {found.st_ctime_ns}"
            facts.append(f"{name}/{found.st_mode} {found.st_ino} {found.st_size} {times}")
    suffix = f" {now}" if newest > now - _RACY_SECONDS else ""
    return _digest(*facts) + suffix


def steady(before: str, after: str) -> bool:
    """Whether two signatures say that no file changed in between."""
    return before.partition(" ")[0] == after.partition(" ")[0]


def content(source: SellerSource, photos: Mapping[str, str]) -> str:
    """What a reading of a seller's folder has found: the very texts that were read, names, problems, photos.

    `photos` are those of `photo_digests`.
    """
    texts = [file for file in (source.shop, source.story, *source.products) if file]
    return _digest(
        *(f"{file.path}\0{file.name}\0{hashlib.sha256(file.data).hexdigest()}" for file in texts),
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
            data = read_regular(f"{folder}/{name}", photofile.MAX_BYTES)
        except OSError:
            found[name] = ""
        else:
            found[name] = hashlib.sha256(data).hexdigest()
    return found


def followed_shops(shops: Iterable[FollowedShop]) -> str:
    """What a page says of the shops it follows."""
    return _digest(*(repr(shop) for shop in shops))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def _names(folder: str) -> list[str]:
    """What lies in a folder; nothing where it cannot be read: the check says so."""
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 - a Path of each costs more than all the rest
    except OSError:
        return []
