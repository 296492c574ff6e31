"""A seller's folder as the form sees it: read as far as it can be, with the text of every file.

A half-filled shop is not a `Seller` to the checker, but the form has to go on from it; and a mistake that
was made by hand must not hide the rest. So values that cannot be read are empty here, and the problems stand
beside them.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.content.check_context import CheckContext
from generator.content.checker import check_seller
from generator.content.diagnostics import Diagnostic
from generator.content.fields import FieldError
from generator.content.frontmatter import decode, parse
from generator.content.hub import Hub
from generator.content.lenient import readable, slug_of
from generator.content.model import Photo, Product, Seller
from generator.content.reader import (
    DELETED,
    PHOTO_FOLDER,
    PRODUCT_FOLDER,
    SHOP_FILE,
    STORY_FILE,
    SellerSource,
    SourceFile,
    named,
    read_seller,
)
from generator.content.unreadable import UnreadableError
from generator.disk.atomic_folder import holding
from generator.render.images import PhotoCache
from generator.render.theme import theme_names

_KNOWN_PHOTOS = 20_000
_PRODUCTS = f"{PRODUCT_FOLDER}/"


class Draft(Struct, frozen=True):
    """A seller's folder at one moment."""

    slug: str
    folder: Path
    seller: Seller
    """As far as it can be read; empty where nothing readable is said."""
    problems: tuple[Diagnostic, ...]
    """What the checker says of the folder, as it would at a build."""
    texts: Mapping[str, bytes]
    """`toko.yaml`, `tentang.md`, `produk/….md` -> their bytes."""
    products: Mapping[str, str]
    """A product's slug -> its file among the texts."""
    photos: tuple[str, ...]
    """Names in `foto/`."""
    torn: bool = False
    """Whether toko.yaml is there and cannot be read: then nothing is taken from it."""

    @property
    def version(self) -> str:
        """Changes with every text and every photo's name."""
        return version(self.texts, self.photos)

    @property
    def shop_is_broken(self) -> bool:
        """Whether toko.yaml says something that no build takes, or nothing at all."""
        found = (one for one in self.problems if one.severity == "error")
        return self.torn or any(
            one.path.rpartition("/")[2].casefold() in (SHOP_FILE, self.slug) for one in found
        )

    @property
    def says_nothing(self) -> bool:
        """Whether toko.yaml was lost or emptied: there is nothing to go on from."""
        return self.torn or not (self.seller.name or self.seller.whatsapp)

    def digest(self, path: str) -> str:
        """Changes with one file; the same for a file that is not there."""
        return digest(self.texts.get(path, b""))

    def saying(self, seller: Seller, texts: Mapping[str, bytes], photos: Iterable[str]) -> Draft:
        """The same folder once it says `seller`, with these texts and photos; its problems are as before."""
        known = set(self.products.values())
        products = {slug: path for slug, path in self.products.items() if path in texts}
        new = [path for path in texts if path.startswith(_PRODUCTS) and path not in known]
        products |= {slug_of(path.rpartition("/")[2]): path for path in new}
        return replace(
            self,
            seller=seller,
            texts=dict(texts),
            products=products,
            photos=tuple(sorted(photos)),
            torn=False,
        )

    def product(self, slug: str) -> Product | None:
        """A product by its slug."""
        return next((product for product in self.seller.products if product.slug == slug), None)


_CLOSED = frozenset({"folder-not-regular", "file-unreadable"})
"""What is said of a folder of which nothing can be read."""


class UnreadableDraftError(Exception):
    """toko.yaml or the folder cannot be read: somebody has to repair it by hand first."""

    def __init__(self, problems: Iterable[Diagnostic]) -> None:
        super().__init__("toko.yaml cannot be read")
        self.problems = tuple(problems)


def digest(data: bytes) -> str:
    """Short, for forms."""
    return hashlib.sha256(data).hexdigest()[:16]


def version(texts: Mapping[str, bytes], photos: Iterable[str]) -> str:
    """The version of a folder with these texts and photos."""
    found = hashlib.sha256()
    for path, data in sorted(texts.items()):
        found.update(f"{path}\0{digest(data)}\0".encode())
    for name in sorted(photos):
        found.update(os.fsencode(f"foto/{name}\0"))
    return found.hexdigest()[:32]


