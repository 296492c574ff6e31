"""sellers/<slug>/ -> `SellerSource`: which files there are and their bytes. Judges no value.

Only regular files inside the folder are read: links, pipes and devices are reported and left alone.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct, field

from generator.content import offline
from generator.content.copies import (
    address,
    of_other_programs,
    original,
    originals,
    product_copies,
    refused_by_windows,
)
from generator.content.diagnostics import Diagnostic, Severity
from generator.content.fields import suggest
from generator.content.frontmatter import MAX_BYTES
from generator.content.visible import plain, same_letters

SHOP_FILE = "toko.yaml"
STORY_FILE = "tentang.md"
PRODUCT_FOLDER = "produk"
PHOTO_FOLDER = "foto"
APPROVED = "form/approved"
"""Where approved copies of sellers' folders lie in a workspace."""
PHOTO_BYTES = 12 * 1024 * 1024
"""Bytes that a photo may have."""
DELETED = f"{PRODUCT_FOLDER}/.terhapus"
"""A line for each product that was deleted through the form: its file is not missing."""
MAX_FILES = 2_000
"""Files in one folder of a seller; more are not looked at."""

NAMES = (SHOP_FILE, STORY_FILE, PRODUCT_FOLDER, PHOTO_FOLDER)
"""What a seller's folder holds; any case of letters is accepted."""
_PHOTO_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif")
_NEARLY_MARKDOWN = {"txt", "md.txt", "text", "markdown", "doc", "docx"}


class NotRegularError(OSError):
    """A link, pipe, device or folder stands where a file is expected."""


class SourceFile(Struct, frozen=True):
    """A text file of a seller, not decoded yet."""

    path: str
    """Relative to the workspace, with `/`."""
    name: str
    data: bytes
    """At most one byte more than the limit, so that too much can be seen."""

    @property
    def markdown(self) -> bool:
        """Whether its keys stand between two lines `---`, with a text below."""
        return plain(self.name).casefold().endswith(".md")


class SellerSource(Struct, frozen=True):
    """What lies in a seller's folder."""

    slug: str
    path: str
    """Relative to the workspace, with `/`."""
    folder: Path
    shop: SourceFile | None = None
    story: SourceFile | None = None
    products: tuple[SourceFile, ...] = ()
    photos: tuple[str, ...] = ()
    """Names of regular files in `foto/`."""
    deleted: frozenset[str] = frozenset()
    """Slugs of products that were deleted through the form: their files are not missing."""
    copies: frozenset[str] = frozenset()
    """Slugs that copies of products would have, which are left out: no product is missing there either."""
    offline: bool = False
    """Whether somebody took the shop offline for cause."""
    problems: tuple[Diagnostic, ...] = field(default=())
    """Files that could not be read."""


def slugs(sellers: Path) -> Iterator[str]:
    """Every folder name below `sellers/`, sorted; files and hidden names are not sellers.

    A name that is no text cannot be a slug, nor be stored: its `printable` form stands for it, which
    the check then refuses.
    """
    with os.scandir(sellers) as entries:
        found = {printable(e.name) for e in entries if not _no_seller(e.name) and not _is_file(e)}
    yield from sorted(found)


def _no_seller(name: str) -> bool:
    return name.startswith("_") or of_other_programs(name)


def read_seller(root: Path, slug: str, below: str = "sellers") -> SellerSource:
    """Read the folder of one seller, in `sellers/` of the workspace `root` or `below` another folder."""
    reader = _Reader(root, slug, below)
    try:
        return reader.read()
    except OSError as error:  # it vanished while we were in it, or nobody may look into sellers/
        return reader.without(error)


