"""What a seller's pages are made from, as short texts that change when it changes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from generator import __version__
from generator.content import photofile
from generator.content.hub import Hub
from generator.content.reader import PHOTO_FOLDER, PRODUCT_FOLDER, read_regular
from generator.render.card import Neighbour
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
    settings = (hub.name, hub.site, hub.operator, hub.categories, preview)
    return _digest(program(), *(theme.digest for theme in themes), repr(settings))


def hub_context(hub: Hub, theme: Theme) -> str:
    """Everything the hub's own pages depend on, but for the shops' cards."""
    settings = (hub.name, hub.site, hub.operator, hub.categories, hub.mentors)
    return _digest(program(), theme.digest, repr(settings))


def signature(folder: Path, now: float) -> str:
    """Names, sizes, times and inodes of a seller's files; equal ones need not be read again.

    `now` is the time of looking, in seconds. Where a file changed just before, the signature is made
    unique, so that the next build reads the file instead of trusting its time.
    """
    digest = hashlib.sha256()
    newest = 0.0
    for below, entries in _folders(folder):
        for entry in entries:
            found = entry.stat(follow_symlinks=False)
            facts = (found.st_mode, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
            if entry.is_dir(follow_symlinks=False):
                facts = (found.st_mode, 0, 0, 0, found.st_ino)
            digest.update(os.fsencode(f"{below}/{entry.name}") + repr(facts).encode())
            newest = max(newest, found.st_ctime) if not entry.is_dir(follow_symlinks=False) else newest
    suffix = f" {now}" if newest > now - _RACY_SECONDS else ""
    return digest.hexdigest() + suffix


def _folders(folder: Path) -> Iterator[tuple[str, list[os.DirEntry[str]]]]:
    """A seller's folder and the two below it that count, each with its sorted entries."""
    waiting = [""]
    while waiting:
        below = waiting.pop()
        try:
            entries = sorted(os.scandir(folder / below), key=lambda entry: entry.name)
        except OSError:  # it is not there, or cannot be opened, which the check reports
            continue
        if not below:
            waiting = [e.name for e in reversed(entries) if e.name.casefold() in _BELOW]
        yield below, entries


def content(folder: Path) -> str:
    """The bytes and names of all regular files of a seller's folder."""
    digest = hashlib.sha256()
    for below, entries in _folders(folder):
        for name in (entry.name for entry in entries):
            digest.update(os.fsencode(f"{below}/{name}\0"))
            try:
                data = read_regular(folder / below / name, photofile.MAX_BYTES)
            except OSError:  # a folder, link or pipe: its name counts, the check reports it
                continue
            digest.update(hashlib.sha256(data).digest())
    return digest.hexdigest()


def neighbours(shops: Iterable[Neighbour]) -> str:
    """What a page says of the shops it follows."""
    return _digest(*(repr(shop) for shop in shops))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
