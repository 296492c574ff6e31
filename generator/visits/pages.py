"""Which addresses are pages of shops, and whose."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from generator.content.fields import LATER_RESERVED_PRODUCTS, RESERVED_PRODUCTS
from generator.content.hub import Hub
from generator.visits.lines import readable

_PAGE = re.compile(rb"([a-z0-9]+(?:-[a-z0-9]+)*)/(?:en/)?(?:index\.html|([a-z0-9]+(?:-[a-z0-9]+)*)\.html)?")
_OWN = RESERVED_PRODUCTS | LATER_RESERVED_PRODUCTS
_LONGEST = 40
"""Characters of a slug: nobody else is looked up on the disk."""
_AT_HAND = 32 * 1024
"""Addresses that are not looked up again."""


class ShopPage(Struct, frozen=True):
    """A page of a shop, in whatever language."""

    shop: str
    product: str
    """The slug of the product it shows; empty for the front page and the order list."""


class Addresses:
    """The addresses of one hub, which may lie below a folder of its host or its bucket."""

    def __init__(self, root: Path, hub: Hub) -> None:
        self._sellers = root / "sellers"
        self._below = _folder(urlsplit(hub.site).path)
        target = urlsplit(hub.publishing.target)
        self._key = _folder(target.path) if target.scheme == "s3" else b"/"
        self.page = lru_cache(maxsize=_AT_HAND)(self._page)
        """The page at a path, or (`stored`) under a key; None where no shop of this hub has one."""

    def _page(self, path: bytes, stored: bool) -> ShopPage | None:
        if b"%" in path:
            path = readable(path)
        below = self._key if stored else self._below
        if not path.startswith(below) or not path.endswith((b"/", b".html")):
            return None
        found = _PAGE.fullmatch(path, len(below))
        if not found or len(found[1]) > _LONGEST:
            return None
        shop, product = found[1].decode(), (found[2] or b"").decode()
        if not (self._sellers / shop).is_dir():
            return None
        return ShopPage(shop, "" if product in _OWN else product)


def _folder(path: str) -> bytes:
    inner = path.strip("/")
    return f"/{inner}/".encode() if inner else b"/"