def read_regular(path: str | Path, limit: int) -> bytes:
    """At most `limit` + 1 bytes of a regular file; never follows a link, never waits for a pipe.

    Raises `NotRegularError`, and `OSError` where the file cannot be read.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        if Path(path).is_symlink():
            raise NotRegularError(str(path)) from error
        raise
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise NotRegularError(str(path))
        data = os.read(handle, min(found.st_size, limit) + 1)
        if len(data) != found.st_size:  # it is longer than the limit, or changes just now
            while len(data) <= limit and (more := os.read(handle, limit + 1 - len(data))):
                data += more
        return data
    finally:
        os.close(handle)


def deleted_products(folder: Path) -> frozenset[str]:
    """Slugs of the products that were deleted through the form, as far as the folder says so."""
    below, _, name = DELETED.rpartition("/")
    try:
        data = read_regular(f"{named(folder, below)}/{name}", MAX_BYTES)
    except OSError:
        return frozenset()
    return frozenset(data.decode("utf-8", "replace").split())


def named(folder: Path, name: str) -> Path:
    """What a seller's folder calls `name`: the same, or the same in another case of letters."""
    if not os.path.lexists(f"{folder}/{name}"):
        try:
            there = sorted(os.listdir(folder))  # noqa: PTH208 - names only
        except OSError:  # whoever opens it learns why
            return folder / name
        name = next((other for other in there if other.casefold() == name), name)
    return folder / name


