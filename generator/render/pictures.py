"""All pictures of one shop: photos in several widths, share pictures, a cover, the QRIS code."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

import segno

from generator.content.fields import slugify
from generator.content.model import Photo, Product, Seller
from generator.render.card import CardPicture
from generator.render.cover import cover_jpeg
from generator.render.images import Made, PhotoShelf
from generator.render.views import Picture, QrisView

_QR_SCALE = 4
"""Pixels of a module."""
_QR_BORDER = 4
"""Modules of quiet zone (ISO/IEC 18004)."""


class ShopPictures:
    """Makes the pictures of a shop when a page asks for them, and hands their files to `add`."""

    def __init__(
        self,
        seller: Seller,
        sellers: Path,
        shelf: PhotoShelf,
        accent: str,
        add: Callable[[str, bytes | Path], None],
    ) -> None:
        self._seller = seller
        self._folder = sellers / seller.slug / "foto"
        self._shelf = shelf
        self._accent = accent
        self._add = add
        self.made: set[str] = set()
        """Keys of the photos that were processed now."""
        self.cached: set[str] = set()
        """Keys of the photos that were on the shelf, some of them made a moment ago."""

    def show(self, photo: Photo, alt: str) -> Picture:
        """How a page of the shop shows a photo. Raises `FieldError` when it cannot be made."""
        made = self._make(photo)
        base = _base(photo, made.key)
        names = [(f"{base}-{width}.webp", width) for width, _ in made.sizes]
        for name, width in names:
            self._add(name, self._shelf.variant_file(made.key, width))
        return Picture(
            src=names[0][0],
            srcset=", ".join(f"{name} {width}w" for name, width in names),
            width=made.sizes[-1][0],
            height=made.sizes[-1][1],
            tint=f"c{made.colour[1:]}",
            alt=alt,
            large=names[-1][0],
        )

    def share(self, products: tuple[Product, ...]) -> str:
        """A 1200x630 JPEG for shared links: of the first photo there is, or the cover."""
        photo = next((product.photos[0] for product in products if product.photos), None)
        if photo is None:
            return self._cover
        made = self._make(photo, share=True)
        name = f"{_base(photo, made.key)}-share.jpg"
        self._add(name, self._shelf.share_file(made.key))
        return name

    def card(self, photo: Photo) -> CardPicture:
        """The photo as others show it."""
        made = self._make(photo)
        return CardPicture(_base(photo, made.key), made.sizes, made.colour)

    def qris(self) -> QrisView | None:
        """The seller's own static code, drawn from its text or shown from the photo."""
        code = self._seller.qris
        if code is None:
            return None
        if code.photo:
            picture = self.show(code.photo, "QRIS")
            return QrisView(picture.large, picture.width, picture.height, code.merchant)
        symbol = segno.make(code.payload, error="m", micro=False)
        drawn = io.BytesIO()
        symbol.save(drawn, kind="svg", scale=_QR_SCALE, border=_QR_BORDER, light="#fff")
        svg = drawn.getvalue()
        name = f"foto/qris-{hashlib.sha256(svg).hexdigest()[:10]}.svg"
        self._add(name, svg)
        width, height = symbol.symbol_size(_QR_SCALE, _QR_BORDER)
        return QrisView(name, int(width), int(height), code.merchant)

    @cached_property
    def _cover(self) -> str:
        data = cover_jpeg(self._seller.name, self._seller.kecamatan.name, self._accent)
        name = f"foto/sampul-{hashlib.sha256(data).hexdigest()[:10]}.jpg"
        self._add(name, data)
        return name

    def _make(self, photo: Photo, *, share: bool = False) -> Made:
        made = self._shelf.make(photo, self._folder / photo.name, share=share)
        (self.made if made.fresh else self.cached).add(made.key)
        return made


def _base(photo: Photo, key: str) -> str:
    return f"foto/{slugify(Path(photo.name).stem, 40) or 'foto'}-{key}"
