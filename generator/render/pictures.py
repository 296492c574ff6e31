"""All pictures of one shop: photos in several widths, share pictures, the QRIS code."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from generator.content.fields import FieldError, slugify
from generator.content.model import Photo, Product, Seller
from generator.content.qris import in_photo
from generator.content.reader import PHOTO_FOLDER, named
from generator.qr import SIDE, qr_png
from generator.render.card import CardPicture
from generator.render.images import Made, PhotoCache
from generator.render.qris_view import QrisView
from generator.render.views import Picture

_DRAWING = "4"


class ShopPictures:
    """Makes the pictures of a shop when a page asks for them, and hands their files to `add`."""

    def __init__(
        self,
        seller: Seller,
        sellers: Path,
        photo_cache: PhotoCache,
        add: Callable[[str, bytes | Path], None],
        elsewhere: Mapping[str, Path],
    ) -> None:
        self._seller = seller
        self._sellers = sellers
        self._photo_cache = photo_cache
        self._add = add
        self._elsewhere = elsewhere
        self._known: dict[Photo, Made] = {}
        self._shared = {product.photos[0] for product in seller.products if product.photos}
        self.made: set[str] = set()
        """Keys of the photos that were processed now."""
        self.cached: set[str] = set()
        """Keys of the photos that were in the cache, some of them made a moment ago."""

    @cached_property
    def _folder(self) -> Path:
        return named(self._sellers / self._seller.slug, PHOTO_FOLDER)

    def show(self, photo: Photo, alt: str, home: str = "") -> Picture:
        """How a page of the shop shows a photo; `home` leads to the shop's folder.

        Raises `FieldError` when it cannot be made.
        """
        made = self._make(photo)
        base = _base(photo, made.key)
        names = [(f"{base}-{width}.webp", width) for width, _ in made.sizes]
        for name, width in names:
            self._add(name, self._photo_cache.variant_file(made.key, width))
        return Picture(
            src=home + names[0][0],
            srcset=", ".join(f"{home}{name} {width}w" for name, width in names),
            width=made.sizes[-1][0],
            height=made.sizes[-1][1],
            tint=f"c{made.colour[1:]}",
            alt=str(alt),
            large=home + names[-1][0],
        )

    def share(self, products: Sequence[Product]) -> str:
        """A 1200x630 JPEG for shared links, of the first photo there is; empty where there is none."""
        photo = next((product.photos[0] for product in products if product.photos), None)
        if photo is None:
            return ""
        made = self._make(photo)
        name = f"{_base(photo, made.key)}-share.jpg"
        self._add(name, self._photo_cache.share_file(made.key))
        return name

    def card(self, photo: Photo) -> CardPicture:
        """The photo as others show it."""
        made = self._make(photo)
        return CardPicture(_base(photo, made.key), made.sizes, made.colour)

    def qris(self, home: str, script: str, loader: str) -> QrisView | None:
        """The seller's own static code, drawn from its text or from what its photo says.

        `home` leads to the shop's folder; the scripts are empty where the theme has none.

        A photo that does not say one is not shown.  Raises `FieldError` when it cannot be looked through.
        """
        code = self._seller.qris
        if code and code.photo:
            try:
                code = in_photo(self._photo_cache.codes(code.photo, self._original(code.photo)))
            except FieldError as error:
                if not error.code.startswith("qris-photo"):
                    raise
                return None  # told by `building/judging.py`
        if code is None:
            return None
        name = f"foto/qris-{_digest(code.payload)}.png"
        self._add(name, qr_png(code.payload))
        scripts = (script, loader) if self._seller.qris_amount and script else ("", "")
        return QrisView(home + name, SIDE, SIDE, code.merchant, code.city, code.nmid, code.payload, *scripts)

    def _original(self, photo: Photo) -> Path:
        return self._elsewhere.get(photo.sha256, self._folder / photo.name)

    def _make(self, photo: Photo) -> Made:
        made = self._known.get(photo)
        if made is None:
            share = photo in self._shared  # made along with the others: the original is decoded once
            made = self._photo_cache.make(photo, self._original(photo), share=share)
            (self.made if made.fresh else self.cached).add(made.key)
            self._known[photo] = made
        return made


def _base(photo: Photo, key: str) -> str:
    return f"foto/{slugify(Path(photo.name).stem, 40) or 'foto'}-{key}"


def _digest(text: str) -> str:
    """Ten hexadecimal digits for a drawn picture's name; the version changes with how it is drawn."""
    return hashlib.sha256(f"{_DRAWING}\0{text}".encode()).hexdigest()[:10]