class _Reader:
    """Collects the files of one seller, and the problems on the way."""

    def __init__(self, root: Path, slug: str, below: str) -> None:
        self._slug = slug
        self._base = f"{below}/{slug}"
        self._folder = f"{root}/{below}/{slug}"
        self._problems: list[Diagnostic] = []
        self._copies: set[str] = set()

    def read(self) -> SellerSource:
        folder = Path(self._folder)
        deleted = deleted_products(folder)
        shop = story = None
        products: list[SourceFile] = []
        photos: list[str] = []
        if refused_by_windows(self._slug):
            self._report("", "name-windows", "warning", found=self._slug, fix=f"toko-{self._slug}")
        if folder.is_symlink() or not folder.is_dir():
            self._report("", "folder-not-regular")
        else:
            entries = self._list("")
            there = [name for name, _ in entries if name.casefold() in NAMES]
            for name, is_folder in entries:
                meant = name.casefold()  # another case of letters is what a phone or Windows makes of a name
                if meant == SHOP_FILE:
                    shop = self._file(name)
                elif meant == STORY_FILE:
                    story = self._file(name)
                elif meant == PRODUCT_FOLDER and is_folder:
                    products = self._products(name, deleted)
                elif meant == PHOTO_FOLDER and is_folder:
                    photos = self._photos(name)
                elif offline.means_offline(name):
                    said = None if is_folder else self._file(name)
                    reason = offline.offline_of(said.data).reason if said else ""
                    self._report(name, offline.CODE, "warning", reason=reason)
                elif meant == PRODUCT_FOLDER:
                    self._report(name, "product-folder-not-folder", "warning", found=name)
                else:
                    self._other(name, there)
        return SellerSource(
            self._slug,
            self._base,
            folder,
            shop,
            story,
            tuple(products),
            tuple(photos),
            deleted,
            frozenset(self._copies),
            any(problem.code == offline.CODE for problem in self._problems),
            tuple(self._problems),
        )

    def without(self, error: OSError) -> SellerSource:
        """A folder of which nothing can be told."""
        self._problems.clear()
        self._report("", "file-unreadable", found=self._slug, reason=error.strerror or "")
        return SellerSource(self._slug, self._base, Path(self._folder), problems=tuple(self._problems))

    def _other(self, name: str, there: list[str]) -> None:
        """A name that no shop has: a copy of one that it has, or nearly that name."""
        if of := original(name, there):
            self._report(name, "file-copy", "warning", found=name, other=of)
            return
        meant = next((before for before in originals(name) if before.casefold() in NAMES), "").casefold()
        if meant == SHOP_FILE:
            self._report(name, "shop-file-copy", found=name)
        else:
            self._unknown(name, meant or suggest(plain(name), (*NAMES, offline.FILE), likeness=0.65))

    def _products(self, folder: str, deleted: frozenset[str]) -> list[SourceFile]:
        found: dict[str, SourceFile] = {}
        for name, is_folder in self._list(folder):
            path = f"{folder}/{name}"
            seen = plain(name)
            if is_folder or not seen.casefold().endswith((".md", ".yaml", ".yml")):
                stem, _, ending = seen.partition(".")
                self._unknown(path, f"{stem}.md" if ending.casefold() in _NEARLY_MARKDOWN else "")
            elif file := self._file(path):
                found[name] = file
        copies = product_copies({name: file.data for name, file in found.items()}, deleted)
        for name, of in copies.items():
            code = "file-copy" if of else "file-copy-deleted"
            self._report(f"{folder}/{name}", code, "warning", found=name, other=of)
            self._copies.add(address(name))
        kept = [file for name, file in found.items() if name not in copies]
        for file in kept:
            if refused_by_windows(file.name) or refused_by_windows(address(file.name)):
                fix = f"produk-{file.name}"
                self._report(f"{folder}/{file.name}", "name-windows", "warning", found=file.name, fix=fix)
        return kept

    def _photos(self, folder: str) -> list[str]:
        photos = [name for name, is_folder in self._list(folder) if not is_folder]
        for name in photos:
            path = f"{folder}/{name}"
            if of := original(name, photos):
                self._report(path, "photo-copy", "warning", found=name, other=of)
            if refused_by_windows(name):
                self._report(path, "name-windows", "warning", found=name, fix=f"foto-{name}")
        return photos

    def _list(self, below: str) -> list[tuple[str, bool]]:
        """Names in a folder, sorted, and whether each is a folder; anything else is reported."""
        found: list[tuple[str, bool]] = []
        try:
            entries = os.scandir(f"{self._folder}/{below}")
        except OSError as error:
            self._report(below, "file-unreadable", found=below or self._slug, reason=error.strerror or "")
            return found
        with entries:
            for entry in entries:
                if of_other_programs(entry.name):
                    continue
                is_file = _is_file(entry)
                # whatever stands there with that name, nobody but who takes a shop offline could have put it
                if is_file or entry.is_dir(follow_symlinks=False) or offline.means_offline(entry.name):
                    found.append((entry.name, not is_file))
                else:
                    path = f"{below}/{entry.name}" if below else entry.name
                    self._report(path, "file-not-regular", found=entry.name)
                if len(found) > MAX_FILES:
                    self._report(below, "too-many-files", limit=str(MAX_FILES))
                    break
        found.sort()
        seen: dict[str, str] = {}
        for name, _ in found:
            other = seen.setdefault(same_letters(name), name)
            if other != name:
                path = f"{below}/{name}" if below else name
                self._report(path, "name-collision", found=printable(name), other=printable(other))
        return found

    def _file(self, path: str) -> SourceFile | None:
        try:
            data = read_regular(f"{self._folder}/{path}", MAX_BYTES)
        except NotRegularError:
            self._report(path, "file-not-regular", found=path)
        except OSError as error:
            self._report(path, "file-unreadable", found=path, reason=error.strerror or "")
        else:
            return SourceFile(printable(f"{self._base}/{path}"), _name(path), data)
        return None

    def _unknown(self, path: str, meant: str) -> None:
        if plain(path).casefold().endswith(_PHOTO_ENDINGS):
            self._report(path, "photo-outside", "warning", found=_name(path))
            return
        code = "file-unknown-near" if meant and meant != path else "file-unknown"
        self._report(path, code, "warning", found=_name(path), fix=meant)

    def _report(self, path: str, code: str, severity: Severity = "error", **values: str) -> None:
        where = printable(f"{self._base}/{path}" if path else self._base)
        shown = {key: printable(value) for key, value in values.items()}
        self._problems.append(Diagnostic(where, None, None, code, severity, printable(self._slug), shown))


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _is_file(entry: os.DirEntry[str]) -> bool:
    return entry.is_file(follow_symlinks=False)


def printable(name: str) -> str:
    """A file name that can be shown and stored: bytes that are no text and control characters replaced."""
    if name.isprintable():
        return name
    shown = name.encode("utf-8", "replace").decode("utf-8")
    return "".join(c if c.isprintable() else "\ufffd" for c in shown)