class ShopRepository:
    """Reads sellers' folders in one place: the live ones, the drafts, or the approved copies."""

    def __init__(
        self,
        root: Path,
        hub: Hub,
        photo_cache: PhotoCache,
        shop_exists: Callable[[str], bool],
        below: str = "sellers",
    ) -> None:
        self.root = root
        """The folder that holds `below`."""
        self._below = below
        self._photos: dict[tuple[int, int, int, str], Photo] = {}
        self._photo_cache = photo_cache
        self.rules = CheckContext(hub.categories, theme_names("storefront"), shop_exists, self._judge)

    def folder(self, slug: str) -> Path:
        """Where a seller's folder is, or would be."""
        return self.root / self._below / slug

    def read(self, slug: str, *, may_be_torn: bool = False) -> Draft:
        """Read a seller's folder; one that is not there is an empty shop.

        Raises:
            UnreadableDraftError: the folder cannot be read, or toko.yaml cannot and may not be torn.
        """
        with holding(self.folder(slug)):
            source = read_seller(self.root, slug, self._below)
            seller, problems = check_seller(source, self.rules)
            products = {slug_of(file.name): _below(source, file) for file in source.products}
            torn = seller is None and may_be_torn and _is_torn(source)
            if seller is None:
                seller = _readable(replace(source, shop=None) if torn else source, self.rules, problems)
        named = [file for file in (source.shop, source.story, *source.products) if file]
        texts = {_below(source, file): file.data for file in named}
        return Draft(slug, source.folder, seller, tuple(problems), texts, products, source.photos, torn)

    def problems_of(
        self, slug: str, texts: Mapping[str, bytes], photos: Mapping[str, Path]
    ) -> tuple[Diagnostic, ...]:
        """What the checker says of a seller's folder with these files, before there is one."""
        base = f"{self._below}/{slug}"
        files = {
            path: SourceFile(f"{base}/{path}", path.rpartition("/")[2], data)
            for path, data in sorted(texts.items())
        }
        source = SellerSource(
            slug,
            base,
            self.folder(slug),
            files.get(SHOP_FILE),
            files.get(STORY_FILE),
            tuple(file for path, file in files.items() if path.startswith(_PRODUCTS) and path != DELETED),
            tuple(sorted(photos)),
        )
        rules = replace(self.rules, judge_photo=lambda _slug, name: self._judged(photos[name]))
        return tuple(check_seller(source, rules)[1])

    def photo_names(self, slug: str) -> set[str]:
        """Names of the files in a seller's `foto/`."""
        folder = named(self.folder(slug), PHOTO_FOLDER)
        return {path.name for path in folder.iterdir()} if folder.is_dir() else set()

    def _judge(self, slug: str, name: str) -> Photo:
        """A photo that was judged before need not be read again: photos are replaced, never edited."""
        return self._judged(named(self.folder(slug), PHOTO_FOLDER) / name)

    def _judged(self, path: Path) -> Photo:
        try:
            found = path.stat(follow_symlinks=False)
        except OSError as error:
            raise FieldError("photo-missing", found=path.name) from error
        key = (found.st_ino, found.st_mtime_ns, found.st_size, path.name)
        known = self._photos.get(key)
        if known is None:
            known = self._photo_cache.judge(path)
            if len(self._photos) >= _KNOWN_PHOTOS:
                self._photos.clear()
            self._photos[key] = known
        return known


def _is_torn(source: SellerSource) -> bool:
    """Whether toko.yaml cannot be read as YAML at all: half-written, for example."""
    if source.shop is None:
        return False
    try:
        parse(decode(source.shop.data))
    except UnreadableError:
        return True
    return False


def _readable(source: SellerSource, rules: CheckContext, problems: Iterable[Diagnostic]) -> Seller:
    closed = any(p.code in _CLOSED and p.path == source.path for p in source.problems)
    if closed and os.path.lexists(source.folder):  # not empty: a link, or a folder that nobody may look into
        raise UnreadableDraftError(problems)
    try:
        return readable(source, rules)
    except UnreadableError as error:
        raise UnreadableDraftError(problems) from error


def _below(source: SellerSource, file: SourceFile) -> str:
    """Where a file lies in the folder, in the usual spelling: `produk/Soto.md`, also of `Produk/Soto.md`."""
    folder, slash, name = file.path.removeprefix(f"{source.path}/").rpartition("/")
    return f"{folder.casefold()}/{name}" if slash else name.casefold()
